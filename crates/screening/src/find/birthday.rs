//! Dates of birth: a hint, since notices on officials give them on purpose.

use std::sync::LazyLock;

use regex::Regex;

use super::compiled;
use crate::Kind;
use crate::context::Page;
use crate::finding::Hit;

static DAY: LazyLock<Regex> =
    LazyLock::new(|| compiled("(?:19|20)[0-9]{2} ?[年./-] ?[0-9]{1,2} ?[月./-] ?[0-9]{1,2} ?日?"));
const LABELS: &[&str] = &["出生", "出生日期", "出生年月", "出生年月日", "出生时间", "出生于", "生日"];

pub(super) fn hits(page: &Page<'_>) -> Vec<Hit> {
    let born = |at: &std::ops::Range<usize>| {
        page.labelled(at.start, LABELS) || page.after(at.end, 3).trim_start_matches([' ', '(']).starts_with("出生")
    };
    let days = DAY.find_iter(page.text()).map(|found| found.range()).filter(born);
    days.map(|at| Hit::hint(Kind::Birthday, at, "写明是出生日期，请确认需要公开到日。")).collect()
}
