//! Paths of a page, as far as they are straight lines: the rules that tables are made of.

use super::geometry::{Matrix, Rect};
use super::model::Rule;

/// Filled shapes thinner than this are lines; programs draw cell borders either way.
const THICKEST: f64 = 3.5;
/// How far from level or upright a line may lean.
const SLACK: f64 = 1.0;
/// A page with more lines is a drawing or a map; a dotted line counts by its dots.
const MOST_RULES: usize = 60_000;

/// Gathers the path being built and the rules painted so far.
#[derive(Default)]
pub(super) struct Drawing {
    /// Each subpath, in page space.
    path: Vec<Vec<(f64, f64)>>,
    pub(super) rules: Vec<Rule>,
}

impl Drawing {
    pub(super) fn move_to(&mut self, point: (f64, f64)) {
        self.path.push(vec![point]);
    }

    pub(super) fn line_to(&mut self, point: (f64, f64)) {
        if let Some(points) = self.path.last_mut() {
            points.push(point);
        }
    }

    pub(super) fn close(&mut self) {
        if let Some(points) = self.path.last_mut() {
            points.extend(points.first().copied());
        }
    }

    pub(super) fn rectangle(&mut self, [x, y, width, height]: [f64; 4], to_page: Matrix) {
        let corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y)];
        self.path.push(corners.map(|corner| to_page.apply(corner)).into());
    }

    /// Ends the path: unpainted, stroked or filled.
    pub(super) fn paint(&mut self, stroked: bool, filled: bool) {
        for points in std::mem::take(&mut self.path) {
            if self.rules.len() >= MOST_RULES {
                break;
            }
            if stroked {
                self.rules
                    .extend(points.windows(2).filter_map(|ends| rule(Rect::around(ends.iter().copied())?, SLACK)));
            } else if let (true, Some(around)) = (filled, Rect::around(points)) {
                self.rules.extend(rule(around, THICKEST));
                self.rules.extend(dot(around).into_iter().flatten());
            }
        }
    }
}

/// A dot may be part of a level or of an upright dotted line; alone it is too short to matter.
fn dot(around: Rect) -> Option<[Rule; 2]> {
    let ((x, y), (width, height)) = (around.center(), (around.width(), around.height()));
    let is_dot = width.max(height) <= THICKEST && (width - height).abs() < SLACK;
    is_dot.then_some([
        Rule { upright: false, place: y, from: around.left, to: around.right },
        Rule { upright: true, place: x, from: around.top, to: around.bottom },
    ])
}

/// A rectangle no thicker than given, as a line along its length.
fn rule(around: Rect, thickest: f64) -> Option<Rule> {
    let (x, y) = around.center();
    let finite = [x, y, around.width(), around.height()].iter().all(|value| value.is_finite());
    if !finite || around.width().min(around.height()) > thickest || (around.width() - around.height()).abs() < SLACK {
        None
    } else if around.width() > around.height() {
        Some(Rule { upright: false, place: y, from: around.left, to: around.right })
    } else {
        Some(Rule { upright: true, place: x, from: around.top, to: around.bottom })
    }
}
