//! What a document does to another.

use official::Date;
use publishing::{Effect as Mark, Note};

/// What is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// 废止
    Repeals,
    /// 宣布失效
    Lapses,
    /// 替代
    Replaces,
    /// 修改
    Amends,
    /// 落实
    Implements,
    /// 解读
    Interprets,
    /// 继续有效: a clean-up looked at it and kept it
    Keeps,
}

impl Effect {
    /// Every one, in the order forms offer them.
    pub const ALL: [Self; 7] =
        [Self::Repeals, Self::Lapses, Self::Replaces, Self::Amends, Self::Implements, Self::Interprets, Self::Keeps];

    /// Its name in the database and interfaces.
    pub fn code(self) -> &'static str {
        match self {
            Self::Repeals => "repeals",
            Self::Lapses => "lapses",
            Self::Replaces => "replaces",
            Self::Amends => "amends",
            Self::Implements => "implements",
            Self::Interprets => "interprets",
            Self::Keeps => "keeps",
        }
    }

    /// The one with that code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|effect| effect.code() == code)
    }

    /// Its name for people, as a verb before the other document.
    pub fn name(self) -> &'static str {
        match self {
            Self::Repeals => "废止",
            Self::Lapses => "宣布失效",
            Self::Replaces => "替代",
            Self::Amends => "修改",
            Self::Implements => "落实",
            Self::Interprets => "解读",
            Self::Keeps => "宣布继续有效",
        }
    }

    /// Seen from the other document: 被……
    pub fn passive(self) -> &'static str {
        match self {
            Self::Repeals => "被废止",
            Self::Lapses => "被宣布失效",
            Self::Replaces => "被替代",
            Self::Amends => "被修改",
            Self::Implements => "落实文件",
            Self::Interprets => "解读材料",
            Self::Keeps => "继续有效",
        }
    }

    /// What it leaves on the other document's validity.
    pub fn mark(self) -> Option<Mark> {
        match self {
            Self::Repeals => Some(Mark::Repealed),
            Self::Lapses => Some(Mark::Lapsed),
            Self::Replaces => Some(Mark::Replaced),
            Self::Amends => Some(Mark::Amended),
            Self::Keeps => Some(Mark::Kept),
            Self::Implements | Self::Interprets => None,
        }
    }
}

/// Whether somebody looked at what was read from the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decided {
    /// Read from the text; nobody has said yet.
    Offered,
    /// It is so.
    Confirmed,
    /// It is not.
    Rejected,
}

impl Decided {
    /// Its name in the database.
    pub fn code(self) -> &'static str {
        match self {
            Self::Offered => "offered",
            Self::Confirmed => "confirmed",
            Self::Rejected => "rejected",
        }
    }

    /// The one with that code.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Offered, Self::Confirmed, Self::Rejected].into_iter().find(|one| one.code() == code)
    }
}

/// What one document does to one other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relation {
    /// Id.
    pub id: String,
    /// The document that does it.
    pub document_id: String,
    /// What.
    pub effect: Effect,
    /// Whether somebody confirmed it.
    pub decided: Decided,
    /// The other's title as written.
    pub target_title: String,
    /// The other's number as written.
    pub target_number: String,
    /// The other's number as numbers are compared.
    pub target_key: Option<String>,
    /// The other's public address, when it is known here.
    pub target_id: Option<String>,
    /// In particular, e.g. which clause.
    pub words: String,
    /// The sentence it was read from; empty when it was added by hand.
    pub quote: String,
}

impl Relation {
    /// The note it leaves on the other document from a day on.
    pub fn note(&self, on: Date, by: &str, title: &str, number: Option<&str>) -> Option<Note> {
        Some(Note {
            effect: self.effect.mark()?,
            on,
            by: Some(by.to_owned()),
            title: title.to_owned(),
            number: number.map(str::to_owned),
            words: self.words.clone(),
        })
    }

    /// The same with the personal data in its words masked.
    pub fn masked(&self) -> Self {
        let safe = |text: &str| {
            let found = screening::screen(text, &screening::WordList::default());
            let blocking: Vec<_> = found.iter().filter(|one| one.blocks).collect();
            if blocking.is_empty() { text.to_owned() } else { screening::mask(text, &blocking) }
        };
        let (words, quote, target_title) = (safe(&self.words), safe(&self.quote), safe(&self.target_title));
        Self { words, quote, target_title, ..self.clone() }
    }

    /// The other document in words: 《title》（number）.
    pub fn target(&self) -> String {
        match (self.target_title.as_str(), self.target_number.as_str()) {
            (title, "") => format!("《{title}》"),
            ("", number) => number.to_owned(),
            (title, number) => format!("《{title}》（{number}）"),
        }
    }
}
