//! The head of the document: number, title, issuer, dates, disclosure note, year.

use std::sync::LazyLock;

use jiff::civil::Date;
use regex::Regex;

use crate::confidence::HeadConfidence;
use crate::numbering::marker;
use crate::units::is_unit;
use official::numerals::number;

/// Endings after which a title does not go on.
static STRONG_END: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new("(?:要点|方案|计划|安排|意见|通知|分解表|任务表|清单|分工|一览表|台账|规划)(?:[（(][^）)]+[）)])?$")
        .expect("valid")
});

/// Head fields.
#[derive(Debug, Default)]
pub(crate) struct Head {
    pub(crate) issuer: Option<String>,
    pub(crate) doc_number: Option<String>,
    pub(crate) title: Option<String>,
    pub(crate) year: Option<i32>,
    pub(crate) issued_on: Option<Date>,
    pub(crate) printed_on: Option<Date>,
    pub(crate) disclosure: Option<String>,
    pub(crate) confidence: HeadConfidence,
}

/// Lines in which the head is looked for; the imprint is looked for everywhere.
const HEAD_LINES: usize = 80;

static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new("^(?:(?:发文字号|文号|文件编号)[：:])?(?P<code>[一-龥A-Za-z]+?)第?[〔\\[【（(﹝［](?P<year>[0-9０-９]{4})年?[〕\\]】）)﹞］]第?(?P<number>[0-9０-９]{1,5})号")
        .expect("the document number pattern is valid")
});

/// `现将《…》印发给你们` and `《…》已经…同意，现印发给你们`; a document that is merely cited is in neither.
static FORWARDED: LazyLock<Regex> = LazyLock::new(|| {
    let name = "《(?P<TITLE>[^《》]+(?:《[^《》]+》[^《》]*)?)》";
    Regex::new(&format!(
        "(?:现[将把]|兹将){}|{}[^。《》]*?(?:现(?:予以?|转发|印发|下发|公布|发布)|(?:印发|转发|下发)给你们)",
        name.replace("TITLE", "now"),
        name.replace("TITLE", "approved"),
    ))
    .expect("the forwarding pattern is valid")
});

static NOTICE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new("关于(?:印发|转发|下发|发布)《?(?P<title>[^《》]+?)》?的?通知").expect("the notice pattern is valid")
});

static SIGNED: LazyLock<Regex> = LazyLock::new(|| {
    let n = official::numerals::NUMERAL;
    Regex::new(&format!(
        "^(?P<before>[^，。；]*?)(?P<year>{n}{{4}})年(?P<month>{n}{{1,3}})月(?P<day>{n}{{1,3}})日(?P<printed>印发|印)?$"
    ))
    .expect("the signature pattern is valid")
});

static DISCLOSURE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new("^[（(\\[【]?(?P<note>(?:此|本)[件文][^）)\\]】。]*公开[^）)\\]】。]*|(?:主动公开|依申请公开|不予公开))[）)\\]】]?$|(?:公开方式|公开属性|信息公开选项|信息公开属性|公开类别|公开形式)[：:](?P<attribute>[一-龥]+)")
        .expect("the disclosure pattern is valid")
});

static YEAR: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new("(?P<year>[12２][0-9０-９]{3}|二[〇○零][一二三四五六七八九〇○零]{2})年?").expect("valid")
});

static TITLE_END: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new("(?:要点|方案|计划|安排|意见|通知|决定|办法|措施|清单|分解表|任务表|分工|一览表|台账|规划|规定|细则|条例|报告|函|批复|通报|制度|规则)(?:[（(][^）)]+[）)])?$").expect("valid")
});

/// Reads the head from the lines of prose, which are free of whitespace.
pub(crate) fn read(lines: &[&str]) -> Head {
    let mut head = Head::default();
    let top = &lines[..lines.len().min(HEAD_LINES)];
    let opening: String = top.iter().take(40).copied().collect();
    head.doc_number = top.iter().find_map(|line| doc_number(line));
    read_dates(lines, &mut head);
    head.title = title(top, &opening, &mut head.confidence);
    if head.issuer.is_none() {
        head.issuer = fallback_issuer(top, lines);
        head.confidence.issuer.doubt(0.7, "落款处没有找到发文机关，按标题或文头推断，请核对");
    }
    head.disclosure = lines.iter().find_map(|line| disclosure(line));
    head.year = year(&mut head);
    note_what_is_missing(&mut head);
    head
}

