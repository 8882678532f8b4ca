//! An adopted plan and its tasks.

use kernel::{Date, Time};
use law::due::Term;
use plan::Part;
use serde::{Deserialize, Serialize};

use crate::entries::domain::PlanContext;
use crate::entries::limits::Limit;

/// What stands at the head of a plan. Empty texts mean that it is not printed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// Title of the plan itself.
    pub title: String,
    /// 发文机关.
    pub issuer: String,
    /// 发文字号, normalised.
    pub doc_number: String,
    /// The year it plans.
    pub year: Option<i16>,
    /// 成文日期.
    pub issued_on: Option<Date>,
    /// 印发日期.
    pub printed_on: Option<Date>,
    /// The printed disclosure note, e.g. `此件公开发布`.
    pub disclosure: String,
}

impl Head {
    /// Whether a plan with this head is the same plan as one with `other`, in another edition: the number is the same,
    /// or the title and the year are.
    pub fn is_edition_of(&self, other: &Self) -> bool {
        let same_number = !self.doc_number.is_empty() && self.doc_number == other.doc_number;
        let same_title = !self.title.is_empty() && self.title == other.title && self.year == other.year;
        same_number || same_title
    }
}

/// A work plan (工作要点、工作方案) as it was adopted. Its source text is read apart from it.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Id.
    pub id: String,
    /// Its government.
    pub government_id: String,
    /// Head fields; title and year are always there.
    pub head: Head,
    /// The year it plans.
    pub year: i16,
    /// The name of the file it was read from.
    pub file_name: String,
    /// The file's address among the blobs.
    pub file_hash: String,
    /// When it was first adopted.
    pub adopted_at: Time,
    /// The name of who adopted it.
    pub adopted_by: String,
    /// Counts the texts adopted.
    pub version: i64,
}

impl Plan {
    /// What the due engine needs of it. A period that ended before the plan was issued is not owed.
    pub fn context(&self) -> PlanContext {
        let term = Term { year: self.year, in_force: self.head.issued_on };
        PlanContext { plan_id: self.id.clone(), government_id: self.government_id.clone(), term }
    }

    /// Why it cannot be published, if it cannot: what the document itself says about its disclosure goes before
    /// anybody's wish (政府信息公开条例 Art. 14–16).
    pub fn why_not_public(&self) -> Option<String> {
        let note = &self.head.disclosure;
        let closed = ["不予公开", "不公开", "依申请公开", "内部"].iter().any(|word| note.contains(word));
        closed.then(|| format!("原文注明“{note}”，不能向社会公开。如果注明有误，请用更正稿改正。"))
    }
}

/// A task of an adopted plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// Id.
    pub id: String,
    /// Its place in the plan, from 1.
    pub position: i64,
    /// What it says.
    pub content: Content,
    /// Whether a correction took it out of the plan.
    pub dropped: bool,
}

/// What a task says: the same before and after adopting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    /// Body or annex.
    pub part: Part,
    /// Headings above it, outermost first.
    pub path: Vec<String>,
    /// Its number as printed.
    pub label: Option<String>,
    /// The demand.
    pub text: String,
    /// The demand as the file has it; none for a task written by hand, and for those read before this was kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub printed: Option<String>,
    /// Lead units as written.
    pub lead: Vec<String>,
    /// Other responsible units as written.
    pub units: Vec<String>,
    /// Time limits.
    pub limits: Vec<Limit>,
    /// First and last line of the source text, counted from 1; none for a task written by hand.
    pub lines: Option<(usize, usize)>,
}

impl Content {
    /// The outermost heading; empty when there is none.
    pub fn heading(&self) -> &str {
        self.path.first().map_or("", String::as_str)
    }

    /// Whether people have given it another text than the file has.
    pub fn is_edited(&self) -> bool {
        self.printed.as_ref().is_some_and(|printed| *printed != self.text)
    }

    /// Every unit name, leads first.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.lead.iter().chain(&self.units).map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(title: &str, number: &str, year: i16) -> Head {
        Head { title: title.into(), doc_number: number.into(), year: Some(year), ..Head::default() }
    }

    #[test]
    fn editions_share_the_number_or_title_and_year() {
        let plan = head("工作要点", "示政办发〔2022〕1号", 2022);
        assert!(head("工作要点（更正）", "示政办发〔2022〕1号", 2022).is_edition_of(&plan));
        assert!(head("工作要点", "", 2022).is_edition_of(&plan));
        assert!(!head("工作要点", "", 2023).is_edition_of(&plan), "next year's plan of the same title");
        assert!(!Head::default().is_edition_of(&Head::default()), "nothing printed is nothing shared");
    }
}
