//! `/desk/documents/{id}`: one document with everything around it.

use askama::Template;
use axum::extract::Path;
use directory::unit;
use official::Block;
use publishing::Validity;
use screening::Finding;
use web::{Desk, Page, Result, view};

use super::acts::link;
use super::history::{self, Past};
use super::scene::{find, names};
use crate::domain::{Act, Decided, Document, Effect, Gate, Relation, Stage};
use crate::gate;
use crate::snapshot::under_title;
use crate::store::{self, Attached, Override};

/// A step that can be done, or why not.
pub(super) struct Choice {
    pub href: String,
    pub label: &'static str,
    /// Empty when it can be done.
    pub why_not: String,
}

/// A finding with the words around it.
pub(super) struct Spot {
    pub finding: Finding,
    pub before: String,
    pub after: String,
    pub can_be_masked: bool,
}

#[derive(Template)]
#[template(path = "documents/show.html")]
pub(super) struct Show {
    page: Page,
    document: Document,
    unit: String,
    column: String,
    themes: Vec<String>,
    blocks: Vec<Block>,
    gate: Gate,
    open: Vec<Spot>,
    hints: Vec<Spot>,
    overrides: Vec<Override>,
    main: Option<Choice>,
    others: Vec<Choice>,
    may_edit: bool,
    files: Vec<Attached>,
    relations: Vec<Relation>,
    history: Vec<Past>,
    validity: Option<Validity>,
    validity_mark: &'static str,
    notes: Vec<publishing::Note>,
    index_number: Option<String>,
    public_href: String,
    /// Whether the public sees why it was withdrawn, and nothing else.
    withdrawn: bool,
    step: usize,
}

impl Show {
    /// The system's name, without the unit that its ids belong to.
    fn system(&self, source: &str) -> String {
        source.rsplit('/').next().unwrap_or_default().to_owned()
    }

    fn effects(&self) -> [Effect; 7] {
        Effect::ALL
    }

    fn waits(&self, relation: &Relation) -> bool {
        relation.decided == Decided::Offered
    }

    fn rejected(&self, relation: &Relation) -> bool {
        relation.decided == Decided::Rejected
    }

    fn some_can_be_masked(&self) -> bool {
        self.open.iter().any(|spot| spot.can_be_masked)
    }

    fn effect(&self, note: &publishing::Note) -> &'static str {
        match note.effect {
            publishing::Effect::Amended => "被修改",
            publishing::Effect::Repealed => "被废止",
            publishing::Effect::Replaced => "被替代",
            publishing::Effect::Lapsed => "被宣布失效",
            publishing::Effect::Kept => "继续有效",
        }
    }

    fn steps(&self) -> [&'static str; 5] {
        ["起草", "保密审查", "签发", "公开或归档", "完成"]
    }
}

