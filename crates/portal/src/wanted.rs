//! What an address asks a list for, the same in the library, in feeds and in the API.

use kernel::Date;
use publishing::{Validity, Wanted};
use web::Fields;

/// Names of the parameters that narrow a list.
pub(crate) const NAMES: [&str; 7] = ["q", "unit", "form", "theme", "year", "validity", "column"];

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
        text: text("q"),
        ..Wanted::default()
    }
}

/// A year that documents can have.
pub(crate) fn year(text: &str) -> Option<i64> {
    text.parse().ok().filter(|year| (1900..=9998).contains(year))
}
