//! Reminders: the right people on the right days, once, whatever happened in between; preferences, previews, by hand.

use directory::{Role, person};
use kernel::{Date, Time};
use ledger::remind::{self, run::Settings};
use mail::{State, store};
use testkit::db_test;

use super::given::{Town, by, day, plan, task, town};
use crate::Server;

const BASE: &str = "https://zwgk.example.gov.cn";

/// The instant of an hour of a day in China.
fn at(day: &str, hour: i64) -> Time {
    let days = day.parse::<Date>().unwrap().since(Date::constant(1970, 1, 1)).unwrap().get_days();
    Time(i64::from(days) * 86_400_000).plus_hours(hour - 8)
}

async fn run(app: &Server) -> remind::run::Outcome {
    let settings = Settings { base: Some(BASE), hour: 8 };
    remind::run(&app.db, &app.clock, &app.calendar, settings).await.unwrap()
}

async fn address(app: &Server, login: &str) {
    let mut tx = app.db.write().await.unwrap();
    let mut one = person::by_login(&mut tx, login).await.unwrap().unwrap();
    one.email = Some(format!("{login}@example.gov.cn"));
    person::save(&mut tx, &one).await.unwrap();
    tx.commit().await.unwrap();
}

/// The letters to somebody, oldest first.
async fn letters(app: &Server, login: &str) -> Vec<store::Queued> {
    let mut tx = app.db.read().await.unwrap();
    let filter = store::Filter { to: Some(login.into()), ..store::Filter::default() };
    let mut found = store::page(&mut tx, filter, 100).await.unwrap();
    found.reverse();
    found
}

/// What the mail server does to everything that waits.
async fn settle(app: &Server, state: State) {
    let now = app.clock.now();
    let mut tx = app.db.write().await.unwrap();
    while let Some(letter) = store::claim(&mut tx, now, now.plus_minutes(3), "x").await.unwrap() {
        store::settle(&mut tx, now, &letter.id, "x", state, "…").await.unwrap();
    }
    tx.commit().await.unwrap();
}

/// A town where everybody but the leader has an address, and one entry of the education bureau is due on 30 September.
async fn given(app: &Server) -> (Town, String) {
    let t = town(app).await;
    for login in ["edu", "tra", "office"] {
        address(app, login).await;
    }
    let tasks = [task("公布校历", &t.education, &[("9月底前", by("2022-09-30"))])];
    let p = plan(app, &t.government, 2022, &tasks).await;
    let entry = p.entries[0].clone();
    (t, entry)
}

db_test!(digests_come_on_working_days_also_on_those_worked_for_a_holiday, async |app: Server| {
    let (_, entry) = given(&app).await;
    let (mut of_officer, mut of_office) = (Vec::new(), Vec::new());
    let mut today = day("2022-09-19");
    while today <= day("2022-10-15") {
        app.clock.set(at(&today.to_string(), 8));
        run(&app).await;
        for (login, days) in [("edu", &mut of_officer), ("office", &mut of_office)] {
            let made = letters(&app, login).await.into_iter().filter(|l| l.created_at == app.clock.now());
            days.extend(made.map(|letter| format!("{today} {}", letter.letter.subject)));
        }
        settle(&app, State::Sent).await;
        today = today.tomorrow().unwrap();
    }
    assert_eq!(
        of_officer,
        [
            "2022-09-21 【政务公开】2022-09-21：1 项快到期",
            "2022-09-27 【政务公开】2022-09-27：1 项快到期",
            "2022-09-29 【政务公开】2022-09-29：1 项快到期",
            "2022-09-30 【政务公开】2022-09-30：1 项今天到期",
            "2022-10-08 【政务公开】2022-10-08：1 项已超期",
            "2022-10-14 【政务公开】2022-10-14：1 项已超期",
        ]
    );
    let days: Vec<&str> = of_office.iter().map(|line| &line[..10]).collect();
    assert_eq!(
        days,
        ["2022-10-08", "2022-10-09", "2022-10-10", "2022-10-11", "2022-10-12", "2022-10-13", "2022-10-14"]
    );
    assert!(letters(&app, "tra").await.is_empty());
    let first = &letters(&app, "edu").await[0].letter.text;
    assert!(first.contains("公布校历（2022-09-30，还有 7 个工作日）"), "{first}");
    assert!(first.contains(&format!("{BASE}/desk/ledger/{entry}\n")), "{first}");
});

db_test!(nothing_is_made_before_the_hour_or_on_days_of_rest, async |app: Server| {
    given(&app).await;
    for (day, hour) in [("2022-09-21", 7), ("2022-10-01", 9), ("2022-09-24", 9)] {
        app.clock.set(at(day, hour));
        assert_eq!(run(&app).await, remind::run::Outcome::default(), "{day}");
    }
    app.clock.set(at("2022-09-21", 8));
    assert_eq!(run(&app).await, remind::run::Outcome { letters: 1, quiet: 2 });
    assert_eq!(run(&app).await, remind::run::Outcome::default());
});

