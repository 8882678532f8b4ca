//! Documents that the text changes, with the changes.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::change;
use super::mention::{self, Mention};
use super::model::{Change, Found, Statement, Target};
use super::own::Own;
use super::repeal;
use super::sentence::Text;

/// Behind a name: 作如下修改, 的有关事项补充如下, 部分条款修改如下.
static CHANGED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new("^[^。；《》]{0,40}?(?:(?:作|做|进行|作出|做出|予以)[了]?(?:如下|以下|相应|部分|适当|出|的|[ ])*(?:修改|修正|修订|调整|补充)(?:[：:，,、]|完善|规定|如下|$)|(?:修改|修正|修订|补充|调整)(?:如下|决定如下|内容如下))")
        .expect("the pattern is valid")
});

/// 关于修改《…》的决定.
static TITLED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        "关于(?:修改|修订|修正|调整|部分修改|修改完善)[^，。]{0,30}?(?P<rest>《|原|[一-龥]{2,30}(?:公告|令|〔|\\[))",
    )
    .expect("valid")
});

/// A line that names the next document of several: 一、《…》（文号）, 一、修改《…》, 一、对《…》作如下修改.
static NEXT: LazyLock<Regex> = LazyLock::new(|| Regex::new("^[^《》。；，]{0,24}(?:修改|将|对)?$").expect("valid"));

/// A document being changed.
struct Open {
    target: Target,
    at: Range<usize>,
    quote: String,
    changes: Vec<Change>,
}

pub(super) fn find(text: &Text, own: Option<&Own>, out: &mut Vec<Found>) {
    let mut open: Vec<Open> = Vec::new();
    let titled = own.and_then(|own| of_title(text, own));
    let many = own.is_some_and(|own| {
        titled.is_some() && own.title.contains('等') || own.title.contains("部分") && own.title.contains("修改")
    });
    open.extend(titled.map(|(target, at)| Open { quote: text.quote(&at, at.start), target, at, changes: Vec::new() }));
    let mut listing = many;
    for (index, sentence) in text.sentences.iter().enumerate() {
        let words = &text.whole[sentence.clone()];
        if own.is_some_and(|own| sentence.start < own.at.end) || words.len() > 60_000 {
            continue;
        }
        let named = if words.contains(['《', '号']) { mention::find(text.whole, sentence) } else { Vec::new() };
        if let Some(last) = named.iter().rposition(|mention| changes(text, mention, sentence)) {
            // 对《甲》、《乙》作如下修改: all of them; the changes below go to the last.
            for mention in repeal::listed(text.whole, named[..=last].to_vec()) {
                begin(&mut open, &mention, text.quote(sentence, mention.at.start), many || last > 0);
            }
            listing |= words.ends_with(['：', ':']);
        } else if listing && let Some(mention) = next_of_several(text, &named, sentence) {
            begin(&mut open, mention, text.quote(sentence, mention.at.start), true);
        }
        // A change names its document in the sentence, or goes on with the one above.
        if let Some(last) = open.last_mut() {
            last.changes.extend(change::find(text, index));
        } else if let [mention] = &named[..] {
            let changes = change::find(text, index);
            if !changes.is_empty() && directly(text, mention) {
                let target = mention.target.clone();
                let statement = Statement::Amends { target, changes };
                out.push(Found { statement, quote: text.quote(sentence, mention.at.start), at: sentence.clone() });
            }
        }
    }
    for done in open {
        // The title of a decision on several documents names only the first; each has its own part below.
        let statement = Statement::Amends { target: done.target, changes: done.changes };
        out.push(Found { statement, quote: done.quote, at: done.at });
    }
}

/// Another document, or the one that is open named again.
fn begin(open: &mut Vec<Open>, mention: &Mention, quote: String, several: bool) {
    if let Some(last) = open.last_mut()
        && (same(&last.target, &mention.target)
            || !several && last.changes.is_empty() && last.target.number.is_none() && mention.target.title.is_none())
    {
        last.target.number = last.target.number.take().or_else(|| mention.target.number.clone());
        last.target.title = last.target.title.take().or_else(|| mention.target.title.clone());
        return;
    }
    open.push(Open { target: mention.target.clone(), at: mention.at.clone(), quote, changes: Vec::new() });
}

fn same(one: &Target, other: &Target) -> bool {
    match (&one.title, &other.title) {
        (Some(one), Some(other)) => one == other || one.ends_with(other.as_str()) || other.ends_with(one.as_str()),
        _ => {
            one.number.is_some()
                && one.number.as_ref().map(crate::Number::key) == other.number.as_ref().map(crate::Number::key)
        }
    }
}

fn changes(text: &Text, mention: &Mention, sentence: &Range<usize>) -> bool {
    let rest = &text.whole[mention.at.end.min(sentence.end)..sentence.end];
    let before = &text.whole[sentence.start..mention.at.start];
    let gap = rest.split(['作', '做', '进']).next().unwrap_or_default();
    let may = ["可以", "需要", "应当", "确需", "规定的", "申请", "适时"]
        .iter()
        .any(|word| gap.contains(word) || before.contains(word));
    let told =
        may || ["已", "建议", "根据", "按照", "依照", "依据"].iter().any(|word| before.trim_end().ends_with(word));
    !told && !text.is_quoted(mention.at.start) && CHANGED.is_match(rest) && !rest.starts_with("的决定")
}

/// 将《…》第三条…: the name stands before the clause.
fn directly(text: &Text, mention: &Mention) -> bool {
    let rest = text.whole[mention.at.end..].trim_start_matches(['中', '的', ' ']);
    rest.starts_with('第') || rest.starts_with("附件") || rest.starts_with('“') || rest.starts_with("正文")
}

fn next_of_several<'m>(text: &Text, named: &'m [Mention], sentence: &Range<usize>) -> Option<&'m Mention> {
    let [mention] = named else { return None };
    let words = text.whole[sentence.clone()].trim();
    let before = text.whole[sentence.start..mention.at.start].trim();
    let after = text.whole[mention.at.end..sentence.end].trim();
    let alone = after.is_empty() || after == "：" || after == ":" || directly(text, mention);
    (crate::marker::marker(words).is_some() && NEXT.is_match(before) && alone).then_some(mention)
}

fn of_title(text: &Text, own: &Own) -> Option<(Target, Range<usize>)> {
    let found = TITLED.captures(&own.title)?;
    let from = found.name("rest")?.start();
    let mention = mention::find(&own.title, &(from..own.title.len())).into_iter().next()?;
    let at = if own.at.is_empty() { 0..text.whole.find('\n').unwrap_or(text.whole.len()) } else { own.at.clone() };
    Some((mention.target, at))
}
