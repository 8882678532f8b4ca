//! How the public reaches an office: kept by the unit and the office, shown in the guide and on the unit's page.

use testkit::db_test;

use super::City;
use crate::Server;

const WHOLE: [(&str, &str); 8] = [
    ("office", "市教育和体育局办公室"),
    ("address", "测试路1号"),
    ("postcode", "250000"),
    ("hours", "工作日 8:30—12:00"),
    ("phone", "0531-00000000"),
    ("fax", "0531-00000001"),
    ("email", "zwgk@example.gov.cn"),
    ("duties", "拟订教育规划。\n管理学校。"),
];

fn form<'a>(version: &'a str, changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut form: Vec<_> = WHOLE.to_vec();
    for (name, value) in changes {
        form.retain(|(one, _)| one != name);
        form.push((*name, *value));
    }
    form.push(("version", version));
    form
}

db_test!(a_unit_says_how_it_is_reached_and_the_public_reads_it, async |app: Server| {
    let city = City::given(&app, "甲市", "").await;
    let officer = app.as_("officer").await;
    let desk = format!("/desk/contacts/{}", city.unit.id);
    let (page, guide) =
        (format!("/g/{}/units/{}", city.government.slug, city.unit.id), format!("/g/{}/guide", city.government.slug));
    app.anyone().get(&page).await.ok().contains("还没有公布联系方式");
    assert_eq!(officer.get("/desk/contacts").await.location(), desk, "straight to their own");
    officer.post(&desk, &form("0", &[("fax", "")])).await.redirects_to(&desk).saying("指南里还缺：传真");
    officer.post(&desk, &form("1", &[])).await.redirects_to(&desk).saying("已保存。");
    officer.post(&desk, &form("2", &[])).await.redirects_to(&desk).saying("没有改动。");
    let unit = app.anyone().get(&page).await.ok();
    unit.contains("测试路1号").contains("邮编 250000").contains("管理学校。").contains("0531-00000001");
    app.anyone().get(&guide).await.ok().contains("市教育和体育局").contains("0531-00000000").links_to(&page);
    let units = app.anyone().get(&format!("/g/{}/units", city.government.slug)).await.ok();
    units.contains("0531-00000000").links_to(&page);
    assert_eq!(app.journal().await, ["contact.changed", "contact.changed"]);
    let office = app.as_("office").await;
    office.get("/desk/contacts").await.ok().contains("2 个里 1 个已经填全").contains("还没有填写");
});

db_test!(the_office_keeps_the_governments_own_and_an_officer_only_their_units, async |app: Server| {
    let city = City::given(&app, "甲市", "").await;
    let other = app.given_unit(&city.government, "市交通局").await;
    let (office, officer) = (app.as_("office").await, app.as_("officer").await);
    let own = format!("/desk/contacts/{}", city.government.id);
    for holder in [&city.government.id, &other.id] {
        let path = format!("/desk/contacts/{holder}");
        officer.get(&path).await.not_found();
        officer.post(&path, &form("0", &[])).await.not_found();
        office.post(&path, &form("0", &[])).await.redirects_to(&path);
    }
    office.get(&own).await.ok().keeps("office", "市教育和体育局办公室");
    let guide = app.anyone().get(&format!("/g/{}/guide", city.government.slug)).await.ok();
    guide.contains("测试路1号").contains("zwgk@example.gov.cn");
});

db_test!(what_is_wrong_or_overtaken_is_said_and_kept_in_the_form, async |app: Server| {
    let city = City::given(&app, "甲市", "").await;
    let office = app.as_("office").await;
    let desk = format!("/desk/contacts/{}", city.unit.id);
    for (field, value, said) in [
        ("phone", "打电话给我", "请写号码"),
        ("postcode", "25000", "6 位数字"),
        ("email", "nobody", "完整的邮箱"),
        ("office", &"长".repeat(101), "最多 100 个字"),
    ] {
        office.post(&desk, &form("0", &[(field, value)])).await.invalid(said).keeps(field, value);
    }
    assert_eq!(app.journal().await, [""; 0]);
    office.post(&desk, &form("0", &[])).await.redirects_to(&desk);
    let late = office.post(&desk, &form("0", &[("hours", "全天")])).await;
    late.invalid("改过它").keeps("hours", "全天");
});
