//! What a reviewer can do to the tasks of a draft.

use crate::entries::limits::Limit;
use crate::intake::domain::Body;
use crate::plans::domain::Content;
use crate::plans::wording;

/// A line of its own that marks where a text is to be cut in two.
pub const CUT: &str = "---";

/// The pieces of a text, cut at lines that hold nothing but [`CUT`]; empty pieces are left out.
pub fn pieces(text: &str) -> Vec<String> {
    let mut pieces = vec![String::new()];
    for line in text.lines() {
        if line.trim().chars().all(|c| matches!(c, '-' | '—' | '－')) && line.trim().chars().count() >= 3 {
            pieces.push(String::new());
        } else if let Some(piece) = pieces.last_mut() {
            piece.push_str(line.trim());
        }
    }
    pieces.retain(|piece| !piece.is_empty());
    pieces
}

/// One task for each piece of its text. Who answers stays with all of them; a time limit goes with the piece that says
/// it, and with all of them when none does (it stood in a column). The number stays with the first.
pub fn split(task: &Body, pieces: &[String]) -> Vec<Body> {
    let says = |piece: &str, limit: &Limit| piece.contains(&limit.raw);
    let limits = |piece: &str| {
        let kept = task
            .content
            .limits
            .iter()
            .filter(|limit| says(piece, limit) || !pieces.iter().any(|other| says(other, limit)));
        kept.cloned().collect()
    };
    let one = |(at, piece): (usize, &String)| Body {
        content: Content {
            text: piece.clone(),
            label: task.content.label.clone().filter(|_| at == 0),
            limits: limits(piece),
            ..task.content.clone()
        },
        ..task.clone()
    };
    pieces.iter().enumerate().map(one).collect()
}

/// Two neighbouring tasks as one: texts joined, units and limits together, each once.
pub fn merge(first: &Body, second: &Body) -> Body {
    let (a, b) = (&first.content, &second.content);
    let lead = union(&a.lead, &b.lead);
    let mut units = union(&a.units, &b.units);
    units.retain(|name| !lead.contains(name));
    let lines = match (a.lines, b.lines) {
        (Some((a1, a2)), Some((b1, b2))) => Some((a1.min(b1), a2.max(b2))),
        (lines, None) | (None, lines) => lines,
    };
    let mut doubts = first.doubts.clone();
    doubts.extend(second.doubts.iter().filter(|d| !first.doubts.iter().any(|known| known.field == d.field)).cloned());
    Body {
        content: Content {
            text: format!("{}{}", a.text, b.text),
            lead,
            units,
            limits: union(&a.limits, &b.limits),
            lines,
            ..a.clone()
        },
        etc: first.etc.clone().or_else(|| second.etc.clone()),
        doubts,
    }
}

fn union<T: Clone + PartialEq>(a: &[T], b: &[T]) -> Vec<T> {
    a.iter().chain(b.iter().filter(|item| !a.contains(item))).cloned().collect()
}

/// A task from lines `first..=last` of the source, counted from 1, under the headings of the task it comes after. The
/// lines' own words say who answers and until when, as far as they can be read. None when the lines are empty.
pub fn from_lines(source: &str, (first, last): (usize, usize), after: Option<&Body>, year: i16) -> Option<Body> {
    let last = last.min(source.lines().count());
    let count = last.checked_sub(first)? + 1;
    let taken: Vec<&str> = source.lines().skip(first.checked_sub(1)?).take(count).map(str::trim).collect();
    let text: String = taken.concat().replace('\t', "，");
    if text.is_empty() {
        return None;
    }
    let read = plan::extract_with(&taken.join("\n"), "", &plan::Options { year: Some(i32::from(year)) });
    let found = Some(read.tasks).filter(|tasks| tasks.len() == 1).and_then(|tasks| tasks.into_iter().next());
    let (part, path) = after.map_or((plan::Part::Body, Vec::new()), |t| (t.content.part, t.content.path.clone()));
    let lines = Some((first, last));
    let content = match found {
        Some(task) => Content {
            part,
            path,
            label: task.label,
            limits: task.due.iter().map(wording::limit).collect(),
            printed: Some(task.text.clone()),
            text: task.text,
            lead: task.lead,
            units: task.units,
            lines,
        },
        None => {
            let printed = Some(text.clone());
            Content { part, path, label: None, text, printed, lead: vec![], units: vec![], limits: vec![], lines }
        }
    };
    Some(Body { content, etc: None, doubts: Vec::new() })
}

