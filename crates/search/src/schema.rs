//! The fields of the index.

use kernel::Date;
use publishing::Ending;
use tantivy::TantivyDocument;
use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, NumericOptions, STORED, STRING, Schema, TextFieldIndexing, TextOptions,
};
use tantivy::tokenizer::{TextAnalyzer, TokenizerManager, WhitespaceTokenizer};

use crate::analysis::grams::Runs;
use crate::analysis::{normal, numbers};
use crate::entry::Entry;

/// Changed whenever an index made before can no longer be read as it was meant; it is then made anew.
pub(crate) const EDITION: &str = "1";
/// So many bytes of one text are looked through; the rest is not found.
pub(crate) const MOST_TEXT: usize = 2_000_000;
const GRAMS: &str = "grams";
const CHARS: &str = "chars";
const PIECES: &str = "pieces";

#[derive(Clone, Debug)]
pub(crate) struct Fields {
    pub schema: Schema,
    pub id: Field,
    pub text: Field,
    /// Pairs of the title's characters.
    pub title: Field,
    /// Pairs of all its characters, title and text.
    pub grams: Field,
    /// All its characters.
    pub chars: Field,
    pub number: Field,
    pub government: Field,
    pub unit: Field,
    pub kind: Field,
    pub form: Field,
    pub theme: Field,
    pub column: Field,
    pub dated: Field,
    pub published: Field,
    pub version: Field,
    pub valid_from: Field,
    pub valid_until: Field,
    pub amended: Field,
    pub repealed: Field,
}

impl Fields {
    pub fn new() -> Self {
        let mut schema = Schema::builder();
        let read = |tokenizer: &str, option| {
            let indexing = TextFieldIndexing::default().set_tokenizer(tokenizer).set_index_option(option);
            TextOptions::default().set_indexing_options(indexing)
        };
        let phrases = read(GRAMS, IndexRecordOption::WithFreqsAndPositions);
        let number = || NumericOptions::default() | FAST;
        Self {
            id: schema.add_text_field("id", STRING | FAST),
            text: schema.add_text_field("text", TextOptions::default() | STORED),
            title: schema.add_text_field("title", phrases.clone()),
            grams: schema.add_text_field("grams", phrases),
            chars: schema.add_text_field("chars", read(CHARS, IndexRecordOption::WithFreqs)),
            number: schema.add_text_field("number", read(PIECES, IndexRecordOption::Basic)),
            government: schema.add_text_field("government", STRING | FAST),
            unit: schema.add_text_field("unit", STRING | FAST),
            kind: schema.add_text_field("kind", STRING | FAST),
            form: schema.add_text_field("form", STRING | FAST),
            theme: schema.add_text_field("theme", STRING | FAST),
            column: schema.add_text_field("column", STRING | FAST),
            dated: schema.add_i64_field("dated", number() | INDEXED),
            published: schema.add_i64_field("published", number()),
            version: schema.add_i64_field("version", number()),
            valid_from: schema.add_i64_field("valid_from", number()),
            valid_until: schema.add_i64_field("valid_until", number()),
            amended: schema.add_i64_field("amended", number()),
            repealed: schema.add_bool_field("repealed", number()),
            schema: schema.build(),
        }
    }

    /// What reads texts into these fields; texts are in one form before they come here.
    pub fn tokenizers() -> TokenizerManager {
        let tokenizers = TokenizerManager::default();
        tokenizers.register(GRAMS, TextAnalyzer::from(Runs::<2>::default()));
        tokenizers.register(CHARS, TextAnalyzer::from(Runs::<1>::default()));
        tokenizers.register(PIECES, TextAnalyzer::from(WhitespaceTokenizer::default()));
        tokenizers
    }

    pub fn document(&self, entry: &Entry) -> TantivyDocument {
        let mut document = TantivyDocument::new();
        let text = upto(&entry.text, MOST_TEXT);
        document.add_text(self.id, &entry.id);
        document.add_text(self.text, text);
        let title = normal(&entry.title).replace('\n', "");
        let all = format!("{title}\n{}", normal(text));
        document.add_text(self.title, &title);
        document.add_text(self.grams, &all);
        document.add_text(self.chars, &all);
        if let Some(number) = &entry.number {
            document.add_text(self.number, numbers::pieces(&normal(number)).join(" "));
        }
        let unit = entry.unit_id.as_ref().map(|unit| (self.unit, unit));
        let column = entry.column_id.as_ref().map(|column| (self.column, column));
        let themes = entry.theme_ids.iter().map(|theme| (self.theme, theme));
        let plain = [(self.government, &entry.government_id), (self.kind, &entry.kind), (self.form, &entry.form)];
        for (field, value) in plain.into_iter().chain(unit).chain(column).chain(themes) {
            document.add_text(field, value);
        }
        let standing = entry.standing.as_ref();
        let days = [
            (self.dated, entry.dated_on),
            (self.valid_from, standing.map(|standing| standing.from.unwrap_or(Date::MIN))),
            (self.valid_until, standing.and_then(|standing| standing.until)),
            (self.amended, standing.and_then(publishing::Standing::amended_on)),
        ];
        for (field, day) in days {
            if let Some(day) = day {
                document.add_i64(field, number(day));
            }
        }
        document.add_i64(self.version, entry.version);
        document.add_i64(self.published, entry.published_at.map_or(0, |at| at.0));
        if standing.is_some_and(|standing| standing.ending == Some(Ending::Repealed)) {
            document.add_bool(self.repealed, true);
        }
        document
    }
}

/// A day as a number that sorts as days do: 20260131.
pub(crate) fn number(day: Date) -> i64 {
    i64::from(day.year()) * 10_000 + i64::from(day.month()) * 100 + i64::from(day.day())
}

fn upto(text: &str, bytes: usize) -> &str {
    &text[..text.floor_char_boundary(bytes)]
}
