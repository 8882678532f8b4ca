//! What every page of the catalogue begins with: who came, to which application, in which surroundings.

use std::collections::HashMap;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use db::Tx;
use directory::{Capability, Government, Principal, Unit, unit};
use kernel::{Date, Problem};
use law::Calendar;
use web::{App, Fault, Fields, Shell, Signed};

use crate::item::{self, Item};

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

    /// The unit whose share they see; none for those who see the whole government.
    pub fn own_unit(&self) -> Option<&str> {
        self.who.role().of_a_unit().then(|| self.who.post.unit_id.as_deref().unwrap_or_default())
    }

    pub fn manages(&self) -> bool {
        self.who.may(Capability::ManageCatalogue)
    }

    /// The item of an address, if it is of their government.
    pub async fn item(&self, tx: &mut Tx, id: &str) -> kernel::Result<Item> {
        let found = item::find(tx, id).await?;
        let own = self.who.post.government_id.as_deref();
        found.filter(|item| own == Some(&item.government_id)).ok_or(Problem::NotFound("这个目录项"))
    }
}

/// The units of a government by id, retired ones too: they stay named.
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
    pub fn name(&self, id: &str) -> String {
        self.at.get(id).map_or_else(|| "（未知单位）".into(), |at| self.list[*at].short_name.clone())
    }

    /// Those that are in use: value and name.
    pub fn choices(&self) -> Vec<(String, String)> {
        let there = self.list.iter().filter(|unit| !unit.retired);
        there.map(|unit| (unit.id.clone(), unit.short_name.clone())).collect()
    }
}

/// The names of items by id, for changes of the one above.
pub(crate) fn names_of(items: &[Item]) -> HashMap<String, String> {
    items.iter().map(|item| (item.id.clone(), item.label())).collect()
}

/// `path` with a query, if there is one.
pub(crate) fn at(path: &str, query: &str) -> String {
    if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
}

/// The given filters of an address as a query.
pub(crate) fn kept(fields: &Fields, names: &[&str]) -> String {
    let there = names.iter().filter_map(|name| fields.opt(name).map(|value| ((*name).to_owned(), value.to_owned())));
    Fields::new(there.collect()).with("", "")
}
