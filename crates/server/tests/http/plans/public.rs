//! Publishing a plan, republishing its correction, taking it back.

use ledger::snapshot::{Block, PlanSnapshot};
use testkit::db_test;

use super::{City, PLAN};
use crate::Server;

impl Server {
    /// The body of what is public, and why it was withdrawn if it was.
    async fn public(&self, plan: &str) -> Option<(serde_json::Value, Option<String>)> {
        let mut tx = self.db.read().await.unwrap();
        let found = publishing::find(&mut tx, plan).await.unwrap();
        found.map(|(_, publication)| (publication.body, publication.withdrawal))
    }
}

impl City {
    async fn publish(&self, plan: &str) {
        let path = format!("/desk/plans/{plan}/publish");
        let version = self.office.get(&path).await.ok().field("version").expect("it can be published");
        self.office.post(&path, &[("version", &version)]).await.redirects_to(&format!("/desk/plans/{plan}"));
    }
}

db_test!(publishing_hands_over_everything_the_public_sees, async |app: Server| {
    let city = City::given(&app).await;
    let draft = city.resolved().await;
    let plan = city.adopt(&draft).await;
    assert!(app.public(&plan).await.is_none(), "adopting publishes nothing");
    city.publish(&plan).await;
    let (body, _) = app.public(&plan).await.unwrap();
    let snapshot: PlanSnapshot = serde_json::from_value(body).unwrap();
    assert_eq!(snapshot.title, "2022年青石市政务公开工作要点");
    assert_eq!(snapshot.doc_number.as_deref(), Some("青政办发〔2022〕8号"));
    assert_eq!(snapshot.tasks.len(), 5);
    assert_eq!(snapshot.tasks[0].lead, ["市发展改革委"]);
    assert_eq!(snapshot.tasks[0].due[0].on, "2022-09-30".parse().ok());
    let of_east = snapshot.by_unit.iter().find(|share| share.unit == "东河县政府").unwrap();
    assert_eq!(of_east.tasks, [0, 4]);
    let headings = snapshot.text.iter().filter(|block| matches!(block, Block::Heading { level: 1, .. })).count();
    assert!(headings >= 2, "{:#?}", snapshot.text);
    let table =
        snapshot.text.iter().find_map(|block| if let Block::Table { rows } = block { Some(rows) } else { None });
    assert_eq!(table.unwrap()[0], ["序号", "工作任务", "责任单位", "时限要求"]);
    city.office.get(&format!("/desk/plans/{plan}")).await.ok().contains("已于 2022-08-15");
});

db_test!(a_second_click_publishes_nothing_new, async |app: Server| {
    let city = City::given(&app).await;
    let draft = city.resolved().await;
    let plan = city.adopt(&draft).await;
    city.publish(&plan).await;
    let path = format!("/desk/plans/{plan}/publish");
    city.office.post(&path, &[("version", "1")]).await.saying("不用重新公开");
    assert_eq!(app.rows("SELECT COUNT(*) FROM publication").await, 1);
});

db_test!(a_corrected_plan_is_public_again_only_when_somebody_says_so, async |app: Server| {
    let city = City::given(&app).await;
    let draft = city.resolved().await;
    let plan = city.adopt(&draft).await;
    city.publish(&plan).await;
    let again = city.upload("更正.txt", &PLAN.replace("9月底前", "10月底前")).await;
    city.office.post(&format!("{}/correction", city.review(&again)), &[("answer", "yes")]).await.saying("更正稿");
    city.adopt(&again).await;
    assert_eq!(app.rows("SELECT COUNT(*) FROM publication").await, 1);
    city.office.get(&format!("/desk/plans/{plan}")).await.ok().contains("与现在的不同");
    let path = format!("/desk/plans/{plan}/publish");
    city.office.post(&path, &[("version", "1")]).await.conflict("更正稿更新过");
    city.publish(&plan).await;
    let (body, _) = app.public(&plan).await.unwrap();
    assert_eq!(body["tasks"][0]["due"][0]["on"], "2022-10-31");
});

db_test!(withdrawing_needs_a_reason_and_leaves_it, async |app: Server| {
    let city = City::given(&app).await;
    let draft = city.resolved().await;
    let plan = city.adopt(&draft).await;
    let path = format!("/desk/plans/{plan}/withdraw");
    city.office.post(&path, &[("reason", "有误")]).await.conflict("没有公开");
    city.publish(&plan).await;
    city.office.post(&path, &[("reason", " ")]).await.invalid("请写明撤下的原因");
    city.office.post(&path, &[("reason", "附件有误，更正后重新公开")]).await.saying("已撤下");
    let (body, why) = app.public(&plan).await.unwrap();
    assert!(body.is_null(), "nothing of the plan is left in public");
    assert_eq!(why.as_deref(), Some("附件有误，更正后重新公开"));
    city.office.get(&format!("/desk/plans/{plan}")).await.ok().contains("附件有误，更正后重新公开");
    let acts = app.journal().await;
    assert_eq!(acts[acts.len() - 2..], ["publication.published", "publication.withdrawn"]);
});

db_test!(a_document_that_says_it_is_not_public_is_not_published, async |app: Server| {
    let city = City::given(&app).await;
    let draft = city.upload("要点.txt", &PLAN.replace("此件公开发布", "此件依申请公开")).await;
    city.office.post(&format!("{}/names/all", city.review(&draft)), &[]).await.saying("新建了");
    let plan = city.adopt(&draft).await;
    let path = format!("/desk/plans/{plan}/publish");
    city.office.get(&path).await.ok().contains("不能向社会公开");
    city.office.post(&path, &[("version", "1")]).await.refused("依申请公开");
    assert!(app.public(&plan).await.is_none());
});
