//! The disclosure attribute (公开属性), determined before a document circulates.

use law::ground::{Ground, by_code};

/// How a document may reach the public.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Attribute {
    /// 主动公开
    Proactive,
    /// 依申请公开: why it is not published of its own accord.
    OnRequest {
        /// The reason.
        reason: String,
    },
    /// 不予公开
    Withheld {
        /// The statutory ground (条例 Art. 14–16).
        ground: &'static Ground,
        /// Why the ground applies.
        reason: String,
    },
}

impl Attribute {
    /// From what is stored or typed; none when the parts do not fit together.
    pub fn from_parts(code: &str, ground: Option<&str>, reason: &str) -> Option<Self> {
        match (code, ground.and_then(by_code)) {
            ("proactive", None) => Some(Self::Proactive),
            ("on_request", None) => Some(Self::OnRequest { reason: reason.to_owned() }),
            ("withheld", Some(ground)) => Some(Self::Withheld { ground, reason: reason.to_owned() }),
            _ => None,
        }
    }

    /// Its name in the database and interfaces.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Proactive => "proactive",
            Self::OnRequest { .. } => "on_request",
            Self::Withheld { .. } => "withheld",
        }
    }

    /// Its name for people.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Proactive => "主动公开",
            Self::OnRequest { .. } => "依申请公开",
            Self::Withheld { .. } => "不予公开",
        }
    }

    /// The statutory ground, when withheld.
    pub fn ground(&self) -> Option<&'static Ground> {
        match self {
            Self::Withheld { ground, .. } => Some(ground),
            _ => None,
        }
    }

    /// The reason given; empty for proactive disclosure, which needs none.
    pub fn reason(&self) -> &str {
        match self {
            Self::Proactive => "",
            Self::OnRequest { reason } | Self::Withheld { reason, .. } => reason,
        }
    }

    /// In words, for the journal.
    pub fn words(&self) -> String {
        match self {
            Self::Proactive => self.name().to_owned(),
            Self::OnRequest { reason } => format!("{}：{reason}", self.name()),
            Self::Withheld { ground, reason } => {
                format!("{}（{}，{}）：{reason}", self.name(), ground.article, ground.name)
            }
        }
    }
}