db_test!(two_nodes_at_once_make_one_letter, async |app: Server| {
    given(&app).await;
    app.clock.set(at("2022-09-21", 8));
    let runs = tokio::join!(run(&app), run(&app), run(&app));
    assert_eq!(runs.0.letters + runs.1.letters + runs.2.letters, 1);
    assert_eq!(runs.0.quiet + runs.1.quiet + runs.2.quiet, 2);
    assert_eq!(letters(&app, "edu").await.len(), 1);
});

db_test!(what_was_not_sent_is_said_again_the_next_day, async |app: Server| {
    given(&app).await;
    app.clock.set(at("2022-09-27", 8));
    run(&app).await;
    // The mail server is down all day; the next digest says it, and the one that waits is withdrawn.
    app.clock.set(at("2022-09-28", 8));
    assert_eq!(run(&app).await.letters, 1);
    let found = letters(&app, "edu").await;
    assert_eq!(found.iter().map(|l| l.state).collect::<Vec<_>>(), [State::GivenUp, State::Waiting]);
    assert!(found[1].letter.text.contains("还有 2 个工作日"), "{}", found[1].letter.text);
    for state in [State::Dead, State::Unsure] {
        settle(&app, state).await;
        app.clock.set(app.clock.now().plus_hours(24));
        run(&app).await;
        assert_eq!(letters(&app, "edu").await.last().unwrap().created_at, app.clock.now(), "{state:?}");
    }
    settle(&app, State::Sent).await;
    app.clock.set(at("2022-10-09", 8));
    run(&app).await;
    // Back after the holiday: what fell on the 8th is told on the 9th.
    let last = letters(&app, "edu").await.pop().unwrap();
    assert!(last.created_at == app.clock.now() && last.letter.text.contains("已超期 1 项"), "{}", last.letter.text);
    settle(&app, State::Sent).await;
    app.clock.set(at("2022-10-10", 8));
    run(&app).await;
    assert_ne!(letters(&app, "edu").await.pop().unwrap().created_at, app.clock.now());
});

db_test!(who_gets_none_is_told_why_and_the_preview_is_the_letter, async |app: Server| {
    let (t, _) = given(&app).await;
    app.given_person("silent", Role::Officer, Some(&t.government), Some(&t.education)).await;
    app.given_person("gone", Role::Officer, Some(&t.government), Some(&t.education)).await;
    let mut tx = app.db.write().await.unwrap();
    let mut gone = person::by_login(&mut tx, "gone").await.unwrap().unwrap();
    gone.disabled = true;
    person::save(&mut tx, &gone).await.unwrap();
    tx.commit().await.unwrap();
    app.clock.set(at("2022-09-21", 7));
    let office = app.as_("office").await;
    let seen = office.get("/desk/reminders").await.ok().contains("没有填写邮箱").contains("账号已停用");
    let seen = seen.contains("没有要提醒的事").contains("2022-09-21：1 项快到期").contains("公布校历").lacks("leader");
    seen.contains("还没有设置邮件服务器");
    office.get("/desk/reminders?day=2022-09-30").await.ok().contains("1 项今天到期");
    office.get("/desk/reminders?day=2022-10-01").await.ok().contains("休息，不发提醒");
    office.get("/desk/reminders?day=x").await.invalid("日期请写成");
    app.as_("edu").await.get("/desk/reminders").await.refused("公开专员");
    app.clock.set(at("2022-09-21", 8));
    run(&app).await;
    let letter = letters(&app, "edu").await.remove(0);
    app.as_("office").await.get("/desk/reminders").await.ok().links_to(&format!("/desk/mail/{}", letter.id));
});

db_test!(people_choose_what_they_are_reminded_of, async |app: Server| {
    given(&app).await;
    let officer = app.as_("edu").await;
    officer.get("/desk/me").await.ok().links_to("/desk/me/notices");
    let page = "/desk/me/notices";
    officer.get(page).await.ok().contains("到期前 7、3、1 个工作日");
    let form = [("version", "0"), ("on_day", "1"), ("after", "1"), ("answers", "1"), ("office", "1")];
    officer.post(page, &form).await.redirects_to(page).saying("已保存");
    officer.post(page, &form).await.conflict("刚刚被别人改过");
    app.clock.set(at("2022-09-21", 8));
    assert_eq!(run(&app).await.letters, 0);
    app.clock.set(at("2022-09-30", 8));
    assert_eq!(run(&app).await.letters, 1);
    let off = [("version", "1"), ("on_day", "1"), ("none", "1")];
    app.as_("edu").await.post(page, &off).await.redirects_to(page).saying("全部提醒都关掉了");
    app.clock.set(at("2022-10-08", 8));
    run(&app).await;
    assert_eq!(letters(&app, "edu").await.len(), 1);
    app.as_("office").await.get("/desk/reminders").await.ok().contains("本人关闭了全部提醒");
    assert_eq!(app.journal().await, ["person.chose_reminders", "person.chose_reminders"]);
});

