//! The table behind a chart: the same figures in words, each leading to what it counts.

/// One figure.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// As shown.
    pub text: String,
    /// The list it counts; empty when there is none.
    pub href: String,
    /// How deep it is shaded, 0 (not at all) to 4, in tables that are read as a picture.
    pub shade: u8,
}

impl Cell {
    /// A count that leads to its list; nothing leads to an empty one.
    pub fn count(count: i64, href: impl FnOnce() -> String) -> Self {
        Self { text: count.to_string(), href: if count > 0 { href() } else { String::new() }, shade: 0 }
    }

    /// Words or a figure that count nothing by themselves.
    pub fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// Shaded by how near the count is to the greatest of its table.
    pub fn shaded(self, count: i64, most: i64) -> Self {
        let shade = if count <= 0 { 0 } else { 1 + (count - 1) * 4 / most.max(1) };
        Self { shade: u8::try_from(shade).unwrap_or(4).min(4), ..self }
    }
}

/// One row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// Its name.
    pub name: Cell,
    /// Its figures.
    pub cells: Vec<Cell>,
}

impl Line {
    fn texts(&self) -> Vec<&str> {
        std::iter::once(&self.name).chain(&self.cells).map(|cell| cell.text.as_str()).collect()
    }
}

/// A table of figures.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// What it shows.
    pub caption: String,
    /// The headings, that of the names first.
    pub head: Vec<String>,
    /// The rows.
    pub lines: Vec<Line>,
}

impl Table {
    /// Headings and rows as texts, for a file.
    pub fn records(&self) -> impl Iterator<Item = Vec<&str>> {
        let head = self.head.iter().map(String::as_str).collect();
        std::iter::once(head).chain(self.lines.iter().map(Line::texts))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shades_grow_with_the_count_and_only_naught_has_none() {
        let shades: Vec<u8> = [0, 1, 2, 5, 8].into_iter().map(|n| Cell::plain("").shaded(n, 8).shade).collect();
        assert_eq!(shades, [0, 1, 1, 3, 4]);
        assert_eq!(Cell::plain("").shaded(1, 1).shade, 1, "a single one is not alarming");
    }

    #[test]
    fn an_empty_count_leads_nowhere() {
        assert_eq!(Cell::count(0, || "/x".into()).href, "");
        assert_eq!(Cell::count(2, || "/x".into()).href, "/x");
    }
}
