//! What holds for every text, plan or not.

use gongkai_plan::{Extraction, Task, extract};
use proptest::prelude::*;

/// Words of plans in any order reach more of the reader than random letters do.
fn planlike() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "一、",
        "二、",
        "（一）",
        "(二)",
        "1.",
        "2．",
        "（1）",
        "①",
        "一是",
        "二是",
        "第一条",
        "附件",
        "附件1：",
        "抄送：",
        "# ",
        "- ",
        "**",
        "\n",
        "\n\n",
        "\t",
        "|",
        "|---|",
        "　　",
        " ",
        "。",
        "，",
        "；",
        "：",
        "、",
        "（",
        "）",
        "【",
        "】",
        "《",
        "》",
        "责任单位：",
        "牵头单位：",
        "完成时限：",
        "责任分工：",
        "市财政局",
        "各县（市、区）政府",
        "县司法局牵头",
        "各部门配合",
        "等有关部门",
        "和",
        "及",
        "2022年9月底前",
        "年底前",
        "按季度公开",
        "每年至少听取1次",
        "20个工作日内",
        "信息形成之日起",
        "不少于30日",
        "长期坚持",
        "序号",
        "工作任务",
        "具体要求",
        "责任单位",
        "时限要求",
        "分管领导",
        "推进政策解读",
        "做好信息公开工作",
        "总体要求",
        "工作要点",
        "departments",
        "and",
        "〔2022〕1号",
        "2022年3月30日",
        "印发",
        "（此件公开发布）",
        "- 2 -",
        "う",
        "\u{feff}",
    ]);
    prop::collection::vec(words, 0..120).prop_map(|words| words.concat())
}

fn squeeze(text: &str) -> String {
    text.chars()
        .filter(|c| {
            !(c.is_whitespace()
                || c.is_control()
                || matches!(*c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}'))
        })
        .collect()
}

/// The text before its repairs.
fn unrepaired(task: &Task) -> String {
    let mut text = task.text.clone();
    for fix in task.fixes.iter().filter(|fix| fix.field == "text").rev() {
        if let Some(at) = text.rfind(&fix.to) {
            text.replace_range(at..at + fix.to.len(), &fix.from);
        }
    }
    text
}

fn check(source: &str, extraction: &Extraction) -> Result<(), TestCaseError> {
    let lines = source.split('\n').count();
    for (index, task) in extraction.tasks.iter().enumerate() {
        prop_assert_eq!(task.id, index + 1);
        prop_assert!(!task.text.is_empty());
        let mut from_spans = String::new();
        let mut last = 0;
        for span in &task.spans {
            prop_assert!(last <= span.start && span.start < span.end && span.end <= source.len());
            prop_assert!(source.is_char_boundary(span.start) && source.is_char_boundary(span.end));
            last = span.end;
            from_spans.push_str(&squeeze(&source[span.start..span.end]));
        }
        prop_assert_eq!(&from_spans, &unrepaired(task), "the text is what stands in its spans");
        let (first, end) = task.src_lines;
        prop_assert!(1 <= first && first <= end && end <= lines);
        for due in &task.due {
            let printed =
                task.text.contains(&due.raw) || task.due_cell.as_ref().is_some_and(|cell| cell.contains(&due.raw));
            prop_assert!(printed, "{} is printed nowhere", due.raw);
        }
        for (_, confidence) in task.confidence.fields() {
            prop_assert!((0.0..=1.0).contains(&confidence.value));
            prop_assert_eq!(confidence.value < 1.0, !confidence.reasons.is_empty());
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn tasks_of_plan_words_stand_where_they_say(source in planlike()) {
        check(&source, &extract(&source, "words"))?;
    }

    #[test]
    fn tasks_of_any_text_stand_where_they_say(source in any::<String>()) {
        check(&source, &extract(&source, "any"))?;
    }

    #[test]
    fn the_json_form_reads_back(source in planlike()) {
        let extraction = extract(&source, "words");
        let json = serde_json::to_string(&extraction).expect("json");
        let back: Extraction = serde_json::from_str(&json).expect("the same shape");
        prop_assert_eq!(back, extraction);
    }

    #[test]
    fn the_same_text_reads_the_same(source in planlike()) {
        prop_assert_eq!(extract(&source, ""), extract(&source, ""));
    }
}
