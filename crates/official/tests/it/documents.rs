//! Made-up documents, read whole.

use gongkai_official::validity::{ChangeKind, Period, Statement, statements};
use gongkai_official::{Block, Date, Form, looks_normative, read, write};

const NOTICE: &str = "青山县人民政府办公室文件\n青政办发[2024] 7 号\n\n青山县人民政府办公室\n关于印发青山县停车管理办法的通知\n\n各乡镇人民政府，县政府各部门、\n各直属机构：\n\
    《青山县停车管理办法》已经县政府同意，现印发给你们，请认真贯彻执行。\n附件：1.停车场名录\n2.收费标准表\n青山县人民政府办公室\n二〇二四年四月二日\n（此件公开发布）\n\
    青山县停车管理办法\n第一章　总则\n第一条　为了管理停车，根据《中华人民共和国道路交通安全法》，制定本办法。\n第二条　停车场应当：\n（一）公开收费；\n（二）保持整洁。\n\
    第二章　附则\n第三条　本办法自2024年5月1日起施行，有效期至2029年4月30日。《青山县停车管理暂行规定》（青政办发〔2019〕3号）同时废止。\n\
    附件1\n停车场名录\n\n序号\t名称\n1\t东门停车场\n\n抄送：县委办公室，县人大常委会办公室。\n青山县人民政府办公室 2024年4月3日印发\n";

fn day(text: &str) -> Date {
    text.parse().expect("a date")
}

#[test]
fn a_notice_with_measures_and_annexes_is_read_whole() {
    let read = read(NOTICE);
    assert_eq!(read.title.as_deref(), Some("青山县人民政府办公室关于印发青山县停车管理办法的通知"));
    assert_eq!(read.number.as_ref().map(ToString::to_string).as_deref(), Some("青政办发〔2024〕7号"));
    assert_eq!(read.issuers, ["青山县人民政府办公室"]);
    assert_eq!((read.issued_on, read.printed_on), (Some(day("2024-04-02")), Some(day("2024-04-03"))));
    assert_eq!(read.addressees, ["各乡镇人民政府", "县政府各部门", "各直属机构"]);
    assert_eq!(read.attachments, ["停车场名录", "收费标准表"]);
    assert_eq!(read.disclosure.as_deref(), Some("此件公开发布"));
    assert_eq!(read.form, Some(Form::Circular));
    assert_eq!(looks_normative(&read), Some(true));
    assert!(read.doubts.is_empty(), "{:?}", read.doubts);
    let ids: Vec<&str> = read.blocks.iter().filter_map(Block::id).collect();
    assert_eq!(ids, ["p1", "c1", "a1", "a2", "a2-1", "a2-2", "c2", "a3", "f1", "f1-t1"]);
    let said: Vec<Statement> = statements(NOTICE).into_iter().map(|found| found.statement).collect();
    assert_eq!(said.len(), 3, "{said:?}");
    assert_eq!(said[0], Statement::EffectiveOn { date: day("2024-05-01") });
    assert_eq!(said[1], Statement::ExpiresOn { date: day("2029-04-30") });
    let Statement::Repeals { target } = &said[2] else { panic!("{said:?}") };
    assert_eq!(target.title.as_deref(), Some("青山县停车管理暂行规定"));
    assert_eq!(target.number.as_ref().map(ToString::to_string).as_deref(), Some("青政办发〔2019〕3号"));
}

#[test]
fn an_empty_text_is_a_document_with_doubts() {
    let read = read("");
    assert!(read.blocks.is_empty());
    assert_eq!(read.doubts.len(), 4);
    assert!(statements("").is_empty());
}

