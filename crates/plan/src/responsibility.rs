//! Responsibility clauses and cells: who leads, who else answers, and the open tail 等有关部门.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::model::Responsibility;
use crate::repair;
use crate::tracked::is_blank;
use crate::units;

/// Part that a name plays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Lead,
    Unit,
}

/// `牵头单位：`, `责任部门（单位）：` and their like; also those that speak of a person or a time, which are passed over.
static LABEL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        "(?P<lead>(?:总?牵头|主办|主责|主要责任|第一责任|牵头责任|主要负责|首要责任)(?:负责|落实|责任)?(?:单位|部门|处室|科室|机关|主体|股室)?(?:[（(](?:部门|单位|科室)[）)])?[：:])\
         |(?P<unit>(?:(?:具体|共同|市级|省级|县级|区级|直接)?(?:责任|配合|协办|参加|参与|承办|实施|落实|负责|协助|协同|主管|会办|完成|支持|指导|工作)(?:落实|责任|实施)?(?:单位|部门|处室|科室|机关|主体|股室|分工)(?:[（(](?:部门|单位|科室)[）)]|和?单位|及单位)?|责任分工|任务分工|责任主体|配合|责任|责任方|分工)[：:])\
         |(?P<other>(?:(?:完成|办理|落实|整改|推进|工作|公开)?(?:时限|期限|时间|时间节点|时间要求|时限要求|时间安排|进度)|责任人|责任领导|分管领导|牵头领导|联系人|适用范围|备注|完成标准|工作目标)[：:])",
    )
    .expect("the label pattern is valid")
});

/// Words of duty at the end of a group of names.
static DUTY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        "(?:(?P<lead>(?:总)?牵头(?:负责|抓总|落实|组织(?:实施)?|推进|实施|办理)?|负责牵头|主办|主责|负总责|抓总)\
         |(?P<unit>(?:按照?|根据|依)?(?:照)?(?:各自)?(?:职责|职能|责任|任务)?(?:分工|范围)?(?:内)?(?:共同|分别|具体|分头|协同|积极|密切|组织|抓好|做好|配合)*(?:负责|落实|配合|参与|参加|协办|协助|承办|实施|协同|指导|推进|执行|抓落实|组织实施)(?:做好|抓好|落实|实施|推进|配合|执行)?(?:本[^，、；。]*)?(?:相关|有关|具体)?(?:工作)?))\
         (?P<end>$|[，,、；;。]|会同|组织)",
    )
    .expect("the duty pattern is valid")
});

/// 等有关部门, 等部门单位, 等: only at the end of a name, and not inside 高等学校.
static TAIL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new("等(?:(?:国务院|中央|省|市|区|县|州|镇)?(?:直|级|政府)?(?:各)?(?:有关|相关|其他)?(?:市|区|县|职能|责任|成员|业务|行业|主管)?(?:直)?(?:部门|单位|机构|科室|处室|企业|地区|地方|镇街|委办局)*(?:和单位|（单位）|\\(单位\\))?)?$")
        .expect("the tail pattern is valid")
});

/// More of a cell than this, in bytes, is not a list of units.
const LONGEST: usize = 20_000;

/// Reads who is responsible from a clause (`牵头单位：甲；责任单位：乙、丙`), a cell (`甲牵头，乙、丙配合`) or a bare list.
///
/// Whitespace inside names is ignored; between two complete names of one level it separates them, as line breaks in a
/// cell do. Names keep the printed form; a name that is repeated is kept once. Only the first 20 000 bytes are read.
pub fn parse_units(text: &str) -> Responsibility {
    let squeezed = join_names(text);
    let (repaired, _) = repair::foreign_words(&squeezed, "units");
    let mut out = Responsibility::default();
    for (role, range) in parts(&repaired) {
        read_part(&repaired[range], role, &mut out);
    }
    let Responsibility { lead, units, .. } = &mut out;
    units.retain(|name| !lead.contains(name));
    out
}

/// Removes whitespace, putting 、 where it stands between two names (市教育局 市财政局) rather than inside one.
fn join_names(text: &str) -> String {
    let text = &text[..text.floor_char_boundary(LONGEST)];
    let mut out = String::with_capacity(text.len());
    let mut pieces = text.split(is_blank).filter(|piece| !piece.is_empty()).peekable();
    while let Some(piece) = pieces.next() {
        out.push_str(piece);
        let Some(next) = pieces.peek() else { break };
        let last = out.rsplit(['、', '，', ',', '；', ';', '：', ':']).next().unwrap_or_default();
        let one_level =
            last.chars().next() == next.chars().next() && last.starts_with(['省', '市', '区', '县', '州', '旗']);
        if one_level && last.chars().count() > 2 && units::is_unit(last) {
            out.push('、');
        }
    }
    out
}

