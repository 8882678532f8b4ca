//! What an address asks a list for, the same in the library, in feeds and in the API.

use kernel::Date;
use publishing::{Validity, Wanted};
use web::Fields;

/// Names of the parameters that narrow a list.
pub(crate) const NAMES: [&str; 9] = ["q", "unit", "form", "theme", "year", "validity", "column", "from", "upto"];

/// Whether somebody has just looked for words: narrowing what was found is no new search.
pub(crate) fn only_words(query: &Fields) -> bool {
    NAMES.iter().all(|name| *name == "q" || query.opt(name).is_none())
}

/// Reads them; what cannot be read does not narrow.
pub(crate) fn read(query: &Fields, government_id: &str, today: Date) -> Wanted {
    let text = |name: &str| query.opt(name).map(str::to_owned);
    Wanted {
        government_id: Some(government_id.to_owned()),
        unit_id: text("unit"),
        column_id: text("column"),
        form: text("form"),
        theme_id: text("theme"),
        year: query.opt("year").and_then(year),
        validity: query.opt("validity").and_then(Validity::from_code).map(|one| (one, today)),
        dated_from: day(query, "from"),
        dated_upto: day(query, "upto"),
        text: text("q"),
        ..Wanted::default()
    }
}

/// A day that an address names.
pub(crate) fn day(query: &Fields, name: &str) -> Option<Date> {
    query.opt(name).and_then(|day| day.parse().ok())
}

/// A year that documents can have.
pub(crate) fn year(text: &str) -> Option<i64> {
    text.parse().ok().filter(|year| (1900..=9998).contains(year))
}
