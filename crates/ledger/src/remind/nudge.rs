//! Letters of reminders by hand (催办): one an officer for all the entries meant.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use db::{Query, Tx, args};
use directory::{Person, Role, person, unit};
use journal::Actor;
use kernel::{Time, new_id};
use mail::Letter;

use super::material::Owed;
use crate::entries::due::DueKey;

/// Who reminds, for which government, with links to where.
#[derive(Clone, Copy)]
pub struct From<'a> {
    /// Who.
    pub actor: &'a Actor,
    /// For which government; entries of others are left alone.
    pub government: &'a str,
    /// Where pages are, without a final slash; none: no links.
    pub base: Option<&'a str>,
}

/// What came of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Nudged {
    /// Letters queued.
    pub letters: usize,
    /// Entries somebody is reminded of.
    pub entries: usize,
    /// Short names of units of which nobody can be written to.
    pub unreached: Vec<String>,
}

/// Queues one letter to every officer whose units have some of `entries`, with `words` of the office. The act itself is the
/// caller's to record, entry by entry. Entries that are dropped or of another government are passed over.
pub async fn nudge(tx: &mut Tx, now: Time, from: From<'_>, entries: &[&str], words: &str) -> db::Result<Nudged> {
    let mut meant: Vec<Owed> = Vec::new();
    for some in entries.chunks(500) {
        let mut query = Query::new(
            "SELECT e.id, e.unit_id, e.due_key, e.provisional, t.body
             FROM ledger_entry e JOIN task t ON t.id = e.task_id WHERE e.government_id = $1 AND e.dropped = 0 AND",
            args![from.government],
        );
        query.within(" e.id IN", some.iter().copied());
        meant.extend(tx.list(query).await?);
    }
    meant.sort_by(|a, b| (a.due, &a.id).cmp(&(b.due, &b.id)));
    let officers = officers(tx, from.government).await?;
    let mut letters: BTreeMap<&str, (&Person, Vec<&Owed>)> = BTreeMap::new();
    let mut unreached = BTreeSet::new();
    let mut reached = 0;
    for owed in &meant {
        let Some(people) = officers.get(&owed.unit_id) else {
            unreached.insert(owed.unit_id.as_str());
            continue;
        };
        for one in people {
            letters.entry(&one.id).or_insert((one, Vec::new())).1.push(owed);
        }
        reached += 1;
    }
    let round = new_id(now);
    for (reader, list) in letters.values() {
        let letter = Letter {
            cause: format!("nudge:{round}:{}", reader.id),
            government_id: Some(from.government.to_owned()),
            person_id: reader.id.clone(),
            to_name: reader.name.clone(),
            to_address: reader.email.clone().unwrap_or_default(),
            subject: format!("【政务公开】催办：{} 项事项请抓紧办理", list.len()),
            text: text(from, reader, list, words),
        };
        mail::enqueue(tx, now, &letter).await?;
    }
    let mut names = Vec::new();
    for id in unreached {
        names.extend(unit::find(tx, id).await?.map(|unit| unit.short_name));
    }
    Ok(Nudged { letters: letters.len(), entries: reached, unreached: names })
}

/// Officers who can be written to, by unit.
async fn officers(tx: &mut Tx, government: &str) -> db::Result<HashMap<String, Vec<Person>>> {
    let people = person::holding(tx, &[Role::Officer], Some(government)).await?;
    let reachable: Vec<Person> = people.into_iter().filter(|p| !p.disabled && p.email.is_some()).collect();
    let ids: Vec<&str> = reachable.iter().map(|p| p.id.as_str()).collect();
    let posts = person::posts_of(tx, &ids).await?;
    let mut found: HashMap<String, Vec<Person>> = HashMap::new();
    let here = |post: &directory::Post| post.role == Role::Officer && post.government_id.as_deref() == Some(government);
    for post in posts.into_iter().filter(here) {
        let one = reachable.iter().find(|p| p.id == post.person_id);
        if let (Some(one), Some(unit)) = (one, post.unit_id) {
            found.entry(unit).or_default().push(one.clone());
        }
    }
    Ok(found)
}

fn text(from: From<'_>, reader: &Person, list: &[&Owed], words: &str) -> String {
    let mut text = format!("{}：\n\n{}提醒您抓紧办理下面 {} 项。\n", reader.name, from.actor.name, list.len());
    if !words.trim().is_empty() {
        text.push_str(&format!("\n{}\n", words.trim()));
    }
    text.push('\n');
    for owed in list {
        let due = DueKey::from_column(owed.due).date().map(|day| format!("（{day} 以前）")).unwrap_or_default();
        let link = from.base.map(|base| format!("\n  {base}/desk/ledger/{}", owed.id)).unwrap_or_default();
        text.push_str(&format!("- {}{due}{link}\n", super::digest::short(&owed.body)));
    }
    text
}
