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

/// What has happened so far with one entry, limit by limit: the JSON of `ledger_entry.facts`.
///
/// Kept under the limit itself, not under its place in the task's list, so that a corrected plan that only adds or
/// reorders limits loses nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Records(Vec<Record>);

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Record {
    limit: TimeLimit,
    #[serde(flatten)]
    facts: Facts,
}

impl Records {
    /// What is recorded under `limit`.
    pub fn of(&self, limit: &TimeLimit) -> Facts {
        self.0.iter().find(|record| record.limit == *limit).map(|record| record.facts.clone()).unwrap_or_default()
    }

    /// Replaces what is recorded under `limit`.
    pub fn set(&mut self, limit: &TimeLimit, facts: Facts) {
        self.0.retain(|record| record.limit != *limit);
        if facts != Facts::default() {
            self.0.push(Record { limit: limit.clone(), facts });
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
        let monthly = TimeLimit::Recurring { every: Some(Every::Month), working_days: None };
        let done = Done { key: "2022-03".into(), on: "2022-03-30".parse().unwrap() };
        let mut records = Records::default();
        records.set(&monthly, Facts { done: vec![done], ..Facts::default() });
        let text = serde_json::to_string(&records).unwrap();
        let back: Records = serde_json::from_str(&text).unwrap();
        assert_eq!(back.of(&monthly).times_done("2022-03"), 1);
        assert_eq!(back.of(&TimeLimit::Ongoing), Facts::default());
        records.set(&monthly, Facts::default());
        assert!(records.is_empty(), "what was taken back leaves no trace here");
    }
}
