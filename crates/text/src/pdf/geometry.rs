//! Points, boxes and transformations on a page; y grows downwards from the top left corner, in points of 1/72 inch.

/// An upright rectangle.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Rect {
    pub(crate) left: f64,
    pub(crate) top: f64,
    pub(crate) right: f64,
    pub(crate) bottom: f64,
}

impl Rect {
    pub(crate) fn around(points: impl IntoIterator<Item = (f64, f64)>) -> Option<Self> {
        let mut points = points.into_iter();
        let (x, y) = points.next()?;
        Some(points.fold(Self { left: x, top: y, right: x, bottom: y }, |rect, (x, y)| Self {
            left: rect.left.min(x),
            top: rect.top.min(y),
            right: rect.right.max(x),
            bottom: rect.bottom.max(y),
        }))
    }

    pub(crate) fn union(self, other: Self) -> Self {
        Self {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }

    pub(crate) fn width(&self) -> f64 {
        self.right - self.left
    }

    pub(crate) fn height(&self) -> f64 {
        self.bottom - self.top
    }

    pub(crate) fn center(&self) -> (f64, f64) {
        (f64::midpoint(self.left, self.right), f64::midpoint(self.top, self.bottom))
    }

    pub(crate) fn contains(&self, (x, y): (f64, f64)) -> bool {
        (self.left..=self.right).contains(&x) && (self.top..=self.bottom).contains(&y)
    }
}

/// The six numbers of a PDF transformation: x' = a·x + c·y + e, y' = b·x + d·y + f.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Matrix(pub(crate) [f64; 6]);

impl Matrix {
    pub(crate) const IDENTITY: Self = Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    pub(crate) fn shift(x: f64, y: f64) -> Self {
        Self([1.0, 0.0, 0.0, 1.0, x, y])
    }

    /// First `self`, then `next`.
    pub(crate) fn then(self, next: Self) -> Self {
        let Self([a, b, c, d, e, f]) = self;
        let Self([na, nb, nc, nd, ne, nf]) = next;
        Self([
            a * na + b * nc,
            a * nb + b * nd,
            c * na + d * nc,
            c * nb + d * nd,
            e * na + f * nc + ne,
            e * nb + f * nd + nf,
        ])
    }

    pub(crate) fn apply(self, (x, y): (f64, f64)) -> (f64, f64) {
        let Self([a, b, c, d, e, f]) = self;
        (a * x + c * y + e, b * x + d * y + f)
    }

    /// How much longer an upright length becomes.
    pub(crate) fn vertical_scale(self) -> f64 {
        self.0[2].hypot(self.0[3])
    }
}

/// From the space a page is written in to the space it is seen in.
pub(crate) fn seen(page: Rect, turned: i64) -> Matrix {
    let (left, low, right, high) = (page.left, page.top, page.right, page.bottom);
    Matrix(match turned.rem_euclid(360) {
        90 => [0.0, 1.0, 1.0, 0.0, -low, -left],
        180 => [-1.0, 0.0, 0.0, 1.0, right, -low],
        270 => [0.0, -1.0, -1.0, 0.0, high, right],
        _ => [1.0, 0.0, 0.0, -1.0, -left, high],
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_top_left_of_a_page_is_seen_where_its_turn_puts_it() {
        let page = Rect { left: 10.0, top: 20.0, right: 110.0, bottom: 220.0 };
        let corner = (10.0, 220.0);
        let seen = [0, 90, 180, 270].map(|turned| seen(page, turned).apply(corner));
        assert_eq!(seen, [(0.0, 0.0), (200.0, 0.0), (100.0, 200.0), (0.0, 100.0)]);
    }
}
