//! What the sweep looks at: the demonstration, with a draft, a correction, a withdrawn plan and some entries filled in.

use std::path::{Path, PathBuf};

use super::sights::Found;
use crate::browser::Browser;

const OFFICE: &str = "office-liaocheng";
const NEIGHBOUR: &str = "office-linzi";
const TITLE: &str = "2022年聊城市政务公开工作要点";

/// A link of the page that matches the pattern, as it is written there.
#[track_caller]
fn link(browser: &Browser, pattern: &str) -> String {
    let expression = format!(
        "[...document.links].map((one) => one.getAttribute('href')).find((href) => new RegExp('{pattern}').test(href))"
    );
    let missed = format!("no link like {pattern}");
    browser.until(&missed, || browser.value(&expression).as_str().map(str::to_owned))
}

/// The id that stands last in such a link, or in the address.
fn last(path: &str) -> String {
    let path = path.split(['?', '#']).next().unwrap_or_default();
    path.rsplit('/').next().unwrap_or_default().to_owned()
}

const ID: &str = "[0-9a-f-]{36}";

/// Does it all as people would, and remembers where everything is.
pub fn prepare(browser: &Browser, password: &str, folder: &Path) -> Found {
    let mut found = Found { slug: "liaocheng".into(), neighbour: "linzi".into(), ..Found::default() };
    browser.sign_in(OFFICE, password);
    plans(browser, folder, &mut found);
    desk(browser, &mut found);
    catalogue(browser, folder, &mut found);
    documents(browser, &mut found);
    browser.open("/desk/me").type_in("邮箱", "office@example.com").press("保存邮箱").sees("邮箱已保存");
    browser.press("发一封测试邮件").sees("测试邮件已写好").open("/desk/mail");
    browser.open("/desk/me/notices").press("新建日历地址").sees("只显示这一次").open("/desk/me/notices");
    found.feed = last(link(browser, &format!("^/desk/me/notices/feeds/{ID}/revoke$")).trim_end_matches("/revoke"));
    browser.open("/desk/mail");
    found.letter = last(&link(browser, &format!("^/desk/mail/{ID}")));
    browser.sign_out();

    browser.sign_in("officer-liaocheng", password).open("/desk/ledger");
    found.own_entry = last(&link(browser, &format!("^/desk/ledger/{ID}")));
    browser.open(&format!("/desk/ledger/{}", found.own_entry)).type_in("工作举措", "每月初在门户网站公布上月进展。");
    browser.type_in("责任科室", "综合科").press("保存").sees("综合科");
    found.import = import(browser, folder);
    browser.open("/desk/support/new?kind=training").type_in("标题", "政务公开业务培训班").type_in("培训人数", "86");
    browser.press("保存").sees("已登记");
    found.support = last(&browser.path());
    browser.sign_out();

    browser.sign_in(NEIGHBOUR, password);
    neighbour(browser, &mut found);
    browser.sign_out();

    browser.sign_in("admin", password).open("/desk/governments");
    found.government = last(&link(browser, &format!("^/desk/governments/{ID}")));
    browser.open(&format!("/desk/people?q={OFFICE}"));
    found.person = last(&link(browser, &format!("^/desk/people/{ID}")));
    browser.open(&format!("/desk/people/{}", found.person));
    let remove = link(browser, &format!("/posts/{ID}/remove$"));
    found.post = last(remove.trim_end_matches("/remove"));
    browser.sign_out();
    found
}

fn plans(browser: &Browser, folder: &Path, found: &mut Found) {
    let all = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    browser.open("/desk/plans").press(TITLE).comes_to("/desk/plans/0");
    found.plan = last(&browser.path());
    browser.open("/desk/plans").press("2019年聊城市").comes_to("/desk/plans/0");
    found.withdrawn = last(&browser.path());
    browser.press("撤下").type_in("撤下原因", "文件已到期，不再执行。").press("撤下").sees("已于");

    let edition = std::fs::read_to_string(all.join("../../samples/plans/liaocheng-2022.txt")).unwrap();
    let corrected = folder.join("更正稿.txt");
    std::fs::write(&corrected, edition.replacen("2022年12月底前", "2022年11月底前", 2) + "\n").unwrap();
    let upload = |file: &Path| {
        browser.open("/desk/plans/upload").attach(file).press("上传并读取").comes_to("/desk/plans/drafts/");
        last(&browser.path())
    };
    found.correction = upload(&corrected);
    browser.press("是，用来更正那一份").sees("的更正稿");
    found.draft = upload(&all.join("tests/browser/plan.txt"));
    let task = browser.value("document.querySelector('article[id^=t-]').id.slice(2)");
    found.draft_task = task.as_str().unwrap_or_default().to_owned();
    found.naming = link(browser, "name=");
}

