//! What an entry's page shows of the work on it: state and next step, progress and comments, evidence.

use db::Tx;
use directory::Capability::CommentEntries;
use web::{Fields, encode};

use super::evidence::{self, Evidence, What};
use super::notes::{self, Note, PAGE};
use crate::entries::basis::{Basis, Occasion, takes_done};
use crate::entries::desk::Desk;
use crate::entries::domain::{Entry, Side, Status};
use crate::entries::limits::{self, Limit, Records};

/// What an entry's page shows of the work on it.
pub(crate) struct Section {
    pub notes: Vec<Note>,
    /// Where older notes are; empty when these are all.
    pub older: String,
    pub evidence: Vec<Piece>,
    /// What a piece of evidence can prove: value and words.
    pub occasions: Vec<(String, String)>,
    /// Why it cannot be handed in; empty when it can.
    pub no_submit: String,
    /// Why nothing of it can be changed; empty when it can.
    pub no_change: String,
    /// The person accepts and gives back.
    pub judges: bool,
    /// What can be given a later last day: value and words.
    pub extendable: Vec<(String, String)>,
    pub may_comment: bool,
    /// The newest comment waits for the reader's side.
    pub awaits_me: bool,
    /// Whose answer it waits for, in words; empty when nobody's.
    pub awaits: &'static str,
    /// What was typed into a form that was not accepted.
    pub typed: Fields,
    pub today: String,
    /// Where the notes' forms lead after.
    pub accept: String,
}

/// A piece of evidence as the page shows it.
pub(crate) struct Piece {
    pub id: String,
    pub title: String,
    pub href: String,
    /// 文件 | 网址 | 已公开
    pub kind: &'static str,
    /// Length in words; empty for what is no file.
    pub size: String,
    /// What it proves; empty for the share as a whole.
    pub about: String,
    pub added: String,
}

/// Between the limit's place and the occasion's key in one form value.
const BETWEEN: char = '|';

/// Takes the form value `occasion` (`0|2022-Q1`) apart into `limit` and `key`.
pub(super) fn split_occasion(typed: &mut Fields) {
    let value = typed.get("occasion").to_owned();
    let Some((limit, key)) = value.split_once(BETWEEN) else { return };
    let mut pairs = typed.pairs().to_vec();
    pairs.extend([("limit".to_owned(), limit.to_owned()), ("key".to_owned(), key.to_owned())]);
    *typed = Fields::new(pairs);
}

fn value(limit: usize, key: &str) -> String {
    format!("{limit}{BETWEEN}{key}")
}

/// Reads what the page needs.
pub(crate) async fn read(
    tx: &mut Tx,
    desk: &Desk,
    entry: &Entry,
    basis: &Basis<'_>,
    fields: &Fields,
    typed: Option<&Fields>,
) -> db::Result<Section> {
    let mut notes = notes::of_entry(tx, &entry.id, fields.opt("notes")).await?;
    let more = notes.len() > PAGE;
    notes.truncate(PAGE);
    let older = notes.last().filter(|_| more).map(|last| format!("?notes={}#notes", last.id)).unwrap_or_default();
    let evidence = evidence::of_entry(tx, &entry.id).await?;
    let shown = !evidence.is_empty() || notes::has_progress(tx, &entry.id).await?;
    let why = |refusal: Result<(), crate::entries::domain::Refusal>| {
        refusal.err().map_or_else(String::new, |refusal| refusal.to_string())
    };
    let me = Side::of(&desk.who);
    Ok(Section {
        older,
        notes,
        evidence: evidence.into_iter().map(|one| piece(basis, &entry.records, one)).collect(),
        occasions: provable(basis, &entry.records),
        no_submit: why(entry.can_submit(shown, basis)),
        no_change: why(entry.can_change()),
        judges: entry.can_judge(&desk.who).is_ok(),
        extendable: entry.extendable(basis).into_iter().take(MOST).map(|(at, one)| extendable(at, &one)).collect(),
        may_comment: desk.who.may(CommentEntries) && !entry.dropped,
        awaits_me: entry.awaits == Some(me) && desk.who.may(CommentEntries),
        awaits: match entry.awaits {
            Some(Side::Unit) => "等待单位回复",
            Some(Side::Office) => "等待政务公开办回复",
            None => "",
        },
        typed: typed.cloned().unwrap_or_default(),
        today: basis.today.to_string(),
        accept: web::accepted(),
    })
}

