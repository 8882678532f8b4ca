//! Spans of days: 信息形成之日起20个工作日内, 印发后30日内, 征求意见期限不少于30日.

use std::sync::LazyLock;

use regex::Regex;

use super::{Found, Place, clause_start};
use crate::model::{Days, DueKind};
use official::numerals::number;

static SPAN: LazyLock<Regex> = LazyLock::new(|| {
    let n = official::numerals::NUMERAL;
    Regex::new(&format!(
        "(?P<least>不少于|不得少于|不低于|不短于|不得短于|至少)?(?P<number>{n}{{1,4}})(?P<unit>个?工作日|个?自然日|天|日|个月|周)\
         (?P<within>(?:之|以)?内)?(?P<more>以上)?"
    ))
    .expect("the span pattern is valid")
});

/// What ends the event before the number.
const EVENT_ENDS: [&str; 12] =
    ["之日起", "之日", "当日起", "日起", "之后的", "之后", "以后", "后的", "后", "起", "完毕", "结束"];

/// What stands between the event and the subject of the clause.
const EVENT_BEGINS: [&str; 10] = ["应当在", "应在", "应于", "应自", "须在", "要在", "自", "于", "在", "从"];

pub(super) fn find(text: &str, _year: i32, place: Place) -> Vec<Found> {
    let mut out = Vec::new();
    for found in SPAN.captures_iter(text) {
        let (Some(whole), Some(unit)) = (found.get(0), found.name("unit")) else { continue };
        let Some(count) = found.name("number").and_then(|m| number(m.as_str())).filter(|&count| count > 0) else {
            continue;
        };
        let unit = unit.as_str().trim_start_matches('个');
        let start = clause_start(text, whole.start());
        if found.name("least").is_some() || found.name("more").is_some() {
            if matches!(unit, "日" | "天" | "工作日" | "自然日") && found.name("within").is_none() {
                out.push(Found { range: start..whole.end(), kind: DueKind::MinDuration { days: count } });
            }
            continue;
        }
        if found.name("within").is_none() {
            continue;
        }
        let within = match unit {
            "工作日" => Days::WorkingDays(count),
            "日" | "天" | "自然日" => Days::CalendarDays(count),
            "周" => Days::CalendarDays(count.saturating_mul(7)),
            _ => Days::CalendarDays(count.saturating_mul(30)),
        };
        let (event_start, event) = event(text, start, whole.start());
        // Without an event a span in prose is a habit of speech (五日内), unless it counts working days.
        if event.is_empty() && place == Place::Prose && unit != "工作日" {
            continue;
        }
        out.push(Found {
            range: event_start..whole.end(),
            kind: DueKind::AfterEvent { event: event.to_owned(), within },
        });
    }
    out
}

/// The event named between `start` and the number, and where it begins.
fn event(text: &str, start: usize, number_at: usize) -> (usize, &str) {
    let clause = &text[start..number_at];
    let clause = clause.strip_suffix('的').unwrap_or(clause);
    let Some(named) = EVENT_ENDS.iter().find_map(|end| clause.strip_suffix(end)) else {
        return (number_at, "");
    };
    let begin = EVENT_BEGINS
        .iter()
        .filter_map(|word| named.rfind(word).map(|at| at + word.len()))
        .filter(|&at| at < named.len())
        .max()
        .unwrap_or(0);
    let event = &named[begin..];
    (start + begin, event)
}
