//! Inputs that no office sends on purpose.

use gongkai_plan::{extract, parse_due, parse_units};

#[test]
fn nasty_inputs_give_a_result_and_no_panic() {
    let deep = "（".repeat(20_000);
    let long_list = "市财政局、".repeat(20_000);
    let wide = format!("序号\t任务\t责任单位\n1{}", "\t".repeat(50_000));
    let joined = "和".repeat(20_000);
    let markers = "一是".repeat(10_000);
    let dates = "2022年9月底前，".repeat(10_000);
    let siblings: String = (0..5_000).map(|_| "1.公开信息\n").collect();
    let unclosed = "责任单位：".repeat(5_000);
    let signatures = "某县政府\n2022年1月1日\n一、公开。\n".repeat(2_000);
    let rows = "\t\t公开\t\n".repeat(5_000);
    let inputs = [
        "",
        "\n",
        "\u{feff}",
        "\0\0\0",
        "附件",
        "附件1",
        "一、",
        "（一）",
        "|",
        "||",
        "|-|",
        "|\t|",
        "\t",
        "\t\t\t",
        "####",
        "- ",
        "---",
        "序号\t任务",
        "责任单位：",
        "（责任单位：",
        "（责任单位：）",
        "《》现印发给你们",
        "现将《",
        "关于印发的通知",
        "第条",
        "99999999999、",
        "二〇二二年十三月四十日",
        "年底前",
        "每",
        "每年至少0次",
        "99999个工作日内",
        "不少于4294967296日",
        "2022年2月30日前",
        "\u{1F600}一、\u{1F600}",
        "e\u{301}\u{200d}",
        &deep,
        &long_list,
        &wide,
        &joined,
        &markers,
        &dates,
        &siblings,
        &unclosed,
        &signatures,
        &rows,
    ];
    for input in inputs {
        let extraction = extract(input, "nasty");
        assert_eq!(extraction.rows().len(), extraction.tasks.len() + 1);
        // Not the words are of interest, only that there is an answer.
        let _ = (parse_due(input, 2022), parse_due(input, -1), parse_units(input));
    }
}

#[test]
fn a_text_that_is_no_plan_has_no_tasks() {
    for text in ["今天天气很好。\n我们去公园。", "hello\nworld", "姓名\t电话\n张三\t123\n李四\t456"]
    {
        assert!(extract(text, "").tasks.is_empty(), "{text}");
    }
}
