//! Documents that the text ends: 同时废止, 予以废止, 宣布失效, 停止执行; and single clauses of them.

use std::sync::LazyLock;

use regex::Regex;

use super::mention::{self, Mention};
use super::model::{Change, ChangeKind, Found, Statement};
use super::own::Own;
use super::sentence::Text;

/// The verb at the end of its part of the sentence.
static ENDS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new("(?P<how>(?:同时|即行|一并|相应|自动|自行|均|现|即|随之|全部|也|亦|不再|正式|现行|已经[一-龥]{2,8}批准|予以|应当|[ ])*)(?:宣布|明令)?(?P<verb>废止|失效|废除|作废|停止(?:执行|施行|实施|适用|使用)|停用|不再(?:执行|适用|施行|实施|有效)|终止(?:执行|实施|施行))(?P<after>[。，；,;）)\n]|$)")
        .expect("the pattern is valid")
});

/// The verb before its objects.
static BEGINS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new("(?P<who>决定|现|宣布|同时|予以|并|关于|自[^，。；]{1,30}起|^)[，,]?[ ]*(?:对|将|予以|明令|自[^，。；]{1,30}起)?[，,]?[ ]*(?P<verb>废止|停止执行|停止实施|终止执行)(?:以下|下列|已[^《》，。]{0,20}的|现行的?|原)?[^《》，。；]{0,40}?")
        .expect("the pattern is valid")
});

/// Between the last name and the verb, when the whole document ends.
static WHOLE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new("^[ ]*(?:等[^，。]{0,24}|[、，,]|及其(?:实施细则|附件|补充规定|配套文件)[^，。]{0,10}|(?:以上|上述)[^，。]{0,16}|自[^，。]{1,30}(?:起|日)|于[^，。]{1,20}|[0-9一二三四五六七八九十两]{1,3}[个件项部][^，。]{0,10}|文件?|的?全文|已经[^，。]{1,16}批准|同时|到期|期满|因[^，。]{1,20})*[ ]*$")
        .expect("the pattern is valid")
});

/// Between the last name and the verb, when only a part of the document ends.
static PART: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new("^[ ]*(?:[中里]|的|有?关?于?)?[^。；]{0,120}?(?:第[一二三四五六七八九十百零〇0-9]+[条款项章节]|附件|附表|部分|规定|禁令|措施|要求|内容|条款|目录|表|事项|政策|标准|税率)[^，。]{0,40}$")
        .expect("the pattern is valid")
});

/// A part of a sentence that begins so gives the ground, not the object.
const GROUNDS: [&str; 16] = [
    "根据", "按照", "依照", "依据", "为", "鉴于", "由于", "因", "随着", "经", "按", "对照", "落实", "除", "违反", "如",
];

pub(super) fn find(text: &Text, own: Option<&Own>, out: &mut Vec<Found>) {
    after(text, out);
    before(text, own, out);
}

/// 《…》、《…》同时废止.
fn after(text: &Text, out: &mut Vec<Found>) {
    let mut done = 0;
    for found in ENDS.captures_iter(text.whole) {
        let (Some(how), Some(verb)) = (found.name("how"), found.name("verb")) else { continue };
        if text.is_quoted(verb.start()) {
            continue;
        }
        let Some((_, sentence)) = text.sentence(verb.start()) else { continue };
        let start = sentence.start.max(done);
        let at = how.start();
        // Each verb looks back to the one before it, so that the whole stays linear.
        done = verb.end();
        if at < start || inside_title(&text.whole[start..at]) || told(&text.whole[start..at]) {
            continue;
        }
        let range = start + ground(&text.whole[start..at])..at;
        let mentions = mention::find(text.whole, &range);
        let Some(last) = mentions.last() else { continue };
        let gap = &text.whole[last.at.end..at];
        let quote = text.quote(&sentence, last.at.start);
        if WHOLE.is_match(gap) {
            // A certificate that lapses is no document that is repealed.
            let paper = |mention: &Mention| {
                verb.as_str() == "失效"
                    && mention.target.title.as_deref().is_some_and(|title| title.ends_with(['书', '证', '单', '票']))
            };
            for mention in listed(text.whole, mentions).into_iter().filter(|mention| !paper(mention)) {
                let statement = Statement::Repeals { target: mention.target };
                out.push(Found { statement, quote: quote.clone(), at: mention.at });
            }
        } else if PART.is_match(gap) && verb.as_str() != "作废" {
            let clause = gap.trim_start_matches(['、', '，', ' ', '中', '的']).trim().to_owned();
            let change = Change { clause: Some(clause), kind: ChangeKind::Delete { words: None } };
            let statement = Statement::Amends { target: last.target.clone(), changes: vec![change] };
            out.push(Found { statement, quote, at: last.at.start..verb.end() });
        }
    }
}

