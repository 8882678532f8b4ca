//! A plan's whole way through the pages: uploaded, reviewed, adopted, filled in, published, read by the public.

use std::path::PathBuf;

use directory::Role;
use testkit::{PASSWORD, database, db_test};

use crate::browser::{Browser, ENTER};
use crate::server::Server;

const OFFICE: &str = "office.wen";
const OFFICER: &str = "edu.lin";

fn plan_file() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/browser/plan.txt")
}

/// A government with all units of the plan but one, its office, and the officer of one unit.
async fn settle(server: &Server) -> String {
    let city = server.given_government("青石市").await;
    let mut education = None;
    for name in ["市发展改革委", "市财政局", "市司法局", "市教育局", "市政府办公室"] {
        let unit = server.given_unit(&city, name).await;
        education = education.or((name == "市教育局").then_some(unit));
    }
    server.given_person(OFFICE, Role::Office, Some(&city), None).await;
    server.given_person(OFFICER, Role::Officer, Some(&city), education.as_ref()).await;
    city.slug
}

fn a_plan_becomes_a_ledger(browser: &Browser) {
    browser.sign_in(OFFICE, PASSWORD).press("工作计划").press("上传计划");
    browser.attach(&plan_file()).press("上传并读取").comes_to("/desk/plans/drafts/");
    browser.sees("2022年青石市政务公开工作要点").sees("青政办发〔2022〕7号").sees("单位名称认出 5 / 6");

    // A name that the register does not have becomes a unit.
    browser.press("市大数据中心").sees("“市大数据中心”是谁？").press("新建单位");
    browser.sees("单位名称认出 6 / 6");

    // A task without a unit is given one.
    browser.sees("原文没有写明责任单位").press_at("任务 4", "编辑").sees("正在编辑");
    browser.type_in("责任单位", "市政府办公室、市教育局").press("保存").sees_no("正在编辑");
    browser.sees_no("原文没有写明责任单位");

    // One task that is two becomes two.
    browser.press_at("任务 2", "编辑");
    assert!(browser.holds("任务内容").contains("编制行政规范性文件目录"));
    browser.type_in("任务内容", "2022年9月底前完成规章集中公开。\n---\n编制行政规范性文件目录并向社会公布。");
    browser.press("保存").sees("任务 6");

    browser.press("看采用后会怎样").sees("采用这份计划？").sees("采用后建立 9 条台账");
    browser.press("采用，建立台账").comes_to("/desk/plans/").sees("还没有向社会公开");
    browser.press("台账").comes_to("/desk/ledger").sees("共 9 条").sees("编制行政规范性文件目录");
    browser.sign_out();
}

fn an_officer_fills_in_the_units_share(browser: &Browser) {
    browser.sign_in(OFFICER, PASSWORD).sees("今日").sees("市教育局");
    browser.press("做好义务教育招生信息公开").comes_to("/desk/ledger/").sees("2022-08-20");
    browser.type_in("工作举措", "八月十八日前在门户网站公布招生政策。");
    browser.type_in("单位分管领导", "周敏").type_in("责任科室", "基础教育科").press("保存").sees("进行中");
    // Everything is kept, and the history tells who did it.
    browser.sees("工作举措：八月十八日前").sees(OFFICER);
    assert_eq!(browser.holds("单位分管领导"), "周敏");
    assert_eq!(browser.holds("责任科室"), "基础教育科");
    browser.sign_out();
}

fn the_public_reads_what_the_office_publishes(browser: &Browser, slug: &str) {
    browser.open(&format!("/g/{slug}")).sees("还没有公开的内容");
    browser.sign_in(OFFICE, PASSWORD).press("工作计划").press("2022年青石市政务公开工作要点");
    browser.press("公开").sees("公众网站上立刻能看到").press("公开").comes_to("/desk/plans/").sees("看公开的页面");
    browser.sign_out();

    browser.open(&format!("/g/{slug}")).press("查任务").sees("共 6 项任务");
    browser.sees("做好义务教育招生信息公开").sees("市大数据中心").sees_no("基础教育科");
    browser.type_in("任务里的词", "规章").keys(ENTER).sees("找到 1 项任务").sees_no("招生");
}

fn walk(browser: &Browser, slug: &str) {
    a_plan_becomes_a_ledger(browser);
    an_officer_fills_in_the_units_share(browser);
    the_public_reads_what_the_office_publishes(browser, slug);
}

db_test!(a_plan_goes_from_file_to_public_page, async |server: Server| {
    let slug = settle(&server).await;
    let browser = server.browser();
    walk(&browser, &slug);
    assert_eq!(browser.complaints(), Vec::<String>::new());
});

#[test]
fn the_same_way_is_open_without_scripts() {
    testkit::run(async {
        let server = Server::start(database::sqlite().await).await;
        let slug = settle(&server).await;
        let browser = server.browser_without_scripts();
        walk(&browser, &slug);
    });
}
