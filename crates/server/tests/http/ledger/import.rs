//! A sheet goes out, is edited, comes back: shown change by change, written once, never over what others wrote.

use std::io::{Cursor, Write as _};

use calamine::{Reader as _, Xlsx};
use directory::Role;
use rust_xlsxwriter::{Formula, Workbook};
use testkit::{Client, db_test};

use super::given::{GivenPlan, Town, plan, task, town};
use crate::Server;

type Table = Vec<Vec<String>>;

/// Columns of the sheet.
const MEASURE: usize = 2;
const LEADER: usize = 4;
const STATUS: usize = 7;
const CODE: usize = 10;

async fn given(app: &Server) -> (Town, GivenPlan) {
    let t = town(app).await;
    let tasks =
        [task("公布校历", &t.education, &[]), task("公布招生", &t.education, &[]), task("公布路况", &t.transport, &[])];
    let p = plan(app, &t.government, 2022, &tasks).await;
    (t, p)
}

/// The exported sheet, as a spreadsheet program shows it.
async fn exported(browser: &Client) -> Table {
    let answer = browser.get("/desk/ledger.xlsx").await.ok();
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(answer.bytes)).unwrap();
    let range = book.worksheet_range("台账").unwrap();
    range.rows().map(|row| row.iter().map(ToString::to_string).collect()).collect()
}

fn workbook(table: &Table) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (row, cells) in (0u32..).zip(table) {
        for (column, cell) in (0u16..).zip(cells) {
            sheet.write_string(row, column, cell).unwrap();
        }
    }
    book.save_to_buffer().unwrap()
}

/// Sends a file; answers the page where it is reviewed.
async fn send(browser: &Client, name: &str, bytes: &[u8]) -> String {
    let answer = browser.upload("/desk/ledger/import", &[], &[("file", name, bytes)]).await;
    format!("/desk/ledger/import/{}", answer.redirects_below("/desk/ledger/import/"))
}

async fn fill(browser: &Client, entry: &str, version: &str, measure: &str, leader: &str) {
    let path = format!("/desk/ledger/{entry}");
    let form = [("version", version), ("measure", measure), ("leader", leader)];
    browser.post(&path, &form).await.redirects_to(&path);
}

async fn imported(app: &Server) -> usize {
    app.journal().await.iter().filter(|act| *act == "ledger_entry.imported").count()
}

db_test!(a_sheet_goes_out_is_edited_and_comes_back, async |app: Server| {
    let (_, p) = given(&app).await;
    let office = app.as_("office").await;
    fill(&office, &p.entries[0], "1", "=每月\n一次", "张三").await;
    let mut table = exported(&office).await;
    table[1][LEADER] = "李四".into();
    table[1][STATUS] = "已完成".into();
    table[2][MEASURE] = "组织解读\n并公布".into();
    let review = send(&office, "台账.xlsx", &workbook(&table)).await;
    let page = office.get(&review).await.ok().contains("将修改 2 条台账").contains("单位分管领导： 张三 → 李四");
    page.contains("“状态”的改动没有采用").contains("没有改动 1").lacks("工作举措： =每月");
    assert_eq!(imported(&app).await, 0, "nothing is written by looking");
    office.get(&format!("{review}?show=same")).await.ok().contains("3.公布路况");
    office.post(&format!("{review}/apply"), &[]).await.redirects_to(&review).saying("已写入 2 条");
    let entry = office.get(&format!("/desk/ledger/{}", p.entries[0])).await.ok();
    entry.keeps("leader", "李四").keeps("measure", "=每月\n一次").contains("从表格读入").contains("进行中");
    office.get(&format!("/desk/ledger/{}", p.entries[1])).await.ok().keeps("measure", "组织解读\n并公布");
    assert_eq!(imported(&app).await, 2);
    office.post(&format!("{review}/apply"), &[]).await.conflict("已经写入过");
    assert_eq!(imported(&app).await, 2);
    office.get(&format!("{review}/file")).await.ok();
});

