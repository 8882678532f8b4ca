//! What the layout may reach: its own text, the sheet, the fonts. No file, no package, no clock.

use serde_json::Value as Json;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Array, Bytes, Datetime, Dict, Duration, Value};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt as _, World};

use crate::Failure;
use crate::fonts::Fonts;
use crate::sheet::Sheet;

const LAYOUT: &str = include_str!("official.typ");

/// A desk with nothing on it but the sheet.
pub(crate) struct Desk {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    layout: Source,
}

impl Desk {
    pub(crate) fn new(sheet: &Sheet, fonts: Fonts) -> Result<Self, Failure> {
        let inputs = Dict::from_iter([("sheet".into(), value(serde_json::to_value(sheet)?))]);
        let path = VirtualPath::new("official.typ").map_err(|error| Failure::Setting(format!("{error:?}")))?;
        let id = RootedPath::new(VirtualRoot::Project, path).intern();
        Ok(Self {
            library: LazyHash::new(Library::builder().with_inputs(inputs).build()),
            book: LazyHash::new(FontBook::from_fonts(&fonts.faces)),
            fonts: fonts.faces,
            layout: Source::new(id, LAYOUT.into()),
        })
    }

    fn denied<T>() -> FileResult<T> {
        Err(FileError::AccessDenied)
    }
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    fn main(&self) -> FileId {
        self.layout.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.layout.id() { Ok(self.layout.clone()) } else { Self::denied() }
    }

    fn file(&self, _: FileId) -> FileResult<Bytes> {
        Self::denied()
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

/// The same value in the layout's own terms. A text stays a text.
fn value(json: Json) -> Value {
    match json {
        Json::Null => Value::None,
        Json::Bool(one) => Value::Bool(one),
        Json::Number(number) => match number.as_i64() {
            Some(whole) => Value::Int(whole),
            None => Value::Float(number.as_f64().unwrap_or_default()),
        },
        Json::String(text) => Value::Str(text.into()),
        Json::Array(items) => Value::Array(items.into_iter().map(value).collect::<Array>()),
        Json::Object(fields) => {
            Value::Dict(fields.into_iter().map(|(name, field)| (name.into(), value(field))).collect::<Dict>())
        }
    }
}
