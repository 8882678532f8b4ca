//! Web pages.

use gongkai_text::Format;

use crate::fixtures::{read, text};

fn page(body: &str) -> String {
    text(format!("<!DOCTYPE html><html><body>{body}</body></html>").as_bytes(), "a.html")
}

#[test]
fn headings_paragraphs_and_lists_are_lines() {
    assert_eq!(
        page(
            "<h1>工作\n要点</h1><p>第一段<b>重点</b>&nbsp;&mdash; 完<br>第二行</p><ol start=3><li>甲<li>乙</ol><ul><li>丙</ul>"
        ),
        "工作 要点\n第一段重点 — 完\n第二行\n3. 甲\n4. 乙\n丙\n"
    );
}

#[test]
fn scripts_styles_and_navigation_are_dropped() {
    assert_eq!(
        page(
            "<style>p{}</style><nav><p>首页</p><nav>内层</nav></nav><script>if (a<b) '<p>x</p>'</script><!-- 注释 --><p>正文"
        ),
        "正文\n"
    );
}

#[test]
fn the_title_comes_first_unless_the_page_repeats_it() {
    let with =
        |heading: &str| format!("<html><head><title>通知公告 - 某县政府</title></head><body><p>{heading}</p><p>正文");
    assert_eq!(text(with("第一段").as_bytes(), "a.html"), "通知公告 - 某县政府\n第一段\n正文\n");
    assert_eq!(text(with("通知公告").as_bytes(), "a.html"), "通知公告\n正文\n");
}

#[test]
fn spans_keep_the_columns_aligned() {
    assert_eq!(
        page(
            "<p>附件<table><tr><th colspan=2>任务<th rowspan=2>单位<tr><th>类别<th>要求
             <tr><td rowspan=3>财政<td>预算<br>决算<td>财政局<tr><td>审计<td>审计局<tr><td>绩效<td><tr><td>民生<td>低保<td>民政局</table><p>完"
        ),
        "附件\n\n任务\t\t单位\n类别\t要求\t\n财政\t预算 决算\t财政局\n\t审计\t审计局\n\t绩效\t\n民生\t低保\t民政局\n\n完\n"
    );
}

#[test]
fn a_table_that_holds_a_table_is_layout() {
    assert_eq!(
        page("<table><tr><td>左栏</td><td><p>正文</p><table><tr><td>甲<td>乙</table><p>完</p></td></tr></table>"),
        "左栏\n正文\n\n甲\t乙\n\n完\n"
    );
    assert_eq!(page("<table><tr><td><p>一、任务</p><p>二、要求</p></table>"), "一、任务\n二、要求\n");
}

#[test]
fn the_declared_encoding_is_followed_where_bytes_leave_it_open() {
    let source = "<html><head><meta charset=\"gb2312\"></head><body><p>㎡镕的要点</p>";
    let reading = read(&encoding_rs::GB18030.encode(source).0, "a.htm").unwrap();
    assert_eq!((reading.text.as_str(), reading.encoding), ("㎡镕的要点\n", Some("GB18030")));
    assert_eq!(read(source.as_bytes(), "a.htm").unwrap().encoding, Some("UTF-8"));
}

#[test]
fn a_page_under_another_name_is_still_a_page() {
    let reading = read("<table><tr><td>任务<td>单位</table>".as_bytes(), "台账.xls").unwrap();
    assert_eq!((reading.text.as_str(), reading.format), ("任务\t单位\n", Format::Html));
    assert!(reading.notes[0].contains("网页"), "{:?}", reading.notes);
}

#[test]
fn preformatted_lines_stay_lines() {
    assert_eq!(page("<pre>第一行\n第二行</pre>"), "第一行\n第二行\n");
}
