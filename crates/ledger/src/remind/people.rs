//! Who can be reminded, of what: people with posts that have work in a ledger, what they chose, what they were told.

use std::collections::HashMap;

use db::Tx;
use directory::{Person, Post, Role, person};
use kernel::{Date, Time};

use super::choice::{self, Choice, Chosen};
use super::store::{self, Covered, Made};

/// Roles that have something to do in a ledger.
const ROLES: [Role; 2] = [Role::Officer, Role::Office];

/// Somebody with all that decides about their digest.
#[derive(Clone, Debug)]
pub struct Reader {
    /// Who.
    pub person: Person,
    /// Their posts that have work in a ledger.
    pub posts: Vec<Post>,
    /// What they want.
    pub choice: Choice,
    /// What they were told; none: nothing in the last weeks.
    pub covered: Option<Covered>,
    /// Today's digest, when it was made already.
    pub made: Option<Made>,
}

impl Reader {
    /// Why they get no letters whatever there is to say; none when they can.
    pub fn unreachable(&self) -> Option<&'static str> {
        match () {
            () if self.person.disabled => Some("账号已停用"),
            () if self.person.email.is_none() => Some("没有填写邮箱"),
            () if self.choice.is_off() => Some("本人关闭了全部提醒"),
            () => None,
        }
    }

    /// The last day covered. Who was never told anything begins today.
    pub fn covered_day(&self, today: Date) -> Date {
        let yesterday = today.yesterday().unwrap_or(today);
        self.covered.as_ref().map_or(yesterday, |covered| covered.day.min(yesterday))
    }

    /// Since when comments and returned entries are new. What was written in the minute before the last digest may not have
    /// been committed when it was made: better told twice than never.
    pub fn since(&self, now: Time) -> Time {
        self.covered.as_ref().map_or(now.plus_hours(-24), |covered| covered.at.plus_minutes(-1))
    }
}

/// Everybody with work in a ledger, or only those of one government, by login.
pub async fn readers(tx: &mut Tx, government: Option<&str>, today: Date) -> db::Result<Vec<Reader>> {
    let people = person::holding(tx, &ROLES, government).await?;
    let ids: Vec<&str> = people.iter().map(|p| p.id.as_str()).collect();
    let mut posts: HashMap<String, Vec<Post>> = HashMap::new();
    for post in person::posts_of(tx, &ids).await?.into_iter().filter(|post| ROLES.contains(&post.role)) {
        posts.entry(post.person_id.clone()).or_default().push(post);
    }
    let chosen: Vec<Chosen> = tx.all("SELECT * FROM reminder_choice", db::args![]).await?;
    let chosen: HashMap<String, Choice> = chosen.into_iter().map(|c| (c.person_id, c.choice)).collect();
    let mut made = store::of_day(tx, today).await?;
    let reader = |person: Person| Reader {
        posts: posts.remove(&person.id).unwrap_or_default(),
        choice: chosen.get(&person.id).copied().unwrap_or(choice::ALL),
        covered: None,
        made: made.remove(&person.id),
        person,
    };
    let mut readers: Vec<Reader> = people.into_iter().map(reader).collect();
    // Looked up only while somebody's day is open: digests are asked for every minute.
    if readers.iter().any(|reader| reader.made.is_none() && reader.unreachable().is_none()) {
        let mut covered = store::covered(tx, today).await?;
        for reader in &mut readers {
            reader.covered = covered.remove(&reader.person.id);
        }
    }
    Ok(readers)
}