fn doc_number(line: &str) -> Option<String> {
    let found = NUMBER.captures(line)?;
    let digits = |name: &str| found.name(name).and_then(|m| number(m.as_str()));
    Some(format!("{}〔{}〕{}号", found.name("code")?.as_str(), digits("year")?, digits("number")?))
}

/// True for a line that is nothing but a date, with or without its signer.
pub(crate) fn is_signed(line: &str) -> bool {
    SIGNED.captures(line).is_some_and(|found| {
        let before = found.name("before").map_or("", |m| m.as_str());
        before.is_empty() || is_issuer(before)
    })
}

/// True for a disclosure note such as `（此件公开发布）`.
pub(crate) fn is_disclosure(line: &str) -> bool {
    disclosure(line).is_some()
}

/// The first signed date is the date of the document, the first one with 印发 that of printing.
fn read_dates(lines: &[&str], head: &mut Head) {
    for (index, line) in lines.iter().enumerate().filter(|(_, line)| line.len() < 240) {
        let Some(found) = SIGNED.captures(line.trim_start_matches("成文日期：").trim_start_matches("发文日期："))
        else {
            continue;
        };
        let Some(date) = date(&found) else { continue };
        let before = found.name("before").map_or("", |m| m.as_str());
        let above = index.checked_sub(1).and_then(|at| lines.get(at)).copied().unwrap_or("");
        let signer = [before, above].into_iter().find(|text| is_issuer(text));
        if found.name("printed").is_some() {
            if head.printed_on.is_none() {
                head.printed_on = Some(date);
                if head.issuer.is_none() {
                    head.issuer = signer.map(str::to_owned);
                }
            }
        } else if head.issued_on.is_none() && (before.is_empty() || is_issuer(before)) {
            head.issued_on = Some(date);
            head.issuer = signer.map(str::to_owned);
        }
    }
}

