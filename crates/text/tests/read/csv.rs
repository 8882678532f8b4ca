//! Separated columns.

use encoding_rs::GB18030;

use crate::fixtures::text;

#[test]
fn comma_tab_and_semicolon_are_told_apart() {
    let rows = "序号\t任务\n1\t公开预算，接受监督\n2\t公开决算\n";
    for separator in [",", "\t", ";"] {
        assert_eq!(text(rows.replace('\t', separator).as_bytes(), "台账.csv"), rows);
    }
}

#[test]
fn quoted_cells_may_hold_separators_and_line_ends() {
    assert_eq!(
        text("任务,单位\n\"公开预算,\n公开决算\",\"财政局\"\"等\"\n".as_bytes(), "a.csv"),
        "任务\t单位\n公开预算, 公开决算\t财政局\"等\n"
    );
}

#[test]
fn gb18030_is_read_and_a_blank_record_parts_tables() {
    let bytes = GB18030.encode("任务,单位\n公开预算,财政局\n,\n任务,时限\n公开决算,九月\n").0;
    assert_eq!(text(&bytes, "a.csv"), "任务\t单位\n公开预算\t财政局\n\n任务\t时限\n公开决算\t九月\n");
}

#[test]
fn text_under_the_name_of_a_workbook_is_read_as_columns() {
    assert_eq!(text("任务\t单位\n公开预算\t财政局\n".as_bytes(), "导出.xls"), "任务\t单位\n公开预算\t财政局\n");
}
