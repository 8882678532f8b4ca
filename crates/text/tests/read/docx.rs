//! Word documents.

use crate::fixtures::{Docx, cell, item, p, read, row, table};

/// One list of three levels: 一、 （一） 1.
const OUTLINE: &str = r#"
<w:abstractNum w:abstractNumId="7">
  <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="%1、"/></w:lvl>
  <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>
  <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%3."/></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>"#;

#[test]
fn paragraphs_are_one_line_each_and_empty_ones_leave_no_trace() {
    let docx = Docx::new(&(p("关于印发要点的通知") + "<w:p/>" + &p("　　各单位： ")));
    assert_eq!(docx.text(), "关于印发要点的通知\n各单位：\n");
}

#[test]
fn automatic_numbers_are_written_out_level_by_level() {
    let body = [
        item(1, 0, "深化公开"),
        item(1, 1, "财政信息"),
        item(1, 2, "公开预算。"),
        item(1, 2, "公开决算。"),
        item(1, 1, "民生信息"),
        item(1, 2, "公开标准。"),
        item(1, 0, "加强解读"),
        item(1, 1, "提高质量"),
    ];
    assert_eq!(
        Docx::new(&body.concat()).numbering(OUTLINE).text(),
        "一、深化公开\n（一）财政信息\n1. 公开预算。\n2. 公开决算。\n（二）民生信息\n1. 公开标准。\n二、加强解读\n（一）提高质量\n"
    );
}

#[test]
fn a_list_used_again_goes_on_counting_unless_it_says_to_start_over() {
    let body = [item(1, 0, "甲"), p("另起一段"), item(1, 0, "乙"), item(2, 0, "丙"), item(2, 0, "丁")];
    assert_eq!(Docx::new(&body.concat()).numbering(OUTLINE).text(), "一、甲\n另起一段\n二、乙\n一、丙\n二、丁\n");
}

#[test]
fn a_number_may_name_its_upper_levels() {
    let numbering = r#"<w:abstractNum w:abstractNumId="0">
      <w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="第%1章"/><w:suff w:val="nothing"/></w:lvl>
      <w:lvl w:ilvl="1"><w:start w:val="1"/><w:isLgl/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl>
    </w:abstractNum><w:num w:numId="5"><w:abstractNumId w:val="0"/></w:num>"#;
    let body = [item(5, 0, "总则"), item(5, 1, "目的"), item(5, 1, "依据")];
    assert_eq!(Docx::new(&body.concat()).numbering(numbering).text(), "第三章总则\n3.1 目的\n3.2 依据\n");
}

