//! The catalogue in the database: its order, who may file where, how fresh it is; on both databases.
#![expect(clippy::unwrap_used, reason = "a test stops where its own data is wrong")]

extern crate gongkai_catalogue as catalogue;

use catalogue::item::{self, Item, Text};
use catalogue::owed::{self, Owed};
use catalogue::rule::UpdateRule;
use catalogue::theme::{self, Audience, Theme};
use catalogue::{State, freshness};
use db::{Error, Tx};
use directory::{Unit, UnitKind, unit};
use journal::Actor;
use kernel::{Date, Time, new_id};
use law::Calendar;
use law::due::Every;
use publishing::{Draft, Listing};
use serde_json::Value;
use testkit::{TestDb, db_test};

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn at(text: &str) -> Time {
    Time::midnight(day(text)).plus_hours(10)
}

fn an_item(code: &str, name: &str, parent: Option<&Item>) -> Item {
    let now = at("2022-01-04");
    Item {
        id: new_id(now),
        government_id: "g1".into(),
        parent_id: parent.map(|item| item.id.clone()),
        text: Text { code: code.into(), name: name.into(), ..Text::default() },
        position: 1,
        standard: None,
        retired: None,
        created_at: now,
        updated_at: now,
        version: 1,
    }
}

fn a_unit(name: &str, kind: UnitKind) -> Unit {
    Unit {
        id: new_id(at("2022-01-04")),
        government_id: "g1".into(),
        name: name.into(),
        short_name: name.into(),
        kind,
        child_government_id: None,
        issues_normative: false,
        retired: false,
        version: 1,
    }
}

async fn a_government(tx: &mut Tx) {
    let government = directory::Government {
        id: "g1".into(),
        parent_id: None,
        slug: "ceshi".into(),
        name: "测试市人民政府".into(),
        short_name: "测试市".into(),
        level: directory::Level::City,
        hosted: true,
        host_unit: "测试市人民政府办公室".into(),
        site_id_code: None,
        phone: None,
        icp: None,
        police: None,
        host: None,
        version: 1,
    };
    directory::government::insert(tx, &government).await.unwrap();
}

async fn published(tx: &mut Tx, id: &str, item: &Item, unit: Option<&Unit>, on: &str) {
    let draft = Draft {
        item_id: id,
        government_id: "g1",
        unit_id: unit.map(|unit| unit.id.as_str()),
        kind: "document",
        title: "通知",
        body: Value::Null,
        listing: Listing { column_id: Some(item.id.clone()), form: "notice".into(), ..Listing::default() },
    };
    publishing::publish(tx, at(on), &Actor::system(), draft).await.unwrap();
}

db_test!(the_tree_has_its_order_and_choices_are_leaves, async |t: TestDb| {
    let mut tx = t.db.write().await.unwrap();
    a_government(&mut tx).await;
    let (finance, water) = (a_unit("市财政局", UnitKind::Department), a_unit("河西镇", UnitKind::Town));
    for one in [&finance, &water] {
        unit::insert(&mut tx, one).await.unwrap();
    }
    let top = an_item("3", "法定主动公开内容", None);
    let mut budget = an_item("3.1", "预算决算", Some(&top));
    budget.text.units = vec![finance.id.clone()];
    let mut land = Item { position: 2, ..an_item("3.2", "宅基地", Some(&top)) };
    land.text.kinds = vec![UnitKind::Town];
    let general = Item { position: 2, ..an_item("1", "指南", None) };
    let gone = Item { position: 3, retired: Some("机构改革".into()), ..an_item("9", "旧栏目", None) };
    for one in [&top, &budget, &land, &general, &gone] {
        item::insert(&mut tx, one).await.unwrap();
    }
    let placed = item::tree(&mut tx, "g1").await.unwrap();
    let shape: Vec<_> = placed.iter().map(|p| (p.item.text.code.as_str(), p.depth, p.leaf)).collect();
    assert_eq!(shape, [("3", 0, false), ("3.1", 1, true), ("3.2", 1, true), ("1", 0, true)]);
    assert_eq!(placed[1].above, ["法定主动公开内容"]);

    let codes = async |tx: &mut Tx, unit: Option<&Unit>| {
        let found = item::choices(tx, "g1", unit.map(|unit| unit.id.as_str())).await.unwrap();
        found.into_iter().map(|item| item.text.code).collect::<Vec<_>>()
    };
    assert_eq!(codes(&mut tx, Some(&finance)).await, ["3.1", "1"]);
    assert_eq!(codes(&mut tx, Some(&water)).await, ["3.2", "1"]);
    assert_eq!(codes(&mut tx, None).await, ["3.1", "3.2", "1"]);
    assert_eq!(item::find(&mut tx, &budget.id).await.unwrap(), Some(budget));
    assert!(matches!(item::insert(&mut tx, &an_item("3.1", "重复", None)).await, Err(Error::Exists(_))));
});

