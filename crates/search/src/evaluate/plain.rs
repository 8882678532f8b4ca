//! What stands beside ours: pairs of characters alone, ranked by BM25.

use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, Occur, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions, Value as _};
use tantivy::{IndexReader, TantivyDocument, Term};

use super::{DEEP, Judged, Question};
use crate::analysis::{grams, normal};
use crate::error::Result;
use crate::schema::Fields;

/// A plain index over judged documents, in memory.
pub struct Plain {
    reader: IndexReader,
    id: Field,
    text: Field,
}

impl Plain {
    /// Indexes the documents, title and text as one.
    ///
    /// # Errors
    /// When memory runs out.
    pub fn over(judged: &Judged) -> Result<Self> {
        let mut schema = Schema::builder();
        let indexing =
            TextFieldIndexing::default().set_tokenizer("grams").set_index_option(IndexRecordOption::WithFreqs);
        let id = schema.add_text_field("id", STRING | STORED);
        let text = schema.add_text_field("text", TextOptions::default().set_indexing_options(indexing));
        let mut index = tantivy::Index::create_in_ram(schema.build());
        index.set_tokenizers(Fields::tokenizers());
        let mut writer = index.writer_with_num_threads(1, 96 * 1024 * 1024)?;
        for entry in &judged.documents {
            let mut document = TantivyDocument::new();
            document.add_text(id, &entry.id);
            document.add_text(text, normal(&format!("{}\n{}", entry.title, entry.text)));
            writer.add_document(document)?;
        }
        writer.commit()?;
        Ok(Self { reader: index.reader()?, id, text })
    }

    /// The ids that a question finds, best first.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn ask(&self, question: &Question) -> Result<Vec<String>> {
        let searcher = self.reader.searcher();
        let grams = grams::telling([normal(&question.text).as_str()], 2).into_iter().map(|gram| {
            let term = TermQuery::new(Term::from_field_text(self.text, &gram), IndexRecordOption::WithFreqs);
            (Occur::Should, Box::new(term) as Box<dyn Query>)
        });
        let best = searcher.search(&BooleanQuery::new(grams.collect()), &TopDocs::with_limit(DEEP).order_by_score())?;
        let id = |at| -> Result<String> {
            let document: TantivyDocument = searcher.doc(at)?;
            Ok(document.get_first(self.id).and_then(|id| id.as_str().map(str::to_owned)).unwrap_or_default())
        };
        best.into_iter().map(|(_, at)| id(at)).collect()
    }
}
