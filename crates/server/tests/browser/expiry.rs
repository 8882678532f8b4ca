//! A session that ends while a form is being filled in.

use directory::{Role, session};
use testkit::{PASSWORD, database};

use crate::server::Server;

#[test]
fn what_was_typed_is_sent_again_after_signing_in_elsewhere() {
    testkit::run(async {
        let server = Server::start(database::sqlite().await).await;
        let city = server.given_government("青石市").await;
        let person = server.given_person("office.wen", Role::Office, Some(&city), None).await;
        let browser = server.browser();
        browser.sign_in("office.wen", PASSWORD).open("/desk/units/new");
        browser.type_in("全称", "市水利局").type_in("简称", "水利").choose("类别", "政府部门");

        let mut tx = server.db.write().await.unwrap();
        session::end_all(&mut tx, &person.id, None).await.unwrap();
        tx.commit().await.unwrap();

        browser.press("添加单位").sees("请先登录");
        browser.in_another_tab(|| {
            browser.sign_in("office.wen", PASSWORD);
        });
        browser.reload().comes_to("/desk/units").sees("市水利局").sees("水利");
    });
}
