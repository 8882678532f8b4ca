//! Two people changed a document's facts at once: what each touched is told apart by what the form was opened with.

use sha2::{Digest as _, Sha256};
use web::Fields;

/// The fields of the form that hold one value each.
const NAMES: [&str; 12] = [
    "kind",
    "title",
    "number",
    "issuer",
    "issued_on",
    "effective_on",
    "expires_on",
    "summary",
    "interpretation",
    "column",
    "body",
    "restricted",
];

/// Short digests of what a form shows, to be sent back with it.
pub(super) fn marks(shown: &Fields) -> String {
    let each = NAMES.iter().map(|name| mark(shown.raw(name))).chain([mark(&themes(shown))]);
    each.collect::<Vec<_>>().join(".")
}

fn mark(value: &str) -> String {
    // Browsers send line breaks as two characters and drop the first of a text area.
    let value = value.replace("\r\n", "\n");
    hex::encode(&Sha256::digest(value.trim_start_matches('\n').as_bytes())[..8])
}

fn themes(fields: &Fields) -> String {
    let mut themes: Vec<&str> = fields.all("themes").collect();
    themes.sort_unstable();
    themes.join(",")
}

/// The form anew: what was not touched since it was opened becomes what is kept now, what was typed stays.
pub(super) fn merged(typed: &Fields, now: &Fields) -> Fields {
    let opened: Vec<&str> = typed.get("was").split('.').collect();
    let touched = |at: usize, value: &str| opened.get(at).is_none_or(|was| *was != mark(value));
    let mut pairs = Vec::new();
    for (at, name) in NAMES.iter().enumerate() {
        let from = if touched(at, typed.raw(name)) { typed } else { now };
        if from.has(name) {
            pairs.push(((*name).to_owned(), from.raw(name).to_owned()));
        }
    }
    let from = if touched(NAMES.len(), &themes(typed)) { typed } else { now };
    pairs.extend(from.all("themes").map(|theme| ("themes".to_owned(), theme.to_owned())));
    pairs.extend(typed.all("readers").map(|reader| ("readers".to_owned(), reader.to_owned())));
    pairs.push(("version".to_owned(), now.get("version").to_owned()));
    pairs.push(("was".to_owned(), marks(now)));
    Fields::new(pairs)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(pairs: &[(&str, &str)]) -> Fields {
        Fields::new(pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
    }

    #[test]
    fn what_only_the_other_touched_is_theirs_and_what_was_typed_stays() {
        let opened = form(&[("title", "通知"), ("body", "一\n二"), ("summary", ""), ("themes", "a"), ("version", "3")]);
        let was = marks(&opened);
        let now =
            form(&[("title", "公告"), ("body", "一\n二\n三"), ("summary", ""), ("themes", "b"), ("version", "4")]);
        let typed =
            form(&[("title", "通知"), ("body", "一\r\n二"), ("summary", "要点"), ("themes", "a"), ("was", &was)]);
        let merged = merged(&typed, &now);
        assert_eq!([merged.get("title"), merged.raw("body"), merged.get("summary")], ["公告", "一\n二\n三", "要点"]);
        assert_eq!(merged.all("themes").collect::<Vec<_>>(), ["b"]);
        assert_eq!((merged.get("version"), merged.get("was")), ("4", marks(&now).as_str()));
    }

    #[test]
    fn what_both_touched_stays_as_typed() {
        let was = marks(&form(&[("title", "通知")]));
        let typed = form(&[("title", "我的"), ("was", &was)]);
        assert_eq!(merged(&typed, &form(&[("title", "别人的")])).get("title"), "我的");
    }
}
