//! Periods told to people.

use crate::{calendar, day};

fn told(start: &str, working_days: u32) -> String {
    let deadline = calendar().add_working_days(day(start), working_days).unwrap();
    calendar().describe(&deadline).replace(calendar().version(), "V")
}

#[test]
fn the_account_goes_day_by_day() {
    let lines = calendar().explain(day("2022-04-01"), 3).unwrap();
    let text: Vec<String> = lines.iter().map(ToString::to_string).collect();
    assert_eq!(
        text,
        [
            "2022-04-01 周五 工作日，起始日不计",
            "2022-04-02 周六 清明节调休上班（国办发明电〔2021〕11号），第 1 个工作日",
            "2022-04-03 周日 清明节放假（国办发明电〔2021〕11号），不计",
            "2022-04-04 周一 清明节放假（国办发明电〔2021〕11号），不计",
            "2022-04-05 周二 清明节放假（国办发明电〔2021〕11号），不计",
            "2022-04-06 周三 工作日，第 2 个工作日",
            "2022-04-07 周四 工作日，第 3 个工作日",
        ]
    );
}

#[test]
fn days_not_settled_are_marked_in_the_account() {
    let lines = calendar().explain(day("2026-12-24"), 1).unwrap();
    assert_eq!(lines[1].to_string(), "2026-12-25 周五 工作日，第 1 个工作日（暂定）");
}

#[test]
fn one_sentence_names_the_days_off_and_the_make_up_days_inside() {
    assert_eq!(
        told("2022-01-20", 20),
        "自 2022-01-20（当日不计）起第 20 个工作日为 2022-02-22（周二）；期间 2022-01-29（周六）春节调休上班已计入，\
         2022-01-30（周日）春节调休上班已计入，2022-01-31 至 2022-02-06 春节放假不计；日历版本 V"
    );
    assert_eq!(
        told("2022-02-14", 20),
        "自 2022-02-14（当日不计）起第 20 个工作日为 2022-03-14（周一）；期间没有放假和调休；日历版本 V"
    );
    assert!(
        told("2020-06-20", 5)
            .contains("2020-06-25 至 2020-06-27 端午节放假不计，2020-06-28（周日）端午节调休上班已计入")
    );
    assert!(told("2024-06-06", 5).contains("期间 2024-06-10 端午节放假不计；"), "a single day off");
}

#[test]
fn a_provisional_deadline_says_why() {
    let text = told("2026-12-20", 20);
    assert!(text.contains("2026-12-24 以后的放假安排尚未载入，暂按周一至周五计算，结果为暂定"), "{text}");
    let early = told("2018-06-01", 2);
    assert!(early.contains("2019-01-01 以前的放假安排没有载入，暂按周一至周五计算，结果为暂定"), "{early}");
    assert!(!told("2022-02-14", 20).contains("暂定"));
}

#[test]
fn a_moved_end_says_from_which_day_and_why() {
    let tell = |start: &str, days| {
        let deadline = calendar().add_calendar_days(day(start), days).unwrap();
        calendar().describe(&deadline).replace(calendar().version(), "V")
    };
    assert_eq!(tell("2022-03-01", 30), "自 2022-03-01（当日不计）起第 30 日为 2022-03-31（周四）；日历版本 V");
    assert_eq!(
        tell("2022-09-01", 30),
        "自 2022-09-01（当日不计）起第 30 日为 2022-10-01，周六国庆节放假，顺延至 2022-10-08（周六）；日历版本 V"
    );
    assert!(tell("2022-03-12", 7).contains("第 7 日为 2022-03-19，周六休息，顺延至 2022-03-21（周一）"));
    assert!(tell("2026-12-15", 30).contains("结果为暂定"));
}