db_test!(freshness_follows_rule_publications_and_calendar, async |t: TestDb| {
    let mut tx = t.db.write().await.unwrap();
    a_government(&mut tx).await;
    let calendar = Calendar::embedded();
    let unit = a_unit("市统计局", UnitKind::Department);
    unit::insert(&mut tx, &unit).await.unwrap();
    let ruled = |code: &str, rule| {
        let mut one = an_item(code, code, None);
        (one.text.rule, one.text.units) = (rule, vec![unit.id.clone()]);
        one
    };
    let quarterly = ruled("季报", UpdateRule::EachPeriod { every: Every::Quarter, working_days: Some(10) });
    let changing = ruled("职能", UpdateRule::OnChange { working_days: 20 });
    let yearly = ruled("年报", UpdateRule::YearDay { month: 1, day: 31 });
    let anytime = ruled("随时", UpdateRule::Anytime);
    for one in [&quarterly, &changing, &yearly, &anytime] {
        item::insert(&mut tx, one).await.unwrap();
    }
    let of = async |tx: &mut Tx, item: &Item, today: &str| {
        let lines = freshness(tx, calendar, day(today), "g1", None).await.unwrap();
        let line = lines.into_iter().find(|line| line.placed.item.id == item.id).unwrap();
        (line.fresh.state, line.fresh.due.map(|due| due.to_string()), line.fresh.days_left)
    };
    let due = |text: &str| Some(text.to_owned());
    // Nothing yet: empty, whatever was due.
    assert_eq!(of(&mut tx, &quarterly, "2022-03-01").await, (State::Empty, due("2022-04-15"), Some(32)));
    assert_eq!(of(&mut tx, &anytime, "2022-03-01").await, (State::Empty, None, None));

    // The last quarter's figures in January do not serve for the first quarter; its ten working days go over 清明.
    published(&mut tx, "d1", &quarterly, Some(&unit), "2022-01-10").await;
    assert_eq!(of(&mut tx, &quarterly, "2022-04-01").await.0, State::OnTime);
    assert_eq!(of(&mut tx, &quarterly, "2022-04-12").await, (State::Soon, due("2022-04-15"), Some(3)));
    assert_eq!(of(&mut tx, &quarterly, "2022-04-15").await, (State::Soon, due("2022-04-15"), Some(0)));
    assert_eq!(of(&mut tx, &quarterly, "2022-04-20").await, (State::Overdue, due("2022-04-15"), Some(-3)));
    published(&mut tx, "d2", &quarterly, Some(&unit), "2022-04-20").await;
    assert_eq!(of(&mut tx, &quarterly, "2022-04-20").await.0, State::OnTime);

    // What changes is owed from the day of its change; 春节 lies in between.
    published(&mut tx, "d3", &changing, Some(&unit), "2022-01-05").await;
    assert_eq!(of(&mut tx, &changing, "2022-06-01").await, (State::OnTime, None, None));
    let formed = Owed {
        subject_id: "d4".into(),
        government_id: "g1".into(),
        item_id: changing.id.clone(),
        unit_id: Some(unit.id.clone()),
        title: "内设机构调整".into(),
        formed_on: day("2022-01-20"),
    };
    owed::open(&mut tx, &formed).await.unwrap();
    owed::open(&mut tx, &formed).await.unwrap();
    assert_eq!(of(&mut tx, &changing, "2022-02-21").await, (State::Soon, due("2022-02-22"), Some(1)));
    assert_eq!(of(&mut tx, &changing, "2022-02-24").await.0, State::Overdue);
    owed::close(&mut tx, "d4").await.unwrap();
    assert_eq!(of(&mut tx, &changing, "2022-02-24").await.0, State::OnTime);

    // A report of January serves for its year.
    published(&mut tx, "d5", &yearly, Some(&unit), "2022-01-20").await;
    assert_eq!(of(&mut tx, &yearly, "2022-12-01").await, (State::OnTime, due("2023-01-31"), Some(39)));
    assert_eq!(of(&mut tx, &yearly, "2023-02-02").await.0, State::Overdue);

    let all = freshness(&mut tx, calendar, day("2022-03-01"), "g1", Some(&unit.id)).await.unwrap();
    assert_eq!(all.len(), 4);
    let why = &all.iter().find(|line| line.placed.item.id == yearly.id).unwrap().fresh.explanation;
    assert!(why.contains("每年1月31日前") && why.contains("2022-01-20") && why.contains("2023-01-31"), "{why}");
});

db_test!(themes_keep_their_names_when_retired, async |t: TestDb| {
    let mut tx = t.db.write().await.unwrap();
    let theme = |name: &str, audience, position| Theme {
        id: new_id(Time(position)),
        government_id: "g1".into(),
        name: name.into(),
        audience,
        position,
        standard: None,
        retired: false,
        version: 1,
    };
    let (school, permit) = (theme("上学", Audience::People, 2), theme("办证", Audience::Business, 1));
    for one in [&permit, &school] {
        theme::insert(&mut tx, one).await.unwrap();
    }
    let names = |all: Vec<Theme>| all.into_iter().map(|one| one.name).collect::<Vec<_>>();
    assert_eq!(names(theme::all(&mut tx, "g1").await.unwrap()), ["上学", "办证"]);
    theme::save(&mut tx, &Theme { retired: true, ..school.clone() }).await.unwrap();
    assert_eq!(names(theme::all(&mut tx, "g1").await.unwrap()), ["办证"]);
    let known = theme::names(&mut tx, &[school.id.clone(), "gone".into()]).await.unwrap();
    assert_eq!(known.get(&school.id).map(String::as_str), Some("上学"));
    assert_eq!(known.len(), 1);
    let again = theme::save(&mut tx, &Theme { name: "入学".into(), ..school }).await;
    assert!(matches!(again, Err(Error::Stale)));
});
