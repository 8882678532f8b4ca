//! Text that would be more than text elsewhere, and documents that nobody meant to write.

use super::given::{heading, item, pages, paper, paragraph, pdf, table, words};
use official::Block;

#[test]
fn markup_and_code_stay_text() {
    let texts = [
        "#import \"/etc/passwd\": *",
        "#read(\"/etc/passwd\")",
        "]#panic(1)[",
        "$ x^2 $ \\ \\u{41} *甲* _乙_ `丙` <label> @ref = 标题 - 项 + 项 / 丁: 戊",
        "// 注释 /* 注释 */ ~ -- --- ...",
        "https://example.com/?a=1&b=<script>",
    ];
    let mut blocks: Vec<Block> = texts.iter().map(|text| paragraph(text)).collect();
    blocks.extend(texts.iter().map(|text| heading(4, text)));
    blocks.extend(texts.iter().map(|text| item(5, text, text)));
    blocks.push(table(Some(texts[0]), 1, &[&texts[..3], &texts[3..]]));
    let mut paper = paper(blocks);
    paper.title = texts[2].into();
    paper.number = Some(texts[1].into());
    paper.letterhead = vec![texts[3].into()];
    paper.author = texts[0].into();
    let all = words(&pdf(paper), 0);
    for text in texts {
        // A break may stand in a long run.
        let wanted: String = text.split_whitespace().collect();
        assert!(all.replace('\u{200B}', "").contains(&wanted), "{wanted} in {all}");
    }
}

#[test]
fn what_no_font_has_is_replaced_and_said() {
    let all = words(&pdf(paper(vec![paragraph("笑脸\u{1F600}和\u{E123}，常用字𠮷、㐀照写。")])), 0);
    assert!(all.contains("笑脸〓和〓") && all.contains("𠮷、㐀照写"), "{all}");
    assert!(all.contains("有2个字现有字体里没有"), "{all}");
}

#[test]
fn odd_documents_are_set_too() {
    let long = "字".repeat(20_000);
    let latin = "a".repeat(3_000);
    let wide: Vec<&str> = vec!["甲"; 40];
    let odd = [
        vec![],
        vec![paragraph(&long)],
        vec![paragraph(&latin), heading(8, &latin), item(4, &latin, "")],
        vec![table(Some(&long[..900]), 9, &[&wide, &wide])],
        vec![table(None, 0, &[&[&long[..30_000], "甲"]])],
        vec![Block::Signature { text: "2022年3月30日\n\n".into() }, Block::Imprint { text: "\u{3000}".into() }],
        vec![
            Block::Annex { id: String::new(), text: "附件1".into() },
            Block::Annex { id: String::new(), text: "附件2".into() },
        ],
        vec![Block::Imprint { text: "抄送：某某。".into() }, paragraph("后面还有。")],
        vec![Block::Letterhead { text: "又一个文件".into() }, Block::Number { text: "〔2022〕1号".into() }],
    ];
    for (index, blocks) in odd.into_iter().enumerate() {
        assert!(pages(&pdf(paper(blocks))) > 0, "{index}");
    }
    let mut bare = paper(Vec::new());
    (bare.title, bare.author, bare.address) = ("\u{202E}".into(), String::new(), "/g/ceshi/documents/1".into());
    (bare.letterhead, bare.number, bare.source) = (vec![String::new()], Some(String::new()), Vec::new());
    assert!(words(&pdf(bare), 0).contains("公开页面：/g/ceshi/documents/1"));
}
