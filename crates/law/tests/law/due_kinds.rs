//! Each kind of time limit, from its JSON form to what a page says about it on a given day.

use gongkai_law::due::{Done, Due, Event, Every, Facts, State, Term, TimeLimit, next};
use jiff::civil::Date;

use crate::{calendar, day};

/// Reads the limit from JSON, as a plan's tasks hold it.
fn limit(json: &str) -> TimeLimit {
    serde_json::from_str(json).unwrap()
}

fn on(limit: &TimeLimit, today: &str, facts: &Facts) -> Due {
    next(calendar(), limit, Term::year(2022), day(today), facts).unwrap()
}

fn done(keys: &[&str]) -> Facts {
    let done = keys.iter().map(|key| Done { key: (*key).into(), on: day("2022-06-01") }).collect();
    Facts { done, ..Facts::default() }
}

fn happened(events: &[(&str, &str)]) -> Facts {
    let events = events.iter().map(|(key, on)| Event { key: (*key).into(), on: day(on) }).collect();
    Facts { events, ..Facts::default() }
}

/// Key, last day and the short label: what a list shows.
fn line(due: &Due) -> (Option<&str>, Option<Date>, String) {
    (due.key.as_deref(), due.on, due.label())
}

fn told(due: &Due) -> String {
    due.explanation.replace(calendar().version(), "V")
}

