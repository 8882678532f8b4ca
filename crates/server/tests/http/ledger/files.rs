//! The filtered list as files and for paper.

use std::io::Cursor;

use calamine::{Data, Reader as _, Xlsx};
use testkit::{Answer, Client, db_test};

use super::given::{by, plan, task, town};
use crate::Server;

const COLUMNS: [&str; 11] = [
    "序号",
    "工作任务",
    "工作举措",
    "时限要求",
    "单位分管领导",
    "责任科室",
    "单位",
    "状态",
    "下一期限",
    "备注",
    "编号",
];

/// Two entries of education, of which one has a measure that a spreadsheet would take for a formula; one of transport.
async fn filled(app: &Server) -> Client {
    let t = town(app).await;
    let tasks = [
        task("公布校历，并解读", &t.education, &[("9月底前", by("2022-09-30"))]),
        task("公布招生", &t.education, &[]),
        task("公布路况", &t.transport, &[]),
    ];
    let p = plan(app, &t.government, 2022, &tasks).await;
    let path = format!("/desk/ledger/{}", p.entries[0]);
    let form = [
        ("version", "1"),
        ("status", "in_progress"),
        ("measure", "=HYPERLINK(\"http://x\")\n第二行"),
        ("leader", "+张三"),
        ("office_in_charge", "办公室"),
    ];
    let office = app.as_("office").await;
    office.post(&path, &form).await.redirects_to(&path);
    office
}

fn sheet(answer: &Answer) -> Vec<Vec<Data>> {
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(answer.bytes.clone())).unwrap();
    let formulas = book.worksheet_formula("台账").unwrap();
    assert!(formulas.used_cells().all(|(_, _, formula)| formula.is_empty()), "no formula anywhere");
    book.worksheet_range("台账").unwrap().rows().map(<[Data]>::to_vec).collect()
}

db_test!(the_excel_file_opens_with_the_columns_of_the_form_and_no_formula, async |app: Server| {
    let office = filled(&app).await;
    let answer = office.get("/desk/ledger.xlsx?q=公布").await.ok();
    assert!(answer.header("content-disposition").starts_with("attachment; filename*=UTF-8''"));
    let rows = sheet(&answer);
    assert_eq!(rows[0], COLUMNS.map(|name| Data::String(name.into())));
    let mut first: Vec<String> = rows[1].iter().map(ToString::to_string).collect();
    let code = first.pop().unwrap();
    assert!(code.ends_with("@2"), "{code} names the version");
    let expected = [
        "1",
        "1.公布校历，并解读",
        "=HYPERLINK(\"http://x\")\n第二行",
        "9月底前",
        "+张三",
        "办公室",
        "市教育局",
        "进行中",
        "2022-09-30 还有 33 个工作日",
        "",
    ];
    assert_eq!(first, expected);
    assert_eq!(rows.len(), 4);
});

db_test!(files_hold_the_filtered_list_in_the_order_of_the_plan, async |app: Server| {
    let office = filled(&app).await;
    let names = |answer: &Answer| sheet(answer).iter().skip(1).map(|row| row[1].to_string()).collect::<Vec<_>>();
    assert_eq!(names(&office.get("/desk/ledger.xlsx").await.ok()), ["1.公布校历，并解读", "2.公布招生", "3.公布路况"]);
    assert_eq!(names(&office.get("/desk/ledger.xlsx?q=招生").await.ok()), ["2.公布招生"]);
    let officer = app.as_("tra").await;
    assert_eq!(names(&officer.get("/desk/ledger.xlsx").await.ok()), ["3.公布路况"], "an officer gets the unit's own");
});

db_test!(the_csv_file_has_the_mark_that_excel_needs_and_cells_that_stay_text, async |app: Server| {
    let office = filled(&app).await;
    let answer = office.get("/desk/ledger.csv").await.ok();
    let text = answer.body();
    let text = text.strip_prefix('\u{feff}').expect("begins with the mark");
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    assert_eq!(reader.headers().unwrap(), &COLUMNS.to_vec());
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 3);
    assert_eq!(&rows[0][2], "'=HYPERLINK(\"http://x\")\n第二行");
    assert_eq!(&rows[0][4], "'+张三");
});

db_test!(the_list_for_paper_has_every_row_on_one_page, async |app: Server| {
    let office = filled(&app).await;
    let page = office.get("/desk/ledger/form").await.ok();
    page.contains("测试市政务公开工作台账").contains("共 3 条").contains("3 3.公布路况").contains("责任科室");
});

/// The text of a Word file, and its main part as it is.
fn word(answer: &Answer) -> (String, String) {
    let reading = text::read(&answer.bytes, "台账.docx", &text::Limits::default()).unwrap();
    let mut package = zip::ZipArchive::new(Cursor::new(&answer.bytes)).unwrap();
    let mut document = String::new();
    std::io::Read::read_to_string(&mut package.by_name("word/document.xml").unwrap(), &mut document).unwrap();
    (reading.text, document)
}

db_test!(the_word_file_is_the_form_with_its_heading_row_on_every_page, async |app: Server| {
    let office = filled(&app).await;
    let answer = office.get("/desk/ledger.docx").await.ok();
    assert!(answer.header("content-type").ends_with("wordprocessingml.document"));
    let (text, document) = word(&answer);
    assert!(text.starts_with("测试市政务公开工作台账\n填报单位：测试市　　导出日期：2022-08-15\n"), "{text}");
    assert!(text.contains(&COLUMNS[..9].join("\t")), "{text}");
    assert!(text.contains("3\t3.公布路况\t\t\t\t\t市交通局\t未开始\t—"), "{text}");
    assert!(text.contains("=HYPERLINK(\"http://x\") 第二行"), "{text}");
    assert_eq!(document.matches("<w:tblHeader").count(), 1, "the first row is repeated");
    assert!(document.contains("w:orient=\"landscape\"") && document.contains("黑体"));
});

db_test!(a_units_own_word_file_has_the_columns_of_the_form_alone, async |app: Server| {
    filled(&app).await;
    let (text, _) = word(&app.as_("tra").await.get("/desk/ledger.docx").await.ok());
    assert!(text.contains(&format!("{}\n1\t3.公布路况", COLUMNS[..6].join("\t"))), "{text}");
    assert!(text.starts_with("市交通局政务公开工作台账"), "{text}");
});