db_test!(what_was_given_back_or_asked_is_told_once, async |app: Server| {
    let (_, entry) = given(&app).await;
    let path = format!("/desk/ledger/{entry}");
    app.clock.set(at("2022-08-16", 8));
    run(&app).await;
    app.clock.set(at("2022-08-16", 10));
    let (officer, office) = (app.as_("edu").await, app.as_("office").await);
    officer.post(&format!("{path}/progress"), &[("progress", "已办")]).await.redirects_to(&path);
    officer.post(&format!("{path}/submit"), &[("version", "2")]).await.redirects_to(&path);
    app.clock.set(at("2022-08-17", 8));
    run(&app).await;
    let told = letters(&app, "office").await.pop().unwrap().letter;
    assert!(told.subject.contains("1 项待验收") && told.text.contains("待验收 1 项"), "{told:?}");
    settle(&app, State::Sent).await;
    let office_later = app.as_("office").await;
    drop(office);
    let reason = [("version", "3"), ("reason", "缺少校历原件")];
    office_later.post(&format!("{path}/return"), &reason).await.redirects_to(&path);
    app.clock.set(at("2022-08-18", 8));
    run(&app).await;
    let told = letters(&app, "edu").await.pop().unwrap().letter;
    assert!(told.text.contains("被退回 1 条") && told.text.contains("office：缺少校历原件"), "{}", told.text);
    settle(&app, State::Sent).await;
    app.clock.set(at("2022-08-19", 8));
    run(&app).await;
    assert_eq!(letters(&app, "edu").await.len(), 1);
});

db_test!(by_hand_each_officer_gets_one_letter_about_all, async |app: Server| {
    let (t, _) = given(&app).await;
    let health = app.given_unit(&t.government, "市卫健委").await;
    let tasks = [
        task("公开收费目录", &t.education, &[("8月底前", by("2022-08-31"))]),
        task("公开公交线路", &t.transport, &[]),
        task("公开疫情信息", &health, &[]),
    ];
    let p = plan(&app, &t.government, 2022, &tasks).await;
    let other = app.given_government("乙市").await;
    let ids: Vec<&str> = p.entries.iter().map(String::as_str).collect();
    let actor = journal::Actor { id: "p1".into(), name: "李办".into() };
    let from = remind::nudge::From { actor: &actor, government: &t.government.id, base: Some(BASE) };
    let mut tx = app.db.write().await.unwrap();
    let done = remind::nudge(&mut tx, app.clock.now(), from, &ids, "请在本周五以前办好。").await.unwrap();
    assert_eq!((done.letters, done.entries, done.unreached), (2, 2, vec!["市卫健委".to_owned()]));
    let stranger = remind::nudge::From { government: &other.id, ..from };
    let none = remind::nudge(&mut tx, app.clock.now(), stranger, &ids, "").await.unwrap();
    assert_eq!(none, remind::Nudged::default());
    tx.commit().await.unwrap();
    let letter = letters(&app, "edu").await.pop().unwrap().letter;
    assert!(letter.text.contains("请在本周五以前办好。") && letter.text.contains("公开收费目录（2022-08-31 以前）"));
});

db_test!(who_works_for_two_governments_opens_the_one_letter_about_both, async |app: Server| {
    let (t, entry) = given(&app).await;
    let other = app.given_government("邻市").await;
    let bureau = app.given_unit(&other, "邻市教育局").await;
    app.given_person("neighbour", Role::Office, Some(&other), None).await;
    let mut tx = app.db.read().await.unwrap();
    let edu = person::by_login(&mut tx, "edu").await.unwrap().unwrap();
    drop(tx);
    app.given_post(&edu, Role::Officer, Some(&other), Some(&bureau)).await;
    plan(&app, &other, 2022, &[task("公布学区", &bureau, &[("9月底前", by("2022-09-30"))])]).await;
    app.clock.set(at("2022-09-21", 8));
    run(&app).await;
    let letter = letters(&app, "edu").await.pop().unwrap();
    assert_eq!(letter.letter.government_id, None);
    let page = format!("/desk/mail/{}", letter.id);
    let officer = app.as_("edu").await;
    officer.get("/desk/me/notices").await.ok().contains("写给我的信").links_to(&page);
    let shown = officer.get(&page).await.ok().contains("公布校历").contains("公布学区").lacks("不再发");
    assert!(!shown.links().contains(&"/desk/mail".to_owned()), "the list of all letters is not theirs");
    officer.get(&format!("{page}/give-up")).await.refused("您现在的岗位是");
    // The offices of either government learn that it was written, not what it says of the other.
    for login in ["office", "neighbour"] {
        let office = app.as_(login).await;
        let list = office.get("/desk/reminders?day=2022-09-21").await.ok().contains("只有本人能看");
        assert!(!list.links().contains(&page), "{login}");
        office.get(&page).await.not_found();
        office.post(&format!("{page}/give-up"), &[("version", "1")]).await.not_found();
    }
    app.as_("tra").await.get(&page).await.not_found();
    assert!(letter.letter.text.contains(&entry) && t.government.id != other.id);
});
