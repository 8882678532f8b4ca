//! Web pages: headings, paragraphs, lists and tables; scripts, styles and navigation dropped.
//!
//! Works on the token stream, without building a tree: time and memory grow with the input alone, however tags are nested or left open.

mod charset;
mod page;
mod table;

pub(crate) use charset::declared_encoding;

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{Token, Tokenizer};

use crate::ReadError;
use crate::lines::Lines;
use page::Page;

/// Whether text is a web page: it begins like one once comments and declarations are passed.
pub(crate) fn is_html(text: &str) -> bool {
    let mut rest = text.trim_start();
    while let Some(after) = rest.strip_prefix("<!--").and_then(|rest| rest.split_once("-->")).map(|(_, after)| after) {
        rest = after.trim_start();
    }
    if rest.starts_with("<?xml") {
        rest = rest.split_once("?>").map_or("", |(_, after)| after.trim_start());
    }
    let start: String = rest.chars().take(15).collect::<String>().to_ascii_lowercase();
    ["<!doctype html", "<html", "<head", "<body", "<meta", "<table", "<div"].iter().any(|tag| start.starts_with(tag))
}

pub(crate) fn read(text: &str, lines: &mut Lines) -> Result<(), ReadError> {
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    let mut page = Page::new(lines);
    for token in Tokenizer::new_with_emitter(text, emitter) {
        // Reading from memory cannot fail.
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => page.open(&tag)?,
            Token::EndTag(tag) => page.close(&tag.name)?,
            Token::String(text) => page.text(&String::from_utf8_lossy(&text)),
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    page.finish()
}
