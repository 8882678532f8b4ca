//! One document, from draft to public page or file.

use directory::{Capability, Principal};
use kernel::{Date, Time};
use serde::{Deserialize, Serialize};

use super::{Attribute, Kind, Stage};

/// The longest text, in characters.
pub const LONGEST_BODY: usize = 500_000;
/// The longest title, in characters.
pub const LONGEST_TITLE: usize = 300;
/// The longest summary, in characters.
pub const LONGEST_SUMMARY: usize = 2_000;

/// What a document says of itself; all of it can be changed while it is drafted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Face {
    /// 类型
    pub kind: &'static Kind,
    /// 标题
    pub title: String,
    /// 发文字号, as written; empty without one.
    pub number: String,
    /// 发文机关
    pub issuer: String,
    /// 成文日期
    pub issued_on: Option<Date>,
    /// The first day in force.
    pub effective_on: Option<Date>,
    /// The last day in force.
    pub expires_on: Option<Date>,
    /// 内容概述
    pub summary: String,
    /// 解读安排: who explains it and how, or why nobody needs to.
    pub interpretation: String,
    /// Its place in the catalogue.
    pub column_id: Option<String>,
    /// 主题, sorted.
    pub themes: Vec<String>,
    /// The text, in the form that `official` reads.
    pub body: String,
    /// Whether only its author and named people see the draft.
    pub restricted: bool,
}

/// Who did a step, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hand {
    /// The person's id.
    pub id: String,
    /// Their name.
    pub name: String,
    /// When.
    pub at: Time,
}

/// A document (公文).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Id; also its public address.
    pub id: String,
    /// The government.
    pub government_id: String,
    /// Whose it is.
    pub unit_id: String,
    /// Who began it.
    pub author_id: String,
    /// Their name.
    pub author_name: String,
    /// Who else worked on what it says since it was last public.
    pub hands: Vec<String>,
    /// How far it is.
    pub stage: Stage,
    /// 公开属性; none until it is determined.
    pub attribute: Option<Attribute>,
    /// Who determined it.
    pub determined: Option<Hand>,
    /// Who reviewed it for secrecy.
    pub reviewed: Option<Hand>,
    /// Who signed it.
    pub signed: Option<Hand>,
    /// Why it came back, while it is drafted again; empty otherwise.
    pub returned: String,
    /// What it says of itself.
    pub face: Face,
    /// When it becomes public, while scheduled.
    pub publish_at: Option<Time>,
    /// The newest public version.
    pub public_version: Option<i64>,
    /// What the next publication says of itself.
    pub public_note: String,
    /// When it is to be looked at again, while filed.
    pub review_on: Option<Date>,
    /// Which system handed it in, under which id of its own.
    pub source: Option<(String, String)>,
    /// Begun.
    pub created_at: Time,
    /// Last saved.
    pub updated_at: Time,
    /// Counts saves.
    pub version: i64,
}

impl Document {
    /// Whether `who` may know of it. Of a restricted draft only its author and its readers may; `reader` says whether
    /// they are one.
    pub fn seen_by(&self, who: &Principal, reader: bool) -> bool {
        let hidden = self.face.restricted
            && !matches!(self.stage, Stage::Published | Stage::Withdrawn)
            && self.author_id != who.person_id
            && !reader;
        who.may(Capability::ViewDocuments) && who.reaches(&self.government_id, Some(&self.unit_id)) && !hidden
    }

    /// Where its desk page is.
    pub fn path(&self) -> String {
        format!("/desk/documents/{}", self.id)
    }
}

/// One field that changed, in words; the journal keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// The field's name for people.
    pub field: String,
    /// Before.
    pub old: String,
    /// After.
    pub new: String,
}

impl Face {
    /// Every field in which `after` differs, in words. `name` gives people's words for ids of columns and themes.
    pub fn changes(&self, after: &Self, name: impl Fn(&str) -> String) -> Vec<Change> {
        let day = |date: Option<Date>| date.map(|date| date.to_string()).unwrap_or_default();
        let names = |ids: &[String]| ids.iter().map(|id| name(id)).collect::<Vec<_>>().join("、");
        let place = |face: &Self| face.column_id.as_deref().map(&name).unwrap_or_default();
        let access = |face: &Self| if face.restricted { "指定人员可见" } else { "本单位可见" }.to_owned();
        let fields: [(&str, String, String); 12] = [
            ("类型", self.kind.name.to_owned(), after.kind.name.to_owned()),
            ("标题", self.title.clone(), after.title.clone()),
            ("发文字号", self.number.clone(), after.number.clone()),
            ("发文机关", self.issuer.clone(), after.issuer.clone()),
            ("成文日期", day(self.issued_on), day(after.issued_on)),
            ("施行日期", day(self.effective_on), day(after.effective_on)),
            ("有效期至", day(self.expires_on), day(after.expires_on)),
            ("内容概述", self.summary.clone(), after.summary.clone()),
            ("解读安排", self.interpretation.clone(), after.interpretation.clone()),
            ("栏目", place(self), place(after)),
            ("主题", names(&self.themes), names(&after.themes)),
            ("可见范围", access(self), access(after)),
        ];
        let mut changes: Vec<Change> = fields
            .into_iter()
            .filter(|(_, old, new)| old != new)
            .map(|(field, old, new)| Change { field: field.to_owned(), old, new })
            .collect();
        if self.body != after.body {
            let length = |face: &Self| face.body.chars().filter(|c| !c.is_whitespace()).count();
            let (old, new) = (length(self), length(after));
            let new = if old == new { format!("仍是 {new} 字，内容有改动") } else { format!("{new} 字") };
            changes.push(Change { field: "正文".to_owned(), old: format!("{old} 字"), new });
        }
        changes
    }
}
