//! What a row of a sheet means for an entry: no change, a change, a conflict with what others wrote, or a mistake.

use serde::{Deserialize, Serialize};
use web::{spreadsheet_text, within_limits};

use super::super::domain::Texts;
use super::super::typed::{MEASURE, NAME};

/// A column that is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// 工作举措
    Measure,
    /// 单位分管领导
    Leader,
    /// 责任科室
    OfficeInCharge,
    /// 备注
    Notes,
}

impl Field {
    /// Every one, in the order of the form.
    pub const ALL: [Self; 4] = [Self::Measure, Self::Leader, Self::OfficeInCharge, Self::Notes];

    /// Its name in the table and in the journal.
    pub fn code(self) -> &'static str {
        match self {
            Self::Measure => "measure",
            Self::Leader => "leader",
            Self::OfficeInCharge => "office_in_charge",
            Self::Notes => "notes",
        }
    }

    /// Its name for people.
    pub fn name(self) -> &'static str {
        match self {
            Self::Measure => "工作举措",
            Self::Leader => "单位分管领导",
            Self::OfficeInCharge => "责任科室",
            Self::Notes => "备注",
        }
    }

    /// Where it is among an entry's texts.
    pub fn of(self, texts: &Texts) -> &str {
        match self {
            Self::Measure => &texts.measure,
            Self::Leader => &texts.leader,
            Self::OfficeInCharge => &texts.office_in_charge,
            Self::Notes => &texts.notes,
        }
    }

    /// Puts a text there.
    pub fn put(self, texts: &mut Texts, text: String) {
        match self {
            Self::Measure => texts.measure = text,
            Self::Leader => texts.leader = text,
            Self::OfficeInCharge => texts.office_in_charge = text,
            Self::Notes => texts.notes = text,
        }
    }

    fn most(self) -> usize {
        match self {
            Self::Measure | Self::Notes => MEASURE,
            Self::Leader | Self::OfficeInCharge => NAME,
        }
    }
}

/// What became of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// It changes something.
    Change,
    /// It changes what others have changed since the sheet was made.
    Conflict,
    /// It cannot be read.
    Wrong,
    /// It changes nothing.
    Same,
}

impl Verdict {
    /// Every one, in the order pages show them.
    pub const ALL: [Self; 4] = [Self::Change, Self::Conflict, Self::Wrong, Self::Same];

    /// Its name in the database and in addresses.
    pub fn code(self) -> &'static str {
        match self {
            Self::Change => "change",
            Self::Conflict => "conflict",
            Self::Wrong => "wrong",
            Self::Same => "same",
        }
    }

    /// The verdict with that code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|verdict| verdict.code() == code)
    }

    /// Its name for people.
    pub fn name(self) -> &'static str {
        match self {
            Self::Change => "有改动",
            Self::Conflict => "两边都改了",
            Self::Wrong => "不能读取",
            Self::Same => "没有改动",
        }
    }

    /// The mark that goes with its name.
    pub fn mark(self) -> &'static str {
        match self {
            Self::Change => "info",
            Self::Conflict => "warn",
            Self::Wrong => "late",
            Self::Same => "off",
        }
    }
}

/// One field that a row changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// Which.
    pub field: Field,
    /// As it is in the ledger.
    pub old: String,
    /// As it is in the sheet.
    pub new: String,
    /// As it was when the sheet was made, where somebody has changed it since.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base: Option<String>,
}

/// What is wrong with a row, in which column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mistake {
    /// The column's name; empty for the whole row.
    pub column: String,
    /// Why, in words.
    pub reason: String,
}

impl Mistake {
    /// About the whole row.
    pub fn row(reason: impl Into<String>) -> Self {
        Self { column: String::new(), reason: reason.into() }
    }

    /// About one column.
    pub fn column(column: &str, reason: impl Into<String>) -> Self {
        Self { column: column.to_owned(), reason: reason.into() }
    }
}

/// A row as it is shown and kept.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Body {
    /// The task, clipped.
    pub task: String,
    /// The unit.
    pub unit: String,
    /// What it changes.
    #[serde(default)]
    pub changes: Vec<Change>,
    /// What is wrong.
    #[serde(default)]
    pub mistakes: Vec<Mistake>,
    /// What is not taken from it.
    #[serde(default)]
    pub remarks: Vec<String>,
}

