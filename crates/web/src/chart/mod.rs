//! Charts: figures reckoned into shapes that `components/chart.html` prints as SVG, and the table behind each.
//!
//! Lengths across are shares of the width, lengths down are `em`: a chart fills its place on any screen, its letters are
//! as large as the page's, and nothing is stretched. No part is told by colour alone: stripes and dots go with it, and
//! every figure stands in the table.

mod bars;
mod columns;
mod table;

pub use bars::bars;
pub use columns::columns;
pub use table::{Cell, Line, Table};

/// How the parts of one series are filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Full, in the tone of what is well.
    Full,
    /// The same, striped.
    Striped,
    /// Dotted, in the tone of what goes on.
    Dotted,
    /// Pale, with an edge.
    Pale,
    /// Full, in the tone of what is late.
    Strong,
}

impl Tone {
    /// Its class in `chart.css`.
    pub fn class(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Striped => "striped",
            Self::Dotted => "dotted",
            Self::Pale => "pale",
            Self::Strong => "strong",
        }
    }

    /// Whether it is filled with a pattern of the chart, which the class alone cannot name.
    pub fn is_pattern(self) -> bool {
        matches!(self, Self::Striped | Self::Dotted)
    }
}

/// One of the things that a chart tells apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Series {
    /// Its name for people.
    pub name: &'static str,
    /// Its look.
    pub tone: Tone,
}

/// What one bar or column shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bar {
    /// Its name, as long as there is room for: some 14 characters for a bar, 2 for a column.
    pub name: String,
    /// A second name: the figure in words beside a bar, the year under a column. May be empty.
    pub note: String,
    /// A value for each series, in their order.
    pub values: Vec<i64>,
}

/// A rectangle; all lengths with their unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rect {
    /// From the left, as a share of the width.
    pub x: String,
    /// From the top.
    pub y: String,
    /// As a share of the width.
    pub width: String,
    /// Its height.
    pub height: String,
    /// Its look.
    pub tone: Tone,
}

/// A line across.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Where it begins.
    pub x: String,
    /// From the top.
    pub y: String,
}

/// Words in a chart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// Where they are anchored.
    pub x: String,
    /// Their base line.
    pub y: String,
    /// `start`, `middle` or `end`.
    pub anchor: &'static str,
    /// The words.
    pub text: String,
}

/// A chart ready to be printed.
#[derive(Clone, Debug)]
pub struct Drawing {
    /// Tells its patterns and names from those of other charts on the page.
    pub id: &'static str,
    /// What it shows, in one line.
    pub title: String,
    /// What there is to see, in a sentence, for those who do not see it.
    pub description: String,
    /// Its height.
    pub height: String,
    /// What it tells apart, for the legend.
    pub series: Vec<Series>,
    /// Its rectangles.
    pub rects: Vec<Rect>,
    /// Its lines.
    pub rules: Vec<Rule>,
    /// Its words.
    pub texts: Vec<Text>,
}

impl Drawing {
    fn new(id: &'static str, title: &str, description: String, height: f64, series: &[Series]) -> Self {
        let (rects, rules, texts) = (Vec::new(), Vec::new(), Vec::new());
        let (title, series, height) = (title.to_owned(), series.to_vec(), em(height));
        Self { id, title, description, height, series, rects, rules, texts }
    }

    fn text(&mut self, x: f64, y: f64, anchor: &'static str, text: &str) {
        if !text.is_empty() {
            self.texts.push(Text { x: share(x), y: em(y), anchor, text: text.to_owned() });
        }
    }
}

/// `share` of the width, 0–100.
fn share(share: f64) -> String {
    format!("{share:.2}%")
}

fn em(length: f64) -> String {
    format!("{length:.2}em")
}

/// A count as a number to draw with; a picture shows three figures of it at most.
fn real(count: i64) -> f64 {
    count.max(0) as f64
}
