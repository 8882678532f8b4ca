//! The gate before publication: personal data and listed words are masked, or let through with a reason.

use testkit::db_test;

use super::given::{act, begun, determined, edited, hall, public, signed, text, through};
use crate::Server;

/// A number whose check digit is right; nobody's.
const ID: &str = "11010119000101001X";
const MOBILE: &str = "13800000000";

fn with_person() -> String {
    text(
        "关于公示资助名单的公告",
        "测教字〔2022〕8号",
        &format!("公示如下名单。\n姓名：张某某，身份证号：{ID}，手机：{MOBILE}。"),
    )
}

async fn drafted(app: &Server, text: &str) -> (super::given::Hall, String) {
    let h = hall(app).await;
    let drafter = app.as_("drafter").await;
    let path = begun(&drafter, text).await;
    edited(&drafter, &path, &[("column", &h.column), ("kind", "announcement")]).await.redirects_to(&path);
    determined(&drafter, &path, &[("attribute", "proactive")]).await.redirects_to(&path);
    (h, path)
}

db_test!(personal_data_stops_a_document_until_it_is_masked, async |app: Server| {
    let (h, path) = drafted(&app, &with_person()).await;
    let drafter = app.as_("drafter").await;
    let page = drafter.get(&path).await.ok().contains("全部遮盖").contains(ID);
    let version = page.field("version").unwrap();
    act(&drafter, &path, "submit", &[]).await.refused("需要遮盖或者说明理由");
    drafter.post(&format!("{path}/mask"), &[("all", "1"), ("version", &version)]).await.redirects_below(&path);
    drafter.get(&path).await.ok().lacks(ID).lacks(MOBILE).contains("张某某");
    through(&app, &path).await;
    act(&drafter, &path, "publish", &[]).await.redirects_to(&path);
    let public = public(&h, &path);
    for at in ["", "/text.txt", "/metadata.json"] {
        app.anyone().get(&format!("{public}{at}")).await.ok().lacks(ID).lacks(MOBILE);
    }
    // What was masked is not in the record either.
    let mut tx = app.db.read().await.unwrap();
    let all = journal::after(&mut tx, 0, 1000).await.unwrap();
    assert!(all.iter().all(|entry| !entry.payload.contains(ID) && !entry.payload.contains(MOBILE)));
});

db_test!(a_finding_is_let_through_with_a_reason, async |app: Server| {
    let (_, path) = drafted(&app, &with_person()).await;
    let drafter = app.as_("drafter").await;
    let stops = |page: &testkit::Answer| page.body().matches("name=\"reason\"").count();
    let page = drafter.get(&path).await.ok();
    let (before, version) = (stops(&page), page.field("version").unwrap());
    let finding = page.field("finding").unwrap();
    let at = format!("{path}/let-through");
    drafter.post(&at, &[("finding", &finding), ("version", &version)]).await.refused("请写明为什么可以公开");
    let form = [("finding", finding.as_str()), ("version", version.as_str()), ("reason", "本人书面同意")];
    drafter.post(&at, &form).await.redirects_below(&path);
    let page = drafter.get(&path).await.ok().contains("本人书面同意").contains("说明理由后放行 1 处");
    assert_eq!(stops(&page), before - 1);
    drafter.post(&at, &form).await.conflict("别人刚刚改过");
});

db_test!(the_offices_words_stop_a_document, async |app: Server| {
    let (_, path) = drafted(&app, &text("关于服务的公告", "", "方便残废人办事。")).await;
    let (drafter, office) = (app.as_("drafter").await, app.as_("office").await);
    act(&drafter, &path, "submit", &[]).await.redirects_to(&path);
    act(&app.as_("second").await, &path, "return", &[("words", "看一下用词")]).await.redirects_to(&path);
    let words = "/desk/documents/words";
    drafter.get(words).await.ok().contains("词表由政务公开办维护");
    assert_eq!(drafter.post(words, &[("words", "残废人"), ("version", "0")]).await.status.as_u16(), 403);
    let form = [("words", "残废人 => 残疾人 # 规范称谓"), ("version", "0")];
    office.post(words, &form).await.redirects_to(words).saying("词表已保存");
    office.post(words, &form).await.conflict("别人刚刚改过");
    drafter.get(&path).await.ok().contains("建议写成“残疾人”");
    act(&drafter, &path, "submit", &[]).await.refused("需要遮盖或者说明理由");
});

