//! The form of a record: what was typed as a value, a record as what is typed, what is wrong with it.

use std::collections::BTreeMap;

use db::Tx;
use kernel::Date;
use web::{Fields, Mistakes, within_limits};

use super::counting::{Choice, Chosen, place};
use super::counts;
use super::domain::{Support, Text};
use super::kinds::{Kind, Sort, Values};
use crate::entries::acting::not_later_than;
use crate::entries::typed::{MEASURE, NAME};
use crate::entries::{store, task};

/// Time limits one record may count for.
const MOST: usize = 50;

/// What the form says, or what is wrong with it.
pub(super) fn read(kind: &Kind, typed: &Fields, today: Date) -> Result<Text, Mistakes> {
    let mut mistakes = Mistakes::default();
    let on = match typed.get("on").parse::<Date>() {
        Ok(on) => {
            mistakes.check("on", not_later_than(on, today).err().map(|why| why.to_string()));
            on
        }
        Err(_) => {
            mistakes.add("on", "请写成 2022-06-30 这样的日期");
            today
        }
    };
    let (title, note) = (typed.get("title").to_owned(), typed.get("note").replace("\r\n", "\n"));
    let wanted = title.is_empty().then(|| "请填写标题".to_owned());
    mistakes.check("title", wanted.or_else(|| within_limits(&title, NAME)));
    let mut values: Values = BTreeMap::new();
    for field in kind.fields {
        match field.read(typed.get(field.name)) {
            Ok(kept) if kept.is_empty() => {}
            Ok(kept) => drop(values.insert(field.name.to_owned(), kept)),
            Err(why) => mistakes.add(field.name, why),
        }
    }
    mistakes.check("note", within_limits(&note, MEASURE));
    if typed.all("counts").count() > MOST {
        mistakes.add("counts", format!("一条记录最多计入 {MOST} 条台账"));
    }
    if mistakes.is_empty() { Ok(Text { on, title, note, values }) } else { Err(mistakes) }
}

/// What it is to count for. Only what the form asked about (`asked`) and was not ticked again (`kept`) is let go.
pub(super) fn chosen(typed: &Fields) -> Chosen {
    let kept: Vec<&str> = typed.all("kept").collect();
    Chosen {
        limits: typed.all("counts").filter_map(Choice::from_code).take(MOST).collect(),
        let_go: typed.all("asked").filter(|id| !kept.contains(id)).map(str::to_owned).collect(),
    }
}

/// A record as its form holds it.
pub(super) async fn of(tx: &mut Tx, support: &Support) -> db::Result<Fields> {
    let text = &support.text;
    let mut pairs = vec![
        ("version".to_owned(), support.version.to_string()),
        ("on".to_owned(), text.on.to_string()),
        ("title".to_owned(), text.title.clone()),
        ("note".to_owned(), text.note.clone()),
    ];
    pairs.extend(text.values.iter().map(|(name, value)| (name.clone(), value.clone())));
    for count in counts::of_support(tx, &support.id).await? {
        let Some(entry) = store::find(tx, &count.entry_id).await? else { continue };
        let Some(task) = task::find(tx, &entry.task_id).await? else { continue };
        let choice = place(&task, &count.limit).map(|limit| Choice { entry: entry.id, limit });
        pairs.extend(choice.map(|choice| ("counts".to_owned(), choice.code())));
    }
    Ok(Fields::new(pairs))
}

/// A field of the kind, as the form shows it.
pub(super) struct Input {
    pub name: &'static str,
    pub label: String,
    pub value: String,
    pub error: String,
    /// The input's kind; `check` for a box to tick.
    pub kind: &'static str,
    pub required: bool,
}

/// The kind's own fields with what was typed.
pub(super) fn inputs(kind: &Kind, typed: &Fields, mistakes: &Mistakes) -> Vec<Input> {
    let one = |field: &super::kinds::Field| {
        let (label, kind) = match field.sort {
            Sort::Text => (field.label.to_owned(), "text"),
            Sort::Number(unit) => (format!("{}（{unit}）", field.label), "text"),
            Sort::Money => (format!("{}（元）", field.label), "text"),
            Sort::Date => (field.label.to_owned(), "date"),
            Sort::YesNo => (field.label.to_owned(), "check"),
        };
        Input {
            name: field.name,
            label,
            value: typed.get(field.name).to_owned(),
            error: mistakes.of(field.name).to_owned(),
            kind,
            required: field.required,
        }
    };
    kind.fields.iter().map(one).collect()
}
