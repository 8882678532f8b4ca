//! The demonstration's accounts: one of each kind for every government.

use db::Tx;
use directory::{Government, Person, Post, Role, Unit, UnitKind, government, password, person};
use journal::{Act, Actor, Subject};
use kernel::{Time, new_id};
use serde_json::json;
use web::App;

use super::sample::Samples;
use crate::run::Failure;

/// Adds them; answers their password and, for each, the login and what it is.
pub(super) async fn add(app: &App, samples: &Samples) -> Result<(String, Vec<(String, String)>), Failure> {
    let now = app.clock.now();
    let password = password::generate();
    let hash = password::hash(password.clone()).await.map_err(|e| e.to_string())?;
    let mut tx = app.db.write().await.map_err(|e| e.to_string())?;
    let mut maker = Maker { now, hash, made: Vec::new() };
    maker.person(&mut tx, "admin", Role::Administrator, None, None).await.map_err(|e| e.to_string())?;
    for sample in samples.governments.iter().filter(|g| g.host_unit.is_some()) {
        let Some(g) = government::by_slug(&mut tx, &sample.slug).await.map_err(|e| e.to_string())? else { continue };
        maker.government(&mut tx, &g).await.map_err(|e| format!("{}: {e}", g.slug))?;
    }
    tx.commit().await.map_err(|e| e.to_string())?;
    Ok((password, maker.made))
}

struct Maker {
    now: Time,
    hash: String,
    made: Vec<(String, String)>,
}

impl Maker {
    async fn government(&mut self, tx: &mut Tx, g: &Government) -> db::Result<()> {
        for (prefix, role) in [("office", Role::Office), ("leader", Role::Leader), ("auditor", Role::Auditor)] {
            self.person(tx, &format!("{prefix}-{}", g.slug), role, Some(g), None).await?;
        }
        // The unit with the most to do shows the most; a department, where one has anything to do.
        let shares = ledger::entries::tally::by_unit(tx, &g.id).await?;
        let units = directory::unit::active(tx, &g.id).await?;
        let load = |u: &&Unit| {
            let tasks = shares.get(&u.id).copied().unwrap_or_default();
            (u.kind == UnitKind::Department && tasks > 0, tasks)
        };
        let unit = units.iter().max_by_key(load).cloned();
        for (prefix, role) in [("officer", Role::Officer), ("approver", Role::Approver)] {
            if let Some(unit) = &unit {
                self.person(tx, &format!("{prefix}-{}", g.slug), role, Some(g), Some(unit)).await?;
            }
        }
        Ok(())
    }

    async fn person(
        &mut self,
        tx: &mut Tx,
        login: &str,
        role: Role,
        government: Option<&Government>,
        unit: Option<&Unit>,
    ) -> db::Result<()> {
        let at = unit.map(|u| u.short_name.as_str()).into_iter();
        let place: String = government.map(|g| g.short_name.as_str()).into_iter().chain(at).collect();
        let name = format!("{place}{}", role.name());
        let made = Person {
            id: new_id(self.now),
            login: login.to_owned(),
            name: name.clone(),
            email: Some(format!("{login}@example.com")),
            password_hash: self.hash.clone(),
            must_change_password: false,
            disabled: false,
            failures: 0,
            locked_until: None,
            created_at: self.now,
            version: 1,
        };
        person::insert(tx, &made).await?;
        let post = Post {
            id: new_id(self.now),
            person_id: made.id.clone(),
            role,
            government_id: government.map(|g| g.id.clone()),
            unit_id: unit.map(|u| u.id.clone()),
            government_name: None,
            unit_name: None,
        };
        person::appoint(tx, &post).await?;
        let act = Act {
            actor: &Actor::system(),
            government: government.map(|g| g.id.as_str()),
            unit: post.unit_id.as_deref(),
            act: "person.created",
            subject: Subject { kind: "person", id: &made.id },
            payload: json!({ "login": login, "name": name, "role": role }),
        };
        journal::record(tx, self.now, act).await?;
        self.made.push((login.to_owned(), name));
        Ok(())
    }
}
