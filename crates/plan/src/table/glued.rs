//! Sub-headings that recognition glued to the front of a demand: 加强公开平台建设 持续优化专栏……

use super::align::Aligned;
use super::content::is_noise;
use crate::tracked::Tracked;

/// Cuts glued sub-headings off the texts; one entry per row. `None` when the table has none.
pub(crate) fn cut_off(rows: &mut [Aligned]) -> Option<Vec<Tracked>> {
    let cuts: Vec<Option<usize>> = rows.iter().map(|row| cut(&row.text)).collect();
    let found = cuts.iter().flatten().count();
    // A sub-heading covers several rows; one in every row is a habit of the typist.
    if found == 0 || found * 2 > rows.len() {
        return None;
    }
    let headings = rows.iter_mut().zip(cuts).map(|(row, cut)| {
        let Some(at) = cut else { return Tracked::default() };
        let heading = row.text.slice(0..at);
        row.text = row.text.slice(at..row.text.as_str().len());
        heading
    });
    Some(headings.collect())
}

/// Where the demand begins after a heading: at the only gap of the cell, or the first of gaps that are no line ends.
fn cut(text: &Tracked) -> Option<usize> {
    let mut gaps = text.breaks();
    let at = gaps.next()?;
    let next = gaps.next().unwrap_or(text.as_str().len());
    let (heading, following) = (&text.as_str()[..at], &text.as_str()[at..next]);
    let letters = heading.chars().count();
    let plain = heading.chars().all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c) || matches!(c, '、' | '“' | '”' | '"'));
    // A broken line is as long as the line after it; a heading is shorter than the demand.
    let stands_apart = letters * 13 < following.chars().count() * 10;
    ((6..=24).contains(&letters) && plain && stands_apart && following.chars().count() >= 16 && !is_noise(heading))
        .then_some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(texts: &[&str]) -> Vec<Aligned> {
        texts.iter().map(|text| Aligned { text: Tracked::squeeze(text, 0..text.len()), ..Aligned::default() }).collect()
    }

    #[test]
    fn a_heading_before_the_demand_is_cut_off() {
        let mut rows = rows(&[
            "定期公布进展情况",
            "加强市场监管信息公开 严格规范市场秩序，防止虚假宣传、恶意炒作，及时公开查处情况",
            "抓好信息公开",
        ]);
        let headings = cut_off(&mut rows).expect("a heading");
        assert_eq!(headings[1].as_str(), "加强市场监管信息公开");
        assert!(rows[1].text.as_str().starts_with("严格规范"));
    }

    #[test]
    fn broken_lines_are_no_headings() {
        let wrapped = "适时更新完善权责清单和本级政府行政机关机构 职能目录并按要求公开";
        assert!(cut_off(&mut rows(&[wrapped, "其他要求一项", "其他要求二项"])).is_none());
    }
}
