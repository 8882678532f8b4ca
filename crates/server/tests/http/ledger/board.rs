//! The overview and the list: filters one by one and together, pages by key, counts.

use directory::Role;
use law::due::{Every, TimeLimit};
use testkit::db_test;

use super::given::{GivenTask, Town, by, plan, task, town};
use crate::Server;

/// Today is 15 August 2022. One entry of every sort; the last is in another year's plan.
async fn one_of_each(app: &Server, t: &Town) {
    let after = TimeLimit::AfterEvent { event: "信息形成".into(), working_days: Some(20), calendar_days: None };
    let quarterly = TimeLimit::Recurring { every: Some(Every::Quarter), working_days: None };
    let tasks = [
        task("公布招生政策", &t.education, &[("6月底前", by("2022-06-30"))]),
        task("公布校历", &t.education, &[("8月19日前", by("2022-08-19"))]),
        GivenTask {
            heading: "二、解读回应",
            body: "解读出行政策100%",
            limits: vec![("9月1日前", by("2022-09-01"))],
            units: vec![&t.transport, &t.education],
        },
        task("公布路况", &t.transport, &[("年底前", by("2022-12-31"))]),
        task("公布公文", &t.transport, &[("形成后20个工作日", after)]),
        task("加强培训", &t.transport, &[]),
    ];
    plan(app, &t.government, 2022, &tasks).await;
    plan(app, &t.government, 2021, &[task("公布_旧事", &t.transport, &[("按季度", quarterly)])]).await;
}

db_test!(every_filter_narrows_the_list_and_several_work_together, async |app: Server| {
    let t = town(&app).await;
    one_of_each(&app, &t).await;
    let office = app.as_("office").await;
    let unit = format!("unit={}", t.education.id);
    let expected: [(&str, &[&str]); 18] = [
        ("", &["公布_旧事", "公布招生", "公布校历", "解读出行", "公布路况", "公布公文", "加强培训"]),
        (&unit, &["公布招生", "公布校历", "解读出行"]),
        ("due=overdue", &["公布_旧事", "公布招生"]),
        ("due=week", &["公布校历"]),
        ("due=pressing", &["公布_旧事", "公布招生", "公布校历"]),
        ("due=month", &["公布校历", "解读出行"]),
        ("due=later", &["解读出行", "公布路况"]),
        ("due=waiting", &["公布公文"]),
        ("due=none", &["加强培训"]),
        ("status=accepted", &[]),
        ("lead=1", &["公布_旧事", "公布招生", "公布校历", "解读出行", "公布路况", "公布公文", "加强培训"]),
        ("year=2021", &["公布_旧事"]),
        ("heading=二、解读回应", &["解读出行"]),
        ("q=公布", &["公布招生", "公布校历", "公布路况", "公布公文"]),
        ("q=公布&year=all", &["公布_旧事", "公布招生", "公布校历", "公布路况", "公布公文"]),
        ("q=公布&year=2021", &["公布_旧事"]),
        ("q=公布&year=2022&due=later", &["公布路况"]),
        ("q=公布&due=overdue&year=2022&lead=1", &["公布招生"]),
    ];
    let all = expected[0].1;
    for (query, shown) in expected {
        let page = office.get(&format!("/desk/ledger?{query}")).await.ok();
        let text = page.text();
        let found: Vec<&str> = all.iter().copied().filter(|body| text.contains(body)).collect();
        assert_eq!(found, shown, "{query}");
    }
    office.get(&format!("/desk/ledger?{unit}&lead=1")).await.ok().contains("共 2 条").lacks("解读出行政策");
});

db_test!(wildcards_in_a_search_are_plain_characters, async |app: Server| {
    let t = town(&app).await;
    one_of_each(&app, &t).await;
    let office = app.as_("office").await;
    office.get("/desk/ledger?q=100%25").await.ok().contains("解读出行政策").contains("共 2 条");
    office.get("/desk/ledger?q=10%25").await.ok().contains("共 0 条");
    office.get("/desk/ledger?q=_&year=all").await.ok().contains("公布_旧事").contains("共 1 条");
});

