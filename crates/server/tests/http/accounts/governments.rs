//! The tree of governments.

use directory::{Role, government};
use testkit::db_test;

use super::City;
use crate::Server;

const COUNTY: [(&str, &str); 6] = [
    ("slug", "lin-county"),
    ("name", "临县人民政府"),
    ("short_name", "临县"),
    ("level", "county"),
    ("host_unit", "临县人民政府办公室"),
    ("hosted", "1"),
];

db_test!(a_government_is_added_below_another_and_changed, async |app: Server| {
    let city = City::given(&app, "甲市", "").await;
    app.given_person("root", Role::Administrator, None, None).await;
    let root = app.as_("root").await;
    let mut form = COUNTY.to_vec();
    form.push(("parent", &city.government.id));
    root.post("/desk/governments/new", &form).await.redirects_to("/desk/governments");
    let list = root.get("/desk/governments").await.ok().text();
    let rows = list.split("网址").last().unwrap();
    assert!(rows.find("甲市人民政府").unwrap() < rows.find("临县人民政府").unwrap());

    let mut tx = app.db.read().await.unwrap();
    let county = government::by_slug(&mut tx, "lin-county").await.unwrap().unwrap();
    drop(tx);
    assert_eq!(county.parent_id, Some(city.government.id));
    let page = format!("/desk/governments/{}", county.id);
    let form = [
        ("name", "临县人民政府"),
        ("short_name", "临县"),
        ("level", "county"),
        ("host_unit", "临县政务公开办"),
        ("phone", "0635-1234567"),
        ("version", "1"),
    ];
    root.post(&page, &form).await.redirects_to("/desk/governments");
    root.get(&page).await.ok().keeps("host_unit", "临县政务公开办").keeps("phone", "0635-1234567");
    assert_eq!(app.journal().await, ["government.created", "government.changed"]);
});

db_test!(a_government_with_mistakes_is_not_added, async |app: Server| {
    let city = City::given(&app, "甲市", "").await;
    app.given_person("root", Role::Administrator, None, None).await;
    let root = app.as_("root").await;
    let with = |name: &'static str, value: &'static str| {
        COUNTY.map(|(field, old)| if field == name { (field, value) } else { (field, old) }).to_vec()
    };
    for (form, message) in [
        (with("slug", "Lin County"), "小写字母"),
        (with("name", ""), "请填写全称"),
        (with("host_unit", ""), "请填写主办单位"),
        (with("level", ""), "请选择层级"),
    ] {
        root.post("/desk/governments/new", &form).await.invalid(message).keeps("short_name", "临县");
    }
    let mut taken = with("slug", "x");
    taken[0].1 = &city.government.slug;
    root.post("/desk/governments/new", &taken).await.invalid("已经有政府用了");
    let mut upside_down = with("level", "province");
    upside_down.push(("parent", &city.government.id));
    root.post("/desk/governments/new", &upside_down).await.invalid("要低于上级政府");
    assert_eq!(app.journal().await, [""; 0]);
});

db_test!(a_government_saved_by_two_keeps_what_was_typed, async |app: Server| {
    let city = City::given(&app, "甲市", "").await;
    app.given_person("root", Role::Administrator, None, None).await;
    let (root, page) = (app.as_("root").await, format!("/desk/governments/{}", city.government.id));
    let form = |host: &'static str| {
        [
            ("name", "甲市人民政府"),
            ("short_name", "甲市"),
            ("level", "city"),
            ("host_unit", host),
            ("hosted", "1"),
            ("version", "1"),
        ]
    };
    root.post(&page, &form("甲市政务公开办")).await.redirects_to("/desk/governments");
    let again = root.post(&page, &form("甲市大数据局")).await.invalid("修改政府").contains("现在是“甲市政务公开办”");
    again.keeps("host_unit", "甲市大数据局").keeps("version", "2");
});

db_test!(an_administrator_of_one_government_keeps_no_governments, async |app: Server| {
    let city = City::given(&app, "甲市", "").await;
    let keeper = app.as_("keeper").await;
    keeper.get("/desk/governments").await.refused("系统管理员");
    keeper.get(&format!("/desk/governments/{}", city.government.id)).await.refused("系统管理员");
    keeper.post("/desk/governments/new", &COUNTY).await.refused("系统管理员");
    keeper.get("/desk/people").await.ok().lacks("政府 ");
});

db_test!(a_host_name_of_its_own_is_the_governments_front, async |app: Server| {
    let city = City::given(&app, "甲市", "").await;
    app.given_person("root", Role::Administrator, None, None).await;
    let root = app.as_("root").await;
    let with = |version: &'static str, host: &'static str| {
        let mut form: Vec<_> = COUNTY.iter().filter(|(name, _)| *name != "slug").copied().collect();
        form.extend([("host", host), ("version", version)]);
        form
    };
    let page = format!("/desk/governments/{}", city.government.id);
    for host in ["https://zwgk.example.gov.cn", "zwgk example", "example"] {
        root.post(&page, &with("1", host)).await.invalid("请只写域名").keeps("host", host);
    }
    root.post(&page, &with("1", "ZWGK.example.gov.cn")).await.redirects_to("/desk/governments");
    let at = |host: &str| app.anyone().with_header("host", host);
    let front = at("zwgk.example.gov.cn:8443").get("/").await.ok();
    front.contains("查文件、看进展").contains("临县");
    at("elsewhere.example.gov.cn").get("/").await.ok().lacks("查文件、看进展");
    at("not a host").get("/").await.ok().lacks("查文件、看进展");
    // Another cannot have it, neither when it is added nor later; what was typed stays.
    let mut form = COUNTY.to_vec();
    form.extend([("host", "zwgk.example.gov.cn"), ("parent", &city.government.id)]);
    form[0] = ("slug", "other");
    form[3] = ("level", "town");
    root.post("/desk/governments/new", &form).await.invalid("这个域名已经是").keeps("host", "zwgk.example.gov.cn");
});
