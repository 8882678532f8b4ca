//! How far a document is.

/// Where a document stands between draft and public page or file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Stage {
    /// 起草中: its text and facts can be changed.
    Drafting,
    /// 待保密审查: its attribute is determined; a second person looks at it.
    Review,
    /// 待签发
    Signing,
    /// 已签发: it can be published, or filed when it is not for the public.
    Signed,
    /// 定时公开: it becomes public by itself.
    Scheduled,
    /// 已公开
    Published,
    /// 已归档: signed and not published.
    Filed,
    /// 已撤下: its public page says why.
    Withdrawn,
    /// 已作废: it was given up before anything of it was public.
    Dropped,
}

impl Stage {
    /// Every stage, in the order of a document's life.
    pub const ALL: [Self; 9] = [
        Self::Drafting,
        Self::Review,
        Self::Signing,
        Self::Signed,
        Self::Scheduled,
        Self::Published,
        Self::Filed,
        Self::Withdrawn,
        Self::Dropped,
    ];

    /// Its name in the database and addresses.
    pub fn code(self) -> &'static str {
        match self {
            Self::Drafting => "drafting",
            Self::Review => "review",
            Self::Signing => "signing",
            Self::Signed => "signed",
            Self::Scheduled => "scheduled",
            Self::Published => "published",
            Self::Filed => "filed",
            Self::Withdrawn => "withdrawn",
            Self::Dropped => "dropped",
        }
    }

    /// The stage with that code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.code() == code)
    }

    /// Its name for people.
    pub fn name(self) -> &'static str {
        match self {
            Self::Drafting => "起草中",
            Self::Review => "待保密审查",
            Self::Signing => "待签发",
            Self::Signed => "已签发",
            Self::Scheduled => "定时公开",
            Self::Published => "已公开",
            Self::Filed => "已归档",
            Self::Withdrawn => "已撤下",
            Self::Dropped => "已作废",
        }
    }

    /// The kind of mark that shows it.
    pub fn mark(self) -> &'static str {
        match self {
            Self::Drafting => "run",
            Self::Review | Self::Signing => "warn",
            Self::Signed | Self::Scheduled => "info",
            Self::Published | Self::Filed => "ok",
            Self::Withdrawn | Self::Dropped => "off",
        }
    }
}
