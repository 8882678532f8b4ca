//! How long the document is valid.

use std::sync::LazyLock;

use regex::Regex;

use super::model::{Found, Period, Statement};
use super::sentence::Text;
use crate::date;
use crate::numerals::number;

static ENDS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(
        "(?:有效|施行|实施|执行|试行)(?:期限?|时间)[ ]*(?:限)?(?:[为是]|自)*[：: ]*(?:(?P<from>{d})[ ]*(?:起)?[ ]*(?:至|到|—|－|-|–)[ ]*|(?:截至|截止至|截止到|截止|延长至|延续至|延期至|至|到)[ ]*)(?P<date>{d})\
         |自[ ]*(?P<from2>{d})[ ]*起?[ ]*(?:施行|实施|执行)?[，,]?[ ]*(?:至|到)[ ]*(?P<date2>{d})(?:止|为止)?[ ]*(?:施行|实施|执行|有效|期间有效)?(?:[。，；,;\n]|$)\
         |(?P<trial>试行期限?|试行时间|试用期|有效期限?|施行期限?|实施期限?|执行期限?)[ ]*(?:限)?[ ]*(?:暂定)?[为是]?[ ]*(?P<n>[0-9０-９]{{1,3}}|[一二两三四五六七八九十]{{1,3}})[ ]*(?P<unit>年|个月)",
        d = date::DATE
    ))
    .expect("the pattern is valid")
});

pub(super) fn find(text: &Text, out: &mut Vec<Found>) {
    for found in ENDS.captures_iter(text.whole) {
        let Some(whole) = found.get(0) else { continue };
        if text.is_quoted(whole.start()) {
            continue;
        }
        let Some((_, sentence)) = text.sentence(whole.start()) else { continue };
        let before = text.before(&sentence, whole.start());
        if !speaks_of_itself(before) {
            continue;
        }
        let mut say = |statement| {
            out.push(Found { statement, quote: text.quote(&sentence, whole.start()), at: whole.range() });
        };
        let date = |name: &str| found.name(name).and_then(|m| date::parse(m.as_str()));
        if let Some(date) = date("from").or(date("from2")) {
            say(Statement::EffectiveOn { date });
        }
        if let Some(date) = date("date").or(date("date2")) {
            say(Statement::ExpiresOn { date });
        }
        let count = found.name("n").and_then(|n| number(n.as_str())).filter(|count| *count > 0);
        if let (Some(count), Some(unit)) = (count, found.name("unit")) {
            let period = if unit.as_str() == "年" { Period::Years(count) } else { Period::Months(count) };
            let trial = found.name("trial").is_some_and(|m| m.as_str().starts_with('试'));
            say(if trial { Statement::Trial { period: Some(period) } } else { Statement::ExpiresAfter { period } });
        }
    }
}

/// 本办法有效期五年; 自…起施行，有效期五年. The term of a certificate or a post is told of something else.
fn speaks_of_itself(before: &str) -> bool {
    let mut parts = before.rsplit(['，', ',', '：', ':']);
    let part = parts.next().unwrap_or_default().trim();
    let part = crate::marker::marker(&format!("{part}。"))
        .map_or(part, |found| part.get(found.len..).unwrap_or_default().trim());
    let begun = parts.next().is_some_and(|above| {
        ["施行", "实施", "执行", "生效", "试行", "印发", "发布", "公布"].iter().any(|word| above.contains(word))
    });
    let itself = part.starts_with('本') || part.starts_with("上述") || part.starts_with("该办法");
    let count = part.chars().count();
    (itself && count <= 24 && !part.contains(['证', '照'])) || (count <= 1 && begun)
}