/// No label is longer than this, in bytes.
const LONGEST_LABEL: usize = 90;

/// True when `text` begins with a label such as `责任单位：`.
pub(crate) fn starts_with_label(text: &str) -> bool {
    let start = &text[..text.floor_char_boundary(LONGEST_LABEL)];
    labels(start).next().is_some_and(|range| range.start == 0)
}

/// Byte ranges of the labels in `text` that name units or a time.
pub(crate) fn labels(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    // Every label ends with a colon: most text has none and needs no search.
    let searched = if text.contains(['：', ':']) { text } else { "" };
    LABEL.captures_iter(searched).filter_map(|found| {
        let whole = found.get(0)?;
        (found.name("other").is_none() || is_time_label(whole.as_str())).then(|| whole.range())
    })
}

/// The labelled time limit inside a clause, `完成时限：年底前` giving `年底前`.
pub(crate) fn labelled_time(text: &str) -> Option<&str> {
    let found = LABEL.find_iter(text).find(|found| is_time_label(found.as_str()))?;
    let rest = &text[found.end()..];
    let end = LABEL.find(rest).map_or(rest.len(), |next| next.start());
    let end = rest[..end].find(['；', ';', '。']).unwrap_or(end);
    Some(rest[..end].trim_end_matches(['，', ',', '、', '）', ')', '】', ']']))
}

fn is_time_label(label: &str) -> bool {
    ["时限", "期限", "时间", "进度"].iter().any(|word| label.contains(word))
}

/// True when the names of `text` end in words of duty (`…牵头`, `…负责`), with at most a time after them.
pub(crate) fn ends_with_duty(text: &str) -> bool {
    DUTY.find_iter(text).last().is_some_and(|found| {
        let rest = text[found.end()..].trim_matches(['。', '；', '，', ',']);
        rest.is_empty() || crate::due::is_time(rest)
    })
}

/// True when `text` says who leads (`…牵头`).
pub(crate) fn names_a_lead(text: &str) -> bool {
    DUTY.captures_iter(text).any(|found| found.name("lead").is_some())
}

/// Labelled parts, or the whole text as one part without a role of its own.
fn parts(text: &str) -> Vec<(Option<Role>, Range<usize>)> {
    let found: Vec<_> = LABEL.captures_iter(text).collect();
    let mut out = Vec::new();
    let first = found.first().and_then(|c| c.get(0)).map_or(text.len(), |m| m.start());
    if first > 0 {
        out.push((None, 0..first));
    }
    for (index, captures) in found.iter().enumerate() {
        let Some(label) = captures.get(0) else { continue };
        let end = found.get(index + 1).and_then(|c| c.get(0)).map_or(text.len(), |m| m.start());
        if captures.name("other").is_none() {
            let role = if captures.name("lead").is_some() { Role::Lead } else { Role::Unit };
            out.push((Some(role), label.end()..end));
        }
    }
    out
}

fn read_part(part: &str, labelled: Option<Role>, out: &mut Responsibility) {
    let mut from = 0;
    for found in DUTY.captures_iter(part) {
        let Some(whole) = found.get(0) else { continue };
        let role = if found.name("lead").is_some() { Role::Lead } else { Role::Unit };
        // A part labelled 牵头单位 stays a list of leads whatever follows; in 责任单位： 甲牵头 the word decides.
        let role = if labelled == Some(Role::Lead) { Role::Lead } else { role };
        add_names(&part[from..whole.start()], role, out);
        from = whole.end();
    }
    let rest = part[from..].trim_matches(['，', ',', '、', '；', ';', '。', '：', ':']);
    add_names(rest, labelled.unwrap_or(Role::Unit), out);
}

fn add_names(list: &str, role: Role, out: &mut Responsibility) {
    for range in units::split(list) {
        let (name, marked) = strip_mark(&list[range]);
        let role = marked.unwrap_or(role);
        let (name, tail) = split_tail(units::without_label(name.trim_start_matches('由')));
        if let Some(tail) = tail {
            out.etc = Some(tail.to_owned());
        }
        let name = without_echo(name);
        if !is_name(name) || !units::is_unit(name) && crate::due::is_time(name) {
            continue;
        }
        let names = if role == Role::Lead { &mut out.lead } else { &mut out.units };
        if !names.iter().any(|known| known == name) {
            names.push(name.to_owned());
        }
    }
}

/// `市财政局（牵头）`: the mark decides the role and is no part of the name.
fn strip_mark(name: &str) -> (&str, Option<Role>) {
    for (mark, role) in [
        ("（牵头）", Role::Lead),
        ("(牵头)", Role::Lead),
        ("（主办）", Role::Lead),
        ("（牵头单位）", Role::Lead),
        ("（配合）", Role::Unit),
        ("(配合)", Role::Unit),
        ("（协办）", Role::Unit),
    ] {
        if let Some(stripped) = name.strip_suffix(mark) {
            return (stripped, Some(role));
        }
    }
    (name, None)
}

