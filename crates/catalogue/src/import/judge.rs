//! What the rows of a sheet would change: each is new, changed, the same, or wrong.

use std::collections::HashMap;

use directory::names::Register;
use kernel::{Time, new_id};
use web::within_limits;

use super::sheet::Line;
use crate::item::{Change, DEEPEST, Item, Text, changes, read_units};
use crate::rule::UpdateRule;

/// What a row would do.
#[derive(Clone, Debug)]
pub enum Verdict {
    /// It adds an item.
    New(Item),
    /// It changes one, to this; the version is that of the item as it is.
    Changed(Item),
    /// It says what is there.
    Same,
    /// It cannot be read: why.
    Wrong(Vec<String>),
}

/// A row with what it would do.
#[derive(Clone, Debug)]
pub struct Judged {
    /// Its number in the sheet.
    pub number: u32,
    /// Its code and name.
    pub label: String,
    /// What it would do.
    pub verdict: Verdict,
    /// The fields that would change.
    pub changes: Vec<Change>,
}

/// What is there to judge by.
pub struct Base<'a> {
    /// The government.
    pub government_id: &'a str,
    /// Its items, retired ones too.
    pub items: &'a [Item],
    /// Its names of units.
    pub register: &'a Register,
    /// Names of its units by id, retired ones too.
    pub names: &'a HashMap<String, String>,
    /// Now.
    pub now: Time,
}

/// Judges every row. A row may stand under another of the same sheet, wherever that is.
pub fn judge(base: &Base<'_>, lines: &[Line]) -> Vec<Judged> {
    let mut items: HashMap<String, Item> = base.items.iter().map(|one| (one.text.code.clone(), one.clone())).collect();
    let mut last = base.items.iter().map(|one| one.position).max().unwrap_or(0);
    let mut seen: HashMap<&str, u32> = HashMap::new();
    // First what every row is about, so that parents are known; then what it says.
    for line in lines {
        let code = line.cells[0].as_deref().unwrap_or_default();
        if !code.is_empty() && !items.contains_key(code) {
            last += 1;
            items.insert(code.to_owned(), blank(base, code, last));
        }
    }
    let ids: HashMap<String, String> = items.iter().map(|(code, item)| (code.clone(), item.id.clone())).collect();
    let labels: HashMap<&str, String> = items.values().map(|item| (item.id.as_str(), item.text.code.clone())).collect();
    let parents = parents(&items, lines, &ids);
    let mut judged = Vec::new();
    for line in lines {
        let code = line.cells[0].as_deref().unwrap_or_default();
        let label = format!("{code} {}", line.cells[1].as_deref().unwrap_or_default());
        let mut wrong = Vec::new();
        if let Some(before) = seen.insert(code, line.number).filter(|_| !code.is_empty()) {
            wrong.push(format!("编码和第 {before} 行重复"));
        }
        let read = items.get(code).map(|item| said(base, item, line, &ids, &parents, &mut wrong));
        let (verdict, changes) = match read {
            None => (Verdict::Wrong(vec!["没有写编码".into()]), Vec::new()),
            Some(_) if !wrong.is_empty() => (Verdict::Wrong(wrong), Vec::new()),
            Some(after) => {
                let before = base.items.iter().find(|one| one.id == after.id);
                let unit = |id: &str| base.names.get(id).cloned().unwrap_or_default();
                let above = |id: &str| labels.get(id).cloned().unwrap_or_default();
                let changes = changes(before, &after, unit, above);
                let verdict = match before {
                    None => Verdict::New(after),
                    Some(_) if changes.is_empty() => Verdict::Same,
                    Some(_) => Verdict::Changed(after),
                };
                (verdict, changes)
            }
        };
        judged.push(Judged { number: line.number, label, verdict, changes });
    }
    judged
}

/// The id above each item once the whole sheet is written.
fn parents(
    items: &HashMap<String, Item>,
    lines: &[Line],
    ids: &HashMap<String, String>,
) -> HashMap<String, Option<String>> {
    let mut parents: HashMap<String, Option<String>> =
        items.values().map(|item| (item.id.clone(), item.parent_id.clone())).collect();
    for line in lines {
        let own = line.cells[0].as_deref().and_then(|code| ids.get(code));
        if let (Some(own), Some(above)) = (own, line.cells[2].as_deref()) {
            parents.insert(own.clone(), ids.get(above).cloned());
        }
    }
    parents
}

fn blank(base: &Base<'_>, code: &str, position: i64) -> Item {
    Item {
        id: new_id(base.now),
        government_id: base.government_id.to_owned(),
        parent_id: None,
        text: Text { code: code.to_owned(), ..Text::default() },
        position,
        standard: None,
        retired: None,
        created_at: base.now,
        updated_at: base.now,
        version: 1,
    }
}

/// The item as a row says it; what is wrong goes to `wrong`. A column that the sheet lacks leaves things as they are.
fn said(
    base: &Base<'_>,
    item: &Item,
    line: &Line,
    ids: &HashMap<String, String>,
    parents: &HashMap<String, Option<String>>,
    wrong: &mut Vec<String>,
) -> Item {
    let mut after = item.clone();
    if item.retired.is_some() {
        wrong.push("这个目录项已停用，请先恢复使用".into());
    }
    let text = &mut after.text;
    let places = [
        (1, &mut text.name, 100),
        (3, &mut text.content, 4000),
        (4, &mut text.basis, 500),
        (7, &mut text.channels, 500),
        (8, &mut text.audience, 500),
    ];
    for (place, field, most) in places {
        if let Some(cell) = &line.cells[place] {
            *field = cell.clone();
        }
        wrong.extend(within_limits(field, most).map(|why| format!("{}{why}", super::sheet::COLUMNS[place])));
    }
    wrong.extend(within_limits(&text.code, 30).map(|why| format!("编码{why}")));
    if text.name.is_empty() {
        wrong.push("没有写名称".into());
    }
    match line.cells[6].as_deref() {
        None | Some("") => {}
        Some(words) => match UpdateRule::from_words(words) {
            Some(rule) => text.rule = rule,
            None => {
                wrong.push(format!("更新时限“{words}”读不懂，可以写成“20个工作日内”“每季度”“每年3月31日前”“随时”等"))
            }
        },
    }
    if let Some(words) = line.cells[5].as_deref() {
        match read_units(base.register, words) {
            Ok((kinds, units)) => (text.kinds, text.units) = (kinds, units),
            Err(unknown) => wrong.push(format!("没有登记这些单位：{}", unknown.join("、"))),
        }
    }
    match line.cells[2].as_deref() {
        None => {}
        Some("") => after.parent_id = None,
        Some(code) => match ids.get(code) {
            Some(id) => after.parent_id = Some(id.clone()),
            None => wrong.push(format!("没有上级编码“{code}”")),
        },
    }
    wrong.extend(above(&after, base, parents));
    after
}

/// Why an item cannot stand where it would, if it cannot.
fn above(item: &Item, base: &Base<'_>, parents: &HashMap<String, Option<String>>) -> Option<String> {
    let mut next = item.parent_id.clone();
    for _ in 1..DEEPEST {
        let id = next?;
        if id == item.id {
            return Some("上级是自己或者自己的下级".into());
        }
        if base.items.iter().any(|one| one.id == id && one.retired.is_some()) {
            return Some("上级已停用".into());
        }
        next = parents.get(&id).cloned().flatten();
    }
    next.map(|_| format!("目录最多 {DEEPEST} 级"))
}
