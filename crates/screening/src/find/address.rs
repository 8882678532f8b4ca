//! Addresses with a door: a road and number, a building and room.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::compiled;
use crate::Kind;
use crate::context::Page;
use crate::finding::Hit;

/// Numbers with what they count, one after another: 「12号3幢2单元502室」.
static DOOR: LazyLock<Regex> = LazyLock::new(|| {
    compiled(concat!(
        "(?:(?:[0-9]{1,5}[A-Za-z]?|[A-Za-z][0-9]{0,4}|[一二三四五六七八九十百零〇]{1,6}|[东西南北甲乙丙丁])(?:[-之][0-9一二三四五六七八九十]{1,5}){0,3}",
        "(?:号楼|号院|号房|号|栋|幢|座|单元|门洞|门|室|户|房|层|楼|弄|组|队|社|#楼|#) ?){1,7}",
        "(?:[0-9A-Z]{1,5}(?:-[0-9A-Z]{1,5}){0,3})?"
    ))
});

/// Words that end the name of what has numbers.
const PLACES: &[&str] = &[
    "路", "街", "大道", "道", "巷", "弄", "胡同", "里", "村", "庄", "屯", "寨", "湾", "坊", "区", "苑", "园", "城",
    "府", "院", "小区", "花园", "公寓", "家园", "新村", "宿舍", "大厦", "广场", "段", "横", "口", "楼", "居", "庭",
    "组", "队", "社", "墅", "郡", "镇", "乡", "桥",
];
/// Words that an office's own address stands with.
const OFFICE: &[&str] = &[
    "办公",
    "大厅",
    "中心",
    "受理",
    "窗口",
    "地点",
    "报名",
    "局",
    "委员会",
    "政府",
    "行政",
    "机关",
    "会议室",
    "邮编",
    "邮政编码",
    "寄",
    "通讯地址",
    "联系地址",
    "科室",
    "公司",
    "厂",
    "注册地址",
    "经营",
    "学校",
    "医院",
    "法院",
    "联系人",
    "传真",
    "咨询",
    "大厦",
];
const HOME: &[&str] = &[
    "住址",
    "家庭住址",
    "家庭地址",
    "现住址",
    "现住",
    "家住",
    "居住地",
    "居住地址",
    "户籍地",
    "户籍地址",
    "户籍所在地",
    "户口所在地",
    "常住地址",
    "租住",
    "居住在",
    "居住于",
    "住",
];

pub(super) fn hits(page: &Page<'_>) -> Vec<Hit> {
    DOOR.find_iter(page.text()).filter_map(|found| hit(page, found.range())).collect()
}

fn hit(page: &Page<'_>, door: Range<usize>) -> Option<Hit> {
    let text = page.text();
    let start = begins(page, door.start);
    let name = text[start..door.start].trim_end();
    let door = door.start..door.start + ends(page, &door);
    let written = &text[door.clone()];
    let at = start..door.end;
    let home = page.labelled(start, HOME) || HOME.iter().any(|label| name.starts_with(label));
    if name.chars().count() < 2 || !PLACES.iter().any(|place| name.ends_with(place)) {
        return None;
    }
    let levels = written.matches(['栋', '幢', '座', '室', '户', '房', '元', '楼', '#']).count();
    let inside = levels >= 2 || written.contains(['室', '户', '房']) || written.contains("单元");
    let numbered = written.contains(['号', '室', '户', '栋', '幢', '弄', '座', '#', '房']);
    if !numbered {
        let why = "写明是住址，细到村民小组，请确认需要公开。";
        return home.then(|| Hit::hint(Kind::Address, at, why));
    }
    let person = home || page.person(&at);
    let office = !person && page.near(&at, 40, 16, OFFICE);
    Some(if person {
        Hit::stop(Kind::Address, at, "个人信息旁边的地址，写到了门牌。")
    } else if inside && !office {
        Hit::stop(Kind::Address, at, "地址写到了楼栋、单元或房间，像是住址。")
    } else {
        Hit::hint(Kind::Address, at, "写有门牌的地址，像是单位地址，请确认不是住址。")
    })
}

/// How long the door is: a number behind the last unit is its room, unless it goes on as something longer.
fn ends(page: &Page<'_>, door: &Range<usize>) -> usize {
    let written = &page.text()[door.clone()];
    let units = written.trim_end_matches(|c: char| c.is_ascii_alphanumeric() || c == '-');
    let goes_on = page.next(door.end).is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '*' | '@' | '.'));
    let room = !goes_on && units.ends_with(['元', '栋', '幢', '座', '楼']);
    if room { written.trim_end().len() } else { units.trim_end().len() }
}

/// Longest number in the name of a road, such as a highway's.
const LONGEST_NUMBER: usize = 4;

/// Where the name in front of a door begins: Chinese characters and numbers without a mark between, no more than forty.
fn begins(page: &Page<'_>, door: usize) -> usize {
    let part = |c: char| matches!(c, '\u{3400}'..='\u{9fff}') || c.is_ascii_alphanumeric();
    let before = &page.text()[..door];
    let spaced = before.trim_end_matches(' ').len();
    // A long number in front is something of its own, not the number of a highway.
    let mut digits = 0;
    let name = before[..spaced].char_indices().rev().take(40).take_while(|(_, c)| {
        digits = if c.is_ascii_alphanumeric() { digits + 1 } else { 0 };
        part(*c) && digits <= LONGEST_NUMBER
    });
    let start = name.last();
    let start = start.map_or(spaced, |(start, _)| start);
    let cut = before[..start].ends_with(|c: char| c.is_ascii_alphanumeric());
    let start = if cut {
        spaced - before[start..spaced].trim_start_matches(|c: char| c.is_ascii_alphanumeric()).len()
    } else {
        start
    };
    // What is said of the place is not its name.
    let name = &page.text()[start..door];
    let verbs = [
        "位于",
        "坐落于",
        "坐落在",
        "地址为",
        "住所为",
        "居住于",
        "居住在",
        "现住",
        "家住",
        "住在",
        "租住",
        "地点在",
        "地址",
        "住址",
        "户籍地",
        "住",
    ];
    let behind = verbs.iter().filter_map(|verb| name.rfind(verb).map(|at| at + verb.len())).max();
    start + behind.unwrap_or(0)
}
