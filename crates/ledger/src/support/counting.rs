//! Counting a record of support in the ledger, and taking that back: the same acts as by hand, in one transaction.

use db::Tx;
use directory::Principal;
use kernel::Date;
use law::due::TimeLimit;

use super::counts::{self, Count};
use super::domain::Support;
use crate::entries::acting::Naming;
use crate::entries::acts::Recorded;
use crate::entries::basis::{Basis, Occasion};
use crate::entries::desk::Desk;
use crate::entries::domain::{Entry, Refusal, Side};
use crate::entries::limits::{self, Limit, Records, Which};
use crate::entries::store;
use crate::entries::task::{self, Task};
use crate::work::evidence::{self, What};
use crate::work::keep::{Told, keep as save};

/// A time limit of an entry, as the form names it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Choice {
    pub entry: String,
    /// The limit's place in the task's list.
    pub limit: usize,
}

impl Choice {
    pub fn code(&self) -> String {
        format!("{}~{}", self.entry, self.limit)
    }

    pub fn from_code(code: &str) -> Option<Self> {
        let (entry, limit) = code.split_once('~')?;
        Some(Self { entry: entry.to_owned(), limit: limit.parse().ok()? })
    }
}

/// Whether support can count for a limit: it asks for something so and so often.
fn countable(limit: &TimeLimit) -> bool {
    matches!(limit, TimeLimit::CountPerYear { .. } | TimeLimit::Recurring { every: Some(_), .. })
}

/// The limits of a task that support can count for, with their places.
pub(super) fn countables(limits: &[Limit]) -> impl Iterator<Item = (usize, Which, &Limit)> {
    let all = limits::each(limits).enumerate().map(|(at, (which, one))| (at, which, one));
    all.filter(|(.., one)| countable(&one.limit))
}

/// The occasion of a limit that something done on `on` counts for: the last that had begun by then.
pub(super) fn occasion(basis: &Basis<'_>, which: &Which, records: &Records, on: Date) -> Option<Occasion> {
    let in_term = countable(&which.limit) && on.year() == basis.term.year;
    let all = basis.occasions(&which.limit, &records.of(which)).ok().filter(|_| in_term)?;
    all.into_iter().rev().find(|one| one.opens <= on)
}

/// Why something cannot be counted or taken back; a sentence beside the form.
type Outcome = Result<(), String>;

/// What a record is to count for.
#[derive(Clone, Debug, Default)]
pub(super) struct Chosen {
    /// Time limits that are there.
    pub limits: Vec<Choice>,
    /// Counts under limits that a corrected plan has no more, by their evidence: these are taken back, others stay.
    pub let_go: Vec<String>,
}

/// Makes what a saved record counts for as it was chosen: takes back what was not chosen any more or was of another
/// day, counts what is new. What a correction left without its limit stays until somebody lets it go. After an objection
/// nothing of the transaction may be kept.
pub(super) async fn settle(tx: &mut Tx, desk: &Desk, support: &Support, chosen: &Chosen) -> db::Result<Outcome> {
    let mut wanted: Vec<Choice> = chosen.limits.clone();
    wanted.sort();
    wanted.dedup();
    for count in counts::of_support(tx, &support.id).await? {
        let stays = match placed(tx, &count).await? {
            None => !chosen.let_go.contains(&count.evidence_id),
            Some(at) => {
                let same = wanted.iter().position(|one| one.entry == count.entry_id && one.limit == at);
                same.filter(|_| count.on == support.text.on).map(|at| wanted.remove(at)).is_some()
            }
        };
        if !stays && let Err(why) = take_back(tx, desk, support, &count).await? {
            return Ok(Err(why));
        }
    }
    for choice in wanted {
        if let Err(why) = count(tx, desk, support, &choice).await? {
            return Ok(Err(why));
        }
    }
    Ok(Ok(()))
}

/// Takes back all that a record counts for.
pub(super) async fn take_all_back(tx: &mut Tx, desk: &Desk, support: &Support) -> db::Result<Outcome> {
    for count in counts::of_support(tx, &support.id).await? {
        if let Err(why) = take_back(tx, desk, support, &count).await? {
            return Ok(Err(why));
        }
    }
    Ok(Ok(()))
}

/// Whether what a record says and its files may change: not once an entry that it counts for was handed in or accepted.
/// Those entries wait until this transaction ends.
pub(super) async fn can_change(tx: &mut Tx, support: &str) -> db::Result<Outcome> {
    counts::hold(tx, support).await?;
    Ok(held(tx, support).await?.into_iter().next().map_or(Ok(()), Err))
}

/// Why a record cannot change nor what it counts for be taken back: entries that were handed in or accepted.
pub(super) async fn held(tx: &mut Tx, support: &str) -> db::Result<Vec<String>> {
    let mut found = Vec::new();
    for count in counts::of_support(tx, support).await? {
        let Some((entry, task)) = entry_of(tx, &count.entry_id).await? else { continue };
        found.extend(entry.can_change().err().map(|why| frozen(&task, &why)));
    }
    Ok(found)
}

fn frozen(task: &Task, why: &Refusal) -> String {
    format!("这条记录已经计入台账“{}”，那条台账{why}", task.name())
}

async fn entry_of(tx: &mut Tx, id: &str) -> db::Result<Option<(Entry, Task)>> {
    let Some(entry) = store::find(tx, id).await? else { return Ok(None) };
    Ok(task::find(tx, &entry.task_id).await?.map(|task| (entry, task)))
}

