//! Which entries the dashboard counts, and the address of the list behind each of its figures.

use db::Query;
use directory::{UnitKind, unit};
use web::Fields;

use super::super::desk::at;
use super::super::filter::{heading_code, kept_heading};

/// Entries of one government and one year, narrowed as the address asks.
#[derive(Clone, Debug)]
pub(crate) struct Scope {
    pub government: String,
    pub year: i64,
    pub plan: Option<String>,
    pub heading: Option<String>,
    pub kind: Option<UnitKind>,
    /// For people of a unit, theirs.
    pub unit: Option<String>,
}

impl Scope {
    /// The conditions, for a statement in which `ledger_entry` is `e`.
    pub fn conditions(&self, query: &mut Query) {
        // Each is asked for by the index that narrows most. A plan is one of the year's, a unit one of the government's; where
        // another index serves, `+ 0` keeps the year out of SQLite's choice.
        let (plan, unit, heading) = (self.plan.is_some(), self.unit.is_some(), self.heading.is_some());
        query.push(" e.dropped = 0").when(" AND e.plan_id = ?", self.plan.clone());
        query.when(" AND e.government_id = ?", Some(self.government.as_str()).filter(|_| !plan && !unit));
        query.when(" AND e.year + 0 = ?", Some(self.year).filter(|_| !plan && (unit || heading)));
        query.when(" AND e.year = ?", Some(self.year).filter(|_| !plan && !unit && !heading));
        query
            .when(" AND e.heading = ?", self.heading.as_deref().map(kept_heading))
            .when(" AND e.unit_id = ?", self.unit.clone());
        if let Some(kind) = self.kind {
            unit::of_kind(query.push(" AND e.unit_id IN "), &self.government, kind);
        }
    }

    /// The address of the list that a figure counts: what the dashboard is narrowed to, and `more`.
    pub fn list(&self, more: &[(&str, &str)]) -> String {
        at("/desk/ledger", &self.query(more))
    }

    /// Where a part of `more` narrows what the dashboard is narrowed to already, the part goes.
    fn query(&self, more: &[(&str, &str)]) -> String {
        let year = self.year.to_string();
        let own = [
            ("year", Some(year.as_str())),
            ("plan", self.plan.as_deref()),
            ("heading", self.heading.as_deref().map(heading_code)),
            ("kind", self.kind.map(UnitKind::code)),
        ];
        let own = own.into_iter().filter_map(|(name, value)| Some((name, value?)));
        let kept = own.filter(|(name, _)| more.iter().all(|(other, _)| other != name));
        let pairs = kept.chain(more.iter().copied()).map(|(name, value)| (name.to_owned(), value.to_owned()));
        Fields::new(pairs.collect()).with("", "")
    }

    /// The dashboard's own address with these filters, as a query.
    pub fn own_query(&self) -> String {
        self.query(&[])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_leads_to_what_it_counts() {
        let scope = Scope {
            government: "g".into(),
            year: 2022,
            plan: None,
            heading: Some("一、".into()),
            kind: Some(UnitKind::Town),
            unit: None,
        };
        assert_eq!(scope.list(&[("unit", "u"), ("due", "overdue")]), {
            "/desk/ledger?year=2022&heading=%E4%B8%80%E3%80%81&kind=town&unit=u&due=overdue"
        });
        assert_eq!(scope.list(&[("heading", "a")]), "/desk/ledger?year=2022&kind=town&heading=a");
    }
}
