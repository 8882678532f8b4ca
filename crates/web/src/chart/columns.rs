//! Columns side by side on one scale: how many, month by month.

use super::{Bar, Drawing, Rect, Rule, Series, em, real, share};

/// `em`s from the top: where the scale ends and where it begins.
const TOP: f64 = 1.3;
const TALL: f64 = 11.0;
/// Share of the width that the scale's figures take.
const LEFT: f64 = 11.0;
/// How much of its place a column fills.
const FULL: f64 = 0.66;
/// The most a column takes when there are few.
const WIDE: f64 = 8.0;
/// More columns than these have a name at every third only.
const NAMED: usize = 18;

/// Each column is as high as the sum of its values, its parts one above the other in the order of the series.
pub fn columns(id: &'static str, title: &str, description: String, series: &[Series], columns: &[Bar]) -> Drawing {
    let mut drawing = Drawing::new(id, title, description, TOP + TALL + 2.9, series);
    let most = columns.iter().map(|column| column.values.iter().sum::<i64>()).max().unwrap_or_default();
    let scale = scale(most);
    for (at, half) in [(scale, 0.0), (scale / 2, 0.5), (0, 1.0)] {
        let y = TOP + TALL * half;
        drawing.rules.push(Rule { x: share(LEFT), y: em(y) });
        drawing.text(LEFT - 1.5, y + 0.35, "end", &at.to_string());
    }
    let place = ((100.0 - LEFT) / columns.len().max(1) as f64).min(WIDE);
    let mut left = LEFT;
    for (at, column) in columns.iter().enumerate() {
        let mut bottom = TOP + TALL;
        for (value, series) in column.values.iter().zip(series).filter(|(value, _)| **value > 0) {
            let height = TALL * real(*value) / real(scale);
            bottom -= height;
            let (x, width) = (share(left + place * (1.0 - FULL) / 2.0), share(place * FULL));
            drawing.rects.push(Rect { x, y: em(bottom), width, height: em(height), tone: series.tone });
        }
        if columns.len() <= NAMED || at % 3 == 0 {
            drawing.text(left + place / 2.0, TOP + TALL + 1.2, "middle", &column.name);
        }
        drawing.text(left, TOP + TALL + 2.5, "start", &column.note);
        left += place;
    }
    drawing
}

/// The end of a scale that holds `most`: even, and round in people's eyes.
fn scale(most: i64) -> i64 {
    let mut power = 1;
    loop {
        if let Some(end) = [2, 4, 6, 8, 10, 12, 16].into_iter().map(|step| step * power).find(|end| *end >= most) {
            return end;
        }
        power *= 10;
    }
}

#[cfg(test)]
mod tests {
    use super::super::Tone;
    use super::*;

    #[test]
    fn scales_end_on_even_round_numbers() {
        let ends: Vec<i64> = [0, 1, 2, 3, 6, 7, 10, 11, 41, 103, 399, 61_000].into_iter().map(scale).collect();
        assert_eq!(ends, [2, 2, 2, 4, 6, 8, 10, 12, 60, 120, 400, 80_000]);
    }

    #[test]
    fn parts_stand_one_above_the_other_from_the_base_line() {
        let two = [Series { name: "完成", tone: Tone::Full }, Series { name: "逾期", tone: Tone::Strong }];
        let column = Bar { name: "9".into(), note: "2022".into(), values: vec![5, 5] };
        let drawing = columns("m", "", String::new(), &two, &[column]);
        let drawn: Vec<_> = drawing.rects.iter().map(|one| (&*one.y, &*one.height)).collect();
        assert_eq!(drawn, [("6.80em", "5.50em"), ("1.30em", "5.50em")]);
        let words: Vec<_> = drawing.texts.iter().map(|text| text.text.as_str()).collect();
        assert_eq!(words, ["10", "5", "0", "9", "2022"]);
    }

    #[test]
    fn many_columns_are_named_at_every_third() {
        let column = Bar { name: "9".into(), ..Bar::default() };
        let drawing = columns("m", "", String::new(), &[], &vec![column; 36]);
        assert_eq!(drawing.texts.iter().filter(|text| text.text == "9").count(), 12);
    }
}