/// Kinds and targets of the statements of a text.
fn said(text: &str) -> Vec<String> {
    let name = |target: &gongkai_official::validity::Target| {
        target.title.clone().or(target.number.as_ref().map(ToString::to_string)).unwrap_or_default()
    };
    let words = |statement: Statement| match statement {
        Statement::EffectiveOn { date } => format!("from {date}"),
        Statement::EffectiveOnIssue => "from issue".to_owned(),
        Statement::EffectiveAfterDays { days } => format!("{days} days after issue"),
        Statement::ExpiresOn { date } => format!("to {date}"),
        Statement::ExpiresAfter { period: Period::Years(years) } => format!("for {years} years"),
        Statement::ExpiresAfter { period: Period::Months(months) } => format!("for {months} months"),
        Statement::Repeals { target } => format!("repeals {}", name(&target)),
        Statement::Amends { target, changes } => format!("amends {} in {} places", name(&target), changes.len()),
        Statement::Replaces { target } => format!("replaces {}", name(&target)),
        Statement::Implements { target } => format!("implements {}", name(&target)),
        Statement::Interprets { target } => format!("interprets {}", name(&target)),
        Statement::Trial { period } => format!("on trial {period:?}"),
    };
    statements(text).into_iter().map(|found| words(found.statement)).collect()
}

#[test]
fn times_of_effect_are_read_and_the_terms_of_other_things_are_not() {
    let cases: [(&str, &[&str]); 9] = [
        ("第九条 本办法自发布之日起施行，有效期五年。", &["from issue", "for 5 years"]),
        ("本规定自印发之日起30日后施行。", &["30 days after issue"]),
        ("本公告有效期自2023年12月1日起至2025年12月31日。", &["from 2023-12-01", "to 2025-12-31"]),
        ("许可证有效期为5年。", &[]),
        ("本市营业执照有效期5年。", &[]),
        ("根据《某法》（2013年1月1日起施行）的规定办理。", &[]),
        ("2008年4月1日起施行的《某办法》规定了分类。", &[]),
        ("将第三条修改为：“本办法自2030年1月1日起施行。”", &[]),
        ("本办法自2023年2月30日起施行。", &[]),
    ];
    for (text, expected) in cases {
        assert_eq!(said(text), expected, "{text}");
    }
}

#[test]
fn repeals_are_read_with_every_target() {
    let cases: [(&str, &[&str]); 9] = [
        (
            "原《甲市停车办法》（甲政发〔2001〕1号）、《乙市停车办法》同时废止。",
            &["repeals 甲市停车办法", "repeals 乙市停车办法"],
        ),
        (
            "甲局公告2015年第57号、2016年第52号和2017年第26号同时废止。",
            &["repeals 甲局公告2015年第57号", "repeals 甲局公告2016年第52号", "repeals 甲局公告2017年第26号"],
        ),
        (
            "2005年1月4日甲部令第124号公布、根据2010年11月26日甲部令第198号修改的《甲部征收办法》同时废止。",
            &["repeals 甲部征收办法"],
        ),
        ("甲局公告2021年第86号附件2、4同时废止。", &["amends 甲局公告2021年第86号 in 1 places"]),
        ("现决定废止《甲市管理办法》（甲政发〔2001〕1号）。", &["repeals 甲市管理办法"]),
        ("根据《甲市立法条例》，《乙市管理办法》予以废止。", &["repeals 乙市管理办法"]),
        ("持有的《预先裁定书》自动失效。", &[]),
        ("《甲市管理办法》已废止。", &[]),
        ("行政机关应当及时修改或者废止《甲市管理办法》。", &[]),
    ];
    for (text, expected) in cases {
        assert_eq!(said(text), expected, "{text}");
    }
}

