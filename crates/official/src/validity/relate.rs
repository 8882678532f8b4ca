//! Documents that the text carries out, explains or takes the place of; and that it is on trial.

use std::sync::LazyLock;

use regex::Regex;

use super::mention;
use super::model::{Found, Statement, Target};
use super::own::Own;
use super::sentence::Text;
use crate::form::Form;

static EXPLAINS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new("^(?:一图读懂|一图看懂|图解|图说|政策解读|公告解读|文件解读|解读|【[^】]{1,8}】|[^《》]{0,20}解读)[：:—|｜ -]*(?P<a>.+)$|^(?P<b>.*?)(?:的)?(?:政策|公告|文件|通知|内容)?(?:图文|专家|问答|视频)?(?:解读|图解|问答)(?:材料|稿|说明)?$")
        .expect("the pattern is valid")
});

static EXPLAINED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new("现(?:就|对|将)[^。；]{0,20}《[^。；]{1,300}?(?:解读|说明)如下").expect("the pattern is valid")
});

static CARRIES: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new("(?:制定|制订|印发|提出|形成|出台|编制)(?:了)?(?:本|如下|以下)(?:工作)?(?:实施)?(?P<what>实施[一-龥]{2}|细则|方案|工作方案|实施|意见|措施|计划|要点|行动)").expect("the pattern is valid")
});

static BASIS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new("(?:根据|依据|按照|(?:深入|全面|认真|切实|进一步|扎实)*(?:贯彻落实|贯彻实施|贯彻|落实|实施|执行))(?:好)?(?:[一-龥、 ]{0,40})《").expect("the pattern is valid")
});

static REPLACES: LazyLock<Regex> =
    LazyLock::new(|| Regex::new("本[一-龥]{2,6}(?:代替|取代|替代)(?:原)?《").expect("the pattern is valid"));

/// What the title says: 解读, 试行, 暂行, 实施《…》.
pub(super) fn of_title(text: &Text, own: Option<&Own>, out: &mut Vec<Found>) {
    let Some(own) = own else { return };
    let mut say = |statement| out.push(Found { statement, quote: own.title.clone(), at: own.at.clone() });
    if let Some(target) = explained(&own.title) {
        say(Statement::Interprets { target });
        return;
    }
    if own.title.contains("试行") || own.title.contains("暂行") {
        say(Statement::Trial { period: None });
    }
    let carries = ["实施《", "贯彻《", "落实《", "执行《"].iter().find_map(|word| own.title.find(word));
    if let Some(at) = carries {
        for mention in mention::find(&own.title, &(at..own.title.len())).into_iter().take(1) {
            say(Statement::Implements { target: mention.target });
        }
    }
    let _ = text;
}

/// An interpretation, a set of answers or a report on opinions received tells what another document says.
pub(super) fn is_about_another(title: &str) -> bool {
    ["解读", "图解", "读懂", "看懂", "问答", "答问", "答记者问", "征求意见", "意见征集", "反馈", "起草说明", "修订说明"]
        .iter()
        .any(|word| title.contains(word))
}

/// The document that a title with 解读 explains.
fn explained(title: &str) -> Option<Target> {
    if !["解读", "图解", "读懂", "看懂", "问答"].iter().any(|word| title.contains(word))
        || !title.contains("解读") && title.contains("问答") && !title.contains('《')
    {
        return None;
    }
    // 关于执行《…》有关事项的公告解读 explains the announcement, not what it cites.
    let carried = title
        .rfind('》')
        .is_some_and(|at| ["的公告", "的通知", "的意见", "的决定"].iter().any(|word| title[at..].contains(word)));
    let mentions = if carried { Vec::new() } else { mention::find(title, &(0..title.len())) };
    if let Some(mention) = mentions.into_iter().next() {
        return Some(mention.target);
    }
    let found = EXPLAINS.captures(title)?;
    let rest = found.name("a").or(found.name("b"))?.as_str().trim();
    let rest = rest.trim_end_matches("解读").trim_end_matches("政策").trim_end_matches('的');
    let rest = if let Some(inner) = rest.strip_prefix("关于").filter(|inner| inner.contains("关于")) {
        inner
    } else {
        rest
    };
    let named = Form::of_title(rest).is_some() && rest.chars().count() >= 6;
    named.then(|| Target { title: Some(rest.to_owned()), number: None })
}

/// What sentences say: 为贯彻落实《…》，制定本方案; 现将《…》解读如下; 本标准代替《…》.
pub(super) fn in_text(text: &Text, out: &mut Vec<Found>) {
    for sentence in &text.sentences {
        let words = &text.whole[sentence.clone()];
        if !words.contains('《') || words.len() > 60_000 || text.is_quoted(sentence.start) {
            continue;
        }
        let mut say = |statement, at: std::ops::Range<usize>| {
            out.push(Found { statement, quote: text.quote(sentence, at.start), at });
        };
        if let Some(found) = EXPLAINED.find(words) {
            let range = sentence.start + found.start()..sentence.start + found.end();
            for mention in mention::find(text.whole, &range).into_iter().take(1) {
                say(Statement::Interprets { target: mention.target }, mention.at);
            }
        }
        if let Some(found) = REPLACES.find(words) {
            let from = sentence.start + found.end() - '《'.len_utf8();
            for mention in mention::find(text.whole, &(from..sentence.end)).into_iter().take(1) {
                say(Statement::Replaces { target: mention.target }, mention.at);
            }
        }
        if let (Some(basis), Some(made)) = (BASIS.find(words), CARRIES.find(words))
            && basis.end() < made.start()
            && (words[basis.range()].contains(['彻', '落', '施', '行'])
                || made.as_str().contains("实施")
                || made.as_str().ends_with("细则")
                || made.as_str().ends_with("方案"))
        {
            let range = sentence.start + basis.start()..sentence.start + made.start();
            for mention in mention::find(text.whole, &range) {
                say(Statement::Implements { target: mention.target }, mention.at);
            }
        }
    }
}
