//! The rows of one page of a table become tasks: headings spread, merged answers carried down.

use std::ops::Range;

use super::align::{Aligned, align};
use super::content::{Judged, is_noise, is_seq};
use super::header::Role;
use super::{columns, glued, merge};
use crate::draft::Draft;
use crate::due::{self, Place};
use crate::model::{Due, DueKind, Inherited, Part, Responsibility};
use crate::numbering::{Kind, marker};
use crate::paragraphs::Row;
use crate::responsibility::parse_units;
use crate::tracked::Tracked;

/// Rows between two page breaks.
pub(crate) struct Page<'a> {
    pub(crate) part: Part,
    pub(crate) year: i32,
    pub(crate) header: Option<&'a [Tracked]>,
}

/// What the last filled cells of the page said.
#[derive(Default)]
struct Carried {
    responsibility: Responsibility,
    resp_raw: Option<String>,
    due_cell: Option<String>,
    limits: Vec<Due>,
    seq: Option<String>,
}

/// Longest row heading that stands alone in its row.
const SECTION: usize = 45;

impl Page<'_> {
    /// Appends the tasks of `rows`. `above` are the headings at the end of the previous page, and are left as those
    /// at the end of this one.
    pub(crate) fn read(&self, rows: &[&Row], above: &mut Vec<String>, drafts: &mut Vec<Draft>) {
        let (sections, rows) = split_sections(rows);
        let judged: Vec<Judged<'_>> = rows.iter().map(|row| Judged::new(row)).collect();
        let Some(roles) = columns::roles(self.header, &judged) else { return };
        if !self.is_task_table(&roles, &rows) {
            return;
        }
        let mut aligned: Vec<Aligned> = judged.iter().map(|row| align(row, &roles)).collect();
        let glued = glued::cut_off(&mut aligned);
        let paths = paths(&aligned, glued.as_deref(), &sections, above);
        let mut carried = Carried::default();
        for (index, (row, path)) in aligned.into_iter().zip(&paths).enumerate() {
            let cut = index == 0 && continues_row(&row, roles.contains(&Role::Seq), drafts.last(), self.part);
            if cut && let Some(last) = drafts.last_mut() {
                self.append(last, &row);
            } else if let Some(mut draft) = self.draft(row, path, &sections[index], &mut carried) {
                if glued.is_some() {
                    draft.confidence.path.doubt(0.75, "小标题与任务文字粘在一起，按位置拆开，请核对");
                }
                drafts.push(draft);
            }
        }
        if let Some(last) = paths.last() {
            *above = last.iter().map(|(heading, _)| heading.clone()).collect();
        }
    }

    /// Without column names, only a table whose rows demand something at length and name units is one of tasks.
    fn is_task_table(&self, roles: &[Role], rows: &[&Row]) -> bool {
        let answered = roles.iter().any(|role| matches!(role, Role::Unit | Role::Lead | Role::Due));
        let text = roles.iter().position(|role| *role == Role::Text).unwrap_or(0);
        let letters: usize = rows.iter().filter_map(|row| row.cells.get(text)).map(Tracked::chars).sum();
        answered && (self.header.is_some() || letters >= 12 * rows.len())
    }

    fn draft(
        &self,
        row: Aligned,
        path: &[(String, bool)],
        sections: &[String],
        carried: &mut Carried,
    ) -> Option<Draft> {
        let mut path: Vec<(String, bool)> = path.to_vec();
        let mut text = row.text.clone();
        let answered = !row.units.is_empty() || !row.lead.is_empty() || !row.due.is_empty();
        if text.is_empty() && answered {
            // The demand is the row's own heading: 任务 | (empty) | 责任单位.
            text = row.path.iter().rfind(|cell| !cell.is_empty())?.clone();
            path.pop();
        }
        if text.is_empty() || is_noise(text.as_str()) && text.chars() < 8 {
            return None;
        }
        let mut headings = sections.to_vec();
        for (heading, _) in &path {
            if headings.last().is_none_or(|outer| !outer.contains(heading.as_str())) {
                headings.push(heading.clone());
            }
        }
        if let Some(seq) = &row.seq {
            carried.seq = Some(seq.as_str().to_owned());
        }
        let mut label = carried.seq.clone();
        if label.is_none()
            && let Some(found) = marker(text.as_str()).filter(|found| found.kind != Kind::Firstly)
        {
            label = Some(text.as_str()[..found.len].to_owned());
            text = text.slice(found.len..text.as_str().len());
        }
        let mut draft = Draft::new(self.part, &headings, label, (row.line, row.line));
        draft.text = text;
        if path.iter().any(|(_, own)| !own) {
            draft.confidence.path.doubt(0.9, "标题由上方（或中间）合并单元格带来，请核对");
        }
        if row.shifted {
            draft.confidence.units.doubt(0.75, "这一行的单元格错位，按内容归位，请核对");
            draft.confidence.due.doubt(0.75, "这一行的单元格错位，按内容归位，请核对");
        }
        self.answer(&mut draft, &row, carried);
        Some(draft)
    }

    fn answer(&self, draft: &mut Draft, row: &Aligned, carried: &mut Carried) {
        if row.units.is_empty() && row.lead.is_empty() {
            if carried.resp_raw.is_some() {
                draft.inherited.push(Inherited::Units);
                draft.confidence.units.doubt(0.8, "责任单位由上方合并单元格带下来，请核对");
            }
        } else {
            let raw = row.lead.iter().chain(&row.units).map(Tracked::as_str).collect::<Vec<_>>().join("；");
            carried.responsibility = read_units(&row.lead, &row.units);
            carried.resp_raw = Some(raw);
        }
        draft.responsibility = carried.responsibility.clone();
        draft.resp_raw.clone_from(&carried.resp_raw);
        if row.due.is_empty() {
            // 征求意见期限不少于30日 is about the row it stands in, not about a group of rows.
            let own = carried.limits.iter().all(|limit| matches!(limit.kind, DueKind::MinDuration { .. }));
            if !own {
                draft.inherited.push(Inherited::Due);
                draft.confidence.due.doubt(0.75, "时限由上方合并单元格带下来，请核对");
                draft.due_cell.clone_from(&carried.due_cell);
                draft.limits = carried.limits.iter().cloned().map(|limit| Due { inherited: true, ..limit }).collect();
            }
        } else {
            let cell = row.due.iter().map(Tracked::as_str).collect::<Vec<_>>().join("；");
            carried.limits = due::find(&cell, self.year, Place::Column);
            carried.due_cell = Some(cell);
            draft.due_cell.clone_from(&carried.due_cell);
            draft.limits.clone_from(&carried.limits);
        }
    }

    /// A row cut by the page break goes on.
    fn append(&self, draft: &mut Draft, row: &Aligned) {
        draft.text.push(&row.text);
        draft.lines.1 = row.line;
        draft.confidence.text.doubt(0.75, "这一行被分页截断，已与上一页接上，请核对");
        if !row.units.is_empty() {
            let more: String = row.units.iter().map(Tracked::as_str).collect();
            let raw = format!("{}{more}", draft.resp_raw.as_deref().unwrap_or_default());
            draft.responsibility = parse_units(&raw);
            draft.resp_raw = Some(raw);
        }
        if !row.due.is_empty() {
            let more: String = row.due.iter().map(Tracked::as_str).collect();
            let cell = format!("{}{more}", draft.due_cell.as_deref().unwrap_or_default());
            draft.limits = due::find(&cell, self.year, Place::Column);
            draft.due_cell = Some(cell);
        }
    }
}