db_test!(what_was_broken_off_goes_on_where_it_stopped_and_lists_what_others_changed, async |app: Server| {
    let t = town(&app).await;
    let tasks: Vec<_> = (0..450).map(|_| task("公布", &t.education, &[])).collect();
    let p = plan(&app, &t.government, 2022, &tasks).await;
    let (office, officer) = (app.as_("office").await, app.as_("edu").await);
    let mut table = exported(&office).await;
    table.iter_mut().skip(1).for_each(|row| row[MEASURE] = "表里的举措".into());
    let review = send(&office, "台账.xlsx", &workbook(&table)).await;
    office.get(&review).await.ok().contains("将修改 450 条台账");
    // A node that stopped between two pieces leaves this.
    let mut tx = app.db.write().await.unwrap();
    tx.exec_one("UPDATE ledger_import SET state = 'applying'", db::args![]).await.unwrap();
    let touched = tx.exec("UPDATE ledger_import_row SET outcome = 'done' WHERE number <= 201", db::args![]).await;
    assert_eq!(touched.unwrap(), 200);
    tx.commit().await.unwrap();
    fill(&officer, &p.entries[449], "1", "手工填的", "").await;
    office.get("/desk/ledger/import").await.ok().contains("写入了一部分");
    let page = office.get(&review).await.ok().contains("已写入 200 条").contains("还有 250 条没有写");
    page.contains("继续写入").lacks("放弃，什么都不写").lacks("不改");
    office.post(&format!("{review}/discard"), &[]).await.conflict("已经写入了一部分");
    // However many press the button, every row is written once.
    let apply = format!("{review}/apply");
    let (one, two) = tokio::join!(office.post(&apply, &[]), office.post(&apply, &[]));
    assert!(one.status.is_redirection() || two.status.is_redirection(), "{} {}", one.status, two.status);
    assert_eq!(imported(&app).await, 249);
    let page = office.get(&review).await.ok().contains("写入 449 条，跳过 1 条");
    page.contains("跳过 1").contains("核对以后别人又改过这条，没有写入").contains("450.公布").lacks("449.公布");
    office.get(&format!("/desk/ledger/{}", p.entries[449])).await.ok().keeps("measure", "手工填的");
    office.get(&format!("/desk/ledger/{}", p.entries[448])).await.ok().keeps("measure", "表里的举措");
    assert_eq!(app.journal().await.iter().filter(|act| *act == "ledger_import.applied").count(), 1);
    office.post(&apply, &[]).await.conflict("已经写入过");
});

db_test!(a_csv_file_comes_back_without_the_marks_that_kept_formulas_out, async |app: Server| {
    let (_, p) = given(&app).await;
    let office = app.as_("office").await;
    fill(&office, &p.entries[0], "1", "=1+1", "+张三").await;
    let file = office.get("/desk/ledger.csv").await.ok().body();
    assert!(file.contains("'=1+1"));
    let review = send(&office, "台账.csv", file.as_bytes()).await;
    office.get(&review).await.ok().contains("没有要写入的改动").contains("没有改动 3");
    let review = send(&office, "台账.csv", file.replace("'+张三", "'-李四").as_bytes()).await;
    office.post(&format!("{review}/apply"), &[]).await.redirects_to(&review).saying("已写入 1 条");
    office.get(&format!("/desk/ledger/{}", p.entries[0])).await.ok().keeps("leader", "-李四").keeps("measure", "=1+1");
});

db_test!(what_others_changed_since_stays_and_what_both_changed_is_asked, async |app: Server| {
    let (_, p) = given(&app).await;
    let (office, officer) = (app.as_("office").await, app.as_("edu").await);
    let mut table = exported(&office).await;
    table[1][MEASURE] = "表里的举措".into();
    table[2][LEADER] = "表里的人".into();
    // Meanwhile the unit fills in another field of the first, and the same field of the second.
    fill(&officer, &p.entries[0], "1", "", "王五").await;
    fill(&officer, &p.entries[1], "1", "手工填的", "赵六").await;
    let review = send(&office, "台账.xlsx", &workbook(&table)).await;
    office.get(&review).await.ok().contains("将修改 1 条台账").contains("1 条两边都改过");
    let conflicts = format!("{review}?show=conflict");
    office.get(&conflicts).await.ok().contains("导出时：（空）").contains("现在：赵六").contains("表里：表里的人");
    office
        .post(&format!("{review}/take?show=conflict"), &[("row", "3"), ("taken", "1")])
        .await
        .redirects_to(&format!("{conflicts}#row-3"));
    office.post(&format!("{review}/apply"), &[]).await.redirects_to(&review).saying("已写入 2 条");
    let first = office.get(&format!("/desk/ledger/{}", p.entries[0])).await.ok();
    first.keeps("measure", "表里的举措").keeps("leader", "王五");
    let second = office.get(&format!("/desk/ledger/{}", p.entries[1])).await.ok();
    second.keeps("leader", "表里的人").keeps("measure", "手工填的");
});