/// Sends a sheet that changes the entry on the screen, and names a task that nobody has.
fn import(browser: &Browser, folder: &Path) -> String {
    let task = browser.value("document.querySelector('p.quote').textContent");
    let sheet = folder.join("本单位台账.csv");
    let text = format!(
        "工作任务,工作举措,责任科室\n\"{}\",每季度公布一次。,办公室\n没有的任务,有举措,\n",
        task.as_str().unwrap()
    );
    std::fs::write(&sheet, text).unwrap();
    browser.open("/desk/ledger/import").attach(&sheet).press("上传并核对").comes_to("/desk/ledger/import/0");
    last(&browser.path())
}

fn desk(browser: &Browser, found: &mut Found) {
    browser.open("/desk/ledger");
    found.entry = last(&link(browser, &format!("^/desk/ledger/{ID}")));
    browser.open(&format!("/desk/ledger/{}", found.entry));
    found.task = last(&link(browser, &format!("^/desk/tasks/{ID}")));
    browser.open("/desk/ledger/export").press("开始导出").comes_to("/desk/jobs/0").sees("做好了");
    found.job = last(&browser.path());
    browser.open("/desk/tokens/new").type_in("用途", "市局办公系统").press("生成令牌").sees("只显示这一次");
    browser.open("/desk/tokens");
    found.token = last(link(browser, &format!("^/desk/tokens/{ID}/revoke")).trim_end_matches("/revoke"));
    browser.open("/desk/units");
    found.unit = last(&link(browser, &format!("^/desk/units/{ID}")));
    browser
        .open(&format!("/desk/contacts/{}", found.unit))
        .type_in("办公时间", "工作日上班时间")
        .type_in("主要职能", "负责本市政务公开。");
    browser.press("保存").sees("已保存。指南里还缺");
    browser.open("/desk/groups");
    found.group = last(&link(browser, &format!("^/desk/groups/{ID}")));
    browser.open("/desk/journal");
    found.journal = last(&link(browser, "^/desk/journal/[0-9]+"));
}

/// Changes an item of the catalogue, so that it differs from the public one; sends a sheet with a row that cannot be read.
fn catalogue(browser: &Browser, folder: &Path, found: &mut Found) {
    browser.open("/desk/catalogue?q=03");
    found.columns = last(&link(browser, &format!("^/desk/catalogue/{ID}$")));
    browser.open("/desk/catalogue?q=03.03");
    found.column = last(&link(browser, &format!("^/desk/catalogue/{ID}$")));
    browser.open(&format!("/desk/catalogue/{}/edit", found.column)).type_in("更新时限", "每季度结束后10个工作日内");
    browser.press("保存").sees("已保存");
    let sheet = folder.join("公开目录.csv");
    std::fs::write(&sheet, "编码,名称,更新时限\n03.04,统计数据,每月15日前\n07,本地项目,随时\n08,错的,尽快\n").unwrap();
    browser.open("/desk/catalogue/import").attach(&sheet).press("上传并核对").comes_to("/desk/catalogue/import/0");
    found.catalogue_import = last(&browser.path());
    browser.open("/desk/themes");
    found.theme = last(&link(browser, &format!("^/desk/themes/{ID}$")));
}

/// The demonstration's documents, by words of their titles.
fn documents(browser: &Browser, found: &mut Found) {
    let titled = |words: &str| {
        browser.open(&format!("/desk/documents?q={words}"));
        last(&link(browser, &format!("^/desk/documents/{ID}$")))
    };
    found.drafted = titled("临时救助");
    found.signing = titled("秋汛");
    found.filed = titled("预算绩效");
    found.public = titled("机动车停放管理办法");
    found.repealed = titled("机动车停放服务管理办法");
    browser
        .open("/desk/documents/cleanups/new")
        .type_in("名称", "政策文件清理")
        .type_in("依据", "《关于开展文件清理的通知》");
    browser.press("看看纳入哪些").sees("将纳入").press("开始清理").sees("清理已开始");
    found.cleanup = last(&browser.path());
}

/// Records the event that a limit waits for, so that its days can be counted.
fn neighbour(browser: &Browser, found: &mut Found) {
    browser.open("/desk/plans");
    found.neighbour_plan = last(&link(browser, &format!("^/desk/plans/{ID}")));
    browser.open("/desk/ledger?due=waiting");
    found.recorded_entry = last(&link(browser, &format!("^/desk/ledger/{ID}")));
    browser.open(&format!("/desk/ledger/{}", found.recorded_entry)).press("登记“").day_in("日期", "2022-08-01");
    browser.press("登记").sees("2022-08-01");
    found.days = link(browser, "/days[?]");
}
