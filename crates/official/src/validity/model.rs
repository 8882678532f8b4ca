//! The statements and their parts.

use std::ops::Range;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::number::Number;

/// One thing that a text says about validity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "says", rename_all = "snake_case")]
pub enum Statement {
    /// 自2024年5月1日起施行.
    EffectiveOn {
        /// The first day.
        date: Date,
    },
    /// 自发布（印发、公布）之日起施行.
    EffectiveOnIssue,
    /// 自公布之日起30日后施行.
    EffectiveAfterDays {
        /// Days after the day of issue.
        days: u32,
    },
    /// 有效期至2029年4月30日.
    ExpiresOn {
        /// The last day.
        date: Date,
    },
    /// 有效期五年, counted from the day of effect.
    ExpiresAfter {
        /// How long.
        period: Period,
    },
    /// 同时废止, 予以废止, 宣布失效, 停止执行.
    Repeals {
        /// What ends.
        target: Target,
    },
    /// 《…》作如下修改; also the repeal of single clauses of a document.
    Amends {
        /// What is changed.
        target: Target,
        /// The changes that could be read, in order; may be empty.
        changes: Vec<Change>,
    },
    /// 代替《…》.
    Replaces {
        /// What it takes the place of.
        target: Target,
    },
    /// 为贯彻落实《…》…制定本实施方案: the document carries another one out.
    Implements {
        /// What is carried out.
        target: Target,
    },
    /// 现将《…》解读如下.
    Interprets {
        /// What is explained.
        target: Target,
    },
    /// 试行, 暂行. Without a period of its own unless the text gives one.
    Trial {
        /// 试行期, when the text says it.
        period: Option<Period>,
    },
}

/// A length of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "unit", content = "count", rename_all = "snake_case")]
pub enum Period {
    /// Years.
    Years(u32),
    /// Months.
    Months(u32),
}

/// Another document, as the text names it: title, number, or both.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Target {
    /// The title without its 《》.
    pub title: Option<String>,
    /// The number.
    pub number: Option<Number>,
}

/// A change to a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// Where, as printed: `第五条第二款`.
    pub clause: Option<String>,
    /// What.
    pub kind: ChangeKind,
}

/// What a change does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "does", rename_all = "snake_case")]
pub enum ChangeKind {
    /// 将“A”修改为“B”.
    Replace {
        /// The old words.
        from: String,
        /// The new words.
        to: String,
    },
    /// 删去第三条, 删去“…”.
    Delete {
        /// The words, or `None` for the whole clause.
        words: Option<String>,
    },
    /// 增加一条，作为第六条：“…”.
    Insert {
        /// The new text.
        text: String,
    },
    /// 第三条修改为：“…”.
    Rewrite {
        /// The new text of the clause.
        to: String,
    },
}

/// A statement with its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// What is said.
    pub statement: Statement,
    /// The sentence that says it, shortened when it is long.
    pub quote: String,
    /// Bytes in the text given to [`super::statements`]: of the phrase, or of the document named.
    pub at: Range<usize>,
}