#[test]
fn a_style_may_carry_the_number_and_a_paragraph_may_refuse_it() {
    let styles = r#"
      <w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
      <w:style w:type="paragraph" w:styleId="a1"><w:name w:val="我的标题"/><w:basedOn w:val="1"/></w:style>
      <w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 2"/><w:pPr><w:numPr><w:numId w:val="9"/></w:numPr></w:pPr></w:style>"#;
    let numbering = OUTLINE.to_owned()
        + r#"<w:abstractNum w:abstractNumId="8"><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2）"/><w:pStyle w:val="2"/></w:lvl></w:abstractNum>
             <w:num w:numId="9"><w:abstractNumId w:val="8"/></w:num>"#;
    let styled = |style: &str, more: &str, text: &str| {
        format!(r#"<w:p><w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"#)
    };
    let body = styled("a1", "", "工作任务")
        + &styled("2", "", "第一件")
        + &styled("1", r#"<w:numPr><w:numId w:val="0"/></w:numPr>"#, "附件")
        + &styled("1", "", "工作要求");
    assert_eq!(
        Docx::new(&body).numbering(&numbering).styles(styles).text(),
        "一、工作任务\n1）第一件\n附件\n二、工作要求\n"
    );
}

#[test]
fn bullets_give_no_number() {
    let numbering = r#"<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val=""/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>"#;
    assert_eq!(Docx::new(&item(1, 0, "要点")).numbering(numbering).text(), "要点\n");
}

#[test]
fn a_table_is_rows_of_tabs_between_blank_lines() {
    let rows = [
        row(&[cell("", &p("序号")), cell("", &p("任务"))]),
        row(&[cell("", &p("1")), cell("", &(p("公开预算") + &p("公开决算")))]),
    ];
    let docx = Docx::new(&(p("附件") + &table(&rows) + &p("说明")));
    assert_eq!(docx.text(), "附件\n\n序号\t任务\n1\t公开预算 公开决算\n\n说明\n");
}

#[test]
fn merged_cells_keep_the_columns_aligned() {
    let rows = [
        row(&[cell(r#"<w:gridSpan w:val="2"/>"#, &p("工作任务")), cell("", &p("责任单位"))]),
        row(&[cell(r#"<w:vMerge w:val="restart"/>"#, &p("财政")), cell("", &p("预算")), cell("", &p("财政局"))]),
        row(&[cell("<w:vMerge/>", &p("旧文字")), cell("", &p("决算")), cell("", &p("审计局"))]),
    ];
    assert_eq!(Docx::new(&table(&rows)).text(), "工作任务\t\t责任单位\n财政\t预算\t财政局\n\t决算\t审计局\n");
}

#[test]
fn a_row_that_begins_further_right_keeps_its_columns() {
    let shifted = format!(
        r#"<w:tr><w:trPr><w:gridBefore w:val="1"/><w:gridAfter w:val="1"/></w:trPr>{}</w:tr>"#,
        cell("", &p("乙"))
    );
    let rows = [row(&[cell("", &p("甲")), cell("", &p("乙")), cell("", &p("丙"))]), shifted];
    assert_eq!(Docx::new(&table(&rows)).text(), "甲\t乙\t丙\n\t乙\t\n");
}

#[test]
fn a_serial_number_made_by_a_list_fills_its_cell() {
    let numbering = r#"<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>"#;
    let serial = || cell("", &item(1, 0, ""));
    let rows = [row(&[serial(), cell("", &p("甲"))]), row(&[serial(), cell("", &p("乙"))])];
    assert_eq!(Docx::new(&table(&rows)).numbering(numbering).text(), "1\t甲\n2\t乙\n");
}

#[test]
fn a_table_inside_a_cell_becomes_part_of_its_text() {
    let inner = table(&[row(&[cell("", &p("内一")), cell("", &p("内二"))])]);
    let rows = [row(&[cell("", &(p("外") + &inner + "<w:p/>")), cell("", &p("右"))])];
    assert_eq!(Docx::new(&table(&rows)).text(), "外 内一 内二\t右\n");
}

#[test]
fn tracked_changes_are_read_as_accepted() {
    let body = r#"<w:p><w:r><w:t>每</w:t></w:r><w:del w:id="1"><w:r><w:delText>年</w:delText></w:r></w:del><w:ins w:id="2"><w:r><w:t>季度</w:t></w:r></w:ins><w:r><w:t>公开</w:t></w:r></w:p>
      <w:p><w:pPr><w:rPr><w:del w:id="3"/></w:rPr></w:pPr><w:r><w:t>前一段</w:t></w:r></w:p><w:p><w:r><w:t>接后一段</w:t></w:r></w:p>
      <w:moveFrom><w:p><w:r><w:t>旧位置</w:t></w:r></w:p></w:moveFrom>"#;
    let deleted_row = format!(r#"<w:tr><w:trPr><w:del w:id="4"/></w:trPr>{}</w:tr>"#, cell("", &p("已删的行")));
    let reading =
        read(&Docx::new(&(body.to_owned() + &table(&[row(&[cell("", &p("留"))]), deleted_row]))).bytes(), "a.docx")
            .unwrap();
    assert_eq!(reading.text, "每季度公开\n前一段接后一段\n\n留\n");
    assert!(reading.notes[0].contains("修订"), "{:?}", reading.notes);
}

#[test]
fn formatting_before_a_tracked_change_does_not_count() {
    let body = r#"<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:pPrChange w:id="1"><w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr></w:pPrChange></w:pPr><w:r><w:t>任务</w:t></w:r></w:p>"#;
    assert_eq!(Docx::new(body).numbering(OUTLINE).text(), "一、任务\n");
}

#[test]
fn a_field_gives_its_result_and_not_its_code() {
    let field = |inside: &str| {
        format!(
            r#"<w:p><w:r><w:t>编号</w:t></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> SEQ 表 </w:instrText></w:r>{inside}</w:p>"#
        )
    };
    let whole = r#"<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>3</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:t>号</w:t></w:r>"#;
    // One that never ends must not swallow what follows.
    assert_eq!(Docx::new(&(field(whole) + &field("") + &p("下一段"))).text(), "编号3号\n编号\n下一段\n");
}

#[test]
fn text_boxes_are_read_once_though_stored_twice() {
    let shape = |text: &str| format!("<w:txbxContent>{}</w:txbxContent>", p(text));
    let body = format!(
        "<w:p><w:r><mc:AlternateContent><mc:Choice><wps:txbx>{0}</wps:txbx></mc:Choice><mc:Fallback><w:pict>{0}</w:pict></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>正文</w:t></w:r></w:p>",
        shape("红头文件")
    );
    assert_eq!(Docx::new(&body).text(), "红头文件\n正文\n");
}

#[test]
fn breaks_tabs_and_special_characters_are_kept_in_sense() {
    let body = r#"<w:p><w:pPr><w:tabs><w:tab w:val="left" w:pos="1"/></w:tabs></w:pPr><w:r><w:t>关于印发</w:t><w:br/><w:t>要点</w:t><w:tab/><w:t>的</w:t><w:softHyphen/><w:t>通知 A</w:t><w:noBreakHyphen/><w:t>1 &lt;&#x7532;&gt; &amp; </w:t><w:sym w:font="Wingdings" w:char="F0FE"/></w:r></w:p>"#;
    assert_eq!(Docx::new(body).text(), "关于印发\n要点 的通知 A-1 <甲> & ☑\n");
}

#[test]
fn hidden_text_contents_tables_footnotes_and_pictures_are_left_out_and_told() {
    let styles = r#"<w:style w:type="paragraph" w:styleId="11"><w:name w:val="toc 1"/></w:style>"#;
    let body = r#"<w:p><w:pPr><w:pStyle w:val="11"/></w:pPr><w:r><w:t>一、总体要求 1</w:t></w:r></w:p>
      <w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>看不见</w:t></w:r><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>看得见</w:t></w:r><w:r><w:footnoteReference w:id="1"/></w:r><w:r><w:drawing><a:blip/></w:drawing></w:r></w:p>"#;
    let reading = read(&Docx::new(body).styles(styles).bytes(), "a.docx").unwrap();
    assert_eq!(reading.text, "看得见\n");
    let notes = reading.notes.join("");
    assert!(["隐藏", "目录", "脚注", "图片"].iter().all(|word| notes.contains(word)), "{notes}");
}

#[test]
fn entities_of_its_own_are_never_expanded() {
    let document = r#"<!DOCTYPE d [<!ENTITY a "字字字字"><!ENTITY b "&a;&a;&a;&a;">]><w:document xmlns:w="w"><w:body><w:p><w:r><w:t>前&b;后</w:t></w:r></w:p></w:body></w:document>"#;
    let bytes = crate::fixtures::zip(&[("word/document.xml", document.as_bytes())]);
    assert_eq!(crate::fixtures::text(&bytes, "a.docx"), "前后\n");
}

#[test]
fn a_document_in_utf16_with_other_part_names_is_read() {
    let relations = r#"<Relationships><Relationship Type="http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument" Target="/content/main.xml"/></Relationships>"#;
    let document =
        "\u{feff}<x:document xmlns:x=\"w\"><x:body><x:p><x:r><x:t>要点</x:t></x:r></x:p></x:body></x:document>";
    let wide: Vec<u8> = document.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let bytes = crate::fixtures::zip(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("_rels/.rels", relations.as_bytes()),
        ("content/main.xml", &wide),
    ]);
    assert_eq!(crate::fixtures::text(&bytes, "a.docx"), "要点\n");
}