#[test]
fn the_json_form_is_that_of_the_plans_tasks() {
    for (json, expected) in [
        (r#"{"kind":"by_date","date":"2022-09-30"}"#, TimeLimit::ByDate { date: day("2022-09-30") }),
        (
            r#"{"kind":"recurring","every":"month","working_days":10}"#,
            TimeLimit::Recurring { every: Some(Every::Month), working_days: Some(10) },
        ),
        (r#"{"kind":"recurring","every":null}"#, TimeLimit::Recurring { every: None, working_days: None }),
        (
            r#"{"kind":"recurring","every":"half_year"}"#,
            TimeLimit::Recurring { every: Some(Every::HalfYear), working_days: None },
        ),
        (
            r#"{"kind":"after_event","event":"项目竣工","working_days":20}"#,
            TimeLimit::AfterEvent { event: "项目竣工".into(), working_days: Some(20), calendar_days: None },
        ),
        (
            r#"{"kind":"after_event","event":"文件印发","calendar_days":30}"#,
            TimeLimit::AfterEvent { event: "文件印发".into(), working_days: None, calendar_days: Some(30) },
        ),
        (r#"{"kind":"min_duration","days":30}"#, TimeLimit::MinDuration { days: 30 }),
        (r#"{"kind":"count_per_year","count":2}"#, TimeLimit::CountPerYear { count: 2 }),
        (r#"{"kind":"ongoing"}"#, TimeLimit::Ongoing),
    ] {
        assert_eq!(limit(json), expected);
        assert_eq!(serde_json::to_string(&expected).unwrap(), json);
    }
}

#[test]
fn a_date_runs_down_in_working_days_falls_due_and_goes_overdue() {
    let by = limit(r#"{"kind":"by_date","date":"2022-09-30"}"#);
    let facts = Facts::default();
    let at = |today| on(&by, today, &facts);
    let key = Some("2022-09-30");
    assert_eq!(line(&at("2022-09-23")), (key, Some(day("2022-09-30")), "还有 5 个工作日".into()));
    assert_eq!(at("2022-09-30").label(), "今天到期");
    assert_eq!(at("2022-10-07").label(), "刚过期，未满 1 个工作日");
    assert_eq!(at("2022-10-08").state, State::Overdue { working_days: 1 });
    assert_eq!((at("2022-10-11").label(), at("2022-10-11").days_left), ("逾期 4 个工作日".into(), Some(-4)));
    assert_eq!(at("2021-12-20").state, State::NotStarted, "the plan's year is still to come");
    assert_eq!(at("2022-09-23").explanation, "截止日期 2022-09-30（周五）。");
    let finished = on(&by, "2022-10-11", &done(&["2022-09-30"]));
    assert_eq!(line(&finished), (None, None, "已完成".into()));
    assert_eq!(finished.explanation, "应办的 1 项都已完成。");
}

#[test]
fn a_date_on_a_day_of_rest_stays_and_names_the_last_working_day() {
    let by = limit(r#"{"kind":"by_date","date":"2022-12-31"}"#);
    let due = on(&by, "2022-12-30", &Facts::default());
    assert_eq!((due.on, due.state.clone(), due.days_left), (Some(day("2022-12-31")), State::Upcoming, Some(0)));
    assert_eq!(due.label(), "到期前已无工作日");
    assert_eq!(due.explanation, "截止日期 2022-12-31（周六元旦放假），最后一个工作日是 2022-12-30（周五）。");
    assert!(!due.provisional, "the plan fixed the day, nothing was counted");
}

#[test]
fn a_monthly_duty_opens_when_the_month_is_over_and_falls_due_after_its_grace() {
    let monthly = limit(r#"{"kind":"recurring","every":"month","working_days":10}"#);
    let march = done(&["2022-01", "2022-02"]);
    let at = |today| on(&monthly, today, &march);
    assert_eq!(line(&at("2022-03-20")), (Some("2022-03"), Some(day("2022-04-15")), "未开始".into()));
    assert_eq!(at("2022-04-01").state, State::Upcoming);
    assert_eq!(at("2022-04-08").label(), "还有 5 个工作日");
    assert_eq!(
        told(&at("2022-04-08")),
        "2022 年 3 月：自 2022-03-31（当日不计）起第 10 个工作日为 2022-04-15（周五）；\
         期间 2022-04-02（周六）清明节调休上班已计入，2022-04-03 至 2022-04-05 清明节放假不计；日历版本 V。"
    );
}

#[test]
fn the_earliest_period_not_done_comes_first_and_the_other_missed_ones_are_counted() {
    let monthly = limit(r#"{"kind":"recurring","every":"month","working_days":10}"#);
    let due = on(&monthly, "2022-06-20", &done(&["2022-01", "2022-03"]));
    assert_eq!((due.key.as_deref(), due.on), (Some("2022-02"), Some(day("2022-03-14"))));
    assert!(matches!(due.state, State::Overdue { working_days } if working_days > 60), "{:?}", due.state);
    assert!(due.explanation.ends_with("；另有 2 项也已逾期。"), "April and May: {}", due.explanation);
}

#[test]
fn the_last_period_of_the_year_may_fall_due_in_the_next_and_then_all_is_done() {
    let monthly = limit(r#"{"kind":"recurring","every":"month","working_days":10}"#);
    let months: Vec<String> = (1..=12).map(|month| format!("2022-{month:02}")).collect();
    let months: Vec<&str> = months.iter().map(String::as_str).collect();
    let december = on(&monthly, "2023-01-04", &done(&months[..11]));
    assert_eq!((december.key.as_deref(), december.on), (Some("2022-12"), Some(day("2023-01-16"))));
    let all = on(&monthly, "2023-01-04", &done(&months));
    assert_eq!((all.state.clone(), all.explanation.as_str()), (State::Done, "应办的 12 项都已完成。"));
}

#[test]
fn without_grace_a_period_is_due_on_its_last_day() {
    let quarterly = limit(r#"{"kind":"recurring","every":"quarter"}"#);
    let due = on(&quarterly, "2022-05-10", &done(&["2022-Q1"]));
    assert_eq!((due.key.as_deref(), due.on), (Some("2022-Q2"), Some(day("2022-06-30"))));
    assert_eq!(due.state, State::Upcoming, "it can be done while the quarter runs");
    assert_eq!(due.explanation, "2022 年第 2 季度，期末 2022-06-30（周四）。");
}

#[test]
fn a_period_that_ended_before_the_plan_was_issued_is_not_owed() {
    let monthly = limit(r#"{"kind":"recurring","every":"month","working_days":10}"#);
    let term = Term { year: 2022, in_force: Some(day("2022-07-20")) };
    let due = next(calendar(), &monthly, term, day("2022-07-25"), &Facts::default()).unwrap();
    assert_eq!((due.key.as_deref(), due.state), (Some("2022-07"), State::NotStarted));
    let after = Term { year: 2022, in_force: Some(day("2023-02-01")) };
    let none = next(calendar(), &monthly, after, day("2023-02-02"), &Facts::default()).unwrap();
    assert_eq!((none.state, none.explanation.as_str()), (State::Done, "计划年度内没有应办的事项。"));
}

#[test]
fn a_recurring_duty_without_a_period_has_no_date() {
    let due = on(&limit(r#"{"kind":"recurring","every":null}"#), "2022-05-10", &Facts::default());
    assert_eq!((due.state.clone(), due.on, due.label()), (State::Standing, None, "长期".into()));
    assert_eq!(due.explanation, "定期办理，没有写明周期，不计算截止日期。");
}

#[test]
fn a_period_after_an_event_waits_counts_and_waits_again() {
    let after = limit(r#"{"kind":"after_event","event":"信息形成或者变更","working_days":20}"#);
    let waiting = on(&after, "2022-02-01", &Facts::default());
    assert_eq!(line(&waiting), (None, None, "等待事项发生".into()));
    assert_eq!(waiting.explanation, "从“信息形成或者变更”之日起计算，尚未发生。");

    let mut facts = happened(&[("b", "2022-03-01"), ("a", "2022-02-14")]);
    let first = on(&after, "2022-03-07", &facts);
    assert_eq!(line(&first), (Some("a"), Some(day("2022-03-14")), "还有 5 个工作日".into()));
    assert_eq!(
        told(&first),
        "“信息形成或者变更”之日起计算：自 2022-02-14（当日不计）起第 20 个工作日为 2022-03-14（周一）；\
         期间没有放假和调休；日历版本 V。"
    );
    facts.done.push(Done { key: "a".into(), on: day("2022-03-08") });
    assert_eq!(on(&after, "2022-03-09", &facts).key.as_deref(), Some("b"));
    facts.done.push(Done { key: "b".into(), on: day("2022-03-08") });
    let again = on(&after, "2022-03-09", &facts);
    assert_eq!(again.state, State::WaitingForEvent);
    assert_eq!(again.explanation, "从“信息形成或者变更”之日起计算，已发生的 2 项都已办完，等待下一项。");
}

#[test]
fn a_period_of_calendar_days_after_an_event_moves_off_a_day_of_rest() {
    let after = limit(r#"{"kind":"after_event","event":"本文件印发","calendar_days":30}"#);
    let due = on(&after, "2022-09-05", &happened(&[("文件", "2022-09-01")]));
    assert_eq!(due.on, Some(day("2022-10-08")));
    assert!(due.explanation.contains("第 30 日为 2022-10-01，周六国庆节放假，顺延至 2022-10-08（周六）"));
}

#[test]
fn an_event_without_a_length_has_no_date() {
    let due =
        on(&limit(r#"{"kind":"after_event","event":"事故发生"}"#), "2022-05-10", &happened(&[("a", "2022-05-09")]));
    assert_eq!(due.state, State::Standing);
    assert_eq!(due.explanation, "没有写明天数，“事故发生”后应当及时办理，不计算截止日期。");
}

#[test]
fn a_least_duration_holds_until_it_has_passed() {
    let least = limit(r#"{"kind":"min_duration","days":30}"#);
    assert_eq!(on(&least, "2022-03-01", &Facts::default()).explanation, "开始后不少于 30 日，尚未开始。");
    let open = happened(&[("征求意见", "2022-03-01")]);
    let running = on(&least, "2022-03-20", &open);
    assert_eq!((running.on, running.state.clone()), (Some(day("2022-03-31")), State::Upcoming));
    assert_eq!(
        told(&running),
        "2022-03-31 以前不得结束：自 2022-03-01（当日不计）起第 30 日为 2022-03-31（周四）；日历版本 V。"
    );
    assert_eq!(on(&least, "2022-03-31", &open).state, State::DueToday);
    let passed = on(&least, "2022-04-01", &open);
    assert_eq!((passed.state, passed.explanation.as_str()), (State::Done, "不少于 30 日的期限已满。"));
}

#[test]
fn a_count_a_year_is_due_at_the_years_end_as_often_as_it_asks() {
    let twice = limit(r#"{"kind":"count_per_year","count":2}"#);
    let once_done = on(&twice, "2022-12-20", &done(&["2022"]));
    assert_eq!(line(&once_done), (Some("2022"), Some(day("2022-12-31")), "还有 8 个工作日".into()));
    assert_eq!(
        once_done.explanation,
        "2022 年内至少 2 次，年底 2022-12-31（周六元旦放假），最后一个工作日是 2022-12-30（周五）；已完成 1 次，还差 1 次。"
    );
    assert_eq!(on(&twice, "2022-12-20", &done(&["2022", "2022"])).state, State::Done);
    assert_eq!(on(&twice, "2022-12-20", &done(&["2021", "2021"])).state, State::Upcoming, "last year's do not count");
    assert_eq!(on(&twice, "2023-01-03", &done(&["2022"])).state, State::Overdue { working_days: 1 });
}

#[test]
fn an_ongoing_duty_stands_without_a_date() {
    let due = on(&TimeLimit::Ongoing, "2022-05-10", &Facts::default());
    assert_eq!((due.state.clone(), due.on, due.days_left), (State::Standing, None, None));
    assert_eq!(due.explanation, "长期任务，没有截止日期。");
}
