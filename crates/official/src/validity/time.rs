//! When the document takes effect.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::model::{Found, Statement};
use super::sentence::Text;
use crate::date;
use crate::numerals::number;

static EFFECT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(
        "(?:自|从|于|由)?[ ]*(?:(?P<date>{})\
         |(?:本[一-龥]{{1,6}})?(?:公布|发布|印发|颁布|签发|下发|公告)(?:之日|日)(?:起)?[ ]*(?:满)?(?P<n>[0-9０-９]{{1,4}}|[一二两三四五六七八九十百]{{1,5}})(?:个(?P<work>工作))?日(?:之?后)?\
         |(?P<issue>(?:本[一-龥]{{1,6}})?(?:公布|发布|印发|颁布|签发|下发|公告|通过|发文)(?:之日|日)|即日))\
         [ ]*(?:零时|[0０]时|[0０]点)?(?:起|开始)?[ ]*(?:正式|全面|统一)?(?:施行|实施|执行|生效|试行|启用)(?P<after>[ ]*(?:[。，；,;、）)\n]|$))",
        date::DATE
    ))
    .expect("the pattern is valid")
});

/// What the subject of the sentence may be for it to speak of the document as a whole.
static SUBJECT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new("(?:本|上述|以上|前述)[^，。]{0,24}$|(?:现)?(?:予以?|重新)?(?:公布|发布|印发|颁布|修订)[^，。]{0,40}$|》(?:[（(][^（）()]*[）)])?$|(?:办法|规定|细则|条例|规则|方案|意见|通知|公告|决定|标准|预案|政策|解释|目录|清单|制度|基准|规范|程序|规程|章程)(?:[（(][^（）()]*[）)])?$").expect("valid")
});

pub(super) fn find(text: &Text, out: &mut Vec<Found>) {
    for found in EFFECT.captures_iter(text.whole) {
        let Some(whole) = found.get(0) else { continue };
        let end = found.name("after").map_or(whole.end(), |after| after.start());
        let start = whole.start();
        if text.is_quoted(start) {
            continue;
        }
        let Some((_, sentence)) = text.sentence(start) else { continue };
        if !speaks_of_itself(text.before(&sentence, start)) {
            continue;
        }
        if let Some(statement) = statement(&found) {
            out.push(Found { statement, quote: text.quote(&sentence, start), at: start..end });
        }
    }
}

fn statement(found: &Captures<'_>) -> Option<Statement> {
    if let Some(date) = found.name("date") {
        return Some(Statement::EffectiveOn { date: date::parse(date.as_str())? });
    }
    // Working days need a calendar; that is for a person.
    if found.name("n").is_some() && found.name("work").is_none() {
        return Some(Statement::EffectiveAfterDays { days: number(found.name("n")?.as_str())? });
    }
    found.name("issue").map(|_| Statement::EffectiveOnIssue)
}

/// Nothing before it in its part of the sentence, or the document; no single clause, no other document's past.
fn speaks_of_itself(before: &str) -> bool {
    // （…，自2013年1月1日起施行） behind a title tells of that title.
    let open = before.rfind(['（', '(']);
    let unclosed = open.is_some_and(|open| !before[open..].contains(['）', ')']));
    if unclosed && open.is_some_and(|open| before[..open].trim_end().ends_with('》')) {
        return false;
    }
    let part = before.rsplit(['，', ',', '（', '(', '：', ':']).next().unwrap_or_default().trim();
    let part = crate::marker::marker(&format!("{part}。"))
        .map_or(part, |found| part.get(found.len..).unwrap_or_default().trim());
    if part.contains('第')
        && (part.ends_with('条') || part.ends_with('款') || part.ends_with('项') || part.ends_with('章'))
    {
        return part.chars().count() <= 6;
    }
    part.is_empty() || SUBJECT.is_match(part) || ["并", "即", "现", "将", "统一", "文件"].contains(&part)
}
