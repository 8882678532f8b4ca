//! The dashboard: every figure is the count of the list it leads to, for whoever looks and however it is narrowed.

use db::args;
use directory::Role;
use journal::Actor;
use law::due::{Term, TimeLimit};
use ledger::entries::{PlanContext, store};
use testkit::{Answer, Client, db_test};

use super::given::{GivenPlan, GivenTask, Town, by, plan, task, town};
use crate::Server;

const NOTHING: &str = "9999-12-31";

/// Gives an entry a standing, as acts would have done.
async fn stand(app: &Server, entry: &str, status: &str, late: bool, due: &str) {
    let mut tx = app.db.write().await.unwrap();
    let sql = "UPDATE ledger_entry SET status = $1, late = $2, due_key = $3 WHERE id = $4";
    tx.exec_one(sql, args![status, late, due, entry]).await.unwrap();
    tx.commit().await.unwrap();
}

/// Today is 15 August 2022. Entries of every standing in two plans of the year, and one of the year before; a town among
/// the units; a task without a heading, and one whose heading a spreadsheet would take for a formula.
async fn ledger_of_every_sort(app: &Server, t: &Town) -> GivenPlan {
    let riverside = app.given_unit(&t.government, "临河镇").await;
    let under = |heading, body, date: &str, units| GivenTask { heading, body, limits: vec![("前", by(date))], units };
    let tasks = [
        task("公布招生政策", &t.education, &[("6月底前", by("2022-06-30"))]),
        under("一、主动公开", "公布校历", "2022-06-30", vec![&t.education, &t.transport, &riverside]),
        under("=1+1", "解读出行政策", "2022-09-30", vec![&t.transport, &t.education, &riverside]),
        under("=1+1", "公布路况", "2022-03-31", vec![&t.transport]),
        under("", "公布水情", "2022-12-31", vec![&riverside, &t.transport]),
        task("加强培训", &t.transport, &[("长期", TimeLimit::Ongoing)]),
    ];
    let p = plan(app, &t.government, 2022, &tasks).await;
    let e = &p.entries;
    stand(app, &e[1], "accepted", false, NOTHING).await;
    stand(app, &e[2], "accepted", true, NOTHING).await;
    stand(app, &e[3], "submitted", true, NOTHING).await;
    stand(app, &e[4], "returned", false, "2022-09-30").await;
    stand(app, &e[5], "in_progress", true, "2022-07-31").await;
    let more = [task("公布预算", &t.education, &[("年底前", by("2022-12-31"))])];
    plan(app, &t.government, 2022, &more).await;
    plan(app, &t.government, 2021, &[task("旧任务", &t.transport, &[("年底前", by("2021-12-31"))])]).await;
    p
}

/// Every link from the page to a list, with the number that it stands on.
fn figures(page: &Answer) -> Vec<(String, i64)> {
    let body = page.body();
    let links = body.split("<a href=\"").skip(1).filter_map(|rest| {
        let (href, rest) = rest.split_once("\">")?;
        let (inside, _) = rest.split_once("</a>")?;
        let number = inside.split_once("<b>").map_or(inside, |(_, rest)| rest.split("</b>").next().unwrap_or(rest));
        Some((href.replace("&#38;", "&").replace("&amp;", "&"), number.parse().ok()?))
    });
    links.filter(|(href, _)| href.starts_with("/desk/ledger?")).collect()
}

/// Opens every list that a figure leads to; answers how many figures there were.
async fn all_hold(client: &Client, address: &str) -> usize {
    let page = client.get(address).await.ok();
    let figures = figures(&page);
    for (href, number) in &figures {
        client.get(href).await.ok().contains(&format!("共 {number} 条"));
    }
    figures.len()
}

db_test!(every_figure_is_the_count_of_the_list_it_leads_to, async |app: Server| {
    let t = town(&app).await;
    let p = ledger_of_every_sort(&app, &t).await;
    let office = app.as_("office").await;
    let narrowed = [
        String::new(),
        "?year=2021".into(),
        format!("?plan={}", p.id),
        "?heading=%3D1%2B1".into(),
        "?heading=none".into(),
        "?kind=town".into(),
        format!("?kind=department&plan={}&heading=%E4%B8%80%E3%80%81%E4%B8%BB%E5%8A%A8%E5%85%AC%E5%BC%80", p.id),
    ];
    for query in narrowed {
        let found = all_hold(&office, &format!("/desk/dashboard{query}")).await;
        assert!(found > 8, "{query}: {found} figures");
    }
});

