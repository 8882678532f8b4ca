//! The five sample plans: what was read from them when it was last compared with a hand-made reading.

use std::fs;
use std::path::Path;

use gongkai_plan::{DueKind, Extraction, Inherited, Part, Task, extract};

fn read(name: &str) -> Extraction {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples/plans").join(name);
    extract(&fs::read_to_string(path).expect("a sample plan"), name)
}

/// What is counted in one plan.
#[derive(Debug, PartialEq, Eq)]
struct Counts {
    body: usize,
    annex: usize,
    with_lead: usize,
    with_units: usize,
    /// By date, recurring, after an event, minimum duration, count per year, ongoing.
    dues: [usize; 6],
    /// Units and time limits taken from a merged cell.
    inherited: [usize; 2],
}

fn count(extraction: &Extraction) -> Counts {
    let tasks = &extraction.tasks;
    let number = |holds: &dyn Fn(&Task) -> bool| tasks.iter().filter(|task| holds(task)).count();
    let kind = |holds: &dyn Fn(&DueKind) -> bool| {
        tasks.iter().flat_map(|task| &task.due).filter(|due| holds(&due.kind)).count()
    };
    Counts {
        body: number(&|task| task.part == Part::Body),
        annex: number(&|task| task.part == Part::Annex),
        with_lead: number(&|task| !task.lead.is_empty()),
        with_units: number(&|task| !task.units.is_empty()),
        dues: [
            kind(&|kind| matches!(kind, DueKind::ByDate { .. })),
            kind(&|kind| matches!(kind, DueKind::Recurring { .. })),
            kind(&|kind| matches!(kind, DueKind::AfterEvent { .. })),
            kind(&|kind| matches!(kind, DueKind::MinDuration { .. })),
            kind(&|kind| matches!(kind, DueKind::CountPerYear { .. })),
            kind(&|kind| matches!(kind, DueKind::Ongoing)),
        ],
        inherited: [Inherited::Units, Inherited::Due].map(|what| number(&|task| task.inherited.contains(&what))),
    }
}

fn head(e: &Extraction) -> [String; 7] {
    let word = |value: Option<String>| value.unwrap_or_default();
    [
        word(e.issuer.clone()),
        word(e.doc_number.clone()),
        word(e.title.clone()),
        word(e.year.map(|year| year.to_string())),
        word(e.issued_on.map(|date| date.to_string())),
        word(e.printed_on.map(|date| date.to_string())),
        word(e.disclosure.clone()),
    ]
}

#[test]
fn sections_of_prose_and_a_table_over_many_pages() {
    let plan = read("liaocheng-2022.txt");
    assert_eq!(
        head(&plan),
        [
            "聊城市人民政府办公室",
            "聊政办发〔2022〕1号",
            "2022年聊城市政务公开工作要点",
            "2022",
            "2022-03-30",
            "2022-03-31",
            "此件公开发布"
        ]
    );
    assert_eq!(
        count(&plan),
        Counts { body: 8, annex: 33, with_lead: 0, with_units: 33, dues: [2, 0, 0, 0, 2, 0], inherited: [0, 0] }
    );
    let closing = &plan.tasks[7];
    assert_eq!(
        (closing.label.as_deref(), closing.path.len()),
        (None, 1),
        "a closing paragraph after 三是 is a task of its own"
    );
    let broken = &plan.tasks[28];
    assert_eq!(broken.path, ["紧扣提高“含金量”深化公开", "推进行政决策公开透明"], "gaps inside headings are closed");
}

#[test]
fn numbered_items_with_bracketed_clauses() {
    let plan = read("zaozhuang-2022.txt");
    assert_eq!(
        head(&plan),
        [
            "枣庄市人民政府办公室",
            "枣政办发〔2022〕5号",
            "2022年枣庄市政务公开工作要点",
            "2022",
            "2022-05-20",
            "2022-05-23",
            "此件公开发布"
        ]
    );
    assert_eq!(
        count(&plan),
        Counts { body: 67, annex: 0, with_lead: 4, with_units: 67, dues: [5, 0, 1, 0, 2, 0], inherited: [0, 0] }
    );
    let across_pages = &plan.tasks[29];
    assert_eq!(across_pages.lead, ["市大数据中心"]);
    assert_eq!(across_pages.units, ["各区〈市〉政府", "枣庄高新区管委会", "市政府有关部门单位"]);
    let repaired = &plan.tasks[41];
    assert_eq!(repaired.units.last().map(String::as_str), Some("市政府各部门单位"));
    assert_eq!(repaired.fixes[0].from, "各departments单");
}

