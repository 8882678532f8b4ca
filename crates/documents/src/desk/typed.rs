//! The form of a document's facts and text: as typed, and what it says.

use kernel::Date;
use web::{Fields, Mistakes, within_limits};

use crate::domain::{Face, Kind, LONGEST_BODY, LONGEST_SUMMARY, LONGEST_TITLE};

/// What the form says, or what is wrong with it. A draft may lack what the gate asks for; what is typed must be right.
pub(super) fn read(typed: &Fields) -> Result<Face, Mistakes> {
    let mut mistakes = Mistakes::default();
    let kind = Kind::by_code(typed.get("kind"));
    if kind.is_none() {
        mistakes.add("kind", "请选择类型。");
    }
    let day = |name: &'static str, mistakes: &mut Mistakes| -> Option<Date> {
        let text = typed.opt(name)?;
        let found = official::date::parse(text);
        if found.is_none() {
            mistakes.add(name, format!("“{text}”读不成日期，请写成 2026-03-30。"));
        }
        found
    };
    let issued_on = day("issued_on", &mut mistakes);
    let effective_on = day("effective_on", &mut mistakes);
    let expires_on = day("expires_on", &mut mistakes);
    for (name, text, most) in [
        ("title", typed.get("title"), LONGEST_TITLE),
        ("number", typed.get("number"), 100),
        ("issuer", typed.get("issuer"), 300),
        ("summary", typed.get("summary"), LONGEST_SUMMARY),
        ("interpretation", typed.get("interpretation"), LONGEST_SUMMARY),
        ("body", typed.raw("body"), LONGEST_BODY),
    ] {
        mistakes.check(name, within_limits(text, most));
    }
    if typed.get("title").is_empty() {
        mistakes.add("title", "请填写标题。");
    }
    let mut themes: Vec<String> = typed.all("themes").map(str::to_owned).collect();
    themes.sort();
    themes.dedup();
    match kind {
        Some(kind) if mistakes.is_empty() => Ok(Face {
            kind,
            // A title is one line.
            title: typed.get("title").split_whitespace().collect::<Vec<_>>().join(" "),
            number: normal(typed.get("number")),
            issuer: typed.get("issuer").to_owned(),
            issued_on,
            effective_on,
            expires_on,
            summary: typed.get("summary").replace("\r\n", "\n"),
            interpretation: typed.get("interpretation").replace("\r\n", "\n"),
            column_id: typed.opt("column").map(str::to_owned),
            themes,
            body: typed.raw("body").replace("\r\n", "\n"),
            restricted: typed.has("restricted"),
        }),
        _ => Err(mistakes),
    }
}

/// A number in the form it is printed in, 机关代字〔年〕号, when it is one.
fn normal(number: &str) -> String {
    official::number::parse(number).map_or_else(|| number.to_owned(), |number| number.to_string())
}

/// The form as it shows what is kept.
pub(super) fn fields(face: &Face, version: i64) -> Fields {
    let day = |date: Option<Date>| date.map(|date| date.to_string()).unwrap_or_default();
    let mut pairs: Vec<(String, String)> = [
        ("kind", face.kind.code.to_owned()),
        ("title", face.title.clone()),
        ("number", face.number.clone()),
        ("issuer", face.issuer.clone()),
        ("issued_on", day(face.issued_on)),
        ("effective_on", day(face.effective_on)),
        ("expires_on", day(face.expires_on)),
        ("summary", face.summary.clone()),
        ("interpretation", face.interpretation.clone()),
        ("column", face.column_id.clone().unwrap_or_default()),
        ("body", face.body.clone()),
        ("version", version.to_string()),
    ]
    .into_iter()
    .map(|(name, value)| (name.to_owned(), value))
    .collect();
    pairs.extend(face.themes.iter().map(|theme| ("themes".to_owned(), theme.clone())));
    if face.restricted {
        pairs.push(("restricted".into(), "1".into()));
    }
    Fields::new(pairs)
}