pub(super) async fn show(desk: Desk, Path(id): Path<String>) -> Result {
    let mut tx = desk.app.db.read().await?;
    let document = find(&desk, &mut tx, &id).await?;
    let names = names(&mut tx, &document.government_id).await?;
    let unit = unit::find(&mut tx, &document.unit_id).await?.map(|unit| unit.short_name).unwrap_or_default();
    let relations = store::relations(&mut tx, &id).await?;
    let drafted =
        matches!(document.stage, Stage::Drafting | Stage::Review | Stage::Signing | Stage::Signed | Stage::Scheduled);
    let found = if drafted { gate::screen(&mut tx, &document).await? } else { Vec::new() };
    let gate = gate::judge(&mut tx, &document, desk.today(), &relations, found).await?;
    let text = gate::screened(&document);
    let spot = |finding: &Finding| spot(&text, finding);
    let (open, hints) = (gate.open.iter().map(spot).collect(), gate.passed.iter().map(spot).collect());
    let may_edit = document.may(Act::Edit, &desk.who).is_ok();
    let (main, others) = choices(&desk, &document, &gate);
    let item = publishing::find(&mut tx, &id).await?.map(|(item, _)| item);
    let today = desk.today();
    let standing = item.as_ref().filter(|item| !item.withdrawn).and_then(|item| item.standing.clone());
    let government = desk.government()?;
    let public_href = match &item {
        Some(_) => format!("/g/{}/documents/{id}", government.slug),
        None => String::new(),
    };
    let column = document.face.column_id.as_ref().and_then(|id| names.get(id)).cloned().unwrap_or_default();
    let themes = document.face.themes.iter().filter_map(|id| names.get(id)).cloned().collect();
    let page = desk.shell.desk(&document.face.title);
    view(Show {
        page,
        unit,
        column,
        themes,
        blocks: under_title(&document.face.title, official::read(&document.face.body).blocks),
        open,
        hints,
        overrides: store::overrides(&mut tx, &id).await?,
        main,
        others,
        may_edit,
        files: store::files(&mut tx, &id).await?,
        relations,
        history: history::of(&mut tx, &id).await?,
        validity_mark: match standing.as_ref().map(|standing| standing.validity(today)) {
            Some(one) if one.binds() => "ok",
            Some(Validity::NotYetInForce) => "info",
            _ => "off",
        },
        validity: standing.as_ref().map(|standing| standing.validity(today)),
        notes: standing.map(|standing| standing.notes).unwrap_or_default(),
        index_number: store::index_of(&mut tx, &id).await?,
        public_href,
        withdrawn: item.is_some_and(|item| item.withdrawn),
        step: step(document.stage),
        gate,
        document,
    })
}

fn step(stage: Stage) -> usize {
    match stage {
        Stage::Drafting | Stage::Dropped => 1,
        Stage::Review => 2,
        Stage::Signing => 3,
        Stage::Signed | Stage::Scheduled => 4,
        // Nothing is left to be done.
        Stage::Published | Stage::Filed | Stage::Withdrawn => 6,
    }
}

/// So many characters around a finding are shown.
const AROUND: usize = 24;

fn spot(text: &str, finding: &Finding) -> Spot {
    let before: Vec<char> = text[..finding.at.start].chars().rev().take(AROUND).take_while(|c| *c != '\n').collect();
    let after = text[finding.at.end..].chars().take(AROUND).take_while(|c| *c != '\n').collect();
    Spot {
        finding: finding.clone(),
        before: before.into_iter().rev().collect(),
        after,
        can_be_masked: finding.kind != screening::Kind::Word,
    }
}

/// The step that moves the document on, and the others.
fn choices(desk: &Desk, document: &Document, gate: &Gate) -> (Option<Choice>, Vec<Choice>) {
    let (mut main, mut others) = (None, Vec::new());
    for (act, may) in document.choices(&desk.who) {
        let Some((path, label)) = link(act) else { continue };
        let label = if act == Act::Return && document.author_id == desk.who.person_id { "撤回修改" } else { label };
        let at_gate = matches!(act, Act::Submit | Act::Publish).then(|| gate.why()).flatten();
        let why_not = may.err().map(|why| why.to_string()).or(at_gate).unwrap_or_default();
        let choice = Choice { href: format!("{}/acts/{path}", document.path()), label, why_not };
        let moves_on = matches!(act, Act::Submit | Act::Pass | Act::Sign | Act::Publish | Act::File | Act::Reassess);
        // A filed document is not published and a published one is not filed: what can never be is not offered.
        let never = matches!(act, Act::Publish) && document.attribute.as_ref().is_some_and(|a| a.code() != "proactive")
            || matches!(act, Act::File) && document.attribute.as_ref().is_some_and(|a| a.code() == "proactive")
            || matches!(act, Act::Discard | Act::Withdraw) && document.public_version.is_none()
            || matches!(act, Act::Drop) && document.public_version.is_some();
        if never {
            continue;
        }
        if moves_on && main.is_none() { main = Some(choice) } else { others.push(choice) }
    }
    (main, others)
}
