//! The index on disk: opened, written, and where it stands in the journal.

use std::path::{Path, PathBuf};

use tantivy::collector::TopDocs;
use tantivy::directory::MmapDirectory;
use tantivy::query::TermQuery;
use tantivy::schema::{IndexRecordOption, Value as _};
use tantivy::{IndexReader, IndexWriter, ReloadPolicy, Searcher, TantivyDocument, Term};

use crate::entry::Entry;
use crate::error::Result;
use crate::schema::{EDITION, Fields};

/// Memory of a writer before it writes to disk, in bytes.
const BUFFER: usize = 96 * 1024 * 1024;

/// Blocks of texts that are kept unpacked; one may be as large as the largest text.
const KEPT: usize = 8;

/// An index, open for looking things up.
pub struct Index {
    inner: tantivy::Index,
    reader: IndexReader,
    pub(crate) fields: Fields,
}

/// A place in a journal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The number of the last entry that was seen.
    pub seq: i64,
    /// Its hash, by which another journal is known for what it is.
    pub hash: String,
}

impl Place {
    fn read(payload: &str) -> Option<Self> {
        let (seq, hash) = payload.split_once(' ')?;
        Some(Self { seq: seq.parse().ok()?, hash: hash.to_owned() })
    }
}

/// The one writer of an index.
pub struct Writer {
    inner: IndexWriter,
    fields: Fields,
}

impl Index {
    /// Opens the index under `folder`, made anew when there is none or one of another edition.
    ///
    /// # Errors
    /// When the folder cannot be written, or what lies there is no index.
    pub fn open(folder: &Path) -> Result<Self> {
        let path = Self::path(folder);
        std::fs::create_dir_all(&path)?;
        Self::with(|fields| {
            let directory = MmapDirectory::open(&path).map_err(tantivy::TantivyError::from)?;
            Ok(tantivy::Index::open_or_create(directory, fields.schema.clone())?)
        })
    }

    /// An index in memory.
    ///
    /// # Errors
    /// As [`Self::open`].
    pub fn in_memory() -> Result<Self> {
        Self::with(|fields| Ok(tantivy::Index::create_in_ram(fields.schema.clone())))
    }

    /// Where under `folder` this edition's index lies.
    pub fn path(folder: &Path) -> PathBuf {
        folder.join(format!("index-{EDITION}"))
    }

    fn with(open: impl FnOnce(&Fields) -> Result<tantivy::Index>) -> Result<Self> {
        let fields = Fields::new();
        let mut inner = open(&fields)?;
        inner.set_tokenizers(Fields::tokenizers());
        let reader =
            inner.reader_builder().reload_policy(ReloadPolicy::Manual).doc_store_cache_num_blocks(KEPT).try_into()?;
        Ok(Self { inner, reader, fields })
    }

    /// The writer; there is one at a time.
    ///
    /// # Errors
    /// [`crate::Error::Busy`] when another process has it.
    pub fn writer(&self) -> Result<Writer> {
        Ok(Writer { inner: self.inner.writer_with_num_threads(1, BUFFER)?, fields: self.fields.clone() })
    }

    /// Shows what was committed since.
    ///
    /// # Errors
    /// When the files cannot be read.
    pub fn refresh(&self) -> Result<()> {
        Ok(self.reader.reload()?)
    }

    /// Up to where in the journal the index is true, as the last commit said; none before the first.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn place(&self) -> Result<Option<Place>> {
        Ok(self.inner.load_metas()?.payload.as_deref().and_then(Place::read))
    }

    /// How many there are.
    pub fn count(&self) -> u64 {
        self.searcher().num_docs()
    }

    /// The text of one entry.
    pub(crate) fn text(&self, searcher: &Searcher, id: &str) -> Result<Option<String>> {
        let one = TermQuery::new(Term::from_field_text(self.fields.id, id), IndexRecordOption::Basic);
        let found = searcher.search(&one, &TopDocs::with_limit(1).order_by_score())?;
        let Some((_, at)) = found.first() else { return Ok(None) };
        let document: TantivyDocument = searcher.doc(*at)?;
        Ok(document.get_first(self.fields.text).and_then(|text| text.as_str().map(str::to_owned)))
    }

    pub(crate) fn searcher(&self) -> Searcher {
        self.reader.searcher()
    }
}

impl Writer {
    /// Puts an entry in place of the one with its id.
    ///
    /// # Errors
    /// When the index cannot be written.
    pub fn put(&self, entry: &Entry) -> Result<()> {
        self.remove(&entry.id);
        self.inner.add_document(self.fields.document(entry))?;
        Ok(())
    }

    /// Adds an entry whose id is new.
    ///
    /// # Errors
    /// When the index cannot be written.
    pub fn add(&self, entry: &Entry) -> Result<()> {
        self.inner.add_document(self.fields.document(entry))?;
        Ok(())
    }

    /// Takes an entry out.
    pub fn remove(&self, id: &str) {
        self.inner.delete_term(Term::from_field_text(self.fields.id, id));
    }

    /// Takes everything out.
    ///
    /// # Errors
    /// When the index cannot be written.
    pub fn clear(&self) -> Result<()> {
        self.inner.delete_all_documents()?;
        Ok(())
    }

    /// Makes it last, together with the place in the journal up to which it is true.
    ///
    /// # Errors
    /// When the index cannot be written; then nothing of it is.
    pub fn commit(&mut self, place: &Place) -> Result<()> {
        let mut prepared = self.inner.prepare_commit()?;
        prepared.set_payload(&format!("{} {}", place.seq, place.hash));
        prepared.commit()?;
        Ok(())
    }

    /// Waits until what goes on in the background is done.
    ///
    /// # Errors
    /// When the index cannot be written.
    pub fn finish(self) -> Result<()> {
        Ok(self.inner.wait_merging_threads()?)
    }
}
