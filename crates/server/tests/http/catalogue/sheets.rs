//! The catalogue goes out as a sheet, is edited, comes back: shown change by change, written once.

use std::io::Cursor;

use calamine::{Reader as _, Xlsx};
use rust_xlsxwriter::Workbook;
use testkit::{Client, db_test};

use super::{added, form, place};
use crate::Server;

type Table = Vec<Vec<String>>;

async fn exported(browser: &Client) -> Table {
    let answer = browser.get("/desk/catalogue.xlsx").await.ok();
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(answer.bytes)).unwrap();
    let range = book.worksheet_range("公开目录").unwrap();
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

async fn sent(browser: &Client, bytes: &[u8]) -> String {
    let answer = browser.upload("/desk/catalogue/import", &[], &[("file", "目录.xlsx", bytes)]).await;
    format!("/desk/catalogue/import{}", answer.redirects_below("/desk/catalogue/import"))
}

async fn written(browser: &Client, page: &str) -> testkit::Answer {
    let state = browser.get(page).await.ok().field("state").unwrap();
    browser.post(&format!("{page}/apply"), &[("state", &state)]).await
}

db_test!(a_sheet_comes_back_as_it_went_out, async |app: Server| {
    place(&app).await;
    let office = app.as_("office").await;
    office.post("/desk/catalogue/standard", &[]).await.redirects_to("/desk/catalogue");
    let path = added(&office, &[("code", "07"), ("content", "=1+1")]).await;
    let mut table = exported(&office).await;
    assert_eq!(table[0][..3], ["编码", "名称", "上级编码"]);
    let same = sent(&office, &workbook(&table)).await;
    office.get(&same).await.ok().contains("没有要写入的改动").lacks("不能读取");

    // One is changed, two are new, the lower before the upper; one cannot be read.
    let own = table.iter().position(|row| row[0] == "07").unwrap();
    table[own][6] = "每年3月底前".into();
    table[own][5] = "各部门、河西镇".into();
    let row = |cells: [&str; 9]| cells.map(String::from).to_vec();
    table.push(row(["08.01", "下面的", "08", "", "", "", "随时", "", ""]));
    table.push(row(["08", "上面的", "", "", "", "县财政局", "", "", ""]));
    table.push(row(["09", "错的", "没有的", "", "", "县水产局", "尽快", "", ""]));
    let page = sent(&office, &workbook(&table)).await;
    let shown = office.get(&page).await.ok().contains("每年3月31日前").contains("没有登记这些单位：县水产局");
    shown.contains("没有上级编码“没有的”").contains("“尽快”读不懂");
    office.get("/desk/catalogue?q=%E4%B8%8A%E9%9D%A2%E7%9A%84").await.ok().contains("没有符合条件");
    written(&office, &page).await.redirects_to("/desk/catalogue").saying("新增 2 项，修改 1 项");
    office.get(&path).await.ok().contains("每年3月31日前").contains("各部门、河西镇").contains("从表格写入");
    let again = exported(&office).await;
    assert!(again.iter().any(|row| row[..3] == ["08.01", "下面的", "08"].map(String::from)));
    office.get(&page).await.not_found();
});

db_test!(a_sheet_is_not_written_over_what_others_did_meanwhile, async |app: Server| {
    place(&app).await;
    let office = app.as_("office").await;
    let path = added(&office, &[]).await;
    let csv = "编码,名称,更新时限\n07,改过的名称,每季度\n".as_bytes();
    let page = sent(&office, csv).await;
    let state = office.get(&page).await.ok().field("state").unwrap();
    office.post(&format!("{path}/edit"), &form(&[("version", "1"), ("name", "别人改的")])).await.redirects_to(&path);
    office.post(&format!("{page}/apply"), &[("state", &state)]).await.conflict("什么都没有写入");
    office.get(&page).await.ok().contains("别人改的");
    written(&office, &page).await.redirects_to("/desk/catalogue");
    // Columns that the sheet has not are left alone.
    office.get(&path).await.ok().contains("改过的名称").contains("直达资金分配");

    let other = sent(&office, csv).await;
    office.post(&format!("{other}/discard"), &[]).await.redirects_to("/desk/catalogue/import");
    office.get(&other).await.not_found();
    office.post(&format!("{other}/apply"), &[("state", "")]).await.not_found();
});

db_test!(what_is_no_sheet_is_refused_with_the_way_out, async |app: Server| {
    place(&app).await;
    let office = app.as_("office").await;
    let upload = async |bytes: &[u8]| office.upload("/desk/catalogue/import", &[], &[("file", "a.xlsx", bytes)]).await;
    upload(b"PK\x03\x04broken").await.invalid("");
    upload("姓名,电话\n张三,1\n".as_bytes()).await.invalid("没有找到列名");
    office.upload("/desk/catalogue/import", &[], &[]).await.invalid("请先选择一个文件");
});
