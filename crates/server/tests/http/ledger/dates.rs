//! What is due: every kind of limit on an entry's page, holidays, days not settled, another calendar.

use kernel::Time;
use law::Calendar;
use law::due::{Every, TimeLimit};
use ledger::entries::recompute_all;
use testkit::db_test;

use super::given::{GivenTask, by, plan, task, town};
use crate::Server;

db_test!(every_kind_of_limit_says_what_is_due_and_how_it_was_reckoned, async |app: Server| {
    let t = town(&app).await;
    let event = || "信息形成".to_owned();
    let monthly = TimeLimit::Recurring { every: Some(Every::Month), working_days: Some(10) };
    let kinds = [
        (
            "年底前",
            by("2022-12-31"),
            "下一期限 2022-12-31",
            "截止日期 2022-12-31（周六元旦放假），最后一个工作日是 2022-12-30（周五）",
        ),
        (
            "每月",
            monthly,
            "下一期限 2022-02-18",
            "2022 年 1 月：自 2022-01-31（当日不计）起第 10 个工作日为 2022-02-18",
        ),
        ("定期", TimeLimit::Recurring { every: None, working_days: None }, "长期", "没有写明周期"),
        (
            "形成后",
            TimeLimit::AfterEvent { event: event(), working_days: Some(20), calendar_days: None },
            "等待事项发生",
            "从“信息形成”之日起计算，尚未发生",
        ),
        (
            "及时",
            TimeLimit::AfterEvent { event: event(), working_days: None, calendar_days: None },
            "长期",
            "应当及时办理，不计算截止日期",
        ),
        ("不少于30日", TimeLimit::MinDuration { days: 30 }, "等待事项发生", "开始后不少于 30 日，尚未开始"),
        ("至少2次", TimeLimit::CountPerYear { count: 2 }, "下一期限 2022-12-31", "2022 年内至少 2 次"),
        ("长期", TimeLimit::Ongoing, "长期", "长期任务，没有截止日期"),
    ];
    let tasks: Vec<_> = kinds.iter().map(|(raw, limit, ..)| task(raw, &t.education, &[(raw, limit.clone())])).collect();
    let p = plan(&app, &t.government, 2022, &tasks).await;
    let officer = app.as_("edu").await;
    for ((raw, _, due, why), id) in kinds.iter().zip(&p.entries) {
        let page = officer.get(&format!("/desk/ledger/{id}")).await.ok();
        page.contains(due).contains(why).contains(raw).contains(&format!("日历版本 {}", app.calendar.version()));
    }
});

db_test!(a_count_a_year_is_owed_until_it_was_done_so_often, async |app: Server| {
    let t = town(&app).await;
    let twice = [("至少2次", TimeLimit::CountPerYear { count: 2 })];
    let p = plan(&app, &t.government, 2022, &[task("听取汇报", &t.education, &twice)]).await;
    let path = format!("/desk/ledger/{}", p.entries[0]);
    let officer = app.as_("edu").await;
    for (version, on) in [("1", "2022-03-01"), ("2", "2022-08-01")] {
        let once = [("limit", "0"), ("key", "2022"), ("on", on), ("version", version)];
        officer.post(&format!("{path}/done"), &once).await.redirects_to(&path);
        let expected = if version == "1" { "还差 1 次" } else { "应办的 1 项都已完成" };
        officer.get(&path).await.ok().contains(expected);
    }
    officer.get("/desk/ledger?due=none").await.ok().contains("听取汇报");
});

db_test!(a_least_duration_ends_by_itself_on_the_day_after, async |app: Server| {
    let t = town(&app).await;
    let least = [("不少于7日", TimeLimit::MinDuration { days: 7 })];
    let p = plan(&app, &t.government, 2022, &[task("征求意见", &t.education, &least)]).await;
    let path = format!("/desk/ledger/{}", p.entries[0]);
    let officer = app.as_("edu").await;
    let start = [("limit", "0"), ("key", ""), ("on", "2022-08-15"), ("version", "1")];
    officer.post(&format!("{path}/event"), &start).await.redirects_to(&path);
    officer.get("/desk/ledger").await.ok().contains("2022-08-22");
    officer.get(&path).await.ok().contains("“不少于7日”（2022-08-15 起，至 2022-08-22）还没有登记完成");
    // A night passes, and another; on the 23rd the list no longer owes it.
    app.pass_minutes(8 * 24 * 60);
    let changed = recompute_all(&app.db, &app.calendar, app.clock.now()).await.unwrap();
    assert_eq!((changed.seen, changed.changed), (1, 1));
    let officer = app.as_("edu").await;
    officer.get("/desk/ledger?due=none").await.ok().contains("征求意见");
    officer.get(&path).await.ok().contains("不少于 7 日的期限已满").contains("下一期限： 2022-08-22 → 没有");
});

