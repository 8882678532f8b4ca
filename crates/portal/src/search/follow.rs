//! The index kept true to the journal: what is published, marked or withdrawn is found so within a second.

use std::collections::BTreeSet;
use std::time::Duration;

use kernel::Problem;
use search::{Place, Writer};
use web::App;

use super::entries;

/// How often the journal is looked at.
const PAUSE: Duration = Duration::from_millis(250);
/// How long after a failure.
const RECOVERY: Duration = Duration::from_secs(5);
/// Journal entries read at once.
const BATCH: usize = 1_000;
/// Public addresses read at once.
const READ: usize = 50;
/// After so many journal entries that concern nothing public, the place is made to last.
const IDLE: i64 = 20_000;

/// Who writes the index of this node.
pub struct Follower {
    app: App,
    /// Taken out while it works on a thread of its own; not there after it failed.
    writer: Option<Writer>,
    /// Up to where the journal was seen.
    seen: Option<Place>,
}

impl Follower {
    /// Takes the index over.
    ///
    /// # Errors
    /// When another process writes it, or it cannot be read.
    pub fn new(app: &App) -> kernel::Result<Self> {
        let writer = Some(app.library.index.writer()?);
        Ok(Self { app: app.clone(), writer, seen: None })
    }

    /// Follows the journal to its end. An index that is of another journal, or that somebody asked to, is made anew.
    ///
    /// # Errors
    /// When the database or the index fails; the index then is as before.
    pub async fn catch_up(&mut self) -> kernel::Result<()> {
        let seen = match self.seen.take() {
            Some(seen) => Some(seen),
            None => self.trusted_place().await?,
        };
        let Some(mut place) = seen.filter(|_| !self.app.library.taken_to_rebuild()) else {
            return self.rebuild().await;
        };
        let mut kept = self.app.library.index.place()?.unwrap_or_default().seq;
        loop {
            let entries = journal::after(&mut self.app.db.read().await?, place.seq, BATCH).await?;
            let Some(last) = entries.last() else { break };
            place = Place { seq: last.seq, hash: last.hash.clone() };
            let of_publications = entries.iter().filter(|entry| entry.subject_kind == "publication");
            let ids: BTreeSet<&str> = of_publications.map(|entry| entry.subject_id.as_str()).collect();
            let ids: Vec<&str> = ids.into_iter().collect();
            for some in ids.chunks(READ) {
                self.put(some).await?;
            }
            if !ids.is_empty() || place.seq - kept > IDLE {
                self.commit(&place).await?;
                kept = place.seq;
            }
        }
        self.seen = Some(place);
        Ok(())
    }

    /// The place of the index, if it is a place in this journal.
    async fn trusted_place(&self) -> kernel::Result<Option<Place>> {
        let Some(place) = self.app.library.index.place()? else { return Ok(None) };
        let mut tx = self.app.db.read().await?;
        let there = journal::after(&mut tx, place.seq - 1, 1).await?;
        let same = there.first().is_some_and(|entry| entry.seq == place.seq && entry.hash == place.hash);
        Ok(Some(place).filter(|_| same))
    }

    /// Makes the index anew; until it is done the old one answers.
    ///
    /// # Errors
    /// As [`Self::catch_up`].
    pub async fn rebuild(&mut self) -> kernel::Result<()> {
        let app = self.app.clone();
        let mut tx = app.db.read().await?;
        let head = journal::head(&mut tx).await?;
        let place = journal::after(&mut tx, head - 1, 1).await?.pop();
        let place = place.map(|entry| Place { seq: entry.seq, hash: entry.hash }).unwrap_or_default();
        let of = u64::try_from(publishing::listed(&mut tx).await?).unwrap_or_default();
        drop(tx);
        self.writer()?.clear()?;
        let (mut done, mut after) = (0, String::new());
        loop {
            app.library.note_progress(done, of.max(1));
            let ids = publishing::listed_after(&mut app.db.read().await?, &after, READ).await?;
            let Some(last) = ids.last() else { break };
            after.clone_from(last);
            done += ids.len() as u64;
            self.put(&ids.iter().map(String::as_str).collect::<Vec<_>>()).await?;
        }
        self.commit(&place).await?;
        app.library.note_progress(0, 0);
        self.seen = Some(place);
        tracing::info!(documents = done, "the search index is made anew");
        Ok(())
    }

    /// Puts what is public of these in, takes the rest out.
    async fn put(&mut self, ids: &[&str]) -> kernel::Result<()> {
        let entries = entries::read(&self.app, ids).await?;
        let gone: Vec<String> = ids.iter().filter(|id| !entries.iter().any(|e| e.id == **id)).map(|id| (*id).to_owned()).collect();
        self.work(move |writer| {
            gone.iter().for_each(|id| writer.remove(id));
            entries.iter().try_for_each(|entry| writer.put(entry))
        })
        .await
    }

    async fn commit(&mut self, place: &Place) -> kernel::Result<()> {
        let place = place.clone();
        self.work(move |writer| writer.commit(&place)).await?;
        Ok(self.app.library.index.refresh()?)
    }

    fn writer(&mut self) -> kernel::Result<&mut Writer> {
        self.writer.as_mut().ok_or_else(|| Problem::internal("the search index has no writer"))
    }

    /// Lets the writer work where it keeps nobody waiting.
    async fn work(
        &mut self,
        work: impl FnOnce(&mut Writer) -> search::Result<()> + Send + 'static,
    ) -> kernel::Result<()> {
        let mut writer = self.writer.take().ok_or_else(|| Problem::internal("the search index has no writer"))?;
        let worked = tokio::task::spawn_blocking(move || (work(&mut writer), writer)).await;
        let (result, writer) = worked.map_err(Problem::internal)?;
        self.writer = Some(writer);
        Ok(result?)
    }
}

/// Follows the journal as long as the server runs. After a failure it begins anew from the last commit.
pub async fn follow(app: App) {
    let mut follower = None;
    loop {
        let followed = match &mut follower {
            Some(follower) => Follower::catch_up(follower).await,
            none => Follower::new(&app).map(|new| *none = Some(new)),
        };
        if let Err(error) = followed {
            tracing::error!(%error, "the search index is behind and will be followed up");
            follower = None;
            tokio::time::sleep(RECOVERY).await;
        }
        tokio::time::sleep(PAUSE).await;
    }
}

/// Makes the index anew, for the command line; `progress` is told how much is done, and of how much.
///
/// # Errors
/// When another process writes the index, or the database fails.
pub async fn rebuild(app: &App, progress: impl Fn(u64, u64)) -> kernel::Result<u64> {
    let mut follower = Follower::new(app)?;
    let mut work = std::pin::pin!(follower.rebuild());
    loop {
        tokio::select! {
            done = &mut work => break done?,
            () = tokio::time::sleep(PAUSE) => {
                if let Some((done, of)) = app.library.progress() {
                    progress(done, of);
                }
            }
        }
    }
    Ok(app.library.index.count())
}