db_test!(a_text_is_looked_for_in_the_newest_year_unless_more_is_asked_for, async |app: Server| {
    let t = town(&app).await;
    one_of_each(&app, &t).await;
    let office = app.as_("office").await;
    let page =
        office.get("/desk/ledger?q=公布&due=overdue").await.ok().contains("只在 2022 年的台账里查了文字").lacks("旧事");
    assert!(page.body().contains(r#"<option value="2022" selected"#), "the form says which year");
    let every = "/desk/ledger?due=overdue&q=%E5%85%AC%E5%B8%83&year=all";
    let page = page.links_to(every);
    assert!(page.links().contains(&"/desk/ledger.csv?due=overdue&year=2022&q=%E5%85%AC%E5%B8%83".to_owned()));
    office.get(every).await.ok().contains("旧事").lacks("里查了文字").contains("全部年度，查文字也是");
    // Who asks for a unit, or sees but one, has few enough texts.
    let unit = format!("/desk/ledger?q=公布&unit={}", t.transport.id);
    office.get(&unit).await.ok().contains("旧事").lacks("里查了文字");
});

db_test!(a_search_also_finds_what_units_wrote, async |app: Server| {
    let t = town(&app).await;
    let p = plan(&app, &t.government, 2022, &[task("公布校历", &t.education, &[])]).await;
    let officer = app.as_("edu").await;
    let path = format!("/desk/ledger/{}", p.entries[0]);
    officer
        .post(&path, &[("version", "1"), ("status", "in_progress"), ("measure", "在网站开设ABC专栏")])
        .await
        .redirects_to(&path);
    officer.get("/desk/ledger?q=abc专栏").await.ok().contains("公布校历");
});

db_test!(pages_by_key_show_every_entry_once_in_both_directions, async |app: Server| {
    let t = town(&app).await;
    let bodies: Vec<String> = (0..120).map(|n| format!("任务编号{n:03}号")).collect();
    // Many share a date, so that only the id tells their order.
    let dates = ["2022-09-30", "2022-10-31", "2022-12-31"];
    let tasks: Vec<_> = bodies
        .iter()
        .zip(dates.iter().cycle())
        .map(|(body, date)| task(body, &t.education, &[("前", by(date))]))
        .collect();
    plan(&app, &t.government, 2022, &tasks).await;
    let office = app.as_("office").await;
    for sort in ["", "&sort=plan"] {
        let mut seen: Vec<String> = Vec::new();
        let mut address = format!("/desk/ledger?lead=1{sort}");
        let mut last = String::new();
        loop {
            let page = office.get(&address).await.ok().contains("共 120 条");
            seen.extend(bodies_on(&page.text()));
            last.clone_from(&address);
            match link(&page.body(), "next") {
                Some(next) => address = next,
                None => break,
            }
        }
        assert_eq!(seen.len(), 120, "{sort}");
        let mut sorted = seen.clone();
        sorted.sort();
        assert_eq!(sorted, bodies, "{sort}: each once");
        if !sort.is_empty() {
            assert_eq!(seen, bodies, "in the order of the plan");
        }
        let mut back: Vec<String> = Vec::new();
        let mut address = Some(last);
        while let Some(at) = address {
            let page = office.get(&at).await.ok();
            back.splice(0..0, bodies_on(&page.text()));
            address = link(&page.body(), "prev");
        }
        assert_eq!(back, seen, "{sort}: the same backwards");
    }
});

fn bodies_on(text: &str) -> Vec<String> {
    text.match_indices("任务编号").map(|(at, _)| text[at..].chars().take(8).collect()).collect()
}

fn link(page: &str, rel: &str) -> Option<String> {
    let (_, rest) = page.split_once(&format!("rel=\"{rel}\" href=\""))?;
    let (href, _) = rest.split_once('"')?;
    Some(href.replace("&amp;", "&").replace("&#38;", "&"))
}

db_test!(an_officer_sees_the_units_share_whatever_the_address_asks_for, async |app: Server| {
    let t = town(&app).await;
    one_of_each(&app, &t).await;
    let officer = app.as_("edu").await;
    let page = officer.get(&format!("/desk/ledger?unit={}", t.transport.id)).await.ok();
    page.contains("公布招生政策").lacks("公布路况").contains("共 3 条");
});

db_test!(the_overview_counts_what_is_late_soon_and_waiting_and_leads_to_the_lists, async |app: Server| {
    let t = town(&app).await;
    one_of_each(&app, &t).await;
    let page = app.as_("office").await.get("/desk").await.ok();
    page.contains("已逾期2 ")
        .contains("7 天内到期1 ")
        .contains("以后到期3 ")
        .contains("等待事项发生1 ")
        .links_to("/desk/ledger?due=overdue")
        .links_to("/desk/dashboard")
        .contains("没有期限1 ");
    let page = app.as_("edu").await.get("/desk").await.ok();
    page.contains("市教育局").contains("已逾期1 ").contains("公布招生政策").lacks("公布路况");
});

db_test!(a_new_installation_says_what_to_do_first, async |app: Server| {
    town(&app).await;
    app.as_("office").await.get("/desk").await.ok().links_to("/desk/plans/upload");
    app.as_("edu").await.get("/desk").await.ok().contains("还没有交给本单位的任务");
    app.as_("office").await.get("/desk/ledger").await.ok().links_to("/desk/plans/upload");
    app.as_("leader").await.get("/desk/ledger").await.ok().contains("政务公开办采用工作计划后");
});

db_test!(an_administrator_without_a_government_is_told_what_they_can_do, async |app: Server| {
    app.given_person("root", Role::Administrator, None, None).await;
    let root = app.as_("root").await;
    root.get("/desk").await.ok().contains("系统管理员").links_to("/desk/people").links_to("/desk/governments");
    root.get("/desk/ledger").await.refused("系统管理员");
});

db_test!(another_governments_ledger_is_not_there, async |app: Server| {
    let t = town(&app).await;
    one_of_each(&app, &t).await;
    let other = app.given_government("邻县").await;
    app.given_person("neighbour", Role::Office, Some(&other), None).await;
    app.as_("neighbour").await.get("/desk/ledger").await.ok().lacks("公布招生政策");
});
