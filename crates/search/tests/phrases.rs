//! Every piece of a heading finds the documents that have it, whatever words it cuts through.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use gongkai_search::{Asked, Entry, Index, Library, Order, Place, Wanted, normal};
use kernel::Date;

/// One in so many pieces is asked for; all of them take minutes in a build for tests.
const EVERY: usize = 23;

fn samples() -> Vec<Entry> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples/plans");
    let mut entries = Vec::new();
    for file in fs::read_dir(folder)
        .expect("the samples are there")
        .flatten()
        .filter(|file| file.path().extension().is_some_and(|e| e == "txt"))
    {
        let text = fs::read_to_string(file.path()).expect("a sample is text");
        entries.push(Entry { id: file.file_name().to_string_lossy().into_owned(), text, ..Entry::default() });
    }
    assert!(entries.len() > 2);
    entries
}

fn is_heading(line: &str) -> bool {
    let line = line.trim_start_matches(['(', '（']);
    line.starts_with(|c: char| "一二三四五六七八九十".contains(c)) && line.chars().count() < 40
}

#[test]
fn every_piece_of_a_heading_finds_every_document_that_has_it() {
    let entries = samples();
    let library = Library::new(Index::in_memory().unwrap());
    let mut writer = library.index.writer().unwrap();
    entries.iter().for_each(|entry| writer.add(entry).unwrap());
    writer.commit(&Place::default()).unwrap();
    library.index.refresh().unwrap();
    let texts: Vec<(&str, String)> = entries.iter().map(|entry| (entry.id.as_str(), normal(&entry.text))).collect();
    let mut pieces = BTreeSet::new();
    for line in texts.iter().flat_map(|(_, text)| text.lines()).filter(|line| is_heading(line)) {
        let chars: Vec<char> = line.chars().filter(|c| *c != ' ').collect();
        for long in 2..=8 {
            pieces.extend(chars.windows(long).map(|piece| piece.iter().collect::<String>()));
        }
    }
    // What begins or ends with a sign that closes a sentence is looked for without it, and may be found more often.
    pieces
        .retain(|piece| !piece.starts_with(['.', ',', '。', '!', '?']) && !piece.ends_with(['.', ',', '。', '!', '?']));
    assert!(pieces.len() > 1_000);
    for piece in pieces.iter().step_by(EVERY) {
        let wanted = Wanted::default();
        let asked =
            Asked { words: piece, wanted: &wanted, order: Order::Relevance, today: Date::MAX, skip: 0, limit: 100 };
        let found: BTreeSet<String> = library.ids(&asked).unwrap().into_iter().collect();
        for (id, _) in texts.iter().filter(|(_, text)| text.replace(' ', "").contains(piece)) {
            assert!(found.contains(*id), "{piece:?} is in {id}, found {found:?}");
        }
    }
}
