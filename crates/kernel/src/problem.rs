//! What can go wrong, kind by kind; each has one HTTP status, one stable code and words for people.

use serde::Serialize;

/// Shorthand for results that fail with a [`Problem`].
pub type Result<T> = std::result::Result<T, Problem>;

/// One field of a form and what is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FieldError {
    /// The field's name in the form.
    pub field: String,
    /// What is wrong and what to do, in the user's words.
    pub message: String,
}

/// Why something did not happen. Messages are Chinese sentences shown to people as they are.
#[derive(Debug, thiserror::Error)]
pub enum Problem {
    /// There is no such thing (or this person may not know of it). Holds what was looked for, e.g. `计划`.
    #[error("没有找到{0}")]
    NotFound(&'static str),
    /// Not signed in; signing in may help.
    #[error("请先登录")]
    SignIn,
    /// A rule forbids it; the sentence says which.
    #[error("{0}")]
    Refused(String),
    /// What was sent is wrong; each field says why.
    #[error("提交的内容有 {} 处需要改正", .0.len())]
    Invalid(Vec<FieldError>),
    /// Somebody else changed it first, or it exists already.
    #[error("{0}")]
    Conflict(String),
    /// Too much at once; try again later.
    #[error("{0}")]
    Busy(String),
    /// Our fault; the text is for the log, never for the page.
    #[error("内部错误")]
    Internal(String),
}

/// The kinds a page or an API client can tell apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kind {
    /// HTTP status.
    pub status: u16,
    /// Stable code for programs.
    pub code: &'static str,
    /// What to do next, for people.
    pub help: &'static str,
    /// What to do next, for who writes a program.
    pub advice: &'static str,
}

impl Problem {
    /// One wrong field.
    pub fn field(field: &str, message: impl Into<String>) -> Self {
        Self::Invalid(vec![FieldError { field: field.into(), message: message.into() }])
    }

    /// A refusal with its reason.
    pub fn refused(reason: impl Into<String>) -> Self {
        Self::Refused(reason.into())
    }

    /// Our fault, with the cause for the log.
    pub fn internal(cause: impl std::fmt::Display) -> Self {
        Self::Internal(cause.to_string())
    }

    /// Status, stable code and help: the one table.
    pub fn kind(&self) -> Kind {
        let (status, code, help, advice) = match self {
            Self::NotFound(_) => (
                404,
                "not_found",
                "网址可能写错了，或者内容已经移走。可以回到首页重新查找。",
                "没有，没有公开，或者不归这个令牌。",
            ),
            Self::SignIn => (401, "sign_in", "登录后会回到刚才的页面。", "请带上有效的令牌：Authorization: Bearer。"),
            Self::Refused(_) => {
                (403, "refused", "如果您认为应当可以，请联系本级政务公开办。", "没有处理，title 里是原因。")
            }
            Self::Invalid(_) => {
                (422, "invalid", "请按提示改正后再提交，已填的内容都还在。", "errors 里说明是哪一项不对，改正后再发。")
            }
            Self::Conflict(_) => (409, "conflict", "请返回上一页刷新后再试。", "先读现在的内容，再决定怎么改。"),
            Self::Busy(_) => (429, "busy", "请稍等一会儿再试。", "稍后再发；Retry-After 是要等的秒数。"),
            Self::Internal(_) => (
                500,
                "internal",
                "系统出了问题，已经记录下来。请稍后再试，或联系管理员。",
                "已经记录，reference 是编号。稍后再发。",
            ),
        };
        Kind { status, code, help, advice }
    }
}