/// Occasions offered in one choice.
const MOST: usize = 60;

/// The occasions that have begun: what was done, or could be by now.
fn provable(basis: &Basis<'_>, records: &Records) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let limits = limits::each(basis.limits).enumerate().filter(|(_, (_, one))| takes_done(&one.limit));
    for (at, (which, Limit { limit, raw })) in limits {
        let all = basis.occasions(limit, &records.of(&which)).unwrap_or_default();
        let begun = all.into_iter().filter(|one| one.opens <= basis.today || !one.done.is_empty());
        found.extend(begun.map(|one| (value(at, &one.key), words(raw, &one.name))));
    }
    // The newest are the likely ones.
    let first = found.len().saturating_sub(MOST);
    found.split_off(first)
}

/// A limit and one occasion of it, in words.
fn words(raw: &str, name: &str) -> String {
    if raw.contains(name) { raw.to_owned() } else { format!("{raw}：{name}") }
}

fn extendable(at: usize, one: &Occasion) -> (String, String) {
    let words =
        if one.key == one.due.to_string() { one.key.clone() } else { format!("{}，{} 截止", one.name, one.due) };
    (value(at, &one.key), words)
}

/// What a record of support is called among the evidence; it is not taken away there.
const RECORD: &str = "组织保障记录";

fn piece(basis: &Basis<'_>, records: &Records, one: Evidence) -> Piece {
    let (kind, href, size) = match &one.what {
        What::File { bytes, .. } => ("文件", format!("/desk/evidence/{}", encode(&one.id)), size(*bytes)),
        What::Link(url) => ("网址", url.clone(), String::new()),
        What::Publication { path, .. } => ("已公开", path.clone(), String::new()),
        What::Record { path, .. } => (RECORD, path.clone(), String::new()),
    };
    let about = one.occasion.as_ref().map(|occasion| {
        let limit = limits::each(basis.limits).find(|(which, _)| *which == occasion.limit).map(|(_, limit)| limit);
        let all = basis.occasions(&occasion.limit.limit, &records.of(&occasion.limit)).unwrap_or_default();
        let name = all.iter().find(|one| one.key == occasion.key).map_or(&occasion.key, |one| &one.name);
        words(limit.map_or("", |limit| limit.raw.as_str()), name)
    });
    let added = format!("{} {}", one.added_at, one.added_by);
    Piece { id: one.id, title: one.title, href, kind, size, about: about.unwrap_or_default(), added }
}

/// A length for people.
pub(crate) fn size(bytes: i64) -> String {
    match bytes {
        ..1024 => format!("{bytes} 字节"),
        1024..1_048_576 => format!("{} KB", bytes / 1024),
        _ => format!("{:.1} MB", bytes as f64 / 1_048_576.0),
    }
}

impl Section {
    /// Whether the unit's next step is to hand it in.
    pub fn can_submit(&self) -> bool {
        self.no_submit.is_empty()
    }
}

impl Entry {
    /// What is to happen next, in a sentence.
    pub(crate) fn next_step(&self) -> &'static str {
        match self.status {
            Status::NotStarted => "还没有开始办理。",
            Status::InProgress => "正在办理。办完后提交验收。",
            Status::Submitted => "单位已经提交，等待政务公开办验收。",
            Status::Returned => "政务公开办退回了提交，请按退回理由修改后再提交。",
            Status::Accepted => "政务公开办已经验收通过。",
        }
    }
}
