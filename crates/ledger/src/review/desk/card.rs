//! A task as the review screen shows it.

use directory::names;

use super::edit::EditForm;
use super::names::NameForm;
use super::source::SourceLine;
use crate::intake::domain::{Body, DraftTask};
use crate::plans::wording;
use crate::review::names::{Meaning, Meanings};

/// A unit name of a task.
pub(super) struct Chip {
    /// What is shown: the unit's short name, or the name as written.
    pub name: String,
    /// What else there is to say, short.
    pub note: String,
    /// Where the name is decided, when nobody has.
    pub href: String,
}

/// A time limit of a task.
pub(super) struct DueLine {
    pub raw: String,
    pub meaning: String,
}

/// Something doubtful, with the field it is about.
pub(super) struct DoubtLine {
    pub field: &'static str,
    pub reason: String,
}

/// A task.
pub(super) struct Card {
    pub id: String,
    pub number: usize,
    pub version: i64,
    pub annex: bool,
    pub label: String,
    pub path: String,
    pub text: String,
    pub lead: Vec<Chip>,
    pub units: Vec<Chip>,
    pub etc: String,
    pub due: Vec<DueLine>,
    pub doubts: Vec<DoubtLine>,
    /// How many there are, in words.
    pub doubts_mark: String,
    /// First and last line of the source; 0 for a task written by hand.
    pub first: usize,
    pub last: usize,
    pub own: Vec<SourceLine>,
    /// Begins the ids of its own lines.
    pub prefix: String,
    /// Where its form opens.
    pub edit_href: String,
    /// The form, on the task that is being edited.
    pub edit: Option<EditForm>,
    /// The question what a name means, on the task where it was asked.
    pub naming: Option<NameForm>,
}

/// The names of a task's fields, for people.
pub(super) fn field_name(field: &str) -> &'static str {
    match field {
        "path" => "所在章节",
        "lead" => "牵头单位",
        "units" => "责任单位",
        "due" => "时限",
        _ => "任务内容",
    }
}

impl Card {
    /// Shows a task; `ask` makes the address where one of its names, by place, is decided; `edit_href` opens its form.
    pub fn new(
        number: usize,
        task: &DraftTask,
        meanings: &Meanings,
        edit_href: String,
        ask: impl Fn(usize) -> String,
    ) -> Self {
        let content = &task.body.content;
        let chips = |list: &[String], first: usize| {
            let numbered = (first..).zip(list);
            numbered.map(|(at, name)| chip(name, meanings.of(name), || ask(at))).collect()
        };
        let (first, last) = content.lines.unwrap_or_default();
        Self {
            id: task.id.clone(),
            number,
            version: task.version,
            annex: content.part == plan::Part::Annex,
            label: content.label.clone().unwrap_or_default(),
            path: content.path.join(" › "),
            text: content.text.clone(),
            lead: chips(&content.lead, 0),
            units: chips(&content.units, content.lead.len()),
            etc: task.body.etc.clone().unwrap_or_default(),
            due: due_lines(&task.body),
            doubts: doubt_lines(&task.body),
            doubts_mark: format!("{} 处待核对", task.body.doubts.len()),
            prefix: format!("n{number}-"),
            first,
            last,
            own: Vec::new(),
            edit_href,
            edit: None,
            naming: None,
        }
    }
}

fn chip(name: &str, meaning: &Meaning, ask: impl Fn() -> String) -> Chip {
    let (shown, note, href) = match meaning {
        Meaning::Unit(unit) if names::key(&unit.short_name) == names::key(name) => (name, String::new(), String::new()),
        Meaning::Unit(unit) => (unit.short_name.as_str(), format!("原文“{name}”"), String::new()),
        Meaning::Group(units) => (name, format!("{} 个单位", units.len()), String::new()),
        Meaning::Chosen(units) => (name, format!("本计划指{}", few(units)), String::new()),
        Meaning::NotBrokenDown => (name, "不落到单位".to_owned(), String::new()),
        Meaning::Unknown => (name, String::new(), ask()),
    };
    Chip { name: shown.to_owned(), note, href }
}

fn few(units: &[directory::Unit]) -> String {
    match units {
        [one] => one.short_name.clone(),
        many => format!(" {} 个单位", many.len()),
    }
}

fn due_lines(body: &Body) -> Vec<DueLine> {
    let line = |limit: &crate::entries::limits::Limit| DueLine {
        raw: limit.raw.clone(),
        meaning: wording::meaning(&limit.limit),
    };
    body.content.limits.iter().map(line).collect()
}

fn doubt_lines(body: &Body) -> Vec<DoubtLine> {
    body.doubts
        .iter()
        .map(|doubt| DoubtLine { field: field_name(&doubt.field), reason: doubt.reason.clone() })
        .collect()
}
