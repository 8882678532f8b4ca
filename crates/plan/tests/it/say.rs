//! An extraction as lines of text that a person can check against the plan.

use gongkai_plan::{Due, Extraction, Inherited, Part, Task};

/// The head on the first lines, then each task.
pub fn say(extraction: &Extraction) -> String {
    let e = extraction;
    let word = |value: Option<String>| value.unwrap_or_else(|| "-".to_owned());
    let mut out = format!(
        "{}\n{} | {} | {} | {} | {} | {}\n",
        word(e.title.clone()),
        word(e.issuer.clone()),
        word(e.doc_number.clone()),
        word(e.year.map(|year| year.to_string())),
        word(e.issued_on.map(|date| date.to_string())),
        word(e.printed_on.map(|date| date.to_string())),
        word(e.disclosure.clone()),
    );
    e.tasks.iter().for_each(|task| out.push_str(&say_task(task)));
    for item in &e.lead_disclosures {
        out.push_str(&format!("\n牵头公开 {}：{}（{}）\n", item.unit, item.content, item.requirement));
    }
    for row in &e.ledger_sample {
        let cells = [&row.seq, &row.task, &row.measures, &row.due, &row.leader, &row.office];
        let cells: Vec<&str> = cells.iter().map(|cell| cell.as_deref().unwrap_or("-")).collect();
        out.push_str(&format!("\n台账 {}\n", cells.join(" | ")));
    }
    out
}

fn say_task(task: &Task) -> String {
    let part = match task.part {
        Part::Body => "正文",
        Part::Annex => "附件",
    };
    let label = task.label.as_deref().unwrap_or("-");
    let mut out = format!("\n{part} {} [{label}] {}\n", task.path.join(" / "), task.text);
    let from_above = |what| if task.inherited.contains(&what) { "（带下）" } else { "" };
    if !task.lead.is_empty() {
        out.push_str(&format!("  牵头 {}{}\n", task.lead.join(" "), from_above(Inherited::Units)));
    }
    if !task.units.is_empty() || task.etc.is_some() {
        let etc = task.etc.as_deref().map_or(String::new(), |etc| format!(" {etc}"));
        out.push_str(&format!("  责任 {}{etc}{}\n", task.units.join(" "), from_above(Inherited::Units)));
    }
    for due in &task.due {
        out.push_str(&format!("  时限 {}{}\n", say_due(due), if due.inherited { "（带下）" } else { "" }));
    }
    out
}

fn say_due(due: &Due) -> String {
    format!("{} = {due}", due.raw)
}
