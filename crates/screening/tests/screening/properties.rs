//! What holds for any text: no panic, order, masks that leave nothing and touch nothing else, cost in proportion.

use std::time::Instant;

use gongkai_screening::{Finding, WordList, mask, screen};
use proptest::prelude::*;

use crate::made_up::{Dice, bank_card, grouped, mobile, resident_id, wide};

fn words() -> WordList {
    WordList::parse("旧称 => 新名\n某词\nabc").expect("a list")
}

/// Texts in which findings are likely, next to each other and to what disturbs them.
fn texts() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        any::<u64>().prop_map(|seed| resident_id(&mut Dice(seed))),
        any::<u64>().prop_map(|seed| mobile(&mut Dice(seed))),
        any::<u64>().prop_map(|seed| bank_card(&mut Dice(seed), 19)),
        any::<u64>().prop_map(|seed| grouped(&mobile(&mut Dice(seed)), &[3, 4], " ")),
        any::<u64>().prop_map(|seed| wide(&grouped(&resident_id(&mut Dice(seed)), &[6, 8], "-"))),
        "[0-9]{1,8}",
        "[ \\-.,*\\t\\n|:/]{1,2}",
        proptest::sample::select(vec![
            "身份证号",
            "姓名\t手机\t住址\n",
            "人民路",
            "12号",
            "3栋502室",
            "某镇某村",
            "组",
            "京A12345",
            "a@example.com",
            "旧称",
            "某词",
            "ABC",
            "住",
            "护照E12345678",
            "通行证H12345678",
            "QQ：12345678",
            "住宅电话0510-81234567",
            "1990年1月2日出生",
            "元",
            "，",
            "\u{200b}",
            "①",
            "X",
        ])
        .prop_map(str::to_owned),
        any::<char>().prop_map(|c| c.to_string()),
    ];
    proptest::collection::vec(piece, 0..14).prop_map(|pieces| pieces.concat())
}

fn blocking(findings: &[Finding]) -> Vec<&Finding> {
    findings.iter().filter(|finding| finding.blocks).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn findings_stand_in_order_and_quote_the_text(text in texts()) {
        let mut end = 0;
        for finding in screen(&text, &words()) {
            prop_assert!(finding.at.start >= end && finding.at.end > finding.at.start);
            prop_assert_eq!(&text[finding.at.clone()], &finding.text);
            end = finding.at.end;
        }
    }

    #[test]
    fn what_is_masked_blocks_no_more(text in texts()) {
        let mut masked = text;
        // What one finding hid behind another may come up once: the desk screens again after each mask.
        for _ in 0..1 {
            let findings = screen(&masked, &words());
            masked = mask(&masked, &blocking(&findings));
        }
        let left = screen(&masked, &words());
        prop_assert!(blocking(&left).is_empty(), "{masked:?} {left:#?}");
    }

    #[test]
    fn masks_change_findings_only(text in texts()) {
        let findings = screen(&text, &words());
        let masked = mask(&text, &findings.iter().collect::<Vec<_>>());
        let mut rest = masked.as_str();
        let mut begun = 0;
        for finding in &findings {
            let between = &text[begun..finding.at.start];
            let at = rest.find(between);
            prop_assert!(at.is_some());
            rest = &rest[at.unwrap_or(0) + between.len()..];
            begun = finding.at.end;
        }
        prop_assert!(rest.ends_with(&text[begun..]));
    }

    #[test]
    fn any_text_is_screened(text in any::<String>()) {
        let findings = screen(&text, &words());
        prop_assert!(mask(&text, &[]) == text && !mask(&text, &findings.iter().collect::<Vec<_>>()).is_empty() || text.is_empty());
    }
}

#[test]
fn twice_the_text_costs_about_twice_the_time() {
    for piece in
        ["1", "1 ", "13800 ", "人民路", "12号", "a@", "身份证\t", "京A1", "人", "*", "QQ:a", "a.", "0510-", "十"]
    {
        let took = |length: usize| {
            let text = piece.repeat(length / piece.len());
            let begun = Instant::now();
            std::hint::black_box(screen(&text, &words()));
            begun.elapsed()
        };
        took(1 << 12);
        // In proportion would be 8; quadratic would be 64, each time. The machine may be busy now and then.
        let in_proportion = |_| took(1 << 17) < took(1 << 14) * 32 + std::time::Duration::from_millis(200);
        assert!((0..20).any(in_proportion), "{piece}");
    }
}
