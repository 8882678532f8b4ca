//! From an uploaded file to a plan with its ledger, and from there to the public.

mod adopt;
mod correct;
mod names;
mod progress;
mod public;
mod review;
mod unassigned;
mod upload;

use db::args;
use directory::{Government, Role, UnitKind};
use ledger::intake::domain::DraftTask;
use testkit::Client;

use crate::Server;

/// A plan as an office receives it: clauses, a table, a name that nobody can know.
const PLAN: &str = "\
青石市人民政府办公室
关于印发2022年青石市政务公开工作要点的通知

青政办发〔2022〕8号

各县（市、区）人民政府，市政府各部门、各直属机构：

《2022年青石市政务公开工作要点》已经市政府同意，现印发给你们，请认真抓好贯彻落实。

青石市人民政府办公室
2022年4月1日

（此件公开发布）

2022年青石市政务公开工作要点

一、加强重点领域信息公开

（一）做好规划信息公开。主动公开国民经济和社会发展规划，9月底前完成历史规划归集整理。（牵头单位：市发展改革委；责任单位：各县（市、区）政府）

（二）做好财政信息公开。每季度公开一次财政收支情况。（责任单位：市财政局、市发改委）

二、强化工作落实

（一）加强培训指导。组织政务公开培训不少于2次。（责任单位：市政务公开服务中心）

附件

2022年青石市政务公开重点任务分解表

序号\t工作任务\t责任单位\t时限要求
1\t公开义务教育招生政策和招生结果\t市教育局\t8月底前
2\t公开食品安全监督抽检信息\t市市场监管局、各县（市、区）政府\t长期坚持
";

/// A city with some of the units its plan names, an office, and an officer.
struct City {
    government: Government,
    office: Client,
}

impl City {
    async fn given(app: &Server) -> Self {
        let government = app.given_government("青石市").await;
        for unit in ["市发展改革委", "市财政局", "市教育局", "市市场监督管理局"] {
            app.given_unit(&government, unit).await;
        }
        for county in ["东河县政府", "西岭县政府", "南川区政府"] {
            app.given_unit(&government, county).await;
        }
        app.given_group(&government, "各县（市、区）政府", &[UnitKind::LowerGovernment]).await;
        app.given_person("office", Role::Office, Some(&government), None).await;
        let office = app.as_("office").await;
        Self { government, office }
    }

    /// Uploads a file; answers the draft's id.
    async fn upload(&self, name: &str, text: &str) -> String {
        let answer = self.office.upload("/desk/plans/upload", &[], &[("files", name, text.as_bytes())]).await;
        answer.redirects_below("/desk/plans/drafts/")
    }

    /// A draft of [`PLAN`] in which every name is decided.
    async fn resolved(&self) -> String {
        let id = self.upload("要点.txt", PLAN).await;
        self.office.post(&format!("/desk/plans/drafts/{id}/names/all"), &[]).await.saying("新建了");
        id
    }

    /// Adopts a draft as the preview shows it; answers the plan's id.
    async fn adopt(&self, draft: &str) -> String {
        let path = format!("/desk/plans/drafts/{draft}/adopt");
        let confirmed = self.office.get(&path).await.ok().field("confirmed").expect("it can be adopted");
        self.office.post(&path, &[("confirmed", &confirmed)]).await.redirects_below("/desk/plans/")
    }

    /// Presses a button of a task that was shown in this version.
    async fn act(&self, draft: &str, act: &str, task: &str, version: i64) -> testkit::Answer {
        let value = format!("{task} {version}");
        self.office.post(&format!("{}/tasks", self.review(draft)), &[(act, &value)]).await
    }

    /// The address of a draft's review.
    fn review(&self, draft: &str) -> String {
        format!("/desk/plans/drafts/{draft}")
    }
}

impl Server {
    /// The draft's tasks in their order, without the dropped ones.
    async fn draft_tasks(&self, draft: &str) -> Vec<DraftTask> {
        let mut tx = self.db.read().await.unwrap();
        let tasks = ledger::intake::store::tasks(&mut tx, draft).await.unwrap();
        tasks.into_iter().filter(|task| !task.dropped).collect()
    }

    /// The texts of the draft's tasks in their order, without the dropped ones.
    async fn draft_texts(&self, draft: &str) -> Vec<String> {
        self.draft_tasks(draft).await.into_iter().map(|task| task.body.content.text).collect()
    }

    /// `task words: unit unit*` for each task that has entries, `*` on the lead; sorted.
    async fn ledger_of(&self, plan: &str) -> Vec<String> {
        let mut tx = self.db.read().await.unwrap();
        let sql = "SELECT task.body || ': ' || unit.short_name || CASE is_lead WHEN 1 THEN '*' ELSE '' END
                   FROM ledger_entry JOIN task ON task.id = task_id JOIN unit ON unit.id = unit_id
                   WHERE ledger_entry.plan_id = $1 AND ledger_entry.dropped = 0 ORDER BY task.position, unit.id";
        tx.all(sql, args![plan]).await.unwrap()
    }

    /// How many rows a table has.
    pub(crate) async fn rows(&self, sql: &'static str) -> i64 {
        let mut tx = self.db.read().await.unwrap();
        tx.one(sql, args![]).await.unwrap()
    }
}
