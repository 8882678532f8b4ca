//! Whether what a document says is in force (有效性): derived from dates and from what later documents did to it.

use kernel::Date;
use serde::{Deserialize, Serialize};

/// How a document ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ending {
    /// 废止: a later document or a decision ended it.
    Repealed,
    /// 失效: its time ran out.
    Expired,
}

impl Ending {
    /// Its name in the database.
    pub fn code(self) -> &'static str {
        match self {
            Self::Repealed => "repealed",
            Self::Expired => "expired",
        }
    }
}

/// What a document is on one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Validity {
    /// 有效
    InForce,
    /// 已修改, and in force as amended
    Amended,
    /// 尚未施行
    NotYetInForce,
    /// 失效
    Expired,
    /// 废止
    Repealed,
}

impl Validity {
    /// Every one, in the order lists offer them.
    pub const ALL: [Self; 5] = [Self::InForce, Self::Amended, Self::NotYetInForce, Self::Expired, Self::Repealed];

    /// Its name in addresses and interfaces.
    pub fn code(self) -> &'static str {
        match self {
            Self::InForce => "in_force",
            Self::Amended => "amended",
            Self::NotYetInForce => "not_yet_in_force",
            Self::Expired => "expired",
            Self::Repealed => "repealed",
        }
    }

    /// The one with that code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }

    /// Its name for people.
    pub fn name(self) -> &'static str {
        match self {
            Self::InForce => "有效",
            Self::Amended => "已修改",
            Self::NotYetInForce => "尚未施行",
            Self::Expired => "失效",
            Self::Repealed => "废止",
        }
    }

    /// Whether one may rely on it that day.
    pub fn binds(self) -> bool {
        matches!(self, Self::InForce | Self::Amended)
    }
}

/// What a later document did to this one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// 修改
    Amended,
    /// 废止
    Repealed,
    /// 被替代: the later one takes its place
    Replaced,
    /// 宣布失效
    Lapsed,
    /// 继续有效: a clean-up kept it, until a later day when one is given
    Kept,
}

/// A note that stands on a document: who changed its standing, and from when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// What happened.
    pub effect: Effect,
    /// From which day.
    pub on: Date,
    /// The public address of the document that did it, when it is public here.
    pub by: Option<String>,
    /// Its title.
    pub title: String,
    /// Its number.
    pub number: Option<String>,
    /// What it says in particular, e.g. which clause was changed.
    pub words: String,
}

/// All that decides a document's validity.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// The first day in force.
    pub from: Option<Date>,
    /// The first day no more in force.
    pub until: Option<Date>,
    /// How it ends then.
    pub ending: Option<Ending>,
    /// What later documents did, in order of their days.
    pub notes: Vec<Note>,
}

impl Standing {
    /// From the document's own dates, the first day and the last day in force, and from what others did to it.
    pub fn derive(from: Option<Date>, last_day: Option<Date>, mut notes: Vec<Note>) -> Self {
        notes.sort_by(|a, b| (a.on, &a.title).cmp(&(b.on, &b.title)));
        let own = last_day.and_then(|day| day.tomorrow().ok()).map(|day| (day, Ending::Expired));
        let ends = notes.iter().filter_map(|note| match note.effect {
            Effect::Repealed | Effect::Replaced => Some((note.on, Ending::Repealed)),
            Effect::Lapsed => Some((note.on, Ending::Expired)),
            Effect::Amended | Effect::Kept => None,
        });
        let end = own.into_iter().chain(ends).min_by_key(|(day, ending)| (*day, ending.code()));
        Self { from, until: end.map(|(day, _)| day), ending: end.map(|(_, ending)| ending), notes }
    }

    /// What it is on a day.
    pub fn validity(&self, on: Date) -> Validity {
        match (self.until, self.ending) {
            (Some(until), Some(Ending::Repealed)) if until <= on => return Validity::Repealed,
            (Some(until), _) if until <= on => return Validity::Expired,
            _ => {}
        }
        if self.from.is_some_and(|from| from > on) {
            Validity::NotYetInForce
        } else if self.amended_on().is_some_and(|day| day <= on) {
            Validity::Amended
        } else {
            Validity::InForce
        }
    }

    /// The first day on which it was amended.
    pub fn amended_on(&self) -> Option<Date> {
        self.notes.iter().filter(|note| note.effect == Effect::Amended).map(|note| note.on).min()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn note(effect: Effect, on: &str) -> Note {
        Note { effect, on: day(on), by: None, title: "决定".into(), number: None, words: String::new() }
    }

    #[test]
    fn a_document_goes_through_its_days() {
        let standing = Standing::derive(
            Some(day("2022-03-01")),
            Some(day("2027-02-28")),
            vec![note(Effect::Amended, "2024-05-01")],
        );
        for (on, validity) in [
            ("2022-02-28", Validity::NotYetInForce),
            ("2022-03-01", Validity::InForce),
            ("2024-04-30", Validity::InForce),
            ("2024-05-01", Validity::Amended),
            ("2027-02-28", Validity::Amended),
            ("2027-03-01", Validity::Expired),
        ] {
            assert_eq!(standing.validity(day(on)), validity, "{on}");
        }
    }

    #[test]
    fn the_first_end_counts() {
        let ended = |notes| {
            Standing::derive(Some(day("2020-01-01")), Some(day("2025-12-31")), notes).validity(day("2026-06-01"))
        };
        assert_eq!(ended(vec![]), Validity::Expired);
        assert_eq!(ended(vec![note(Effect::Repealed, "2023-01-01")]), Validity::Repealed);
        assert_eq!(ended(vec![note(Effect::Repealed, "2026-02-01")]), Validity::Expired);
        assert_eq!(
            ended(vec![note(Effect::Lapsed, "2023-01-01"), note(Effect::Replaced, "2024-01-01")]),
            Validity::Expired
        );
    }

    #[test]
    fn without_dates_it_is_in_force() {
        assert_eq!(Standing::default().validity(day("2026-01-01")), Validity::InForce);
    }
}
