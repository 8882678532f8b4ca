//! The document's own time: when it takes effect and when it ends.

use std::sync::LazyLock;

use regex::Regex;

use super::model::{Found, Period, Statement};
use crate::date;
use crate::numerals::number;

static EFFECT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(
        "(?:自|从|于)?[ ]*(?:(?P<date>{})|(?P<issue>(?:公布|发布|印发|颁布|签发|下发|公告|通过|批准|签署)之日|即日)|(?P<days>(?:公布|发布|印发|颁布)之日起(?P<n>[0-9一二三四五六七八九十百]{{1,5}})(?:个工作)?日)后?)[ ]*(?:零时|0时)?(?:起|开始)?[ ]*(?:正式|全面|开始)?(?:施行|实施|执行|生效|试行|启用)(?P<after>[。，；,;、）)\n]|$)",
        date::DATE
    ))
    .expect("valid")
});

static ENDS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(
        "有效期[ ]*(?:截至|截止至|截止到|截止|至|到|限?为?(?:自{d})?(?:至|到))[ ]*(?P<date>{d})|(?P<trial>试行期|有效期)[ ]*限?[ ]*(?:暂定)?[为是]?[ ]*(?P<n>[0-9]{{1,3}}|[一二两三四五六七八九十]{{1,3}})[ ]*(?P<unit>年|个月)",
        d = date::DATE
    ))
    .expect("valid")
});

pub(super) fn find(text: &str, out: &mut Vec<Found>) {
    for found in EFFECT.captures_iter(text) {
        let Some(whole) = found.get(0) else { continue };
        let end = found.name("after").map_or(whole.end(), |after| after.start());
        let statement = if let Some(date) = found.name("date") {
            date::parse(date.as_str()).map(|date| Statement::EffectiveOn { date })
        } else if found.name("days").is_some() {
            found.name("n").and_then(|n| number(n.as_str())).map(|days| Statement::EffectiveAfterDays { days })
        } else {
            Some(Statement::EffectiveOnIssue)
        };
        if let Some(statement) = statement {
            out.push(Found { statement, quote: text[whole.start()..end].to_owned(), at: whole.start()..end });
        }
    }
    for found in ENDS.captures_iter(text) {
        let Some(whole) = found.get(0) else { continue };
        let statement = if let Some(date) = found.name("date") {
            date::parse(date.as_str()).map(|date| Statement::ExpiresOn { date })
        } else {
            let count = found.name("n").and_then(|n| number(n.as_str()));
            count.zip(found.name("unit")).map(|(count, unit)| {
                let period = if unit.as_str() == "年" { Period::Years(count) } else { Period::Months(count) };
                match found.name("trial").map(|m| m.as_str()) {
                    Some("试行期") => Statement::Trial { period: Some(period) },
                    _ => Statement::ExpiresAfter { period },
                }
            })
        };
        if let Some(statement) = statement {
            out.push(Found { statement, quote: whole.as_str().to_owned(), at: whole.range() });
        }
    }
}
