//! What the dashboard is narrowed to by its address, and what it could be narrowed to.

use db::Tx;
use directory::UnitKind;
use kernel::Problem;
use web::Fields;

use super::super::board::named;
use super::super::desk::Desk;
use super::super::filter::heading_of;
use super::super::task::clipped;
use super::scope::Scope;
use super::store;
use crate::plans::store::years;

/// A choice of a filter: value and words.
type Choice = (String, String);

/// Which entries are counted, and the choices of the form.
pub(super) struct View {
    pub scope: Scope,
    /// The government has no plan yet.
    pub is_new: bool,
    pub years: Vec<Choice>,
    pub plans: Vec<Choice>,
    pub headings: Vec<Choice>,
}

/// Reads what the address asks for. It is always of one year, the newest unless another is asked for. A plan or heading
/// that the year does not have narrows nothing: whoever changes the year means the year.
pub(super) async fn read(desk: &Desk, tx: &mut Tx, fields: &Fields) -> Result<View, Problem> {
    let government = desk.government()?.id.clone();
    let years = years(tx, &government).await?;
    let asked = fields.opt("year").and_then(|year| year.parse().ok()).filter(|year| years.contains(year));
    let year = asked.or_else(|| years.first().copied()).unwrap_or_default();
    let plans = store::plans(tx, &government, year).await?;
    let plan = fields.opt("plan").filter(|id| plans.iter().any(|plan| plan.id == *id));
    let own_unit = desk.who.unit.as_ref().filter(|_| !desk.sees_all());
    let mut scope = Scope {
        government,
        year,
        plan: plan.map(str::to_owned),
        heading: None,
        kind: fields.opt("kind").and_then(UnitKind::from_code).filter(|_| desk.sees_all()),
        unit: own_unit.map(|unit| unit.id.clone()),
    };
    let headings = store::headings(tx, &scope).await?;
    let heading = fields.opt("heading").map(heading_of);
    scope.heading = heading.filter(|heading| heading.is_empty() || headings.contains(heading));
    Ok(View {
        scope,
        is_new: years.is_empty(),
        years: years.into_iter().map(|year| (year.to_string(), format!("{year} 年"))).collect(),
        plans: plans.into_iter().map(|plan| (plan.id, clipped(&named(&plan.title, year), 28))).collect(),
        headings: headings.into_iter().map(|heading| (heading.clone(), clipped(&heading, 24))).collect(),
    })
}

impl View {
    /// How many filters are set, besides the year.
    pub fn active(&self) -> usize {
        let Scope { plan, heading, kind, .. } = &self.scope;
        usize::from(plan.is_some()) + usize::from(heading.is_some()) + usize::from(kind.is_some())
    }

    /// The chosen plan, as the form has it.
    pub fn plan(&self) -> &str {
        self.scope.plan.as_deref().unwrap_or_default()
    }

    /// The chosen heading.
    pub fn heading(&self) -> &str {
        self.scope.heading.as_deref().unwrap_or_default()
    }

    /// The chosen kind of unit.
    pub fn kind(&self) -> &'static str {
        self.scope.kind.map(UnitKind::code).unwrap_or_default()
    }
}