db_test!(days_late_are_working_days_over_a_holiday_with_make_up_days, async |app: Server| {
    let t = town(&app).await;
    let p = plan(&app, &t.government, 2022, &[task("公布校历", &t.education, &[("9月底前", by("2022-09-30"))])]).await;
    // Sunday 9 October 2022: seven days of National Day are over, Saturday and Sunday are worked.
    app.clock.set(Time(BEGINNING_OF_9_OCTOBER));
    let officer = app.as_("edu").await;
    officer.get(&format!("/desk/ledger/{}", p.entries[0])).await.ok().contains("逾期 2 个工作日");
    officer.get("/desk/ledger").await.ok().contains("逾期 2 个工作日");
    officer.get("/desk").await.ok().contains("2022-10-09 周日").contains("已逾期1 ");
});

/// 2022-10-09 09:00 in China.
const BEGINNING_OF_9_OCTOBER: i64 = 1_665_277_200_000;

/// A calendar that knows 2022 alone, without any holiday.
fn bare_calendar() -> Calendar {
    Calendar::parse("[year.2022]\nnotice = \"试\"\nholidays = []\n").unwrap()
}

db_test!(another_calendar_reckons_again_and_keeps_the_old_date_in_the_history, async |app: Server| {
    let t = town(&app).await;
    let after = TimeLimit::AfterEvent { event: "决定".into(), working_days: Some(3), calendar_days: None };
    let tasks = [
        task("公布决定", &t.education, &[("3个工作日内", after)]),
        task("公布校历", &t.education, &[("年底前", by("2022-12-31"))]),
    ];
    let p = plan(&app, &t.government, 2022, &tasks).await;
    app.clock.set(Time(BEGINNING_OF_9_OCTOBER));
    let path = format!("/desk/ledger/{}", p.entries[0]);
    let officer = app.as_("edu").await;
    let event = [("limit", "0"), ("key", "甲"), ("on", "2022-09-30"), ("version", "1")];
    officer.post(&format!("{path}/event"), &event).await.redirects_to(&path);
    officer.get("/desk/ledger").await.ok().contains("2022-10-10");
    let bare = bare_calendar();
    let outcome = recompute_all(&app.db, &bare, app.clock.now()).await.unwrap();
    assert_eq!((outcome.seen, outcome.changed), (2, 1), "a date the plan names does not move");
    officer.get("/desk/ledger").await.ok().contains("2022-10-05").lacks("2022-10-10");
    let page =
        officer.get(&path).await.ok().contains("下一期限： 2022-10-10 → 2022-10-05").contains("系统 重新计算期限");
    page.contains(&format!("日历版本： {} → {}", app.calendar.version(), bare.version()));
    let acts = app.journal().await;
    assert_eq!(acts[1..], ["ledger_entry.due_recomputed", "ledger.calendar_changed"]);
    let again = recompute_all(&app.db, &bare, app.clock.now()).await.unwrap();
    assert_eq!((again.seen, again.changed), (2, 0));
    assert_eq!(app.journal().await.len(), 3, "the second run has nothing to tell");
    // A form opened before is not stale: nobody changed what people write.
    officer.post(&path, &[("version", "2"), ("status", "in_progress"), ("measure", "照旧")]).await.redirects_to(&path);
});

db_test!(days_beyond_the_calendar_are_marked_provisional, async |app: Server| {
    let t = town(&app).await;
    let last = app.calendar.last_loaded_day();
    let year = last.year();
    let yearly = TimeLimit::Recurring { every: Some(Every::Year), working_days: Some(10) };
    let p = plan(&app, &t.government, year, &[task("公布年报", &t.education, &[("次年", yearly)])]).await;
    let officer = app.as_("edu").await;
    officer.get("/desk/ledger").await.ok().contains("暂定");
    let page = officer.get(&format!("/desk/ledger/{}", p.entries[0])).await.ok();
    page.contains("暂定")
        .contains("放假安排尚未载入")
        .links_to(&format!("/desk/ledger/{}/days?limit=0&key={year}", p.entries[0]));
    let days = format!("/desk/ledger/{}/days?limit=0&key={year}", p.entries[0]);
    officer.get(&days).await.ok().contains("结果为暂定").contains("第 10 个工作日");
});

db_test!(reckoning_again_reaches_every_entry_of_a_long_ledger, async |app: Server| {
    let t = town(&app).await;
    let least = TimeLimit::MinDuration { days: 7 };
    let bodies: Vec<String> = (0..301).map(|n| format!("任务{n}")).collect();
    let both = vec![&t.education, &t.transport];
    let tasks: Vec<_> = (bodies.iter())
        .map(|body| GivenTask { heading: "一", body, limits: vec![("期限", least.clone())], units: both.clone() })
        .collect();
    plan(&app, &t.government, 2022, &tasks).await;
    let outcome = recompute_all(&app.db, &bare_calendar(), app.clock.now()).await.unwrap();
    assert_eq!((outcome.seen, outcome.changed), (602, 0), "more than a batch, and no date moves");
    assert_eq!(app.journal().await, ["ledger.calendar_changed"]);
});
