//! The result of a clean-up: its text, and what it does to each document.

use kernel::{Time, new_id};

use super::domain::{Choice, Cleanup, Line};
use crate::domain::{Decided, Relation};

const NUMERALS: [&str; 4] = ["一", "二", "三", "四"];

/// Lines on which the office decided that way, each with its reason.
fn group(lines: &[Line], choice: Choice) -> Vec<(&Line, &str)> {
    let decided = lines.iter().filter_map(|line| Some((line, line.decision.as_ref()?)));
    decided.filter(|(_, one)| one.choice == choice).map(|(line, one)| (line, one.reason.as_str())).collect()
}

/// A cell of a table is one line without tabs.
fn cell(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The text of the announcement (`unit` is the name of the one unit, empty for all): what was looked at, and the groups as tables.
pub(crate) fn body(cleanup: &Cleanup, government: &str, unit: &str, lines: &[Line]) -> String {
    let basis = cleanup.basis.trim_start_matches("根据").trim_end_matches(['，', '。']);
    let (count, what) = (lines.len(), cleanup.scope.words(unit));
    let mut out = format!("根据{basis}，{government}对{what}进行了清理，共 {count} 件。现将清理结果公告如下。\n");
    let groups = Choice::ALL.into_iter().map(|choice| (choice, group(lines, choice)));
    for ((choice, found), numeral) in groups.filter(|(_, found)| !found.is_empty()).zip(NUMERALS) {
        out.push_str(&format!("{numeral}、{}的文件（{} 件）\n\n", choice.name(), found.len()));
        out.push_str(if choice.needs_reason() {
            "序号\t文件名称\t发文字号\t理由\n"
        } else {
            "序号\t文件名称\t发文字号\n"
        });
        for (place, (line, reason)) in found.iter().enumerate() {
            let number = if line.number.is_empty() { "无" } else { &line.number };
            out.push_str(&format!("{}\t{}\t{number}", place + 1, cell(&line.title)));
            if choice.needs_reason() {
                out.push_str(&format!("\t{}", cell(reason)));
            }
            out.push('\n');
        }
        out.push('\n');
    }
    out
}

/// How many there are of each, in one sentence.
pub(crate) fn summary(lines: &[Line]) -> String {
    let counts = Choice::ALL.map(|choice| (choice.name(), group(lines, choice).len()));
    let counts = counts.iter().filter(|(_, count)| *count > 0).map(|(name, count)| format!("{name} {count} 件"));
    format!("清理文件 {} 件：{}。", lines.len(), counts.collect::<Vec<_>>().join("，"))
}

/// What the announcement does to each document: the office decided it, so nobody is asked again.
pub(crate) fn relations(now: Time, document_id: &str, lines: &[Line]) -> Vec<Relation> {
    let decided = lines.iter().filter_map(|line| {
        let decision = line.decision.as_ref()?;
        Some((line, decision.choice.effect()?, &decision.reason))
    });
    let relation = |(line, effect, reason): (&Line, _, &String)| Relation {
        id: new_id(now),
        document_id: document_id.to_owned(),
        effect,
        decided: Decided::Confirmed,
        target_title: line.title.clone(),
        target_number: line.number.clone(),
        target_key: crate::public::number_key(Some(&line.number)),
        target_id: Some(line.document_id.clone()),
        words: reason.clone(),
        quote: String::new(),
    };
    decided.map(relation).collect()
}

#[cfg(test)]
mod tests {
    use super::super::domain::{LineStage, Scope, Verdict};
    use super::*;
    use crate::domain::Kind;

    fn line(title: &str, choice: Choice, reason: &str) -> Line {
        Line {
            id: title.into(),
            cleanup_id: "c".into(),
            document_id: title.into(),
            unit_id: "u".into(),
            kind: Kind::by_code("normative").unwrap(),
            title: title.into(),
            number: String::new(),
            issued_on: None,
            position: 1,
            stage: LineStage::Decided,
            proposal: None,
            proposed_by_name: String::new(),
            decision: Some(Verdict { choice, reason: reason.into() }),
            decided_by_name: "公开办".into(),
            returned: String::new(),
            version: 1,
        }
    }

    #[test]
    fn the_text_is_read_as_headings_and_tables() {
        let cleanup = Cleanup {
            id: "c".into(),
            government_id: "g".into(),
            title: "清理".into(),
            basis: "根据《规定》，".into(),
            answer_by: "2022-09-30".parse().unwrap(),
            scope: Scope { kinds: vec![Kind::by_code("normative").unwrap()], ..Scope::default() },
            begun_by_name: "公开办".into(),
            begun_at: Time(0),
            result: None,
            given_up: None,
            version: 1,
        };
        let lines = [
            line("停车办法", Choice::Repeal, "已有\n新规定"),
            line("供水办法", Choice::Keep, ""),
            line("供热办法", Choice::Revise, "与上位法不一致"),
        ];
        let text = body(&cleanup, "某市人民政府", "", &lines);
        assert!(text.starts_with("根据《规定》，某市人民政府对行政规范性文件进行了清理，共 3 件。"), "{text}");
        let of_one = body(&cleanup, "某市人民政府", "市教育局", &lines);
        assert!(of_one.contains("对市教育局制定的行政规范性文件进行了清理"), "{of_one}");
        let tables: Vec<_> = official::read(&text)
            .blocks
            .into_iter()
            .filter(|block| matches!(block, official::Block::Table { .. }))
            .collect();
        assert_eq!(tables.len(), 3, "{text}");
        assert!(
            text.contains("三、废止的文件（1 件）\n\n序号\t文件名称\t发文字号\t理由\n1\t停车办法\t无\t已有 新规定\n")
        );
        // What is to be revised stays as it is.
        let done = relations(Time(0), "d", &lines);
        assert_eq!(done.iter().map(|one| one.effect.code()).collect::<Vec<_>>(), ["repeals", "keeps"]);
        assert_eq!(summary(&lines), "清理文件 3 件：继续有效 1 件，拟修改 1 件，废止 1 件。");
    }
}
