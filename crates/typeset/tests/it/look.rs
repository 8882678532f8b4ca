//! What an ordinary document looks like, and what programs for the blind find in it.

use super::given::{heading, item, pages, paper, paragraph, pdf, table, told, whole, words};
use official::Block;

#[test]
fn every_kind_of_block_is_on_paper_in_its_order() {
    let pdf = pdf(whole());
    let all = words(&pdf, 0);
    let order = [
        "已修改自2023-05-01起",
        "测试市人民政府办公室文件",
        "测政办发〔2022〕7号",
        "关于进一步做好停车管理工作的通知",
        "（2022年3月30日市政府第5次常务会议通过）",
        "各县（市、区）人民政府",
        "第一章",
        "第一条",
        "一、总体要求",
        "（一）加强组织领导",
        "1.明确责任",
        "（1）各级",
        "①按月报送",
        "二、任务分工",
        "停车管理任务分工表",
        "修订停车设施建设规划",
        "附件：1.停车场名录",
        "2.收费标准",
        "2022年3月30日",
        "（此件公开发布）",
        "附件1",
        "附件2",
        "收费表",
        "抄送：市委办公室",
        "2022年3月30日印发",
        "公开页面：https://zwgk.example.gov.cn/g/ceshi/documents/0198a7c2-1111-7000-8000-000000000001",
        "第1版",
    ];
    let mut rest = all.as_str();
    for part in order {
        let at = rest.find(part).unwrap_or_else(|| panic!("{part} is not in its place in {all}"));
        rest = &rest[at + part.len()..];
    }
    assert!(!all.contains('〓'), "{all}");
    let count = pages(&pdf);
    assert!(words(&pdf, count).starts_with("附件2") && words(&pdf, count - 1).starts_with("附件1"));
    assert!(words(&pdf, 2).contains("—2—"));
}

#[test]
fn it_is_tagged_and_says_its_language_title_and_time() {
    let pdf = pdf(whole());
    let about = told("pdfinfo", &pdf, &["{}"]);
    let says = |name: &str, value: &str| about.lines().any(|line| line.starts_with(name) && line.contains(value));
    assert!(
        says("Tagged:", "yes") && says("Title:", "停车管理工作的通知") && says("Author:", "测试市人民政府办公室"),
        "{about}"
    );
    assert!(says("Page size:", "A4") && says("CreationDate:", "Aug 15 0"), "{about}");
    let tags = told("pdfinfo", &pdf, &["-struct", "{}"]);
    for tag in ["H1", "H2", "P (", "Table", "TR", "TH", "TD", "Link"] {
        assert!(tags.contains(tag), "{tag} in {tags}");
    }
    assert!(String::from_utf8_lossy(&pdf).contains("pdfuaid:part"), "it says that it is PDF/UA");
    let fonts = told("pdffonts", &pdf, &["{}"]);
    let embedded = fonts.lines().skip(2).all(|line| line.contains("yes yes yes"));
    assert!(embedded, "{fonts}");
}

#[test]
fn the_same_document_is_the_same_file() {
    assert_eq!(pdf(whole()), pdf(whole()));
    let mut other = whole();
    other.source.push("更正：日期".into());
    assert_ne!(pdf(whole()), pdf(other));
}

#[test]
fn the_head_of_a_table_is_repeated_on_every_page() {
    let rows: Vec<[String; 2]> = (1..=120).map(|n| [n.to_string(), format!("第{n}项任务")]).collect();
    let mut all: Vec<Vec<&str>> = vec![vec!["序号", "任务名称"]];
    all.extend(rows.iter().map(|row| row.iter().map(String::as_str).collect()));
    let all: Vec<&[&str]> = all.iter().map(Vec::as_slice).collect();
    let pdf = pdf(paper(vec![table(Some("任务表"), 1, &all)]));
    let count = pages(&pdf);
    assert!(count > 3, "{count}");
    for page in 1..=count {
        assert!(words(&pdf, page).contains("任务名称"), "page {page}");
    }
    assert!(words(&pdf, 0).contains("第120项任务"));
}

#[test]
fn a_document_without_letterhead_or_signature_has_its_number_under_its_title() {
    let mut paper = paper(vec![paragraph("正文。")]);
    paper.letterhead.clear();
    let pdf = pdf(paper);
    assert!(words(&pdf, 1).contains("停车管理工作的通知测政办发〔2022〕7号正文。"), "{}", words(&pdf, 1));
    assert_eq!(pages(&pdf), 1);
}

#[test]
fn two_hundred_pages_are_set() {
    let text = "各级各部门要提高认识，明确责任，细化措施，确保各项任务落实到位。".repeat(8);
    let mut blocks = Vec::new();
    for chapter in 1..=70 {
        blocks.push(heading(4, &format!("{chapter}、工作任务")));
        blocks.extend((1..=7).map(|n| item(6, &format!("{n}."), &text)));
        blocks.push(table(None, 1, &[&["任务", "单位"], &["公开", "市政府办公室"]]));
    }
    blocks.push(Block::Signature { text: "2022年3月30日".into() });
    let pdf = pdf(paper(blocks));
    assert!(pages(&pdf) >= 200, "{}", pages(&pdf));
    assert!(pdf.len() < 64 << 20);
}