/// Names of a lead column lead whatever they say of themselves.
fn read_units(lead: &[Tracked], units: &[Tracked]) -> Responsibility {
    let mut out = Responsibility::default();
    for (cells, label) in [(lead, "牵头单位："), (units, "")] {
        for cell in cells {
            let read = parse_units(&format!("{label}{}", cell.spaced()));
            out.lead.extend(read.lead);
            out.units.extend(read.units);
            out.etc = out.etc.or(read.etc);
        }
    }
    out.units.retain(|name| !out.lead.contains(name));
    out
}

/// A first row without number, heading or answer goes on with an unfinished sentence of the page above.
fn continues_row(row: &Aligned, numbered: bool, last: Option<&Draft>, part: Part) -> bool {
    let Some(last) = last.filter(|last| last.part == part && last.lines.0 < row.line) else { return false };
    let bare = row.seq.is_none() && row.path.iter().all(Tracked::is_empty) && !row.text.is_empty();
    let unfinished = !last.text.as_str().ends_with(['。', '；', '！', '.', ';']);
    bare && unfinished && (numbered || row.units.is_empty() && row.lead.is_empty())
}

/// Takes out rows that hold nothing but a heading; each remaining row knows the headings above it.
fn split_sections<'a>(rows: &[&'a Row]) -> (Vec<Vec<String>>, Vec<&'a Row>) {
    let mut open: Vec<(Option<Kind>, String)> = Vec::new();
    let mut sections = Vec::new();
    let mut kept = Vec::new();
    for row in rows {
        match section(row) {
            Some(heading) => {
                let kind = marker(heading.as_str()).map(|found| found.kind);
                while open.last().is_some_and(|(outer, _)| kind.is_none() || *outer >= kind) {
                    open.pop();
                }
                let title = heading.as_str().trim_end_matches(['。', '：', ':', '；']);
                open.push((kind, title.to_owned()));
            }
            None => {
                sections.push(open.iter().map(|(_, heading)| heading.clone()).collect());
                kept.push(*row);
            }
        }
    }
    (sections, kept)
}