#[test]
fn lists_of_what_ends_are_read_from_lines_and_tables() {
    let text = "青山县人民政府关于公布规范性文件清理结果的通知\n各乡镇人民政府：\n现将结果公布如下。\n\
        附件1\n继续有效的规范性文件目录\n1.《青山县绿化办法》（青政发〔2020〕1号）\n附件2\n废止的规范性文件目录\n\n\
        序号\t文件名称\t文号\n1\t关于加强市场管理的通知\t青政发〔2001〕2号\n2\t青山县集市管理办法\t青政发〔2003〕9号\n\n\
        附件3\n宣布失效的文件目录（共2件）\n1.关于转发《某意见》的通知（青政办发〔2004〕4号）\n2.《青山县春季造林通知》（青政办发〔2005〕5号）\n附件4\n修改的文件\n1.《青山县水利办法》（青政发〔2006〕6号）\n";
    let expected = [
        "repeals 关于加强市场管理的通知",
        "repeals 青山县集市管理办法",
        "repeals 关于转发《某意见》的通知",
        "repeals 青山县春季造林通知",
    ];
    assert_eq!(said(text), expected);
}

#[test]
fn amendments_are_read_with_their_changes() {
    let text = "青山县人民政府关于修改《青山县停车管理办法》的决定\n青山县人民政府决定对《青山县停车管理办法》（青政发〔2019〕3号）作如下修改：\n\
        一、将第三条第二款中的“交通局”修改为“交通运输局”。\n二、删去第五条。\n三、第六条修改为：\n“停车场应当公开收费。\n“收费标准称为“标准”，由县政府定。”\n\
        四、增加一条，作为第八条：“本办法由县交通运输局解释。”\n本决定自公布之日起施行。\n";
    let found = statements(text);
    let Some(Statement::Amends { target, changes }) =
        found.iter().map(|f| f.statement.clone()).find(|s| matches!(s, Statement::Amends { .. }))
    else {
        panic!("{found:?}")
    };
    assert_eq!(target.number.map(|n| n.to_string()).as_deref(), Some("青政发〔2019〕3号"));
    let clauses: Vec<_> = changes.iter().map(|change| change.clause.as_deref().unwrap_or("-")).collect();
    assert_eq!(clauses, ["第三条第二款", "第五条", "第六条", "第八条"]);
    assert_eq!(changes[0].kind, ChangeKind::Replace { from: "交通局".to_owned(), to: "交通运输局".to_owned() });
    assert_eq!(changes[1].kind, ChangeKind::Delete { words: None });
    assert_eq!(
        changes[2].kind,
        ChangeKind::Rewrite {
            to: "停车场应当公开收费。\n收费标准称为‘标准’，由县政府定。".to_owned()
        }
    );
    assert_eq!(changes[3].kind, ChangeKind::Insert { text: "本办法由县交通运输局解释。".to_owned() });
    assert_eq!(said(text).last().map(String::as_str), Some("from issue"));
}

#[test]
fn what_a_document_carries_out_or_explains_is_read() {
    let cases: [(&str, &[&str]); 5] = [
        ("《青山县停车管理办法》政策解读\n该办法自2024年5月1日起施行。", &["interprets 青山县停车管理办法"]),
        ("青山县实施《某某省停车条例》办法\n第一条 略。", &["implements 某某省停车条例"]),
        ("青山县停车管理办法（试行）\n第一条 略。", &["on trial None"]),
        ("为贯彻落实《某某省停车工作意见》（某政发〔2024〕1号），制定本实施方案。", &["implements 某某省停车工作意见"]),
        ("根据《某某省停车条例》，制定本规定。", &[]),
    ];
    for (text, expected) in cases {
        assert_eq!(said(text), expected, "{text}");
    }
}

#[test]
fn an_imprint_in_a_table_is_read_as_its_lines_are() {
    for text in [
        "关于停车的通知一、总体要求\n青山县人民政府\n青山县人民政府\t2024年4月2日印发\n决定废止下列文件：\n",
        "本办法自2024年5月1日起施行。\n停车场名录\n青山县人民政府\t2024年4月2日印发\n\n抄送：县委办公室，\n\t\n序号\t名称\n",
    ] {
        let blocks = read(text).blocks;
        assert_eq!(read(&write(&blocks)).blocks, blocks);
    }
}
