//! What every page of the ledger begins with: who came, to which application, in which surroundings.

use std::collections::HashMap;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use db::Tx;
use directory::{Capability, Government, Principal, Unit, unit};
use kernel::{Date, Problem, is_id};
use law::Calendar;
use web::{App, Fault, Fields, Shell, Signed};

use super::domain::Entry;
use super::filter::{Filter, NAMES};
use super::store;

/// Who came, where, and in which surroundings.
pub(crate) struct Desk {
    pub app: App,
    pub who: Principal,
    pub shell: Shell,
}

impl FromRequestParts<App> for Desk {
    type Rejection = Fault;
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Fault> {
        let Signed(who) = Signed::from_request_parts(parts, app).await?;
        Ok(Self { app: app.clone(), who, shell: Shell::from_request_parts(parts, app).await? })
    }
}

impl Desk {
    pub fn today(&self) -> Date {
        self.app.clock.today()
    }

    pub fn calendar(&self) -> &Calendar {
        &self.app.calendar
    }

    pub fn government(&self) -> kernel::Result<&Government> {
        self.who.government()
    }

    /// Whether they see the whole government, not one unit.
    pub fn sees_all(&self) -> bool {
        !self.who.role().of_a_unit()
    }

    /// Whether they take plans in.
    pub fn manages_plans(&self) -> bool {
        self.who.may(Capability::ManagePlans)
    }

    pub fn filter(&self, fields: &Fields) -> kernel::Result<Filter> {
        Ok(Filter::read(fields, &self.who, &self.government()?.id))
    }

    /// The entry of an address, if they may know of it.
    pub async fn entry(&self, tx: &mut Tx, id: &str) -> kernel::Result<Entry> {
        let entry = if is_id(id) { store::find(tx, id).await? } else { None };
        entry.filter(|entry| entry.seen_by(&self.who)).ok_or(Problem::NotFound("这条台账"))
    }
}

/// The units of a government by id, retired ones too: their entries stay.
#[derive(Debug, Default)]
pub(crate) struct Units {
    pub list: Vec<Unit>,
    at: HashMap<String, usize>,
}

impl Units {
    pub async fn read(tx: &mut Tx, government: &str) -> db::Result<Self> {
        let filter = unit::Filter { retired: true, ..unit::Filter::default() };
        let list = unit::page(tx, government, filter, usize::MAX).await?;
        let at = list.iter().enumerate().map(|(at, unit)| (unit.id.clone(), at)).collect();
        Ok(Self { list, at })
    }

    /// The unit's name in lists.
    pub fn name(&self, id: &str) -> &str {
        self.at.get(id).map_or("（未知单位）", |at| &self.list[*at].short_name)
    }
}

/// The part of an address's query that says which list one is in, for links that keep it.
pub(crate) fn kept(fields: &Fields) -> String {
    let pairs = NAMES.iter().filter_map(|name| fields.opt(name).map(|value| ((*name).to_owned(), value.to_owned())));
    Fields::new(pairs.collect()).with("", "")
}

/// `path` with a query, if there is one.
pub(crate) fn at(path: &str, query: &str) -> String {
    if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
}
