//! Recording what somebody at the desk did.

use db::Tx;
use directory::Principal;
use journal::{Act, Subject};
use kernel::Time;
use serde_json::Value;

/// What was done, to what, for which government.
pub(crate) struct Deed<'a> {
    pub act: &'static str,
    pub kind: &'static str,
    pub id: &'a str,
    pub government: Option<&'a str>,
    pub unit: Option<&'a str>,
    pub payload: Value,
}

/// Records it in the journal.
pub(crate) async fn record(tx: &mut Tx, now: Time, by: &Principal, deed: Deed<'_>) -> db::Result<()> {
    let Deed { act, kind, id, government, unit, payload } = deed;
    let subject = Subject { kind, id };
    journal::record(tx, now, Act { actor: &by.actor(), government, unit, act, subject, payload }).await.map(drop)
}

/// The fields that differ between `old` and `new`, two flat objects with the same names: each with both values.
pub(crate) fn differences(old: &Value, new: &Value) -> Value {
    let both = old.as_object().into_iter().flatten().filter_map(|(name, from)| {
        let to = new.get(name)?;
        (from != to).then(|| (name.clone(), serde_json::json!({ "from": from, "to": to })))
    });
    Value::Object(both.collect())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn only_what_changed_is_told() {
        let (old, new) = (json!({ "name": "甲", "kind": "town" }), json!({ "name": "乙", "kind": "town" }));
        assert_eq!(differences(&old, &new), json!({ "name": { "from": "甲", "to": "乙" } }));
        assert_eq!(differences(&old, &old), json!({}));
    }
}
