//! A task's time limits, and what has been recorded under each of them.

use law::due::{Facts, TimeLimit};
use serde::{Deserialize, Serialize};

/// A time limit in the plan's words and as it is understood; `task.limits` is a JSON list of these.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limit {
    /// The phrase as printed.
    pub raw: String,
    /// What it means.
    pub limit: TimeLimit,
}

/// A time limit of a task, told apart from those of the same task that are equal to it, such as two things that are
/// each done every quarter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Which {
    /// The limit.
    #[serde(flatten)]
    pub limit: TimeLimit,
    /// How many equal ones stand before it in the task's list.
    #[serde(default, skip_serializing_if = "is_first")]
    pub nth: usize,
}

fn is_first(nth: &usize) -> bool {
    *nth == 0
}

/// A task's limits, each with what names it among them.
pub fn each(limits: &[Limit]) -> impl Iterator<Item = (Which, &Limit)> {
    limits.iter().enumerate().map(|(at, one)| {
        let nth = limits[..at].iter().filter(|other| other.limit == one.limit).count();
        (Which { limit: one.limit.clone(), nth }, one)
    })
}

/// The limit at a place of a task's list.
pub fn at(limits: &[Limit], place: usize) -> Option<(Which, &Limit)> {
    each(limits).nth(place)
}

/// What has happened so far with one entry, limit by limit: the JSON of `ledger_entry.facts`.
///
/// Kept under the limit itself, not under its place in the task's list, so that a corrected plan that only adds or
/// reorders limits loses nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Records(Vec<Record>);

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Record {
    #[serde(rename = "limit")]
    which: Which,
    #[serde(flatten)]
    facts: Facts,
}

impl Records {
    /// What is recorded under a limit.
    pub fn of(&self, which: &Which) -> Facts {
        self.0.iter().find(|record| record.which == *which).map(|record| record.facts.clone()).unwrap_or_default()
    }

    /// Replaces what is recorded under a limit.
    pub fn set(&mut self, which: &Which, facts: Facts) {
        self.0.retain(|record| record.which != *which);
        if facts != Facts::default() {
            self.0.push(Record { which: which.clone(), facts });
        }
    }

    /// Whether nothing at all is recorded.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use law::due::{Done, Every};

    use super::*;

    #[test]
    fn records_belong_to_a_limit_and_survive_as_json() {
        let limit = TimeLimit::Recurring { every: Some(Every::Month), working_days: None };
        let limits = ["每月公布", "每月报送"].map(|raw| Limit { raw: raw.into(), limit: limit.clone() });
        let [monthly, second] = [0, 1].map(|place| at(&limits, place).unwrap().0);
        let done = Done { key: "2022-03".into(), on: "2022-03-30".parse().unwrap() };
        let mut records = Records::default();
        records.set(&monthly, Facts { done: vec![done], ..Facts::default() });
        let text = serde_json::to_string(&records).unwrap();
        let back: Records = serde_json::from_str(&text).unwrap();
        assert_eq!(back.of(&monthly).times_done("2022-03"), 1);
        assert_eq!(back.of(&second), Facts::default(), "another monthly duty");
        records.set(&second, back.of(&monthly));
        let both: Records = serde_json::from_str(&serde_json::to_string(&records).unwrap()).unwrap();
        assert_eq!(both, records);
        let old = r#"[{"limit":{"kind":"ongoing"},"events":[],"done":[{"key":"a","on":"2022-03-30"}]}]"#;
        let old: Records = serde_json::from_str(old).unwrap();
        assert_eq!(old.of(&Which { limit: TimeLimit::Ongoing, nth: 0 }).times_done("a"), 1);
        records.set(&second, Facts::default());
        records.set(&monthly, Facts::default());
        assert!(records.is_empty(), "what was taken back leaves no trace here");
    }
}
