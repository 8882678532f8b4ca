//! Single changes: 将第五条中的“A”修改为“B”, 删去第三条, 增加一条，作为第六条：“…”.

use std::ops::Range;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::model::{Change, ChangeKind};
use super::sentence::Text;

/// A clause as cited: 第五条第二款第（三）项, 附件2第3点. It begins with 第 or a name, since （一） begins items too.
const CLAUSE: &str = "(?:(?:附件[0-9一二三四五六七八九十]*|引言|序言|标题|名称|正文)P*|P(?:P|[（(][一二三四五六七八九十0-9]+[）)])*(?:首段|开头|末尾)?)";
/// A part of a clause's citation.
const PART: &str =
    "第[（(]?[一二三四五六七八九十百零〇0-9]+[）)]?(?:条(?:之[一二三四五六七八九十]+)?|款|项|目|章|节|点|部分|段|句)";

/// A pattern in which C is a clause.
fn pattern(text: &str) -> Regex {
    let clause = CLAUSE.replace('P', &format!("(?:{PART})"));
    Regex::new(&text.replace("CLAUSE", &clause)).expect("the pattern is valid")
}

static REPLACE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "(?:(?P<clause>CLAUSE)[^“”。；，：]{0,16})?“(?P<from>[^“”]*)”[^“”。；]{0,12}?(?:修改|改|修正|调整|替换|更改|修订|变更)(?:为|成)[：:]?[ \n]*“(?P<to>[^“”]*)”",
    )
});

static REWRITE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "(?P<clause>CLAUSE)(?:的?(?:内容|规定))?[^“”。；，：]{0,8}?，?(?:修改|改|修正|调整|替换|修订)(?:为|成)[^“”。；\n第]{0,20}?[：:]?[ \n]*“(?P<to>[^“”]*)”?",
    )
});

static DELETE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "(?:删去|删除)(?:(?P<clause>CLAUSE)[^“”。；，：]{0,10}?)?(?:“(?P<words>[^“”]*)”)?|(?P<clause2>CLAUSE)[^“”。；，：]{0,6}?(?:“(?P<words2>[^“”]*)”)?[^“”，。；]{0,4}?(?:予以删除|删去|删除)|“(?P<words3>[^“”]*)”(?:予以)?(?:删去|删除)",
    )
});

static INSERT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "(?:(?P<clause>CLAUSE)[^“”。；：]{0,16}?)?(?:增加|新增|增设)[^“”。；]{0,40}?(?:，?(?:列为|作为)(?P<new>CLAUSE))?[^“”。；]{0,2}?[：:]?[ \n]*“(?P<text>[^“”]*)”?",
    )
});

/// The changes of one sentence, which may go on with a quotation in the next line.
pub(super) fn find(text: &Text, index: usize) -> Vec<Change> {
    let Some(sentence) = text.sentences.get(index) else { return Vec::new() };
    let words = &text.whole[sentence.clone()];
    if !["修改", "修订", "改为", "修正", "调整", "替换", "删", "增", "更改", "变更"]
        .iter()
        .any(|word| words.contains(word))
    {
        return Vec::new();
    }
    // 修改为： with the new text on the next line.
    let next = text.sentences.get(index + 1).filter(|next| {
        words.trim_end().ends_with(['：', ':']) && text.is_quoted(next.start + leading(&text.whole[(*next).clone()]))
    });
    let end = next.map_or(sentence.end, |next| next.end);
    let whole = &text.flat(&(sentence.start..end));
    let mut found: Vec<(Range<usize>, Change)> = Vec::new();
    collect(&REPLACE, whole, &mut found, |c| Some(ChangeKind::Replace { from: of(c, "from")?, to: of(c, "to")? }));
    collect(&REWRITE, whole, &mut found, |c| Some(ChangeKind::Rewrite { to: of(c, "to")? }));
    collect(&INSERT, whole, &mut found, |c| Some(ChangeKind::Insert { text: of(c, "text")? }));
    collect(&DELETE, whole, &mut found, |c| {
        let words = ["words", "words2", "words3"].iter().find_map(|name| of(c, name));
        (words.is_some() || of(c, "clause").or_else(|| of(c, "clause2")).is_some())
            .then_some(ChangeKind::Delete { words })
    });
    found.sort_by_key(|(at, _)| at.start);
    found.into_iter().map(|(_, change)| change).collect()
}

fn leading(text: &str) -> usize {
    text.len() - text.trim_start().len()
}

/// Adds what a pattern finds outside of what is found already.
fn collect(
    pattern: &Regex,
    whole: &str,
    found: &mut Vec<(Range<usize>, Change)>,
    kind: impl Fn(&Captures<'_>) -> Option<ChangeKind>,
) {
    let taken: Vec<Range<usize>> = found.iter().map(|(at, _)| at.clone()).collect();
    for captures in pattern.captures_iter(whole) {
        let Some(at) = captures.get(0).map(|m| m.range()) else { continue };
        let free = taken.iter().all(|other| at.end <= other.start || other.end <= at.start);
        let Some(kind) = kind(&captures).filter(|_| free) else { continue };
        let clause = ["new", "clause", "clause2"].iter().find_map(|name| of(&captures, name));
        found.push((at, Change { clause, kind }));
    }
}

/// A group, when it is not empty.
fn of(captures: &Captures<'_>, name: &str) -> Option<String> {
    let group = captures.name(name).map(|m| m.as_str().trim().to_owned())?;
    Some(group).filter(|group| !group.is_empty())
}