/// Where a limit stands in a task's list; a corrected plan may not have it any more.
pub(super) fn place(task: &Task, which: &Which) -> Option<usize> {
    limits::each(&task.limits).position(|(one, _)| one == *which)
}

/// Where the limit of a count stands now; none when a corrected plan has it no more.
pub(super) async fn placed(tx: &mut Tx, count: &Count) -> db::Result<Option<usize>> {
    Ok(entry_of(tx, &count.entry_id).await?.and_then(|(_, task)| place(&task, &count.limit)))
}

async fn count(tx: &mut Tx, desk: &Desk, support: &Support, choice: &Choice) -> db::Result<Outcome> {
    let found = entry_of(tx, &choice.entry).await?.filter(|(entry, _)| {
        let of_unit = support.unit_id.as_ref().is_none_or(|unit| *unit == entry.unit_id);
        of_unit && entry.government_id == support.government_id && entry.seen_by(&desk.who)
    });
    let Some((before, task)) = found else {
        return Ok(Err("选的台账不是这个单位的，请重新选择".into()));
    };
    if let Err(why) = before.can_edit(&desk.who) {
        return Ok(Err(format!("“{}”：{why}", task.name())));
    }
    let basis = task.basis(desk.calendar(), desk.today());
    let on = support.text.on;
    let there = limits::at(&task.limits, choice.limit).filter(|(_, one)| countable(&one.limit));
    let Some((which, Limit { raw, .. })) = there else {
        return Ok(Err(format!("“{}”没有这条时限，可能计划刚修正过，请重新选择", task.name())));
    };
    let Some(occasion) = occasion(&basis, &which, &before.records, on) else {
        return Ok(Err(format!("“{}”的时限“{raw}”不包括 {on} 这一天", task.name())));
    };
    if evidence::count(tx, &before.id).await? >= evidence::MOST as i64 {
        return Ok(Err(format!("“{}”的证明材料已经有 {} 份，不能再加", task.name(), evidence::MOST)));
    }
    let what = Naming { limit: choice.limit, key: occasion.key.clone(), on };
    let (after, recorded) = match before.clone().done(&what, &basis) {
        Ok(done) => done,
        Err(why) => return Ok(Err(format!("“{}”：{why}", task.name()))),
    };
    let proves = evidence::Occasion { limit: which, key: occasion.key.clone() };
    let (now, actor) = (desk.app.clock.now(), desk.who.actor());
    let what = What::Record { support_id: support.id.clone(), path: support.path() };
    let evidence_id = evidence::add(tx, now, &actor, &before.id, (&what, &support.text.title), Some(&proves)).await?;
    let proves = Count {
        support_id: support.id.clone(),
        entry_id: before.id.clone(),
        limit: proves.limit,
        key: proves.key,
        on,
        evidence_id,
    };
    counts::insert(tx, &proves).await?;
    keep(tx, desk, "ledger_entry.done", (&before, &after), recorded, support).await?;
    Ok(Ok(()))
}

async fn take_back(tx: &mut Tx, desk: &Desk, support: &Support, count: &Count) -> db::Result<Outcome> {
    counts::remove(tx, count).await?;
    let Some((before, task)) = entry_of(tx, &count.entry_id).await? else { return Ok(Ok(())) };
    if let Err(why) = before.can_change() {
        return Ok(Err(frozen(&task, &why)));
    }
    if evidence::find(tx, &count.evidence_id).await?.is_some() {
        evidence::remove(tx, desk.app.clock.now(), &count.evidence_id).await?;
    }
    let basis = task.basis(desk.calendar(), desk.today());
    let undone = match place(&task, &count.limit) {
        Some(limit) => before.clone().undo_done(&Naming { limit, key: count.key.clone(), on: count.on }, &basis),
        None => before.clone().forget_done(&count.limit, (&count.key, count.on), &basis),
    };
    match undone {
        Ok((after, recorded)) => {
            keep(tx, desk, "ledger_entry.done_undone", (&before, &after), recorded, support).await?;
            Ok(Ok(()))
        }
        Err(Refusal::NoRecord) => Ok(Ok(())),
        Err(why) => Ok(Err(format!("“{}”：{why}", task.name()))),
    }
}

async fn keep(
    tx: &mut Tx,
    desk: &Desk,
    act: &'static str,
    (before, after): (&Entry, &Entry),
    recorded: Recorded,
    support: &Support,
) -> db::Result<()> {
    let (now, actor) = (desk.app.clock.now(), desk.who.actor());
    let words = format!("组织保障记录“{}”", support.text.title);
    let told = Told { recorded: Some(recorded), words, ..Told::default() };
    save(tx, now, (&actor, Side::of(&desk.who)), act, (before, after), told).await
}

/// Why a record of something done cannot be taken back on the entry's own page: it came from records of support.
pub(crate) async fn comes_from(
    tx: &mut Tx,
    who: &Principal,
    entry: &Entry,
    which: &Which,
    what: &Naming,
) -> db::Result<Option<String>> {
    let behind = counts::behind(tx, &entry.id, which, &what.key, what.on).await?;
    let facts = entry.records.of(which);
    let done = facts.done.iter().filter(|done| done.key == what.key && done.on == what.on).count();
    let Some(support) = behind.first().filter(|_| done <= behind.len()) else { return Ok(None) };
    let title = &support.text.title;
    Ok(Some(format!("这次完成来自组织保障记录“{title}”，{}", support.way_out(who))))
}
