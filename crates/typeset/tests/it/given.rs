//! Made-up documents, and what poppler says of what became of them.

use std::process::Command;

use gongkai_typeset::{Fonts, set};
use official::Block;
use paper::{FORMAT, Mark, Paper};

pub fn paragraph(text: &str) -> Block {
    Block::Paragraph { id: String::new(), text: text.into() }
}

pub fn heading(level: u8, text: &str) -> Block {
    Block::Heading { id: String::new(), level, text: text.into() }
}

pub fn item(level: u8, label: &str, text: &str) -> Block {
    Block::Item { id: String::new(), level, label: label.into(), text: text.into() }
}

pub fn table(caption: Option<&str>, head: usize, rows: &[&[&str]]) -> Block {
    let rows = rows.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect()).collect();
    Block::Table { id: String::new(), caption: caption.map(str::to_owned), head, rows }
}

/// A document of these blocks.
pub fn paper(blocks: Vec<Block>) -> Paper {
    Paper {
        format: FORMAT,
        title: "测试市人民政府办公室\n关于进一步做好停车管理工作的通知".into(),
        author: "测试市人民政府办公室".into(),
        letterhead: vec!["测试市人民政府办公室文件".into()],
        number: Some("测政办发〔2022〕7号".into()),
        mark: None,
        blocks,
        address: "https://zwgk.example.gov.cn/g/ceshi/documents/0198a7c2-1111-7000-8000-000000000001".into(),
        source: vec!["测试市政务公开，第 1 版，2022-08-15 09:00 公开".into()],
        published_at: 1_660_525_200_000,
    }
}

/// One with every kind of block, amended since.
pub fn whole() -> Paper {
    let body =
        "各级各部门要提高认识，明确责任，细化措施，确保各项任务落实到位，并于每月底前将进展情况报市停车管理办公室。";
    let blocks = vec![
        Block::Note { text: "（2022年3月30日市政府第5次常务会议通过）".into() },
        Block::Addressees {
            text: "各县（市、区）人民政府，市政府各部门、各直属机构：".into()
        },
        paragraph(&format!("为进一步规范停车秩序，现就有关事项通知如下。{body}")),
        heading(2, "第一章　总则"),
        item(4, "第一条", "为了规范机动车停放，根据有关法律法规，结合本市实际，制定本办法。"),
        heading(4, "一、总体要求"),
        heading(5, "（一）加强组织领导"),
        paragraph(body),
        heading(6, "1.明确责任"),
        item(7, "（1）", body),
        item(8, "①", "按月报送。"),
        item(5, "（二）", "加强宣传。联系电话 0123-4567890，邮箱 tingche@example.gov.cn。"),
        heading(4, "二、任务分工"),
        table(
            Some("停车管理任务分工表"),
            1,
            &[
                &["序号", "任务", "牵头单位", "完成时限"],
                &["1", "修订停车设施建设规划，公布公共停车场名录", "市自然资源局", "2022年9月底前"],
                &["2", "公布收费标准", "市发展改革委", "长期\n坚持"],
            ],
        ),
        table(None, 0, &[&["甲", "乙"], &["丙"]]),
        Block::Attachment { text: "附件：1.停车场名录".into() },
        Block::Attachment { text: "2.收费标准".into() },
        Block::Signature { text: "测试市人民政府办公室".into() },
        Block::Signature { text: "2022年3月30日".into() },
        paragraph("（此件公开发布）"),
        Block::Annex { id: "f1".into(), text: "附件1".into() },
        Block::Title { text: "停车场名录".into() },
        heading(4, "一、公共停车场"),
        paragraph(body),
        Block::Annex { id: "f2".into(), text: "附件2".into() },
        Block::Title { text: "收费标准".into() },
        table(Some("收费表"), 1, &[&["类别", "元每小时"], &["一类", "4"], &["二类", "2"]]),
        Block::Imprint {
            text: "抄送：市委办公室，市人大常委会办公室，市政协办公室，市监委，市法院，市检察院。".into(),
        },
        Block::Imprint { text: "测试市人民政府办公室　　　　2022年3月30日印发".into() },
    ];
    let note =
        "自 2023-05-01 起，被《测试市人民政府办公室关于修改部分文件的决定》（测政办发〔2023〕3号）修改：第一条。";
    Paper { mark: Some(Mark { word: "已修改".into(), notes: vec![note.into()] }), ..paper(blocks) }
}

pub fn pdf(paper: Paper) -> Vec<u8> {
    set(paper, Fonts::installed().unwrap()).unwrap()
}

/// What one of poppler's programs says of a file, `{}` standing for it.
pub fn told(program: &str, pdf: &[u8], arguments: &[&str]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("in.pdf");
    std::fs::write(&file, pdf).unwrap();
    let path = file.to_str().unwrap();
    let output = Command::new(program).args(arguments.iter().map(|one| if *one == "{}" { path } else { one })).output();
    let output = output.unwrap();
    assert!(output.status.success(), "{program}: {output:?}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// The text of a page from 1, all of it for 0, without its white space.
pub fn words(pdf: &[u8], page: usize) -> String {
    let number = page.to_string();
    let all = if page == 0 {
        told("pdftotext", pdf, &["{}", "-"])
    } else {
        told("pdftotext", pdf, &["-f", &number, "-l", &number, "{}", "-"])
    };
    all.split_whitespace().collect()
}

/// How many pages it has.
pub fn pages(pdf: &[u8]) -> usize {
    let about = told("pdfinfo", pdf, &["{}"]);
    about.lines().find_map(|line| line.strip_prefix("Pages:")).unwrap().trim().parse().unwrap()
}