#[test]
fn hard_wrapped_lines_and_headings_that_run_into_prose() {
    let plan = read("laiyang-2022.txt");
    assert_eq!(
        head(&plan),
        [
            "莱阳市人民政府办公室",
            "莱政办发〔2022〕5号",
            "2022年莱阳市政务公开工作要点",
            "2022",
            "2022-07-13",
            "2022-07-13",
            "此件公开发布"
        ]
    );
    assert_eq!(
        count(&plan),
        Counts { body: 17, annex: 0, with_lead: 0, with_units: 0, dues: [2, 0, 0, 0, 2, 0], inherited: [0, 0] }
    );
    assert_eq!(plan.tasks[7].label.as_deref(), Some("（八）"));
    assert!(
        plan.tasks[7].text.ends_with("持续提升推送政策的含金量和点击率。"),
        "a paragraph break inside an item is no new task"
    );
}

#[test]
fn lines_of_responsibility_and_a_badly_recognised_annex() {
    let plan = read("liaocheng-2019.txt");
    assert_eq!(
        head(&plan),
        [
            "聊城市人民政府办公室",
            "聊政办发〔2019〕5号",
            "2019年聊城市政务公开工作要点",
            "2019",
            "2019-06-18",
            "2019-06-19",
            "此件公开发布"
        ]
    );
    assert_eq!(
        count(&plan),
        Counts { body: 18, annex: 28, with_lead: 9, with_units: 36, dues: [1, 4, 0, 0, 1, 0], inherited: [0, 0] }
    );
    let turned = &plan.tasks[19];
    assert_eq!(turned.path, ["做好助推聊城高质量发展信息公开", "推进乡村振兴信息公开"], "a page on its side is turned");
    let restored = &plan.tasks[44];
    assert_eq!(restored.path[0], "做好社会公益事业建设领域信息公开");
    assert!(restored.confidence.path.needs_review() || !restored.confidence.path.reasons.is_empty());
    assert!(plan.tasks[39].confidence.units.needs_review(), "noise is left to a person");
}

#[test]
fn three_annexes_with_merged_shifted_and_glued_cells() {
    let plan = read("linzi-2022.txt");
    assert_eq!(
        head(&plan),
        [
            "临淄区人民政府办公室",
            "临政办字〔2022〕16号",
            "2022年临淄区政务公开工作方案",
            "2022",
            "2022-06-23",
            "",
            "此件公开发布"
        ]
    );
    assert_eq!(
        count(&plan),
        Counts { body: 5, annex: 63, with_lead: 8, with_units: 63, dues: [11, 2, 14, 1, 4, 38], inherited: [21, 21] }
    );
    assert_eq!(plan.lead_disclosures.len(), 13);
    assert_eq!(plan.ledger_sample.len(), 2);
    assert_eq!(plan.ledger_columns, ["序号", "工作任务", "工作举措", "时限要求", "单位分管领导", "责任科室"]);
    let glued = &plan.tasks[6];
    assert_eq!(glued.path, ["紧扣经济发展大局深化公开", "加强推动高质量发展信息公开"]);
    assert!(glued.text.starts_with("加强房地产市场监管"));
    let shifted = &plan.tasks[57];
    assert_eq!(shifted.text, "持续优化政府信息公开专栏建设，做好法定主动公开内容的规范、集中发布工作");
    assert_eq!(shifted.inherited, [Inherited::Units]);
}

#[test]
fn the_table_form_has_one_row_for_each_task() {
    let plan = read("linzi-2022.txt");
    let rows = plan.rows();
    assert_eq!(rows.len(), 1 + 68);
    assert_eq!(rows[0][6], "责任单位");
    assert_eq!(
        rows[9][3..8],
        [
            "4",
            "持续做好各类规划（计划）实施措施和配套政策的主动公开工作，引导社会支持、监督各项规划（计划）的实施",
            "区发改局",
            "有关职能部门",
            "信息形成或变更后 20 个工作日内"
        ]
    );
}
