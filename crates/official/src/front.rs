//! The front: letterhead, number, title, note, addressees.

use std::sync::LazyLock;

use regex::Regex;

use crate::form::Form;
use crate::lines::Line;
use crate::marker::marker;
use crate::roles::Role;
use crate::words::{is_body, tight};
use crate::{number, sign};

/// Lines in which the front is looked for.
const DEPTH: usize = 40;
/// The longest title, in characters.
const TITLE: usize = 150;

/// What a site or a cover prints above a document: `索 引 号：…`, `发布日期：…`.
static META: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new("^(?:索引号|主题分类|主题词|发文机关|发布机构|公开方式|公开范围|公开类别|公开属性|成文日期|发文日期|发布日期|生成日期|有效性|效力状态|文件状态|信息来源|来源|标题|名称|浏览次数|字号|组配分类|密级|紧急程度)[：:]")
        .expect("valid")
});

static LEADER: LazyLock<Regex> =
    LazyLock::new(|| Regex::new("签发人[：:]?[\u{4e00}-\u{9fff} ]{0,12}$").expect("valid"));

/// Marks the front and gives the line after it.
pub(crate) fn mark(lines: &[Line], roles: &mut [Role]) -> usize {
    let mut title: Vec<usize> = Vec::new();
    let mut joined = String::new();
    let mut end = 0;
    for at in 0..lines.len().min(DEPTH) {
        let Some(text) = lines[at].text() else { break };
        let plain = tight(text);
        if let Some(last) = addressees(lines, at, !title.is_empty()) {
            roles[at] = Role::Addressees;
            roles[at + 1..=last].fill(Role::More);
            end = last + 1;
            break;
        }
        if is_number(&plain) {
            roles[at] = Role::Number;
        } else if META.is_match(&plain) {
            roles[at] = Role::Note;
        } else if is_letterhead(&plain) && title.is_empty() {
            roles[at] = Role::Letterhead;
        } else if !title.is_empty() && is_bracketed(&plain) {
            roles[at] = Role::Note;
        } else if (is_complete(&joined) && !goes_on(&joined, &plain))
            || !can_be_title(&plain)
            || marker(&plain).is_some()
            || stands_for_body(&plain)
        {
            break;
        } else {
            // 某某办公室 alone above a number or another letterhead is no title; above 关于… it is.
            roles[at] = if title.last().is_some_and(|last| roles[last + 1..at].iter().all(|r| *r == Role::More))
                && title.last() == Some(&(at - 1))
            {
                Role::More
            } else {
                Role::Title
            };
            title.push(at);
            joined.push_str(&plain);
        }
        end = at + 1;
        if joined.chars().count() > TITLE {
            break;
        }
    }
    end
}

/// 青山县人民政府文件, 青山县人民政府令, 某某局公告 alone on a line.
fn is_letterhead(text: &str) -> bool {
    ["文件", "令", "公告", "通告", "文件 "].iter().any(|end| text.strip_suffix(end).is_some_and(is_body))
}

fn is_number(text: &str) -> bool {
    let text = LEADER.replace(text, "");
    let text = text
        .trim_start_matches("发文字号：")
        .trim_start_matches("文号：")
        .trim_start_matches("发文字号:")
        .trim_start_matches("文号:");
    number::parse(text).is_some()
}

/// 各县（市、区）人民政府，…：, which may run over several lines.
fn addressees(lines: &[Line], at: usize, titled: bool) -> Option<usize> {
    let first = lines[at].text()?;
    let begins = first.starts_with('各') || {
        let named = first.trim_end_matches(['：', ':']);
        named.split(['、', '，', ',', '；']).all(|name| is_body(&tight(name)) || name.starts_with('各'))
    };
    if !begins || marker(first).is_some() {
        return None;
    }
    for (index, line) in lines.iter().enumerate().skip(at).take(6) {
        let text = line.text()?;
        // Before the title only a whole line can be it: joint issuers stand there too.
        if !titled && !text.ends_with(['：', ':']) || is_number(&tight(text)) || text.contains("关于") {
            return None;
        }
        if text.contains(['。', '《']) || text.contains("如下") || text.chars().count() > 600 {
            return None;
        }
        if text.ends_with(['：', ':']) {
            return Some(index);
        }
    }
    None
}

fn is_bracketed(text: &str) -> bool {
    text.starts_with(['（', '(']) && text.ends_with(['）', ')']) && text.chars().count() <= 600
}

/// A date or the name of a body alone, or a table of contents: no part of a title.
fn stands_for_body(text: &str) -> bool {
    text == "目录" || sign::signed(text).is_some() || sign::copied(text)
}

/// Short, without a full stop.
pub(crate) fn can_be_title(text: &str) -> bool {
    let count = text.chars().count();
    (1..=80).contains(&count)
        && !text.contains(['。', '；', ';', '！'])
        && !text.ends_with(['：', ':', '，', ',', '、'])
}

/// Whether a line ends with a word that titles end with.
pub(crate) fn ends_like_title(text: &str) -> bool {
    let plain = tight(text);
    let bare = plain.split(['（', '(']).next().unwrap_or_default();
    let more = [
        "表", "名单", "分工", "台账", "意见", "安排", "标准", "说明", "样式", "格式", "名录", "章程", "制度", "预案",
        "指引",
    ];
    Form::of_title(&plain).is_some() || more.iter().any(|end| bare.ends_with(end))
}

/// 某某发展计划 / 审查监督条例: a second line that ends like a title after one whose word may stand in the middle.
fn goes_on(title: &str, line: &str) -> bool {
    let weak = [
        Form::Plan,
        Form::Programme,
        Form::Schedule,
        Form::Steps,
        Form::Catalogue,
        Form::Register,
        Form::Law,
        Form::Rules,
        Form::KeyPoints,
    ];
    Form::of_title(title).is_some_and(|form| weak.contains(&form))
        && Form::of_title(line).is_some()
        && !is_bracketed(line)
        && !line.starts_with('各')
}

/// Whether nothing of the title is missing. 关于印发…方案 still waits for 的通知.
fn is_complete(title: &str) -> bool {
    let Some(form) = Form::of_title(title) else { return false };
    let carries = ["关于印发", "关于转发", "关于批转", "关于公布", "关于发布", "关于修改", "关于废止", "关于调整"];
    let open = carries.iter().any(|word| title.contains(word));
    !open
        || matches!(
            form,
            Form::Circular
                | Form::Decision
                | Form::Announcement
                | Form::PublicNotice
                | Form::Reply
                | Form::Letter
                | Form::Order
                | Form::Opinion
                | Form::Bulletin
        )
}