db_test!(a_normative_document_needs_its_interpretation, async |app: Server| {
    let (_, path) =
        drafted(&app, &text("测试市招生管理办法", "测政发〔2022〕3号", "第一条 为了规范招生，制定本办法。")).await;
    let drafter = app.as_("drafter").await;
    edited(&drafter, &path, &[("kind", "normative")]).await.redirects_to(&path);
    act(&drafter, &path, "submit", &[]).await.refused("解读安排");
    edited(&drafter, &path, &[("interpretation", "市教育局同步发布问答")]).await.redirects_to(&path);
    act(&drafter, &path, "submit", &[]).await.redirects_to(&path);
});

db_test!(metadata_is_taken_out_of_attachments, async |app: Server| {
    let (_, path) = drafted(&app, &text("关于服务的公告", "", "见附件。")).await;
    let drafter = app.as_("drafter").await;
    let jpeg = [&b"\xff\xd8\xff\xe1\x00\x10Exif\x00\x00GPS-SECRET"[..8], b"\xff\xd9"].concat();
    drafter.upload(&format!("{path}/files"), &[], &[("files", "说明.exe", b"MZ")]).await.refused(".exe");
    let answer = drafter.upload(&format!("{path}/files"), &[], &[("files", "坏.jpg", &jpeg)]).await;
    assert!(answer.status.is_client_error() || answer.status.is_redirection());
    drafter
        .upload(&format!("{path}/files"), &[], &[("files", "说明.txt", "附件内容".as_bytes())])
        .await
        .redirects_below(&path);
    let page = drafter.get(&path).await.ok().contains("说明.txt");
    let link = page.links().into_iter().find(|link| link.contains("/files/")).unwrap();
    drafter.get(&link).await.ok().contains("附件内容");
});

db_test!(personal_data_is_in_no_record_and_in_nothing_beside_the_text, async |app: Server| {
    let (_, path) = drafted(&app, &text("关于服务的公告", "", "见附件。")).await;
    let drafter = app.as_("drafter").await;
    edited(&drafter, &path, &[("summary", &format!("联系张某某，手机：{MOBILE}"))]).await.redirects_to(&path);
    let mut tx = app.db.read().await.unwrap();
    assert!(journal::after(&mut tx, 0, 1000).await.unwrap().iter().all(|entry| !entry.payload.contains(MOBILE)));
    drop(tx);
    edited(&drafter, &path, &[("summary", "")]).await.redirects_to(&path);
    let form = [("effect", "amends"), ("target_title", "某办法"), ("words", &*format!("手机：{MOBILE}"))];
    drafter.post(&format!("{path}/relations"), &form).await.redirects_below(&path);
    act(&drafter, &path, "submit", &[]).await.refused("与其他文件的关系里有");
});

db_test!(a_number_is_used_once, async |app: Server| {
    let h = hall(&app).await;
    let first = signed(&app, &h, &text("关于甲的通知", "测教字〔2022〕1号", "甲。")).await;
    act(&app.as_("drafter").await, &first, "publish", &[]).await.redirects_to(&first);
    let drafter = app.as_("drafter").await;
    let path = begun(&drafter, &text("关于乙的通知", "测教字[2022]1号", "乙。")).await;
    edited(&drafter, &path, &[("column", &h.column), ("kind", "policy")]).await.redirects_to(&path);
    determined(&drafter, &path, &[("attribute", "proactive")]).await.redirects_to(&path);
    act(&drafter, &path, "submit", &[]).await.refused("已经用在《关于甲的通知》上");
});
