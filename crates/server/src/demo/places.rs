//! A sample government with its first units and groups.

use db::Tx;
use directory::names::{self, Target};
use directory::{Contact, Government, Group, Unit, contact, government, group, unit};
use journal::{Act, Actor, Subject};
use kernel::{Time, new_id};
use serde_json::json;
use web::App;

use super::sample::SampleGovernment;
use crate::run::Failure;

pub(super) async fn add(app: &App, sample: &SampleGovernment) -> Result<(), Failure> {
    let now = app.clock.now();
    let mut tx = app.db.write().await.map_err(|e| e.to_string())?;
    write(&mut tx, now, sample).await.map_err(|e| format!("{}: {e}", sample.slug))?;
    tx.commit().await.map_err(|e| e.to_string())
}

async fn write(tx: &mut Tx, now: Time, sample: &SampleGovernment) -> db::Result<()> {
    let parent = match &sample.parent {
        Some(slug) => government::by_slug(tx, slug).await?.map(|g| g.id),
        None => None,
    };
    let made = Government {
        id: new_id(now),
        parent_id: parent,
        slug: sample.slug.clone(),
        name: sample.name.clone(),
        short_name: sample.short_name.clone(),
        level: sample.level,
        hosted: sample.host_unit.is_some(),
        host_unit: sample.host_unit.clone().unwrap_or_default(),
        site_id_code: None,
        phone: None,
        icp: None,
        police: None,
        host: None,
        version: 1,
    };
    government::insert(tx, &made).await?;
    let payload = json!({ "name": made.name, "slug": made.slug });
    note(tx, now, &made.id, "government.created", ("government", &made.id), payload).await?;
    if made.hosted {
        // What is not known of the place stays open, and the pages say so.
        let contact = Contact {
            office: made.host_unit.clone(),
            hours: "工作日上班时间".into(),
            updated_at: now,
            ..Contact::blank(&made.id, &made.id)
        };
        contact::save(tx, &contact).await?;
        let payload = json!({ "office": contact.office, "hours": contact.hours });
        note(tx, now, &made.id, "contact.changed", ("contact", &made.id), payload).await?;
    }
    for (kind, name) in sample.units.iter().flat_map(|u| u.names.iter().map(|n| (u.kind, n))) {
        let unit = Unit {
            id: new_id(now),
            government_id: made.id.clone(),
            name: name.clone(),
            short_name: name.clone(),
            kind,
            child_government_id: None,
            issues_normative: false,
            retired: false,
            version: 1,
        };
        unit::insert(tx, &unit).await?;
        note(tx, now, &made.id, "unit.created", ("unit", &unit.id), json!({ "name": name, "kind": kind })).await?;
    }
    for sample in &sample.groups {
        let group = Group {
            id: new_id(now),
            government_id: made.id.clone(),
            name: sample.name.clone(),
            kinds: sample.kinds.clone(),
            version: 1,
        };
        group::insert(tx, &group).await?;
        for alias in &sample.aliases {
            names::claim(tx, &made.id, alias, Target::Group(&group.id)).await?;
        }
        let payload = json!({ "name": group.name, "aliases": sample.aliases, "kinds": group.kinds });
        note(tx, now, &made.id, "group.created", ("addressee_group", &group.id), payload).await?;
    }
    Ok(())
}

async fn note(
    tx: &mut Tx,
    now: Time,
    government: &str,
    act: &'static str,
    (kind, id): (&str, &str),
    payload: serde_json::Value,
) -> db::Result<()> {
    let subject = Subject { kind, id };
    let act = Act { actor: &Actor::system(), government: Some(government), unit: None, act, subject, payload };
    journal::record(tx, now, act).await.map(drop)
}
