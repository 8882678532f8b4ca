//! Calendar files: what is read, what is refused and in which words, and how one extends another.

use gongkai_law::{Calendar, CalendarError, DayKind};

use crate::{calendar, day};

const NEXT: &str = r#"
[year.2027]
notice = "某通知"
holidays = [
    { name = "元旦", off = ["2026-12-31", "2027-01-01/2027-01-02"], work = ["2027-01-03"] },
]
"#;

fn refusal(text: &str) -> String {
    Calendar::parse(text).unwrap_err().to_string()
}

fn year(holidays: &str) -> String {
    format!("[year.2030]\nholidays = [{holidays}]")
}

#[test]
fn next_years_file_extends_the_calendar_and_settles_this_december() {
    let longer = calendar().merge(&Calendar::parse(NEXT).unwrap()).unwrap();
    assert_eq!(longer.last_loaded_day(), day("2027-12-31"));
    assert_eq!(longer.why(day("2026-12-31")), DayKind::Holiday { name: "元旦" });
    assert!(longer.is_firm(day("2026-12-31")) && !calendar().is_firm(day("2026-12-31")));
    assert_eq!(longer.first_loaded_day(), calendar().first_loaded_day());
    let (before, after) = (calendar(), &longer);
    let end = |calendar: &Calendar| calendar.add_working_days(day("2026-12-30"), 2).unwrap();
    assert_eq!((end(before).date, end(before).provisional), (day("2027-01-01"), true));
    assert_eq!((end(after).date, end(after).provisional), (day("2027-01-04"), false), "3 January is a make-up Sunday");
    assert_ne!(end(before).calendar, end(after).calendar);
}

#[test]
fn a_year_given_again_replaces_the_earlier_one_whole() {
    let amended = "[year.2026]\nholidays = [{ name = \"元旦\", off = [\"2026-01-01\"] }]";
    let merged = calendar().merge(&Calendar::parse(amended).unwrap()).unwrap();
    assert_eq!(merged.why(day("2026-01-02")), DayKind::Working);
    assert_eq!(merged.why(day("2026-10-01")), DayKind::Working, "the old national day is gone with its year");
    assert_eq!(merged.why(day("2025-10-01")), DayKind::Holiday { name: "国庆节、中秋节" });
    assert_ne!(merged.version(), calendar().version());
}

#[test]
fn the_version_names_the_last_year_and_follows_the_days_alone() {
    let (last, hash) = calendar().version().split_once('.').unwrap();
    assert_eq!(last, "2026");
    assert!(hash.len() == 6 && hash.bytes().all(|b| b.is_ascii_hexdigit()), "{hash}");
    let plain = Calendar::parse(&year(r#"{ name = "甲", off = ["2030-01-01/2030-01-02"] }"#)).unwrap();
    let told_otherwise =
        Calendar::parse(&year("\n# 注\n{ name = \"乙\", off = [\"2030-01-02\", \"2030-01-01\"], notice = \"文号\" }"))
            .unwrap();
    let other_day = Calendar::parse(&year(r#"{ name = "甲", off = ["2030-01-01"] }"#)).unwrap();
    assert_eq!(plain.version(), told_otherwise.version());
    assert_ne!(plain.version(), other_day.version());
}

#[test]
fn a_day_named_twice_is_refused_with_both_entries() {
    let text = year(r#"{ name = "甲", off = ["2030-01-05"] }, { name = "乙", off = [], work = ["2030-01-05"] }"#);
    assert_eq!(refusal(&text), "2030-01-05 写了两次：一次是甲放假，一次是乙调休上班");
}

#[test]
fn two_years_notices_that_name_the_same_day_are_refused() {
    let this = "[year.2026]\nholidays = [{ name = \"年末\", off = [\"2026-12-31\"] }]";
    let merged = calendar().merge(&Calendar::parse(this).unwrap()).unwrap().merge(&Calendar::parse(NEXT).unwrap());
    assert_eq!(merged.unwrap_err().to_string(), "2026-12-31 写了两次：一次是年末放假，一次是元旦放假");
}

#[test]
fn a_year_left_out_is_refused() {
    let later = Calendar::parse(&year("")).unwrap();
    assert_eq!(calendar().merge(&later).unwrap_err(), CalendarError::Gap { missing: 2027 });
}

#[test]
fn mistyped_days_are_refused() {
    let outside = refusal(&year(r#"{ name = "甲", off = ["2031-01-01"] }"#));
    assert_eq!(outside, "2030 年的“甲”写了 2031-01-01，不在 2030 年或上年 12 月内");
    let november = refusal(&year(r#"{ name = "甲", off = ["2029-11-30"] }"#));
    assert!(november.contains("2029-11-30"), "{november}");
    let weekday = refusal(&year(r#"{ name = "甲", off = [], work = ["2030-01-02"] }"#));
    assert_eq!(weekday, "2030 年“甲”的调休上班日 2030-01-02 是周一至周五，本来就上班，请核对日期");
    for (entry, reason) in [
        ("2030-02-30", "不是日期"),
        ("1月1日", "不是日期"),
        ("2030-01-03/2030-01-01", "早于开始日"),
        ("2030-01-01/2030-10-01", "超过 31 天"),
    ] {
        let refused = refusal(&year(&format!(r#"{{ name = "甲", off = ["{entry}"] }}"#)));
        assert!(refused.contains(reason) && refused.contains(entry), "{refused}");
    }
}

#[test]
fn files_of_another_form_are_refused() {
    assert_eq!(Calendar::parse("").unwrap_err(), CalendarError::Empty);
    for name in ["26", "0", "-32768", "99999", "next"] {
        let text = format!("[year.\"{name}\"]\nholidays = []");
        assert_eq!(Calendar::parse(&text).unwrap_err(), CalendarError::Year(name.into()));
    }
    for text in ["years = 1", "[year.2030]\nholiday = []", "[year.2030]\nholidays = [{ name = \"甲\" }]", "{"] {
        assert!(matches!(Calendar::parse(text), Err(CalendarError::Form(_))), "{text}");
    }
    let misspelt = refusal("[year.2030]\nholidays = [{ name = \"甲\", off = [], worked = [\"2030-01-05\"] }]");
    assert!(misspelt.contains("worked") && misspelt.contains("line 2"), "{misspelt}");
}
