//! Bars across, one below the other: how each whole is divided.

use super::{Bar, Drawing, Rect, Series, em, real, share};

/// Shares of the width and `em`s: the bar leaves room for its figure at the right.
const LENGTH: f64 = 60.0;
const THICK: f64 = 1.0;
const NAME: f64 = 1.1;
const STEP: f64 = 3.0;

/// Every bar is as long as the others and divided as its values are; its name stands above it and its note to the right,
/// so that the shortest screen has room for both. A bar without values is an empty one.
pub fn bars(id: &'static str, title: &str, description: String, series: &[Series], bars: &[Bar]) -> Drawing {
    let mut drawing = Drawing::new(id, title, description, STEP * bars.len() as f64, series);
    let mut top = 0.0;
    for bar in bars {
        let at = top + NAME + 0.35;
        drawing.text(0.0, top + NAME, "start", &bar.name);
        drawing.text(100.0, at + 0.85 * THICK, "end", &bar.note);
        let total = real(bar.values.iter().sum());
        let mut left = 0.0;
        for (value, series) in bar.values.iter().zip(series).filter(|(value, _)| **value > 0) {
            let width = LENGTH * real(*value) / total;
            let (x, y) = (share(left), em(at));
            drawing.rects.push(Rect { x, y, width: share(width), height: em(THICK), tone: series.tone });
            left += width;
        }
        top += STEP;
    }
    drawing
}

#[cfg(test)]
mod tests {
    use super::super::Tone;
    use super::*;

    const TWO: [Series; 2] = [Series { name: "完成", tone: Tone::Full }, Series { name: "逾期", tone: Tone::Strong }];

    fn bar(values: &[i64]) -> Bar {
        Bar { name: "甲".into(), note: "1/4".into(), values: values.to_vec() }
    }

    #[test]
    fn a_bar_is_divided_as_its_values_are_and_nothing_is_drawn_for_naught() {
        let drawing = bars("a", "", String::new(), &TWO, &[bar(&[1, 3]), bar(&[0, 5]), bar(&[0, 0])]);
        let drawn: Vec<_> = drawing.rects.iter().map(|one| (&*one.x, &*one.width, one.tone)).collect();
        assert_eq!(
            drawn,
            [("0.00%", "15.00%", Tone::Full), ("15.00%", "45.00%", Tone::Strong), ("0.00%", "60.00%", Tone::Strong)]
        );
        assert_eq!(drawing.height, "9.00em");
        assert_eq!(drawing.texts.len(), 6, "each with its name and its note");
    }
}
