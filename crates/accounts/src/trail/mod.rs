//! The journal (办件留痕) as people read it: a list with filters, an entry with its hashes, an export.

mod entry;
mod list;
pub(crate) mod words;

use directory::{Capability, Principal};
use journal::Entry;
use web::{Access, Routes};

pub(crate) fn routes() -> Routes {
    const READ: Access = Access::May(Capability::ViewJournal);
    Routes::new().get("/desk/journal", READ, list::show).get("/desk/journal/export.csv", READ, list::export).get(
        "/desk/journal/{seq}",
        READ,
        entry::show,
    )
}

/// The page about the thing an entry is about, where there is one.
fn subject_page(kind: &str, id: &str) -> String {
    match kind {
        "person" => format!("/desk/people/{id}"),
        "unit" => format!("/desk/units/{id}"),
        "contact" => format!("/desk/contacts/{id}"),
        "addressee_group" => format!("/desk/groups/{id}"),
        "government" => format!("/desk/governments/{id}"),
        "plan" => format!("/desk/plans/{id}"),
        "ledger_entry" => format!("/desk/ledger/{id}"),
        "letter" => format!("/desk/mail/{id}"),
        _ => String::new(),
    }
}

/// Whether that page is open to the reader's post.
fn may_open(reader: &Principal, kind: &str) -> bool {
    let capability = match kind {
        "person" => Capability::ManagePeople,
        "unit" | "addressee_group" => Capability::ManageUnits,
        "contact" => Capability::KeepContacts,
        "government" => Capability::ManageGovernments,
        "plan" => Capability::ViewPlans,
        "ledger_entry" => Capability::ViewLedger,
        "letter" => Capability::ViewMail,
        _ => return false,
    };
    reader.may(capability)
}

/// The name an entry gives its subject, if it gives one.
fn subject_name(entry: &Entry) -> String {
    let details = entry.details();
    let named =
        ["title", "subject", "name", "short_name", "login", "file"].iter().find_map(|field| match &details[*field] {
            serde_json::Value::String(text) => Some(text.clone()),
            changed => changed["to"].as_str().map(str::to_owned),
        });
    named.unwrap_or_default()
}
