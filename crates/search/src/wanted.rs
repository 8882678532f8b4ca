//! What somebody narrows a search by, and in which order they want it.

use kernel::Date;
use publishing::{Facet, Validity};

/// What a search is narrowed by; what is left out does not narrow it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Nothing but these governments' is looked at; of none named, everybody's.
    pub within: Vec<String>,
    /// Of one government.
    pub government_id: Option<String>,
    /// Of one unit.
    pub unit_id: Option<String>,
    /// Of one kind of publication.
    pub kind: Option<String>,
    /// Of one 类型.
    pub form: Option<String>,
    /// At one place of the catalogue.
    pub column_id: Option<String>,
    /// Under one 主题.
    pub theme_id: Option<String>,
    /// 成文 in one year.
    pub year: Option<i16>,
    /// 成文 on that day or later.
    pub dated_from: Option<Date>,
    /// 成文 on that day or before.
    pub dated_upto: Option<Date>,
    /// With this validity today.
    pub validity: Option<Validity>,
}

/// In which order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// What fits best first; what is no longer in force counts less.
    #[default]
    Relevance,
    /// What became public last first.
    Newest,
}

/// How many of what is found have each value of a facet. A facet's own choice does not narrow its own numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// By value, most first; of years the latest first.
    pub of: Vec<(Facet, Vec<(String, u64)>)>,
    /// By validity, those that some have.
    pub validities: Vec<(Validity, u64)>,
}

impl Counts {
    /// The numbers of one facet.
    pub fn facet(&self, facet: Facet) -> &[(String, u64)] {
        self.of.iter().find(|(one, _)| *one == facet).map_or(&[], |(_, counts)| counts)
    }
}
