//! Signing in, accounts, units, governments, the journal.

use testkit::db_test;

use crate::Server;

db_test!(an_address_that_leads_nowhere_says_so, async |app: Server| {
    app.anyone().get("/nowhere").await.not_found().contains("没有找到这个页面");
});