fn split_tail(name: &str) -> (&str, Option<&str>) {
    match name.contains('等').then(|| TAIL.find(name)).flatten() {
        Some(tail) if tail.start() > 0 && !name[..tail.start()].ends_with(['高', '中', '初', '同', '平', '特']) => {
            (&name[..tail.start()], Some(tail.as_str()))
        }
        Some(tail) if tail.start() == 0 => ("", Some(tail.as_str())),
        _ => (name, None),
    }
}

/// `市农业农村局农村局`: an ending that is printed twice in a row is recognition noise.
fn without_echo(name: &str) -> &str {
    if !units::is_unit(name) {
        return name;
    }
    let starts: Vec<usize> = name.char_indices().map(|(at, _)| at).chain([name.len()]).collect();
    let letters = starts.len() - 1;
    (2..=letters / 2)
        .map(|echo| starts[letters - echo])
        .find(|&at| name[..at].ends_with(&name[at..]))
        .map_or(name, |at| &name[..at])
}

/// Enough letters to be a name, and none that belong to another script: recognition noise is no unit.
fn is_name(name: &str) -> bool {
    let noise = name.chars().any(|c| matches!(c, '\u{3040}'..='\u{30ff}' | '□' | '○' | '·' | '…' | '\u{fffd}'));
    name.chars().filter(|c| c.is_alphabetic()).count() >= 2 && !noise
}

#[cfg(test)]
mod tests {
    use super::*;

    fn say(text: &str) -> String {
        let read = parse_units(text);
        let etc = read.etc.map_or(String::new(), |etc| format!(" +{etc}"));
        format!("{}|{}{etc}", read.lead.join(" "), read.units.join(" "))
    }

    #[test]
    fn labelled_clauses() {
        assert_eq!(say("责任单位：各区政府、市财政局"), "|各区政府 市财政局");
        assert_eq!(say("牵头单位:市教育局;责任单位:各区政府和市有关部门单位"), "市教育局|各区政府 市有关部门单位");
        assert_eq!(say("牵头单位：市司法局；配合单位：市直各部门；完成时限：年底前"), "市司法局|市直各部门");
        assert_eq!(say("责任部门（单位）：县教育局、县民政局等有关部门"), "|县教育局 县民政局 +等有关部门");
        assert_eq!(say("主办单位：县政府办公室 协办单位：县融媒体中心"), "县政府办公室|县融媒体中心");
        assert_eq!(say("2022年9月底前，牵头单位：县教育局；配合单位：县财政局"), "县教育局|县财政局");
        assert_eq!(say("责任单位：市民政局（牵头）、市财政局"), "市民政局|市财政局");
    }

    #[test]
    fn words_of_duty() {
        assert_eq!(say("县发改局牵头，有关职能部门落实"), "县发改局|有关职能部门");
        assert_eq!(
            say("市政府办公室、市司法局牵头,各县(市、区)政府、市直各部门负责落实。"),
            "市政府办公室 市司法局|各县(市、区)政府 市直各部门"
        );
        assert_eq!(say("县司法局牵头、决策承办部门单位具体落实相关工作"), "县司法局|决策承办部门单位");
        assert_eq!(say("评价指标县牵头部门牵头，各职能部门落实"), "评价指标县牵头部门|各职能部门");
        assert_eq!(say("县司法局牵头，各镇、街道，县政府各部门单位落实"), "县司法局|各镇 街道 县政府各部门单位");
        assert_eq!(say("各有关部门按职责分工负责"), "|各有关部门");
        assert_eq!(say("由市商务局牵头，市财政局、市税务局按职责分工负责"), "市商务局|市财政局 市税务局");
        assert_eq!(say("市统计局负责"), "|市统计局");
        assert_eq!(say("市公安局牵头会同市交通运输局落实"), "市公安局|市交通运输局");
        assert_eq!(say("市发展改革委、市财政局等参与"), "|市发展改革委 市财政局 +等");
    }

    #[test]
    fn names_are_kept_once_and_noise_is_dropped() {
        assert_eq!(say("市城管局、市城管局、土地内を辿り"), "|市城管局");
        assert_eq!(say("县教育局 县财政局\n县统计 局"), "|县教育局 县财政局 县统计局");
        assert_eq!(say("市财政局、6月底前完成"), "|市财政局");
        assert_eq!(say("市农业农村局农村局"), "|市农业农村局");
        assert_eq!(say("市属高等学校、市教育局"), "|市属高等学校 市教育局");
        assert_eq!(say("市政府各 departments 单位"), "|市政府各部门单位");
    }
}
