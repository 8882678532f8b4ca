//! `/desk/support/new` and `/desk/support/{id}/edit`: the form of a record.

use askama::Template;
use axum::extract::Path;
use db::Tx;
use kernel::{Date, Problem, is_id};
use web::{Fields, Mistakes, Page, Query, Result, view};

use super::domain::Support;
use super::history::{self, Past};
use super::kinds::{KINDS, Kind};
use super::list::OFFICE;
use super::offers::{Offer, Wanted, offers};
use super::page::{Stray, strays};
use super::store;
use super::typed::{self, Input, chosen, inputs};
use super::{counting, counts};
use crate::entries::desk::{Desk, Units};

/// Whose the record is, of a kind.
pub(super) struct About {
    pub kind: &'static Kind,
    /// The unit; none for the office itself.
    pub unit: Option<String>,
    /// The record, when there is one already.
    pub support: Option<Support>,
}

/// What a form that was not accepted leaves on the page.
#[derive(Default)]
pub(super) struct Sent {
    pub mistakes: Mistakes,
    /// What others did while the form was open.
    pub meanwhile: Vec<Past>,
}

#[derive(Template)]
#[template(path = "ledger/support/form.html")]
pub(super) struct FormPage {
    page: Page,
    kind: &'static Kind,
    is_new: bool,
    /// Where the form is sent.
    here: String,
    /// Where one came from.
    back: String,
    typed: Fields,
    inputs: Vec<Input>,
    mistakes: Mistakes,
    meanwhile: Vec<Past>,
    /// The units to choose among: value and name; empty when there is no choice.
    units: Vec<(String, String)>,
    unit: String,
    /// Whose it is, where that cannot be chosen.
    whose: String,
    /// What can be counted for, and what is further off.
    near: Vec<Offer>,
    others: Vec<Offer>,
    /// What it counts for under limits that a corrected plan has no more.
    strays: Vec<Stray>,
    more: bool,
    /// The year whose plans are offered.
    year: i16,
    /// Why only what it counts for can be changed; empty when all can.
    held: Vec<String>,
    /// Its fields are shown and sent as they are. What was typed before somebody handed an entry in stays to be read.
    frozen: bool,
}

#[derive(Template)]
#[template(path = "ledger/support/kinds.html")]
struct KindsPage {
    page: Page,
    kinds: &'static [Kind],
}

/// The form of a new record; first of which kind.
pub(super) async fn new(desk: Desk, Query(fields): Query) -> Result {
    let Some(about) = about_new(&desk, &fields) else {
        return view(KindsPage { page: desk.shell.desk("登记组织保障"), kinds: &KINDS });
    };
    let mut pairs = fields.pairs().to_vec();
    if fields.opt("on").is_none() {
        pairs.push(("on".into(), desk.today().to_string()));
    }
    let mut tx = desk.app.db.read().await?;
    view(page(&desk, &mut tx, about, Fields::new(pairs), Sent::default()).await?)
}

/// What a new record is about, as its form or its address says; none when it says no kind.
pub(super) fn about_new(desk: &Desk, fields: &Fields) -> Option<About> {
    let of_unit = desk.who.role().of_a_unit();
    let own = desk.who.post.unit_id.clone().filter(|_| of_unit);
    let asked = fields.opt("unit").filter(|unit| *unit != OFFICE && !of_unit).map(str::to_owned);
    let unit = own.or(asked);
    Kind::from_code(fields.get("kind")).map(|kind| About { kind, unit, support: None })
}

/// The form of a record that is there.
pub(super) async fn edit(desk: Desk, Path(id): Path<String>) -> Result {
    let mut tx = desk.app.db.read().await?;
    let support = find(&desk, &mut tx, &id).await?;
    let typed = typed::of(&mut tx, &support).await?;
    view(page(&desk, &mut tx, About::of(support), typed, Sent::default()).await?)
}