db_test!(each_standing_is_counted_once_and_the_parts_make_the_whole, async |app: Server| {
    let t = town(&app).await;
    ledger_of_every_sort(&app, &t).await;
    let page = app.as_("office").await.get("/desk/dashboard").await.ok();
    page.contains("全部任务12 ")
        .contains("已完成216%（2/12）")
        .contains("待验收1 ")
        .contains("已退回1 ")
        .contains("已逾期3 ")
        .contains("逾期完成1 ")
        .contains("截至 2022-08-15 09:0");
});

db_test!(the_dashboard_says_what_its_file_says, async |app: Server| {
    let t = town(&app).await;
    ledger_of_every_sort(&app, &t).await;
    let office = app.as_("office").await;
    let file = async |table: &str| {
        let text = office.get(&format!("/desk/dashboard.csv?table={table}&year=2022")).await.ok().text();
        text.trim_start_matches('\u{feff}').lines().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(
        file("units").await,
        [
            "单位,任务,按时完成,逾期完成,待验收,在办,已逾期,完成率",
            "市教育局,4,1,0,0,1,2,25%（1/4）",
            "市交通局,5,0,1,0,3,1,20%（1/5）",
            "临河镇,3,0,0,1,2,0,0%（0/3）",
        ]
    );
    assert_eq!(
        file("headings").await[1..],
        [
            "'=1+1,4,0,0,0,2,2,0%（0/4）",
            "一、主动公开,6,1,1,1,2,1,33%（2/6）",
            "（没有章节标题）,2,0,0,0,2,0,0%（0/2）"
        ]
    );
    let months = file("months").await;
    assert_eq!(months.len(), 12, "from March to December, and what has no date: {months:?}");
    assert_eq!(months[4], "2022-06,4,1,1,1,0,1,50%（2/4）");
    assert_eq!(months[11], "没有期限,1,0,0,0,1,0,0%（0/1）");
    assert_eq!(
        file("overdue").await,
        ["单位,2022-03,2022-04,2022-05,2022-06,2022-07,合计", "市教育局,0,0,0,1,1,2", "市交通局,1,0,0,0,0,1",]
    );
});

db_test!(people_of_a_unit_see_their_units_figures_whatever_they_ask_for, async |app: Server| {
    let t = town(&app).await;
    ledger_of_every_sort(&app, &t).await;
    let officer = app.as_("edu").await;
    for query in ["".to_owned(), format!("?unit={}", t.transport.id), "?kind=town".to_owned()] {
        let address = format!("/desk/dashboard{query}");
        officer.get(&address).await.ok().contains("市教育局 2022 年").contains("全部任务4 ").lacks("市交通局");
        assert!(all_hold(&officer, &address).await > 8);
    }
    officer.get("/desk/dashboard.csv?table=units").await.ok().contains("市教育局,4").lacks("市交通局");
});

db_test!(those_who_see_the_whole_government_see_it_and_nobody_else, async |app: Server| {
    let t = town(&app).await;
    ledger_of_every_sort(&app, &t).await;
    app.given_person("auditor", Role::Auditor, Some(&t.government), None).await;
    app.given_person("justice", Role::Justice, Some(&t.government), None).await;
    app.given_person("root", Role::Administrator, None, None).await;
    for who in ["office", "leader", "auditor", "justice"] {
        let client = app.as_(who).await;
        client.get("/desk/dashboard").await.ok().contains("全部任务12 ");
        client.get("/desk").await.ok().links_to("/desk/dashboard");
    }
    app.as_("root").await.get("/desk/dashboard").await.refused("系统管理员");
    app.anyone().get("/desk/dashboard.csv?table=units").await.must_sign_in();
});

db_test!(another_governments_figures_are_not_counted, async |app: Server| {
    let t = town(&app).await;
    let p = ledger_of_every_sort(&app, &t).await;
    let other = app.given_government("邻县").await;
    let unit = app.given_unit(&other, "县教育局").await;
    app.given_person("neighbour", Role::Office, Some(&other), None).await;
    let neighbour = app.as_("neighbour").await;
    neighbour.get("/desk/dashboard").await.ok().contains("还没有台账").links_to("/desk/plans/upload");
    plan(&app, &other, 2022, &[task("邻县的事", &unit, &[])]).await;
    let page = neighbour.get(&format!("/desk/dashboard?plan={}&unit={}", p.id, t.education.id)).await.ok();
    page.contains("全部任务1 ").lacks("市教育局");
});

db_test!(values_that_nobody_means_narrow_nothing_and_break_nothing, async |app: Server| {
    let t = town(&app).await;
    ledger_of_every_sort(&app, &t).await;
    let office = app.as_("office").await;
    for query in [
        "year=99999999999999999999",
        "year=1999",
        "year=%27%20OR%201%3D1",
        "plan=%27--",
        "heading=%00",
        "heading=%25",
        "kind=everything",
        "after=nobody",
        "after=%00%FF",
    ] {
        let page = office.get(&format!("/desk/dashboard?{query}")).await;
        page.ok().contains("全部任务12 ").contains("2022 年");
    }
    for query in ["month=2022-13", "month=0000-00", "owed=2022-6", "owed=%00", "late=yes", "kind=x", "due=never"] {
        office.get(&format!("/desk/ledger?{query}")).await.ok().contains("共 13 条");
    }
    office.get("/desk/ledger?month=9999-12&late=1&kind=town&owed=9999-12").await.ok();
    for table in ["", "people", "units'"] {
        office.get(&format!("/desk/dashboard.csv?table={table}")).await.not_found();
    }
});

db_test!(units_come_in_pages_with_those_most_behind_first, async |app: Server| {
    let t = town(&app).await;
    let mut units = Vec::new();
    for number in 10..33 {
        units.push(app.given_unit(&t.government, &format!("第{number}局")).await);
    }
    let tasks: Vec<_> = units.iter().map(|unit| task("公布", unit, &[("年底前", by("2022-12-31"))])).collect();
    let p = plan(&app, &t.government, 2022, &tasks).await;
    stand(&app, &p.entries[22], "in_progress", false, "2022-08-01").await;
    let office = app.as_("office").await;
    let first = office.get("/desk/dashboard").await.ok();
    let text = first.text();
    assert!(text.find("第32局") < text.find("第10局"), "the one that is behind comes first");
    let next =
        first.body().split("rel=\"next\" href=\"").nth(1).and_then(|rest| rest.split('"').next()).map(str::to_owned);
    let next = next.unwrap().replace("&#38;", "&").replace("&amp;", "&");
    let second = office.get(next.trim_end_matches("#units")).await.ok().contains("第31局").lacks("第10局");
    second.links_to("/desk/dashboard?year=2022#units");
    office.get("/desk/dashboard.csv?table=units").await.ok().contains("第10局").contains("第31局");
});

db_test!(a_corrected_plan_takes_its_entries_to_their_new_year_and_heading, async |app: Server| {
    let t = town(&app).await;
    let p = ledger_of_every_sort(&app, &t).await;
    let mut tx = app.db.write().await.unwrap();
    tx.exec_one("UPDATE plan SET year = 2023 WHERE id = $1", args![&p.id]).await.unwrap();
    tx.exec_one("UPDATE task SET heading = '三、监督' WHERE id = $1", args![&p.tasks[0]]).await.unwrap();
    let term = Term { year: 2023, in_force: None };
    let context = PlanContext { plan_id: p.id.clone(), government_id: t.government.id.clone(), term };
    let actor = Actor { id: "p".into(), name: "李办".into() };
    let now = app.clock.now();
    store::change_many(&mut tx, &actor, now, app.clock.today(), &app.calendar, &context, &[]).await.unwrap();
    tx.commit().await.unwrap();
    let office = app.as_("office").await;
    office.get("/desk/dashboard").await.ok().contains("全部任务11 ").contains("三、监督");
    office.get("/desk/dashboard?year=2022").await.ok().contains("全部任务1 ").lacks("三、监督");
    office.get("/desk/ledger?heading=%E4%B8%89%E3%80%81%E7%9B%91%E7%9D%A3").await.ok().contains("共 1 条");
});
