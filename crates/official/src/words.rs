//! Text as printed and as compared: spaces of setting, ends of names.

/// Takes away the spaces that setting puts between Chinese characters; those between Latin words and joint agencies stay.
pub(crate) fn tight(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while at < chars.len() {
        if !chars[at].is_whitespace() {
            out.push(chars[at]);
            at += 1;
            continue;
        }
        let next = (at..chars.len()).find(|&i| !chars[i].is_whitespace()).unwrap_or(chars.len());
        let keep = match (out.chars().last(), chars.get(next)) {
            (Some(before), Some(&after)) => before.is_ascii_alphanumeric() && after.is_ascii_alphanumeric(),
            _ => false,
        };
        if keep {
            out.push(' ');
        }
        at = next;
    }
    out
}

/// A title in one line: as [`tight`], but the names of joint issuers stay apart.
pub(crate) fn title_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut before = "";
    for word in text.split_whitespace() {
        let next = word.split("关于").next().unwrap_or_default();
        let next = ["公告", "通告", "令"].iter().find_map(|kind| next.split_once(kind)).map_or(next, |(name, _)| name);
        let apart = is_body(before) && is_body(next);
        let latin = before.ends_with(|c: char| c.is_ascii_alphanumeric())
            && word.starts_with(|c: char| c.is_ascii_alphanumeric());
        if apart || latin {
            out.push(' ');
        }
        out.push_str(word);
        before = word;
    }
    out
}

/// Ends of names of bodies that issue documents.
const BODIES: [&str; 43] = [
    "政府",
    "办公室",
    "办公厅",
    "委员会",
    "局",
    "厅",
    "部",
    "委",
    "署",
    "院",
    "中心",
    "管委会",
    "街道办事处",
    "办事处",
    "大学",
    "学院",
    "学校",
    "医院",
    "公司",
    "集团",
    "银行",
    "总队",
    "支队",
    "大队",
    "协会",
    "联合会",
    "总工会",
    "团委",
    "妇联",
    "法院",
    "检察院",
    "领导小组",
    "指挥部",
    "联席会议",
    "小组",
    "党组",
    "工委",
    "处",
    "站",
    "所",
    "会",
    "办",
    "政协",
];

/// Whether a short text can be the name of a body that signs.
pub(crate) fn is_body(text: &str) -> bool {
    let count = text.chars().count();
    let han = |c: char| ('\u{3400}'..='\u{9fff}').contains(&c) || "（）()〇".contains(c);
    let name = text.trim_end_matches("（代章）").trim_end_matches("（章）").trim_end_matches("(代章)");
    (2..=40).contains(&count)
        && text.chars().all(han)
        && !text.starts_with(['各', '附', '第'])
        && !text.starts_with("关于")
        && BODIES.iter().any(|end| name.ends_with(end))
}
