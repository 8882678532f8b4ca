//! Deciding what names mean: in the register, where every later plan finds it, or for one draft alone.

use db::Tx;
use directory::names::{self, Holder, Register, Target};
use directory::{Unit, UnitKind, group, unit};
use journal::{Act, Subject};
use kernel::{Problem, new_id};
use serde_json::{Value, json};

use super::names::{Meanings, Sorting, sort};
use super::store::{self, By};
use crate::intake::domain::Draft;

/// What somebody decides about a name.
#[derive(Clone, Debug)]
pub enum Decision {
    /// It is a unit that the register does not have yet.
    Create(UnitKind),
    /// It is another name of this unit, or of this addressee group.
    Alias(String),
    /// It means these units, in this draft alone.
    Choose(Vec<String>),
    /// It means nobody in particular, in this draft alone.
    NotBrokenDown,
    /// The choice for this draft is taken back.
    Forget,
}

/// Carries a decision out, with its acts in the journal. Units must be of the draft's government.
pub async fn decide(tx: &mut Tx, by: By<'_>, draft: &Draft, name: &str, decision: &Decision) -> Result<(), Problem> {
    store::hold(tx, by, &draft.id).await?;
    let government = &draft.government_id;
    match decision {
        Decision::Create(kind) => {
            free(tx, government, name).await?;
            create(tx, by, government, name, *kind).await?;
        }
        Decision::Alias(id) => {
            free(tx, government, name).await?;
            alias(tx, by, government, name, id).await?;
        }
        Decision::Choose(ids) => {
            let mut chosen = Vec::new();
            for id in ids {
                chosen.push(own_unit(tx, government, id).await?.name);
            }
            store::choose(tx, &draft.id, name, ids).await?;
            let payload = json!({ "name": name, "units": chosen });
            store::note(tx, by, draft, "plan_draft.name_decided", payload).await?;
        }
        Decision::NotBrokenDown => {
            store::choose(tx, &draft.id, name, &[]).await?;
            store::note(tx, by, draft, "plan_draft.name_decided", json!({ "name": name, "units": [] })).await?;
        }
        Decision::Forget => {
            store::unchoose(tx, &draft.id, name).await?;
            store::note(tx, by, draft, "plan_draft.name_forgotten", json!({ "name": name })).await?;
        }
    }
    Ok(())
}

/// A name stands for one thing; whoever decided first has decided.
async fn free(tx: &mut Tx, government_id: &str, name: &str) -> Result<(), Problem> {
    match names::holder(tx, government_id, name).await? {
        None => Ok(()),
        Some(Holder::Unit(unit)) if unit.retired => {
            let why = format!("“{name}”是已停用单位“{}”的名称。请先在“单位”里恢复它，或者改选别的单位。", unit.name);
            Err(Problem::Conflict(why))
        }
        Some(_) => Err(Problem::Conflict(format!("“{name}”刚刚已经有人处理了。"))),
    }
}

async fn alias(tx: &mut Tx, by: By<'_>, government: &str, name: &str, id: &str) -> Result<(), Problem> {
    if let Some(group) = group::find(tx, id).await?.filter(|group| group.government_id == government) {
        names::claim(tx, government, name, Target::Group(&group.id)).await?;
        let subject = Subject { kind: "addressee_group", id: &group.id };
        let payload = json!({ "name": group.name, "aliases": [name] });
        let act = "group.alias_added";
        let act = Act { actor: by.actor, government: Some(government), unit: None, act, subject, payload };
        journal::record(tx, by.now, act).await?;
        return Ok(());
    }
    let unit = own_unit(tx, government, id).await?;
    names::claim(tx, government, name, Target::Unit(&unit.id)).await?;
    Ok(record(tx, by, &unit, "unit.alias_added", json!({ "name": unit.name, "aliases": [name] })).await?)
}

async fn own_unit(tx: &mut Tx, government_id: &str, id: &str) -> Result<Unit, Problem> {
    let unit = unit::find(tx, id).await?.filter(|unit| unit.government_id == *government_id && !unit.retired);
    unit.ok_or(Problem::NotFound("这个单位"))
}

async fn create(tx: &mut Tx, by: By<'_>, government_id: &str, name: &str, kind: UnitKind) -> Result<(), Problem> {
    let unit = Unit {
        id: new_id(by.now),
        government_id: government_id.to_owned(),
        name: name.to_owned(),
        short_name: name.to_owned(),
        kind,
        child_government_id: None,
        issues_normative: false,
        retired: false,
        version: 1,
    };
    unit::insert(tx, &unit).await?;
    let payload = json!({ "name": name, "short_name": name, "kind": kind.code() });
    Ok(record(tx, by, &unit, "unit.created", payload).await?)
}

async fn record(tx: &mut Tx, by: By<'_>, unit: &Unit, act: &'static str, payload: Value) -> db::Result<()> {
    let subject = Subject { kind: "unit", id: &unit.id };
    let government = Some(unit.government_id.as_str());
    let act = Act { actor: by.actor, government, unit: Some(&unit.id), act, subject, payload };
    journal::record(tx, by.now, act).await.map(drop)
}

/// What [`resolve_all_by_creating`] would do.
pub async fn foresee(tx: &mut Tx, draft: &Draft) -> Result<Sorting, Problem> {
    let register = Register::read(tx, &draft.government_id).await?;
    let chosen = store::chosen(tx, &draft.id).await?;
    let outline = store::outline(tx, &draft.id).await?;
    let written = outline.iter().filter(|task| !task.dropped).flat_map(|task| &task.names).map(String::as_str);
    let meanings = Meanings::new(&register, &chosen, written);
    Ok(sort(meanings.unknown()))
}

/// Decides all names nobody has decided about: those that read like a unit become one, of the kind its name suggests;
/// the others are not broken down in this draft. Answers what was done.
pub async fn resolve_all_by_creating(tx: &mut Tx, by: By<'_>, draft: &Draft) -> Result<Sorting, Problem> {
    store::hold(tx, by, &draft.id).await?;
    let sorting = foresee(tx, draft).await?;
    for (name, kind) in &sorting.units {
        create(tx, by, &draft.government_id, name, *kind).await?;
    }
    for name in &sorting.not_broken_down {
        store::choose(tx, &draft.id, name, &[]).await?;
    }
    let payload = json!({
        "created": sorting.units.iter().map(|(name, _)| name).collect::<Vec<_>>(),
        "not_broken_down": sorting.not_broken_down,
    });
    store::note(tx, by, draft, "plan_draft.names_decided", payload).await?;
    Ok(sorting)
}