/// The limits read again for another year: those that follow from their words alone, such as `9月底前`. Answers whether
/// anything changed.
pub fn reread(limits: &mut [Limit], old: i16, new: i16) -> bool {
    let mut changed = false;
    for limit in limits {
        let alone = |year| {
            let mut read = wording::read(&limit.raw, year);
            if read.len() == 1 { read.pop() } else { None }
        };
        if alone(old).is_some_and(|before| before.limit == limit.limit)
            && let Some(after) = alone(new).filter(|after| after.limit != limit.limit)
        {
            limit.limit = after.limit;
            changed = true;
        }
    }
    changed
}

#[cfg(test)]
mod tests {
    use law::due::TimeLimit;
    use plan::Part;

    use super::*;

    fn body(text: &str, lead: &[&str], units: &[&str], raw: &[&str]) -> Body {
        let names = |list: &[&str]| list.iter().map(|s| (*s).to_owned()).collect();
        let limits = raw.iter().map(|raw| Limit { raw: (*raw).into(), limit: TimeLimit::Ongoing }).collect();
        let content = Content {
            part: Part::Body,
            path: vec!["一、总则".into()],
            label: Some("1.".into()),
            text: text.into(),
            printed: Some(text.into()),
            lead: names(lead),
            units: names(units),
            limits,
            lines: Some((3, 4)),
        };
        Body { content, etc: None, doubts: vec![] }
    }

    #[test]
    fn a_text_is_cut_where_a_line_of_dashes_stands() {
        assert_eq!(pieces("甲。\n---\n乙。\n丙。\n\n----\n"), ["甲。", "乙。丙。"]);
        assert_eq!(pieces("不-切"), ["不-切"]);
    }

    #[test]
    fn a_limit_goes_with_the_piece_that_says_it() {
        let task = body("6月底前做甲。每季度做乙。", &["市司法局"], &[], &["6月底前", "每季度", "12月底"]);
        let parts = split(&task, &pieces("6月底前做甲。\n---\n每季度做乙。"));
        let raws = |b: &Body| b.content.limits.iter().map(|l| l.raw.clone()).collect::<Vec<_>>().join(" ");
        assert_eq!(parts.iter().map(raws).collect::<Vec<_>>(), ["6月底前 12月底", "每季度 12月底"]);
        assert_eq!(parts[1].content.label, None);
        assert_eq!(parts[1].content.lead, ["市司法局"]);
    }

    #[test]
    fn merging_names_each_unit_once_and_the_lead_leads() {
        let merged =
            merge(&body("甲。", &[], &["a局", "b局"], &["每季度"]), &body("乙。", &["b局"], &["c局"], &["每季度"]));
        assert_eq!(merged.content.text, "甲。乙。");
        assert_eq!(
            (merged.content.lead, merged.content.units),
            (vec!["b局".to_owned()], vec!["a局".into(), "c局".into()])
        );
        assert_eq!(merged.content.limits.len(), 1);
    }

    #[test]
    fn lines_become_a_task_under_the_headings_before_it() {
        let source = "标题\n\n公开年度预算，9月底前完成。（责任单位：市财政局）\n尾";
        let task = from_lines(source, (3, 3), Some(&body("前", &[], &[], &[])), 2022).unwrap();
        assert_eq!(task.content.path, ["一、总则"]);
        assert_eq!(task.content.lines, Some((3, 3)));
        assert!(task.content.text.starts_with("公开年度预算"), "{}", task.content.text);
        assert!(from_lines(source, (2, 2), None, 2022).is_none(), "an empty line");
        assert!(from_lines(source, (3, 2), None, 2022).is_none() && from_lines(source, (0, 1), None, 2022).is_none());
    }

    #[test]
    fn another_year_moves_dates_without_a_year_of_their_own() {
        let mut limits = [wording::read("9月底前", 2022), wording::read("2022年9月底前", 2022)].concat();
        assert!(reread(&mut limits, 2022, 2023));
        let said: Vec<_> = limits.iter().map(|l| wording::meaning(&l.limit)).collect();
        assert_eq!(said, ["2023-09-30 前", "2022-09-30 前"]);
    }
}