db_test!(a_conflict_nobody_chose_and_what_changed_during_the_review_are_not_written, async |app: Server| {
    let (_, p) = given(&app).await;
    let (office, officer) = (app.as_("office").await, app.as_("edu").await);
    let mut table = exported(&office).await;
    table[1][LEADER] = "表里的人".into();
    table[2][LEADER] = "表里的人".into();
    table[3][LEADER] = "表里的人".into();
    fill(&officer, &p.entries[0], "1", "", "王五").await;
    let review = send(&office, "台账.xlsx", &workbook(&table)).await;
    office.post(&format!("{review}/take"), &[("row", "4"), ("taken", "0")]).await;
    fill(&officer, &p.entries[1], "1", "", "赵六").await;
    let written = office.post(&format!("{review}/apply"), &[]).await;
    written.saying("已写入 0 条，跳过 1 条");
    office.get(&review).await.ok().contains("核对以后别人又改过这条");
    for (entry, leader) in [(0, "王五"), (1, "赵六"), (2, "")] {
        office.get(&format!("/desk/ledger/{}", p.entries[entry])).await.ok().keeps("leader", leader);
    }
    assert_eq!(imported(&app).await, 0);
    office.post(&format!("{review}/take"), &[("row", "4"), ("taken", "1")]).await.conflict("");
});

db_test!(each_row_that_cannot_be_read_says_why, async |app: Server| {
    let (_, p) = given(&app).await;
    let office = app.as_("office").await;
    let progress = format!("/desk/ledger/{}", p.entries[1]);
    app.as_("edu").await.post(&format!("{progress}/progress"), &[("progress", "已办")]).await.redirects_to(&progress);
    app.as_("edu").await.post(&format!("{progress}/submit"), &[("version", "2")]).await.redirects_to(&progress);
    let mut table = exported(&office).await;
    let elsewhere = app.given_government("邻县").await;
    app.given_person("neighbour", Role::Office, Some(&elsewhere), None).await;
    table[1][LEADER] = "长".repeat(101);
    table[2][LEADER] = "新的领导".into();
    table.push(table[3].clone());
    let unknown = format!("{}@1", kernel::new_id(app.clock.now()));
    for code in [unknown.as_str(), "被改过的编号"] {
        let mut row = table[1].clone();
        row[CODE] = code.into();
        table.push(row);
    }
    let review = send(&app.as_("edu").await, "台账.xlsx", &workbook(&table)).await;
    let page = app.as_("edu").await.get(&format!("{review}?show=wrong")).await.ok();
    page.contains("2 1.公布校历市教育局 单位分管领导：最多 100 个字")
        .contains("已经提交验收，不能再改")
        .contains("4 3.公布路况市交通局 编号：没有这条台账，或者它不归您填写")
        .contains("编号：编号被改动了");
    let review = send(&office, "台账.xlsx", &workbook(&table)).await;
    office.get(&format!("{review}?show=wrong")).await.ok().contains("和第 4 行是同一条台账");
    for login in ["tra", "neighbour"] {
        app.as_(login).await.get(&review).await.not_found();
        app.as_(login).await.post(&format!("{review}/apply"), &[]).await.not_found();
    }
});

db_test!(what_was_handed_in_is_in_nobodys_way_while_it_is_left_as_it_is, async |app: Server| {
    let (_, p) = given(&app).await;
    let officer = app.as_("edu").await;
    let entry = format!("/desk/ledger/{}", p.entries[1]);
    officer.post(&format!("{entry}/progress"), &[("progress", "已办")]).await.redirects_to(&entry);
    officer.post(&format!("{entry}/submit"), &[("version", "2")]).await.redirects_to(&entry);
    let review = send(&officer, "台账.xlsx", &workbook(&exported(&officer).await)).await;
    officer.get(&review).await.ok().contains("不能读取 0").lacks("已经提交验收，不能再改");
});

db_test!(formulas_and_errors_in_cells_are_told_not_taken, async |app: Server| {
    given(&app).await;
    let office = app.as_("office").await;
    let table = exported(&office).await;
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (row, cells) in (0u32..).zip(&table) {
        for (column, cell) in (0u16..).zip(cells) {
            sheet.write_string(row, column, cell).unwrap();
        }
    }
    sheet.write_formula(1, MEASURE as u16, Formula::new("=HYPERLINK(\"http://x\")").set_result("x")).unwrap();
    sheet.write_number(2, LEADER as u16, 42).unwrap();
    sheet.write_boolean(3, LEADER as u16, true).unwrap();
    let review = send(&office, "台账.xlsx", &book.save_to_buffer().unwrap()).await;
    office.get(&format!("{review}?show=wrong")).await.ok().contains("工作举措：这一格是公式，请改成文字");
    office.get(&review).await.ok().contains("单位分管领导： 42").contains("单位分管领导： TRUE");
});

