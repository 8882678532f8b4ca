//! Names of units and groups: what is wrong with one, and aliases coming and going.

use db::Tx;
use directory::Principal;
use directory::names::{self, Target};
use kernel::{Problem, Time};
use serde_json::json;
use web::within_limits;

use crate::deed::{self, Deed};

/// Longest name, in characters.
const LONGEST: usize = 60;

/// What is wrong with `name` for the unit or group of the id `own` (empty for one not made yet), if anything.
pub(crate) async fn objection(tx: &mut Tx, government: &str, own: &str, name: &str) -> db::Result<Option<String>> {
    if name.is_empty() {
        return Ok(Some("请填写名称".into()));
    }
    if names::key(name).chars().count() < 2 {
        return Ok(Some("名称至少两个字".into()));
    }
    if let Some(too_long) = within_limits(name, LONGEST) {
        return Ok(Some(too_long));
    }
    let holder = names::holder(tx, government, name).await?.filter(|h| h.id() != own);
    Ok(holder.map(|h| format!("“{name}”已经是{}的名称，请换一个", h.described())))
}

/// One unit or group whose names are kept.
#[derive(Clone, Copy)]
pub(crate) struct Named<'a> {
    pub government: &'a str,
    pub target: Target<'a>,
    /// The names it goes by now, which are not given up.
    pub current: &'a [&'a str],
}

impl Named<'_> {
    fn id(&self) -> &str {
        match self.target {
            Target::Unit(id) | Target::Group(id) => id,
        }
    }

    fn deed<'d>(&'d self, of_unit: &'static str, of_group: &'static str, name: &str) -> Deed<'d> {
        let (act, kind, unit) = match self.target {
            Target::Unit(id) => (of_unit, "unit", Some(id)),
            Target::Group(_) => (of_group, "addressee_group", None),
        };
        let payload = json!({ "name": self.current.first(), "aliases": [name] });
        Deed { act, kind, id: self.id(), government: Some(self.government), unit, payload }
    }

    /// Whether `name` is one it goes by now.
    pub(crate) fn goes_by(&self, name: &str) -> bool {
        self.current.iter().any(|current| names::key(current) == names::key(name))
    }

    /// Adds an alias and records it; answers what is wrong with the name instead, if anything.
    pub(crate) async fn add(&self, tx: &mut Tx, now: Time, by: &Principal, name: &str) -> db::Result<Option<String>> {
        let known = names::holder(tx, self.government, name).await?.is_some_and(|h| h.id() == self.id());
        let wrong = match known {
            true => Some(format!("“{name}”已经是它的名称了")),
            false => objection(tx, self.government, self.id(), name).await?,
        };
        if wrong.is_none() {
            names::claim(tx, self.government, name, self.target).await?;
            deed::record(tx, now, by, self.deed("unit.alias_added", "group.alias_added", name)).await?;
        }
        Ok(wrong)
    }

    /// Gives an alias up and records it. Refused for the names it goes by now.
    pub(crate) async fn remove(&self, tx: &mut Tx, now: Time, by: &Principal, name: &str) -> Result<(), Problem> {
        if self.goes_by(name) {
            return Err(Problem::refused("这是现在用的名称，不能去掉。要换名称，请先改名。"));
        }
        let holder = names::holder(tx, self.government, name).await?;
        if holder.is_none_or(|h| h.id() != self.id()) {
            return Err(Problem::NotFound("这个别名"));
        }
        names::release(tx, self.government, name).await?;
        deed::record(tx, now, by, self.deed("unit.alias_removed", "group.alias_removed", name)).await?;
        Ok(())
    }
}
