//! The work on a ledger through its pages: handed in with evidence, given back, accepted, told to everybody.

use testkit::{PASSWORD, db_test};

use crate::browser::Browser;
use crate::given::{by, plan, task, town};
use crate::server::Server;

/// An officer handles one task and hands it in.
fn hands_in(browser: &Browser, task: &str) {
    browser.open("/desk/ledger").press(task).comes_to("/desk/ledger/");
    browser.type_in("写一条进展", "已经张贴在公开栏。").press("写入进展").sees("进展已写入");
    browser.press("提交验收").press("确定提交").sees("等待政务公开办验收");
}

db_test!(what_an_officer_hands_in_is_given_back_or_accepted_by_the_office, async |server: Server| {
    let t = town(&server).await;
    let limit = [("年底前", by("2022-12-31"))];
    let tasks = ["公布校历", "公布招生", "公布收费"].map(|body| task(body, &t.education, &limit));
    plan(&server, &t.government, 2022, &tasks).await;
    let files = tempfile::tempdir().unwrap();
    let proof = files.path().join("校历.pdf");
    std::fs::write(&proof, b"%PDF-1.7\n").unwrap();
    let browser = server.browser();

    browser.sign_in("edu", PASSWORD).open("/desk/ledger").press("公布校历").comes_to("/desk/ledger/");
    browser.sees("请先写一条进展，或者添加一份证明材料").press("添加证明材料").attach(&proof).press("添加");
    browser.sees("校历.pdf").press("提交验收").press("确定提交").sees("等待政务公开办验收");
    hands_in(&browser, "公布招生");
    hands_in(&browser, "公布收费");
    browser.open("/desk").sees("待验收").sign_out();

    browser.sign_in("office", PASSWORD).sees("等我验收的").press("公布招生").comes_to("/desk/ledger/");
    browser.press("退回给单位").type_in("退回理由", "请写明公开的网址。").press("退回").sees("已退回");
    browser.press("今日").press("验收通过").sees("已验收通过").press("验收通过").sees_no("等我验收的");
    browser.open("/desk/ledger?status=accepted").sees("共 2 条").sign_out();

    browser.sign_in("edu", PASSWORD).sees("退回给我的").sees("请写明公开的网址。");
    browser.press("公布招生").sees("请按退回理由修改后再提交").sign_out();
    assert_eq!(browser.complaints(), Vec::<String>::new());
});

db_test!(many_entries_are_given_a_later_day_after_a_look_at_what_will_happen, async |server: Server| {
    let t = town(&server).await;
    let limit = [("6月底前", by("2022-06-30"))];
    let tasks = ["公布校历", "公布招生"].map(|body| task(body, &t.education, &limit));
    plan(&server, &t.government, 2022, &tasks).await;
    let browser = server.browser();
    browser.sign_in("office", PASSWORD).open("/desk/ledger").click("thead .tick input").press("延长期限");
    browser
        .comes_to("/desk/ledger/bulk")
        .day_in("新的期限", "2022-09-30")
        .type_in("延期理由", "等上级文件")
        .press("预览");
    browser.sees("2022-06-30 → 2022-09-30").press("确定，办理 2 条").sees("已办 2 条").sees("2022-09-30");
    assert_eq!(browser.complaints(), Vec::<String>::new());
});
