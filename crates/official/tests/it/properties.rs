//! What holds for any text.

use std::collections::HashSet;

use gongkai_official::validity::statements;
use gongkai_official::{Block, diff, number, read, write};
use proptest::prelude::*;

/// Pieces that documents are made of, in any order.
fn piece() -> impl Strategy<Value = String> {
    let fixed = [
        "青山县人民政府文件",
        "青政发〔2024〕3号",
        "青山县人民政府",
        "关于印发停车管理办法的通知",
        "停车管理办法",
        "各乡镇人民政府，县政府各部门：",
        "第一章　总则",
        "第一条　为了管理停车，制定本办法。",
        "第二条之一 新增。",
        "第三条第二款修改为：“新的。”",
        "一、总体要求",
        "（一）任务。",
        "（一）身份证",
        "1.5",
        "1. 5%以上",
        "1.",
        "①甲",
        "本办法自2024年5月1日起施行，有效期五年。",
        "《旧办法》（青政发〔2010〕1号）同时废止。",
        "附件：1.清单",
        "2.目录",
        "附件1",
        "附件",
        "停车场名录",
        "序号\t名称",
        "1\t甲",
        "\t",
        "\t\t",
        "青山县人民政府\t2024年4月2日印发",
        "2024年4月1日",
        "2024年4月2日印发",
        "（此件公开发布）",
        "抄送：县委办公室，县人大常委会办公室，",
        "县政协办公室。",
        "— 2 —",
        "## 标题",
        "",
        "“",
        "”",
        "《",
        "》",
        "决定废止下列文件：",
        "现予公布",
        "表1 停车场",
    ];
    prop_oneof![8 => proptest::sample::select(fixed.to_vec()).prop_map(str::to_owned), 1 => "\\PC{0,12}", 1 => "[一二三第条款、（）()〔〕0-9年月日号《》“”， \t]{0,16}"]
}

fn text() -> impl Strategy<Value = String> {
    proptest::collection::vec((piece(), proptest::sample::select(vec!["\n", "\n\n", "", " "])), 0..40)
        .prop_map(|pieces| pieces.into_iter().map(|(piece, end)| piece + end).collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn what_is_written_reads_the_same(text in text()) {
        let blocks = read(&text).blocks;
        let written = write(&blocks);
        prop_assert_eq!(&read(&written).blocks, &blocks, "{}", written);
    }

    #[test]
    fn no_two_anchors_are_the_same(text in text()) {
        let read = read(&text);
        let mut seen = HashSet::new();
        for id in read.blocks.iter().filter_map(Block::id) {
            prop_assert!(seen.insert(id.to_owned()), "{} twice", id);
            prop_assert!(id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-'));
        }
    }

    #[test]
    fn statements_and_numbers_lie_in_the_text(text in text()) {
        for found in statements(&text) {
            prop_assert!(text.get(found.at.clone()).is_some_and(|part| !part.is_empty()), "{:?}", found);
        }
        for (at, number) in number::find_all(&text) {
            prop_assert!(text.get(at).is_some());
            prop_assert_eq!(number::parse(&number.to_string()).map(|n| n.key()), Some(number.key()));
        }
    }

    #[test]
    fn a_difference_names_every_block_once(old in text(), new in text()) {
        let (old, new) = (read(&old).blocks, read(&new).blocks);
        let pairs = diff::clauses(&old, &new);
        let mut olds: Vec<usize> = pairs.iter().filter_map(|pair| pair.old).collect();
        olds.sort_unstable();
        prop_assert_eq!(olds, (0..old.len()).collect::<Vec<_>>());
        let news: Vec<usize> = pairs.iter().filter_map(|pair| pair.new).collect();
        prop_assert_eq!(news, (0..new.len()).collect::<Vec<_>>());
    }

    #[test]
    fn any_characters_are_read(text in "\\PC*") {
        let _ = read(&text);
        let _ = statements(&text);
    }
}
