//! One entry as a row of the form.

use kernel::Date;
use law::Calendar;

use super::super::cell::DueCell;
use super::super::desk::Units;
use super::super::list::Line;
use super::super::task::numbered;

/// The form's columns, then those that a list of several units needs; widths are in characters.
pub(crate) const COLUMNS: [(&str, f64); 9] = [
    ("序号", 6.0),
    ("工作任务", 50.0),
    ("工作举措", 40.0),
    ("时限要求", 22.0),
    ("单位分管领导", 14.0),
    ("责任科室", 16.0),
    ("单位", 18.0),
    ("状态", 9.0),
    ("下一期限", 26.0),
];

/// How many of them are the form itself.
pub(crate) const OF_THE_FORM: usize = 6;

/// Columns of a file that can be read back, behind the others.
pub(crate) const NOTES: &str = "备注";
/// Names the entry and the version that was exported.
pub(crate) const CODE: &str = "编号";

/// Their names.
pub(crate) fn names() -> [&'static str; COLUMNS.len()] {
    COLUMNS.map(|(name, _)| name)
}

/// One entry as the files show it.
pub(crate) struct Row {
    /// A cell for each of [`COLUMNS`].
    pub cells: [String; COLUMNS.len()],
    /// 备注
    pub notes: String,
    /// Names the entry and its version: `ID@VERSION`.
    pub code: String,
}

impl Row {
    pub fn of(calendar: &Calendar, today: Date, units: &Units, number: usize, line: Line) -> Self {
        let limits: Vec<&str> = line.limits.iter().map(|limit| limit.raw.as_str()).collect();
        let limits = limits.join("；");
        let due = DueCell::of(calendar, &line.entry.due, today).line();
        let code = code(&line.entry.id, line.entry.version);
        let status = line.entry.status_name();
        let texts = line.entry.texts;
        let cells = [
            number.to_string(),
            numbered(line.label.as_deref(), &line.body),
            texts.measure,
            limits,
            texts.leader,
            texts.office_in_charge,
            units.name(&line.entry.unit_id).to_owned(),
            status.to_owned(),
            due,
        ];
        Self { cells, notes: texts.notes, code }
    }

    /// All cells of a file that can be read back.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        self.cells.iter().chain([&self.notes, &self.code]).map(String::as_str)
    }
}

fn code(id: &str, version: i64) -> String {
    format!("{id}@{version}")
}

/// The entry and the version that a code names.
pub(crate) fn decode(code: &str) -> Option<(&str, i64)> {
    let (id, version) = code.trim().split_once('@')?;
    Some((id, version.parse().ok()?)).filter(|_| kernel::is_id(id))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_names_an_entry_and_its_version() {
        let id = kernel::new_id(kernel::Time(1_660_525_200_000));
        assert_eq!(decode(&code(&id, 7)), Some((id.as_str(), 7)));
        assert_eq!(decode(&format!(" {id}@x")), None);
        assert_eq!(decode("1@2"), None);
    }
}
