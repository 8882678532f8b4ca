//! The way to the browser works.

use testkit::db_test;

use crate::axe;
use crate::server::Server;

db_test!(a_page_opens, async |server: Server| {
    let browser = server.browser();
    browser.open("/sign-in").sees("登录");
    assert_eq!(axe::violations(&browser), Vec::<String>::new());
});