fn date(found: &regex::Captures<'_>) -> Option<Date> {
    let value = |name: &str| found.name(name).and_then(|m| number(m.as_str()));
    let (year, month, day) = (value("year")?, value("month")?, value("day")?);
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

pub(crate) fn is_issuer(text: &str) -> bool {
    is_unit(text) && !text.starts_with(['各', '附']) && !text.contains(['、', '，', ','])
}

/// The forwarded document's title, else the notice's object, else the first lines that end like a title.
fn title(top: &[&str], opening: &str, confidence: &mut HeadConfidence) -> Option<String> {
    if let Some(found) = FORWARDED.captures(opening) {
        return found.name("now").or(found.name("approved")).map(|m| m.as_str().to_owned());
    }
    let before_addressee = opening.split(['：', ':', '。']).next().unwrap_or_default();
    if let Some(found) = NOTICE.captures(before_addressee) {
        confidence.title.doubt(0.8, "标题取自通知的标题，请核对");
        return found.name("title").map(|m| m.as_str().to_owned());
    }
    confidence.title.doubt(0.7, "标题按开头几行推断，请核对");
    let mut joined = String::new();
    for line in top.iter().take(12) {
        if doc_number(line).is_some() || letterhead(line).is_some() || SIGNED.is_match(line) {
            joined.clear();
            continue;
        }
        // The first line of text ends the title, whatever it says.
        if line.contains(['。', '：', ':', '；']) || marker(line).is_some() {
            break;
        }
        joined.push_str(line);
        if STRONG_END.is_match(&joined) {
            break;
        }
    }
    (TITLE_END.is_match(&joined) && joined.chars().count() <= 90).then_some(joined)
}

/// `…人民政府办公室文件` at the top of the first page.
fn letterhead(line: &str) -> Option<&str> {
    line.strip_suffix("文件").filter(|name| is_issuer(name) && !name.contains("关于"))
}

fn fallback_issuer(top: &[&str], lines: &[&str]) -> Option<String> {
    let letterhead = top.iter().take(5).find_map(|line| letterhead(line));
    let by_title = || {
        let joined: String = top.iter().take(8).copied().collect();
        let (before, _) = joined.split_once("关于")?;
        let start = before
            .char_indices()
            .rev()
            .find(|(_, c)| !('\u{4e00}'..='\u{9fff}').contains(c))
            .map_or(0, |(i, c)| i + c.len_utf8());
        let name = before[start..].trim_start_matches('号');
        is_issuer(name).then(|| name.to_owned())
    };
    let signed = || lines.iter().rev().take(6).find(|line| is_issuer(line)).map(|line| (*line).to_owned());
    letterhead.map(str::to_owned).or_else(by_title).or_else(signed)
}

fn disclosure(line: &str) -> Option<String> {
    let found = DISCLOSURE.captures(line)?;
    found.name("note").or(found.name("attribute")).map(|m| m.as_str().to_owned())
}

fn year(head: &mut Head) -> Option<i32> {
    let in_title = head
        .title
        .as_deref()
        .and_then(|title| YEAR.captures(title))
        .and_then(|found| number(found.name("year")?.as_str()));
    if let Some(year) = in_title {
        return i32::try_from(year).ok();
    }
    head.confidence.year.doubt(0.8, "标题里没有年份，按成文日期或文号推断，请核对");
    let by_number =
        || YEAR.captures(head.doc_number.as_deref()?).and_then(|found| number(found.name("year")?.as_str()));
    head.issued_on
        .or(head.printed_on)
        .map(|date| i32::from(date.year()))
        .or_else(|| by_number().and_then(|year| i32::try_from(year).ok()))
}

fn note_what_is_missing(head: &mut Head) {
    let confidence = &mut head.confidence;
    let missing = [
        (head.issuer.is_none(), &mut confidence.issuer, "没有找到发文机关"),
        (head.doc_number.is_none(), &mut confidence.doc_number, "没有找到发文字号"),
        (head.title.is_none(), &mut confidence.title, "没有找到标题"),
        (head.year.is_none(), &mut confidence.year, "没有找到年份，时限无法推算到日"),
        (head.issued_on.is_none(), &mut confidence.issued_on, "没有找到成文日期"),
        (head.printed_on.is_none(), &mut confidence.printed_on, "没有找到印发日期"),
        (head.disclosure.is_none(), &mut confidence.disclosure, "没有找到公开属性的说明"),
    ];
    for (is_missing, field, reason) in missing {
        if is_missing {
            field.doubt(0.5, reason);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_forwarded_plan_gives_its_own_title() {
        let head = read(&[
            "青山县人民政府办公室文件",
            "青政办发[2023]12号",
            "青山县人民政府办公室关于印发2023年青山县政务公开工作要点的通知",
            "各乡镇人民政府，县政府各部门：",
            "《2023年青山县政务公开工作要点》已经县政府同意，现印发给你们。",
            "青山县人民政府办公室",
            "二〇二三年五月八日",
            "（此件公开发布）",
            "青山县人民政府办公室2023年5月9日印发",
        ]);
        assert_eq!(head.issuer.as_deref(), Some("青山县人民政府办公室"));
        assert_eq!(head.doc_number.as_deref(), Some("青政办发〔2023〕12号"));
        assert_eq!(head.title.as_deref(), Some("2023年青山县政务公开工作要点"));
        assert_eq!(head.year, Some(2023));
        assert_eq!(head.issued_on.map(|d| d.to_string()).as_deref(), Some("2023-05-08"));
        assert_eq!(head.printed_on.map(|d| d.to_string()).as_deref(), Some("2023-05-09"));
        assert_eq!(head.disclosure.as_deref(), Some("此件公开发布"));
    }

    #[test]
    fn a_cited_document_is_not_the_title() {
        let head = read(&[
            "各镇、街，区直各办、局：",
            "为贯彻落实《省政府办公厅关于印发2021年政务公开工作要点的通知》（省政办发〔2021〕12号）精神，现将《2021年全区政务公开工作主要任务分解表》印发给你们。",
            "临水区人民政府办公室",
            "2021年6月29日",
        ]);
        assert_eq!(head.title.as_deref(), Some("2021年全区政务公开工作主要任务分解表"));
        assert_eq!(head.doc_number, None);
    }

    #[test]
    fn a_bare_plan_is_titled_by_its_first_lines() {
        let head = read(&["县教育局2024年政务公开", "工作计划", "一、总体要求"]);
        assert_eq!(head.title.as_deref(), Some("县教育局2024年政务公开工作计划"));
        assert_eq!((head.year, head.issued_on), (Some(2024), None));
    }
}