/// The record of an address, if the person may know of it: one of their own, or one that counts for an entry of their
/// unit, which they only read.
pub(super) async fn readable(desk: &Desk, tx: &mut Tx, id: &str) -> kernel::Result<Support> {
    let missing = || Problem::NotFound("这条组织保障记录");
    let found = if is_id(id) { store::find(tx, id).await? } else { None };
    let support = found.ok_or_else(missing)?;
    let here = desk.who.post.government_id.as_deref() == Some(support.government_id.as_str());
    match (&desk.who.post.unit_id, support.seen_by(&desk.who)) {
        (_, true) => Ok(support),
        (Some(unit), false) if here && counts::concerns(tx, &support.id, unit).await? => Ok(support),
        _ => Err(missing()),
    }
}

/// The record of an address, if it is one of the person's own.
pub(super) async fn find(desk: &Desk, tx: &mut Tx, id: &str) -> kernel::Result<Support> {
    let found = if is_id(id) { store::find(tx, id).await? } else { None };
    found.filter(|one| one.seen_by(&desk.who)).ok_or(Problem::NotFound("这条组织保障记录"))
}

impl About {
    pub fn of(support: Support) -> Self {
        Self { kind: support.kind, unit: support.unit_id.clone(), support: Some(support) }
    }
}

/// The page of a form with what was typed.
pub(super) async fn page(
    desk: &Desk,
    tx: &mut Tx,
    about: About,
    typed: Fields,
    sent: Sent,
) -> std::result::Result<FormPage, Problem> {
    let government = desk.government()?;
    let units = Units::read(tx, &government.id).await?;
    let today = desk.today();
    let on = typed.get("on").parse::<Date>().ok().filter(|on| on.year() > 0).unwrap_or(today);
    let chosen = chosen(&typed);
    let mut strays = match &about.support {
        Some(support) => strays(tx, desk, support, &units).await?,
        None => Vec::new(),
    };
    strays.iter_mut().for_each(|stray| stray.kept = !chosen.let_go.contains(&stray.evidence));
    let wanted = Wanted {
        government: &government.id,
        unit: about.unit.as_deref(),
        kind: about.kind,
        on,
        text: typed.get("q"),
        chosen: &chosen.limits,
        astray: &strays.iter().map(|stray| stray.entry.clone()).collect::<Vec<_>>(),
    };
    let (offers, more) = offers(tx, desk, &wanted).await?;
    let (near, others): (Vec<Offer>, Vec<Offer>) = offers.into_iter().partition(|offer| offer.near);
    let here = about.support.as_ref().map_or("/desk/support/new".into(), |one| format!("{}/edit", one.path()));
    let is_new = about.support.is_none();
    let title = if is_new { format!("登记{}", about.kind.name) } else { format!("修改{}记录", about.kind.name) };
    let choices = if is_new && desk.sees_all() { of_all(&units) } else { Vec::new() };
    let whose = about.unit.as_deref().map_or("政务公开办", |unit| units.name(unit)).to_owned();
    let held = match &about.support {
        Some(support) => counting::held(tx, &support.id).await?,
        None => Vec::new(),
    };
    let Sent { mistakes, mut meanwhile } = sent;
    meanwhile.truncate(history::SHOWN);
    Ok(FormPage {
        page: desk.shell.desk(&title),
        kind: about.kind,
        is_new,
        back: about.support.as_ref().map_or_else(|| "/desk/support".to_owned(), Support::path),
        here,
        inputs: inputs(about.kind, &typed, &mistakes),
        frozen: !held.is_empty() && mistakes.is_empty() && meanwhile.is_empty(),
        held,
        mistakes,
        meanwhile,
        units: choices,
        unit: about.unit.unwrap_or_else(|| OFFICE.to_owned()),
        whose,
        near,
        others,
        strays,
        more,
        year: on.year(),
        typed,
    })
}

fn of_all(units: &Units) -> Vec<(String, String)> {
    let office = (OFFICE.to_owned(), "政务公开办（本级政府）".to_owned());
    let there = units.list.iter().filter(|unit| !unit.retired);
    std::iter::once(office).chain(there.map(|unit| (unit.id.clone(), unit.short_name.clone()))).collect()
}
