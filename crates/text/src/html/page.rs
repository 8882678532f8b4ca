//! The page being read: text gathered into paragraphs, and where it goes.

use html5gum::StartTag;

use super::table::{Tables, put};
use crate::ReadError;
use crate::lines::Lines;

/// Stands for a line end that is meant, while text is gathered; those of the source file mean nothing.
pub(super) const LINE_END: char = '\u{b}';

/// Elements whose content is not the page's text.
const DROPPED: &[&[u8]] = &[
    b"script",
    b"style",
    b"noscript",
    b"template",
    b"nav",
    b"select",
    b"button",
    b"iframe",
    b"svg",
    b"object",
    b"textarea",
    b"noframes",
    b"xmp",
];

/// Elements that begin a new line wherever they stand.
const BLOCKS: &[&[u8]] = &[
    b"p",
    b"div",
    b"section",
    b"article",
    b"main",
    b"header",
    b"footer",
    b"aside",
    b"h1",
    b"h2",
    b"h3",
    b"h4",
    b"h5",
    b"h6",
    b"ul",
    b"ol",
    b"li",
    b"dl",
    b"dt",
    b"dd",
    b"blockquote",
    b"pre",
    b"hr",
    b"form",
    b"fieldset",
    b"address",
    b"figure",
    b"figcaption",
    b"center",
    b"title",
    b"body",
    b"html",
    b"head",
    b"caption",
    b"details",
    b"summary",
];

/// Text, lists and tables open at the reader's place.
pub(super) struct Page<'l, 'o> {
    lines: &'l mut Lines<'o>,
    text: String,
    tables: Tables,
    /// The dropped element being passed, and how many of its kind are open inside it.
    dropping: Option<(Vec<u8>, usize)>,
    /// For each open list, the number of its next item; unordered lists have none.
    lists: Vec<Option<i64>>,
    /// Open `<pre>` elements, in which line ends are meant.
    preformatted: usize,
    title: String,
    in_title: bool,
}

impl<'l, 'o> Page<'l, 'o> {
    pub(super) fn new(lines: &'l mut Lines<'o>) -> Self {
        Self {
            lines,
            text: String::new(),
            tables: Tables::default(),
            dropping: None,
            lists: Vec::new(),
            preformatted: 0,
            title: String::new(),
            in_title: false,
        }
    }

    pub(super) fn open(&mut self, tag: &StartTag<()>) -> Result<(), ReadError> {
        let name: &[u8] = &tag.name;
        if let Some((dropped, depth)) = &mut self.dropping {
            *depth += usize::from(dropped == name && !tag.self_closing);
            return Ok(());
        }
        if DROPPED.contains(&name) {
            if !tag.self_closing {
                self.dropping = Some((name.to_vec(), 1));
            }
            return Ok(());
        }
        if BLOCKS.contains(&name) {
            self.end_line()?;
        }
        let attribute = |key: &[u8]| tag.attributes.get(key).map(|value| String::from_utf8_lossy(value).into_owned());
        let number = |key: &[u8]| attribute(key).and_then(|value| value.trim().parse::<i64>().ok());
        match name {
            b"br" => self.text.push(LINE_END),
            b"pre" => self.preformatted += 1,
            b"title" => self.in_title = true,
            b"ul" => self.open_list(None),
            b"ol" => self.open_list(Some(number(b"start").unwrap_or(1))),
            b"li" => self.number_item(number(b"value")),
            b"table" => {
                self.end_line()?;
                self.tables.open(&mut self.text, self.lines)?;
            }
            b"tr" => self.tables.open_row(&mut self.text, self.lines)?,
            b"td" | b"th" => {
                let span = |key| usize::try_from(number(key).unwrap_or(1)).unwrap_or(1);
                self.tables.open_cell(&mut self.text, (span(b"colspan"), span(b"rowspan")), self.lines)?;
            }
            _ => {}
        }
        Ok(())
    }

    pub(super) fn close(&mut self, name: &[u8]) -> Result<(), ReadError> {
        if let Some((dropped, depth)) = &mut self.dropping {
            if dropped == name {
                *depth -= 1;
                if *depth == 0 {
                    self.dropping = None;
                }
            }
            return Ok(());
        }
        if name == b"title" && std::mem::take(&mut self.in_title) {
            self.title = std::mem::take(&mut self.text);
            return Ok(());
        }
        if BLOCKS.contains(&name) {
            self.end_line()?;
        }
        match name {
            b"ul" | b"ol" => drop(self.lists.pop()),
            b"pre" => self.preformatted = self.preformatted.saturating_sub(1),
            b"td" | b"th" => self.tables.close_cell(&mut self.text, self.lines)?,
            b"tr" => self.tables.close_row(&mut self.text, self.lines)?,
            b"table" => self.tables.close(&mut self.text, self.lines)?,
            _ => {}
        }
        Ok(())
    }

    pub(super) fn text(&mut self, text: &str) {
        if self.dropping.is_some() {
            return;
        }
        if self.preformatted > 0 {
            self.text.extend(text.chars().map(|c| if c == '\n' { LINE_END } else { c }));
        } else {
            self.text.push_str(text);
        }
    }

    pub(super) fn finish(mut self) -> Result<(), ReadError> {
        while self.tables.any() {
            self.tables.close(&mut self.text, self.lines)?;
        }
        self.end_line()
    }

    /// Ends a line of running text; in a cell the line end is kept until it is known whether the cell is part of a row.
    fn end_line(&mut self) -> Result<(), ReadError> {
        if self.tables.in_cell() {
            self.text.push(LINE_END);
            return Ok(());
        }
        self.put_title()?;
        put(&mut self.text, self.lines)
    }

    /// The title is the first line, unless the page says it again itself.
    fn put_title(&mut self) -> Result<(), ReadError> {
        let text = self.text.trim_matches(|c: char| c.is_whitespace() || c == LINE_END);
        if self.title.is_empty() || text.is_empty() {
            return Ok(());
        }
        let mut title = std::mem::take(&mut self.title);
        if title.contains(text) { Ok(()) } else { put(&mut title, self.lines) }
    }

    fn open_list(&mut self, first: Option<i64>) {
        // Lists nested deeper than this are noise; their items merely lose their numbers.
        if self.lists.len() < 100 {
            self.lists.push(first);
        }
    }

    fn number_item(&mut self, own: Option<i64>) {
        if let Some(Some(next)) = self.lists.last_mut() {
            let this = own.unwrap_or(*next);
            *next = this.saturating_add(1);
            self.text.push_str(&format!("{this}. "));
        }
    }
}
