//! What the layout gets: every text cleaned, every part with its place decided.

use paper::{Mark, Paper};
use serde::Serialize;

use crate::clean::{Cleaner, MISSING};
use crate::fonts::{Fonts, Uses};
use crate::parts::{self, Part, halves};

/// Width of the text and largest 发文机关标志, in points.
const WIDTH: f64 = 442.0;
const LARGEST: f64 = 54.0;

/// A paper ready for the layout: the value `sheet` in official.typ.
#[derive(Debug, Serialize)]
pub(crate) struct Sheet {
    fonts: Uses,
    /// The title in one line, for the file's own title.
    name: String,
    title: Vec<String>,
    author: String,
    letterhead: Vec<Banner>,
    /// One text, or one to the left and one to the right.
    number: Vec<String>,
    mark: Option<Mark>,
    parts: Vec<Part>,
    /// Where it is public, and whether that can be followed.
    address: String,
    is_link: bool,
    source: Vec<String>,
}

/// A line of the letterhead, as large as the page allows.
#[derive(Debug, Serialize)]
struct Banner {
    text: String,
    size: f64,
}

impl Sheet {
    pub(crate) fn of(paper: Paper, fonts: &Fonts) -> Self {
        let mut cleaner = Cleaner::new(fonts);
        let mut title = cleaner.lines(&paper.title);
        if title.is_empty() {
            // A file for everybody has a title.
            title.push("无标题".into());
        }
        let mark = paper.mark.map(|mark| Mark {
            word: cleaner.line(&mark.word),
            notes: mark.notes.iter().map(|note| cleaner.line(note)).collect(),
        });
        let letterhead: Vec<String> = paper.letterhead.iter().flat_map(|text| cleaner.lines(text)).collect();
        let number = paper.number.map(|number| halves(&cleaner.line(&number), "签发人")).unwrap_or_default();
        let parts = parts::of(paper.blocks, &mut cleaner);
        let mut source: Vec<String> = paper.source.iter().map(|line| cleaner.line(line)).collect();
        if cleaner.missing() > 0 {
            source.push(format!("有 {} 个字现有字体里没有，用“{MISSING}”代替，请以公开页面为准。", cleaner.missing()));
        }
        Self {
            fonts: fonts.uses(),
            name: title.concat(),
            title,
            author: cleaner.line(&paper.author),
            letterhead: letterhead.into_iter().map(Banner::of).collect(),
            number,
            mark,
            parts,
            is_link: paper.address.starts_with("https://") || paper.address.starts_with("http://"),
            address: cleaner.line(&paper.address).replace('\u{200B}', ""),
            source,
        }
    }
}

impl Banner {
    fn of(text: String) -> Self {
        let size = (WIDTH / text.chars().count().max(1) as f64).min(LARGEST);
        Self { text, size }
    }
}