db_test!(a_units_own_sheet_is_matched_by_its_tasks, async |app: Server| {
    let (t, p) = given(&app).await;
    plan(&app, &t.government, 2022, &[task("重复的任务", &t.education, &[]), task("重复的任务", &t.education, &[])])
        .await;
    fill(&app.as_("edu").await, &p.entries[0], "1", "原来的", "张三").await;
    let own = "附件3,,,\n序号,工作任务,工作举措,分管领导\n1,1. 公布 校历,新的举措,\n2,公布招生,,李四\n3,重复的任务,甲,乙\n4,没有的任务,甲,乙\n";
    let officer = app.as_("edu").await;
    let review = send(&officer, "自己的表.csv", own.as_bytes()).await;
    officer.get(&review).await.ok().contains("将修改 2 条台账");
    let wrong = officer.get(&format!("{review}?show=wrong")).await.ok();
    wrong.contains("有 2 条文字相同的任务").contains("没有文字相同的任务");
    officer.post(&format!("{review}/apply"), &[]).await.redirects_to(&review);
    let first = officer.get(&format!("/desk/ledger/{}", p.entries[0])).await.ok();
    first.keeps("measure", "新的举措").keeps("leader", "张三");
    // The office says of which unit a row speaks.
    let office = app.as_("office").await;
    let of_units = "单位,工作任务,责任科室\n市教育局,公布校历,综合科\n没有的局,公布校历,综合科\n,公布校历,综合科\n";
    let review = send(&office, "汇总.csv", of_units.as_bytes()).await;
    let wrong = office.get(&format!("{review}?show=wrong")).await.ok();
    wrong.contains("没有叫“没有的局”的单位").contains("没有编号的行要写明单位");
    office.get(&review).await.ok().contains("责任科室： 综合科");
});

db_test!(files_that_are_no_sheet_or_made_to_hurt_are_refused_in_words, async |app: Server| {
    given(&app).await;
    let officer = app.as_("edu").await;
    let try_file = async |bytes: &[u8], words: &str| {
        officer.upload("/desk/ledger/import", &[], &[("file", "台账.xlsx", bytes)]).await.invalid(words);
    };
    officer.upload("/desk/ledger/import", &[], &[]).await.invalid("请先选择文件");
    try_file(b"", "文件里没有文字").await;
    try_file(b"%PDF-1.7\n", "另存为 .xlsx").await;
    try_file("姓名,电话\n张三,1\n".as_bytes(), "没有找到列名").await;
    try_file(&workbook(&vec![]), "没有找到列名").await;
    let mut bomb = zip::ZipWriter::new(Cursor::new(Vec::new()));
    bomb.start_file("xl/workbook.xml", zip::write::SimpleFileOptions::default()).unwrap();
    bomb.write_all(&vec![b' '; 64 << 20]).unwrap();
    try_file(&bomb.finish().unwrap().into_inner(), "解压后的内容大得异常").await;
    let rows = "任务,举措\n".repeat(10_001);
    try_file(format!("工作任务,工作举措\n{rows}").as_bytes(), "最多读 10000 行").await;
    // A cell in the last column there is costs nothing and changes nothing.
    let mut wide =
        vec![vec!["工作任务".to_owned(), "工作举措".to_owned()], vec!["公布校历".to_owned(), "新".to_owned()]];
    wide[1].resize(16_383, String::new());
    wide[1].push("很远".into());
    send(&officer, "宽.xlsx", &workbook(&wide)).await;
    assert_eq!(imported(&app).await, 0);
});

db_test!(a_sheet_can_be_left_and_thrown_away_and_readers_send_none, async |app: Server| {
    given(&app).await;
    let officer = app.as_("edu").await;
    let review = send(&officer, "台账.csv", "工作任务,工作举措\n公布校历,新\n".as_bytes()).await;
    officer.get("/desk/ledger/import").await.ok().contains("等待确认").links_to(&review);
    officer.post(&format!("{review}/discard"), &[]).await.redirects_to("/desk/ledger/import").saying("什么都没有写入");
    officer.get(&review).await.ok().contains("放弃");
    officer.post(&format!("{review}/apply"), &[]).await.conflict("已经放弃");
    app.as_("leader").await.get("/desk/ledger/import").await.refused("不能使用这个页面");
    app.as_("leader").await.get("/desk/ledger").await.ok().lacks("导入");
    let acts = app.journal().await;
    assert_eq!(acts, ["ledger_import.uploaded", "ledger_import.discarded"]);
});
