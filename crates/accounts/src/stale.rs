//! A form saved after somebody else saved: who it was, and what stands there now beside what was typed.

use db::Tx;
use web::Fields;

use crate::trail::words;

/// What happened between opening a form and sending it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Stale {
    /// Who changed it, and when; empty when nobody did.
    pub notice: String,
    now: Vec<(String, String)>,
}

impl Stale {
    /// Reads who changed the thing last. `stored` is what stands there now, `typed` what the form brought.
    pub async fn read(tx: &mut Tx, kind: &str, id: &str, stored: &Fields, typed: &Fields) -> db::Result<Self> {
        let last = journal::of_subject(tx, kind, id, 1).await?.into_iter().next();
        let by = last
            .map_or_else(|| "别人".to_owned(), |e| format!("{}于 {}（{}）", e.actor.name, e.at, words::act(&e.act)));
        let notice = format!(
            "您打开这一页之后，{by}改过它，所以这次没有保存。您填的内容都还在；与现在不同的地方已标出，核对后再保存。"
        );
        let differs = |(name, value): &&(String, String)| name != "version" && typed.get(name) != value;
        Ok(Self { notice, now: stored.pairs().iter().filter(differs).cloned().collect() })
    }

    /// What stands in a field now, where it differs from what was typed; empty otherwise.
    pub fn doubt(&self, field: &str) -> String {
        match self.now.iter().find(|(name, _)| name == field) {
            Some((_, value)) if value.is_empty() => "现在是空的".to_owned(),
            Some((_, value)) => format!("现在是“{value}”"),
            None => String::new(),
        }
    }
}

/// The version a form carries; none when it is no number.
pub(crate) fn version(typed: &Fields) -> Option<i64> {
    typed.get("version").parse().ok()
}
