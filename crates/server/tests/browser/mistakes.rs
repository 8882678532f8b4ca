//! Forms with mistakes: what was typed stays, the reader is led to the mistakes, each mistake to its field.

use directory::Role;
use testkit::{PASSWORD, database};

use crate::axe;
use crate::browser::Browser;
use crate::server::Server;

/// The list of mistakes has the focus; its first line leads to that field, which is marked and tells its mistake.
#[track_caller]
fn leads_to(browser: &Browser, field: &str) {
    let focus = || browser.value("document.activeElement.matches('.summary')").as_bool() == Some(true);
    browser.until("the focus does not come to the list of mistakes", || focus().then_some(()));
    browser.click(".summary li a");
    let id = browser.value("document.activeElement.id");
    assert_eq!(id, format!("f-{field}"), "the first mistake leads elsewhere");
    assert_eq!(browser.value("document.activeElement.getAttribute('aria-invalid')"), "true", "{field}");
    let described = browser.value(
        "(document.activeElement.getAttribute('aria-describedby') ?? '').split(' ')
            .map((id) => document.getElementById(id)?.innerText ?? '').join(' ')",
    );
    let message = browser.value("document.querySelector('.summary li a').innerText");
    let (described, message) = (described.as_str().unwrap_or_default(), message.as_str().unwrap_or_default());
    assert!(!message.is_empty() && described.contains(message), "{field} tells {described:?}, not {message:?}");
    assert_eq!(axe::violations(browser), Vec::<String>::new());
}

async fn settled() -> (Server, Browser) {
    let server = Server::start(database::sqlite().await).await;
    let city = server.given_government("青石市").await;
    server.given_unit(&city, "市教育局").await;
    server.given_person("office.wen", Role::Office, Some(&city), None).await;
    server.given_person("admin.gu", Role::Administrator, Some(&city), None).await;
    let browser = server.browser();
    (server, browser)
}

#[test]
fn a_name_taken_twice_is_said_at_its_field() {
    testkit::run(async {
        let (_server, browser) = settled().await;
        browser.sign_in("office.wen", PASSWORD).open("/desk/units/new");
        browser.type_in("全称", "市教育局").type_in("简称", "教育").choose("类别", "政府部门").press("添加单位");
        leads_to(&browser, "name");
        assert_eq!(browser.holds("全称"), "市教育局");
        assert_eq!(browser.holds("简称"), "教育");
        assert_eq!(browser.value("document.querySelector('#f-kind').selectedOptions[0].text"), "政府部门");
    });
}

#[test]
fn a_login_that_cannot_be_is_said_at_its_field() {
    testkit::run(async {
        let (_server, browser) = settled().await;
        browser.sign_in("admin.gu", PASSWORD).open("/desk/people/new");
        browser.type_in("姓名", "顾明").type_in("登录名", "顾 明").choose("岗位", "政务公开办").press("添加账号");
        leads_to(&browser, "login");
        assert_eq!(browser.holds("姓名"), "顾明");
        assert_eq!(browser.holds("登录名"), "顾 明");
    });
}

#[test]
fn a_wrong_password_keeps_the_login_and_says_why() {
    testkit::run(async {
        let (_server, browser) = settled().await;
        browser.open("/sign-in").type_in("登录名", "office.wen").type_in("密码", "wrong-guess-1").press("登录");
        browser.sees("登录名或密码不对");
        assert_eq!(browser.holds("登录名"), "office.wen");
        assert_eq!(browser.holds("密码"), "");
        assert_eq!(browser.value("document.querySelectorAll('[role=alert]').length"), 1);
        assert_eq!(axe::violations(&browser), Vec::<String>::new());
    });
}

#[test]
fn an_upload_without_a_file_says_so() {
    testkit::run(async {
        let (_server, browser) = settled().await;
        browser.sign_in("office.wen", PASSWORD).open("/desk/plans/upload").press("上传并读取").sees("请先选择文件");
        assert_eq!(axe::violations(&browser), Vec::<String>::new());
    });
}
