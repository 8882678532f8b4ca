//! What a document is made of.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::Form;
use crate::number::Number;

/// An official document as read from its text. Everything but `blocks` is an offer for a person to confirm.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Official {
    /// The title in one line, without the line breaks of its setting.
    pub title: Option<String>,
    /// 发文字号.
    pub number: Option<Number>,
    /// Who signs, in the order of the text; joint documents have several.
    pub issuers: Vec<String>,
    /// 成文日期.
    pub issued_on: Option<Date>,
    /// 印发日期, from the imprint.
    pub printed_on: Option<Date>,
    /// 主送机关, as printed: `各县（市、区）人民政府`, `市政府各部门`.
    pub addressees: Vec<String>,
    /// The names listed after 附件：, without their numbers.
    pub attachments: Vec<String>,
    /// 公开属性 or the note in brackets, as printed: `此件公开发布`, `主动公开`.
    pub disclosure: Option<String>,
    /// 文种, guessed from the title.
    pub form: Option<Form>,
    /// The whole text in order: front, body, signature, annexes.
    pub blocks: Vec<Block>,
    /// What could not be read or is doubtful: plain Chinese sentences for the officer.
    pub doubts: Vec<String>,
}

/// A part of a document, in the order of the text.
///
/// `id` is an anchor that follows the text's own numbers, so that it stays the same when other clauses change:
/// 第三条 is `a3`, its item （一） `a3-1`, a clause inserted as 第三条之一 `a3z1`; 一、（二）3. is `1-2-3`; 第二章 is
/// `c2`, 第一节 in it `c2-s1`; the second plain paragraph under 一、 is `1-p2`; a table `1-t1`; what stands in
/// 附件2 begins with `f2`. A repeated id gets `-x2`, `-x3`. No two blocks of a document have the same id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "block", rename_all = "snake_case")]
pub enum Block {
    /// `…人民政府文件` at the top.
    Letterhead {
        /// The line.
        text: String,
    },
    /// The line of the document number, with 签发人 when it is there.
    Number {
        /// The line.
        text: String,
    },
    /// A title: of the document, of the document it forwards, or of an annex.
    Title {
        /// The title; a line break where the text breaks it.
        text: String,
    },
    /// A note in brackets under a title, such as 题注 with the dates of passing and amendment.
    Note {
        /// The note with its brackets.
        text: String,
    },
    /// 主送机关.
    Addressees {
        /// The line, with its colon.
        text: String,
    },
    /// A heading: 第一章 总则, 一、总体要求.
    Heading {
        /// Anchor.
        id: String,
        /// 1 for the outermost kind of heading that documents use (编), rising inwards: 章 2, 节 3, 一、 4, （一） 5, 1. 6, （1） 7, ① 8.
        level: u8,
        /// The heading with its number.
        text: String,
    },
    /// A paragraph without a number.
    Paragraph {
        /// Anchor.
        id: String,
        /// The paragraph.
        text: String,
    },
    /// A numbered clause or item.
    Item {
        /// Anchor.
        id: String,
        /// As in [`Block::Heading`]; 第三条 is 4.
        level: u8,
        /// `第三条`, `（一）`, `1.`: with its punctuation.
        label: String,
        /// The text after the label.
        text: String,
    },
    /// A table.
    Table {
        /// Anchor.
        id: String,
        /// The line above the table that names it.
        caption: Option<String>,
        /// How many of the first rows are headings.
        head: usize,
        /// Cells, row by row; rows may differ in length.
        rows: Vec<Vec<String>>,
    },
    /// A line of the list of attachments, 附件：1.…
    Attachment {
        /// The line.
        text: String,
    },
    /// The line that begins an annex: 附件2.
    Annex {
        /// Anchor: `f2`.
        id: String,
        /// The line.
        text: String,
    },
    /// A line of the signature: issuers, date.
    Signature {
        /// The line.
        text: String,
    },
    /// A line of the imprint: 抄送, who printed it and when.
    Imprint {
        /// The line.
        text: String,
    },
}

impl Block {
    /// The anchor, for blocks that can be linked to.
    pub fn id(&self) -> Option<&str> {
        match self {
            Self::Heading { id, .. }
            | Self::Paragraph { id, .. }
            | Self::Item { id, .. }
            | Self::Table { id, .. }
            | Self::Annex { id, .. } => Some(id),
            _ => None,
        }
    }

    /// Whether the block belongs to the front that a page shows apart from the text: letterhead, number, addressees.
    pub fn is_front(&self) -> bool {
        matches!(self, Self::Letterhead { .. } | Self::Number { .. })
    }
}