/// A row with what was decided about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged {
    /// Its number in the sheet.
    pub number: i64,
    /// What became of it.
    pub verdict: Verdict,
    /// Whether it is to be applied.
    pub taken: bool,
    /// The entry and the version it was compared with.
    pub entry: Option<(String, i64)>,
    /// What is shown of it.
    pub body: Body,
    /// Once applied: why it was skipped, or none when it was written; `None` before.
    pub outcome: Option<Option<String>>,
}

/// The texts an entry had when a sheet was made from it, where they have been changed since.
pub type Since = Vec<(Field, String)>;

/// Compares the cells of one row with an entry's texts. `since`: what others have changed after the sheet was made;
/// `blank_counts`: an empty cell empties the field, as it does in a sheet of ours, not in a unit's own.
pub fn compare(cells: &[(Field, String)], now: &Texts, since: &Since, blank_counts: bool) -> (Verdict, Vec<Change>) {
    let mut changes = Vec::new();
    for (field, cell) in cells {
        let old = field.of(now);
        let base = since.iter().find(|(one, _)| one == field).map(|(_, text)| text);
        let untouched = is(cell, old) || base.is_some_and(|base| is(cell, base));
        if untouched || (cell.is_empty() && !blank_counts) {
            continue;
        }
        let new = settled(spreadsheet_text(cell));
        changes.push(Change { field: *field, old: old.to_owned(), new, base: base.cloned() });
    }
    let verdict = match () {
        () if changes.is_empty() => Verdict::Same,
        () if changes.iter().any(|change| change.base.is_some()) => Verdict::Conflict,
        () => Verdict::Change,
    };
    (verdict, changes)
}

/// What is wrong with texts that are to be kept.
pub fn too_long(changes: &[Change]) -> Vec<Mistake> {
    let long = |change: &Change| {
        let why = within_limits(&change.new, change.field.most())?;
        Some(Mistake::column(change.field.name(), why))
    };
    changes.iter().filter_map(long).collect()
}

/// Whether a cell holds a text, be it with the mark that keeps it from being a formula.
fn is(cell: &str, text: &str) -> bool {
    let text = settled(text);
    settled(cell) == text || settled(spreadsheet_text(cell)) == text
}

/// Line ends of one kind, no control characters, the ends trimmed: as a form sends it.
pub fn settled(text: &str) -> String {
    let text: String = text.replace("\r\n", "\n").replace('\r', "\n");
    let text: String = text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect();
    text.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts() -> Texts {
        Texts { measure: "=公开\n解读".into(), leader: "张三".into(), ..Texts::default() }
    }

    fn row(measure: &str, leader: &str) -> Vec<(Field, String)> {
        vec![(Field::Measure, measure.into()), (Field::Leader, leader.into())]
    }

    #[test]
    fn what_a_spreadsheet_does_to_a_text_is_no_change() {
        for same in ["=公开\n解读", "'=公开\n解读", " =公开\r\n解读 "] {
            assert_eq!(compare(&row(same, "张三"), &texts(), &vec![], true).0, Verdict::Same, "{same:?}");
        }
    }

    #[test]
    fn a_change_is_told_field_by_field_and_an_empty_cell_empties_only_in_our_own_sheet() {
        let (verdict, changes) = compare(&row("'=公开\n解读", ""), &texts(), &vec![], true);
        let emptied = Change { field: Field::Leader, old: "张三".into(), new: String::new(), base: None };
        assert_eq!((verdict, changes), (Verdict::Change, vec![emptied]));
        assert_eq!(compare(&row("", ""), &texts(), &vec![], false).0, Verdict::Same);
    }

    #[test]
    fn what_only_others_changed_stays_and_what_both_changed_is_a_conflict() {
        let since = vec![(Field::Leader, "李四".to_owned())];
        assert_eq!(compare(&row("=公开\n解读", "李四"), &texts(), &since, true).0, Verdict::Same);
        let (verdict, changes) = compare(&row("=公开\n解读", "王五"), &texts(), &since, true);
        assert_eq!(verdict, Verdict::Conflict);
        assert_eq!((changes[0].old.as_str(), changes[0].base.as_deref()), ("张三", Some("李四")));
        assert_eq!(compare(&row("另写", "李四"), &texts(), &since, true).0, Verdict::Change);
    }

    #[test]
    fn texts_beyond_the_forms_limits_are_named_by_column() {
        let (_, changes) = compare(&row("x", &"长".repeat(101)), &texts(), &vec![], true);
        assert_eq!(too_long(&changes)[0].column, "单位分管领导");
    }
}