fn section(row: &Row) -> Option<&Tracked> {
    let mut filled = row.cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty());
    let (index, cell) = filled.next()?;
    // A cell spanning the row may be repeated in every column.
    let alone = filled.all(|(_, other)| other == cell);
    let text = cell.as_str();
    let numbered = marker(text).is_some_and(|found| {
        found.len < text.len() && matches!(found.kind, Kind::Chapter | Kind::Section | Kind::Bracketed)
    });
    let heading = cell.chars() <= SECTION && !text.trim_end_matches('。').contains(['。', '；']) && !is_seq(text);
    (alone && heading && (numbered || index == 0 && cell.chars() <= 24 && !text.contains('，'))).then_some(cell)
}

/// The headings of each row, outermost first, and whether the row prints them itself.
fn paths(
    rows: &[Aligned],
    glued: Option<&[Tracked]>,
    sections: &[Vec<String>],
    above: &[String],
) -> Vec<Vec<(String, bool)>> {
    let levels = rows.first().map_or(0, |row| row.path.len()) + usize::from(glued.is_some());
    let cell = |row: usize, level: usize| -> &Tracked {
        match glued {
            Some(glued) if level + 1 == levels => &glued[row],
            _ => &rows[row].path[level],
        }
    };
    let mut out: Vec<Vec<(String, bool)>> = vec![Vec::new(); rows.len()];
    // Rows that share everything above them; a merged cell never reaches out of its region.
    let mut regions = split_regions(std::iter::once(0..rows.len()), |row| sections[row] != sections[row - 1]);
    for level in 0..levels {
        let mut shown: Vec<Option<usize>> = Vec::with_capacity(rows.len());
        for region in &regions {
            let filled: Vec<usize> = region.clone().filter(|&row| is_heading(cell(row, level))).collect();
            let continues = region.start == 0 && level < above.len();
            shown.extend(merge::spread(&filled, region.clone(), continues));
        }
        for (row, source) in shown.iter().enumerate() {
            match source {
                Some(source) => out[row].push((heading(cell(*source, level)), *source == row)),
                // At the top of the page the headings of the page above go on.
                None if region_of(&regions, row) == Some(0) && out[row].len() == level => {
                    out[row].extend(above.get(level).map(|heading| (heading.clone(), false)));
                }
                None => {}
            }
        }
        regions = split_regions(regions.into_iter(), |row| shown[row] != shown[row - 1]);
    }
    out
}

fn split_regions(regions: impl Iterator<Item = Range<usize>>, is_border: impl Fn(usize) -> bool) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    for region in regions {
        let mut start = region.start;
        for row in region.start + 1..region.end {
            if is_border(row) {
                out.push(start..row);
                start = row;
            }
        }
        out.push(start..region.end);
    }
    out
}

/// First row of the region that holds `row`.
fn region_of(regions: &[Range<usize>], row: usize) -> Option<usize> {
    regions.get(regions.partition_point(|region| region.end <= row)).map(|region| region.start)
}

fn is_heading(cell: &Tracked) -> bool {
    !cell.is_empty() && !is_noise(cell.as_str()) && !is_seq(cell.as_str())
}

fn heading(cell: &Tracked) -> String {
    cell.as_str().trim_end_matches(['。', '：', ':', '；', ';', '，', '、']).to_owned()
}
