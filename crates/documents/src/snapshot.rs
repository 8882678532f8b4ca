//! What the public sees of a document: the body of its publication.

use kernel::Date;
use official::Block;
use serde::{Deserialize, Serialize};

use crate::domain::{Face, Kind};

/// The kind under which documents are published.
pub const DOCUMENT: &str = "document";

/// A published document, complete: its page needs nothing else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentSnapshot {
    /// 索引号
    pub index_number: String,
    /// Code of its sort (类型).
    pub form: String,
    /// 标题
    pub title: String,
    /// 发文字号
    pub number: Option<String>,
    /// 发文机关
    pub issuer: String,
    /// The unit that publishes it, by its short name.
    pub unit: String,
    /// 成文日期
    pub issued_on: Option<Date>,
    /// The first day in force.
    pub effective_on: Option<Date>,
    /// The last day in force.
    pub expires_on: Option<Date>,
    /// 内容概述
    pub summary: String,
    /// Its place in the catalogue.
    pub column: Named,
    /// 主题
    pub themes: Vec<Named>,
    /// The text.
    pub blocks: Vec<Block>,
    /// What is attached.
    pub files: Vec<PublicFile>,
    /// What it does to others.
    pub relations: Vec<PublicRelation>,
    /// What this version corrects; empty in the first.
    pub note: String,
}

impl DocumentSnapshot {
    /// What the document said of itself when this was published; what is not published stays as it is in `now`.
    pub(crate) fn face(self, now: &Face) -> Face {
        Face {
            kind: Kind::by_code(&self.form).unwrap_or(now.kind),
            title: self.title,
            number: self.number.unwrap_or_default(),
            issuer: self.issuer,
            issued_on: self.issued_on,
            effective_on: self.effective_on,
            expires_on: self.expires_on,
            summary: self.summary,
            interpretation: now.interpretation.clone(),
            column_id: Some(self.column.id),
            themes: self.themes.into_iter().map(|theme| theme.id).collect(),
            body: official::write(&self.blocks),
            restricted: now.restricted,
        }
    }
}

/// A document's text as pages show it under its title: without the title, the letterhead and the number again.
pub fn under_title(title: &str, blocks: Vec<Block>) -> Vec<Block> {
    let same = |text: &str| text.split_whitespace().eq(title.split_whitespace()) || text.replace('\n', "") == title;
    blocks
        .into_iter()
        .filter(|block| !block.is_front() && !matches!(block, Block::Title { text } if same(text)))
        .collect()
}

/// An id with its name as it was when it was published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Named {
    /// Id.
    pub id: String,
    /// Name.
    pub name: String,
}

/// A file the public can fetch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicFile {
    /// Its place in addresses.
    pub id: String,
    /// Its name.
    pub title: String,
    /// SHA-256 of its content.
    pub hash: String,
    /// Media type.
    pub media_type: String,
    /// Length in bytes.
    pub bytes: i64,
}

/// What it does to another document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicRelation {
    /// Code of what it does, e.g. `repeals`.
    pub effect: String,
    /// The other's title.
    pub title: String,
    /// The other's number.
    pub number: Option<String>,
    /// The other's public address, when it is public here.
    pub item_id: Option<String>,
    /// In particular.
    pub words: String,
}
