//! A validity in words and marks.

use publishing::{Effect, Note, Validity};

/// The kind of mark.
pub(crate) fn mark(validity: Validity) -> &'static str {
    match validity {
        Validity::InForce => "ok",
        Validity::Amended => "warn",
        Validity::NotYetInForce => "info",
        Validity::Expired | Validity::Repealed => "off",
    }
}

/// What a reader of a document that does not bind must know.
pub(crate) fn warning(validity: Validity) -> Option<&'static str> {
    match validity {
        Validity::InForce | Validity::Amended => None,
        Validity::NotYetInForce => Some("这份文件还没有开始施行。"),
        Validity::Repealed => Some("这份文件已经废止，不能再作为办事依据。"),
        Validity::Expired => Some("这份文件已经失效，不能再作为办事依据。"),
    }
}

/// What a later document did, in a sentence.
pub(crate) fn note_words(note: &Note) -> String {
    let (by, what) = match note.effect {
        Effect::Amended => ("被", "修改"),
        Effect::Repealed => ("被", "废止"),
        Effect::Replaced => ("被", "替代"),
        Effect::Lapsed => ("被", "宣布失效"),
        Effect::Kept => ("经", "清理，继续有效"),
    };
    let number = note.number.as_ref().map(|number| format!("（{number}）")).unwrap_or_default();
    let words = if note.words.is_empty() { String::new() } else { format!("：{}", note.words) };
    format!("自 {} 起，{by}《{}》{number}{what}{words}。", note.on, note.title)
}