/// 决定废止《…》; 关于废止《…》的决定 as the document's own title.
fn before(text: &Text, own: Option<&Own>, out: &mut Vec<Found>) {
    for sentence in &text.sentences {
        let words = &text.whole[sentence.clone()];
        if words.len() > 60_000 {
            continue;
        }
        let Some(found) = BEGINS.captures(words) else { continue };
        let (Some(who), Some(verb)) = (found.name("who"), found.name("verb")) else { continue };
        let at = sentence.start + verb.start();
        let titled = own.is_some_and(|own| own.at.start <= at && at < own.at.end.max(own.at.start + 1));
        if text.is_quoted(at) || inside_title(&words[..verb.start()]) || (who.as_str() == "关于" && !titled) {
            continue;
        }
        let from = sentence.start + verb.end();
        let stop = words[verb.end()..].find(['，', ',']).map_or(sentence.end, |comma| from + comma);
        // A list may go on behind commas; each name must follow the one before it.
        let mentions = chained(text.whole, mention::find(text.whole, &(from..sentence.end)), from, stop);
        let quote = text.quote(sentence, at);
        let mentions: Vec<Mention> = mentions.into_iter().filter(|m| !partial(text.whole, m)).collect();
        for mention in mentions {
            out.push(Found {
                statement: Statement::Repeals { target: mention.target },
                quote: quote.clone(),
                at: mention.at,
            });
        }
    }
}

/// The names that follow the verb directly and each other with nothing but marks, 和 and brackets between.
fn chained(whole: &str, mentions: Vec<Mention>, from: usize, stop: usize) -> Vec<Mention> {
    let mut end = from;
    let mut out: Vec<Mention> = Vec::new();
    for mention in mentions {
        let Some(gap) = whole.get(end..mention.at.start) else { break };
        let near = if out.is_empty() {
            mention.at.start < stop && gap.chars().count() <= 60 && !gap.contains(['“', '”'])
        } else {
            gap.chars().all(|c| "、，,和及与 　原；".contains(c))
                || gap.ends_with("布的")
                || gap.ends_with("发的")
                || gap.ends_with("改的")
        };
        if !near {
            break;
        }
        end = mention.at.end;
        out.push(mention);
    }
    out
}

/// 《…》第三条 behind 废止: not the whole document.
fn partial(whole: &str, mention: &Mention) -> bool {
    let rest = &whole[mention.at.end..];
    rest.starts_with('第') || rest.starts_with("中") || rest.starts_with("附件")
}

/// The names that belong to the list before the verb: those cited in a ground or as a basis fall away.
pub(super) fn listed(whole: &str, mentions: Vec<Mention>) -> Vec<Mention> {
    let count = mentions.len();
    let keep: Vec<bool> = (0..count)
        .map(|at| {
            let Some(next) = mentions.get(at + 1) else { return true };
            let gap = whole.get(mentions[at].at.end..next.at.start).unwrap_or_default();
            // Names in a row, or with the date and body of issue between them.
            let short = gap.chars().all(|c| "、，,和及与以 　原（）()".contains(c));
            let issue = ["布的", "发的", "改的", "正的", "订的", "准的", "定的", "过的", "年", "布、", "》", "号"]
                .iter()
                .any(|end| gap.trim_end().ends_with(end))
                || gap.starts_with('、')
                || gap.starts_with('和')
                || gap.starts_with("以及")
                || gap.starts_with('及');
            short || (issue && gap.chars().count() <= 200)
        })
        .collect();
    // What stands before a break in the list belongs to something else.
    let from = (0..count).rev().find(|at| !keep[*at]).map_or(0, |at| at + 1);
    mentions.into_iter().skip(from).collect()
}

/// Bytes to skip: 根据…， and what ends before the list, 自…起施行，.
fn ground(before: &str) -> usize {
    let mut skip = 0;
    let mut depth = 0usize;
    let mut start = 0;
    let bytes_of = |c: char| c.len_utf8();
    for (at, c) in before.char_indices() {
        match c {
            '《' | '（' | '(' => depth += 1,
            '》' | '）' | ')' => depth = depth.saturating_sub(1),
            '，' | ',' | '：' | ':' if depth == 0 => {
                let part = before[start..at].trim();
                let grounds = GROUNDS.iter().any(|word| part.starts_with(word));
                let effect =
                    ["施行", "实施", "执行", "生效", "启用", "起", "如下"].iter().any(|end| part.ends_with(end));
                if grounds || effect {
                    skip = at + bytes_of(c);
                }
                start = at + bytes_of(c);
            }
            _ => {}
        }
    }
    // The whole rest may be a ground: 违反《…》的许可同时失效.
    let rest = before[skip..].trim_start();
    let grounds = ["根据", "按照", "依照", "依据", "违反", "超过"].iter().any(|word| rest.starts_with(word));
    if grounds { before.len() } else { skip }
}

/// The verb stands inside an open 《.
fn inside_title(before: &str) -> bool {
    match (before.rfind('《'), before.rfind('》')) {
        (Some(open), Some(close)) => open > close,
        (Some(_), None) => true,
        _ => false,
    }
}

/// 已, 被, 将, 未 …废止: told, not done.
fn told(before: &str) -> bool {
    let before = before.trim_end();
    [
        "已",
        "被",
        "将",
        "未",
        "不",
        "应",
        "或",
        "或者",
        "可",
        "尚未",
        "已经",
        "已被",
        "视为",
        "即告",
        "而",
        "修改",
        "修改、",
        "拟",
        "建议",
    ]
    .iter()
    .any(|word| before.ends_with(word))
}
