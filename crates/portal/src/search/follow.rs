//! The index kept true to the journal: what is published, marked or withdrawn is found so within a second.

use std::collections::BTreeSet;
use std::time::Duration;

use kernel::Problem;
use search::{Error, Library, Place, Writer};
use web::App;

use super::entries;

/// How often the journal is looked at.
const PAUSE: Duration = Duration::from_millis(250);
/// How long after a failure.
const RECOVERY: Duration = Duration::from_secs(5);
/// Journal entries read at once.
const BATCH: usize = 1_000;
/// Public addresses read at once.
const READ: usize = 20;
/// An index that is made from nothing shows what it has after so many.
const SHOWN: u64 = 1_000;
/// After so many journal entries that concern nothing public, the place is made to last.
const IDLE: i64 = 20_000;

/// Who writes the index of this node.
pub struct Follower {
    app: App,
    /// Taken out while it works on a thread of its own; not there after it failed.
    writer: Option<Writer>,
    /// Up to where the journal was seen.
    seen: Option<Place>,
    /// The number of the last entry up to which the index was made to last.
    kept: i64,
}

/// Shows how far a rebuild is, until it is over, however it ends.
struct Progress<'a>(&'a Library);

impl Drop for Progress<'_> {
    fn drop(&mut self) {
        self.0.note_progress(0, 0);
    }
}

impl Follower {
    /// Takes the index over.
    ///
    /// # Errors
    /// [`Error::Busy`] when another process writes the index.
    pub fn new(app: &App) -> search::Result<Self> {
        let writer = Some(app.library.index.writer()?);
        Ok(Self { app: app.clone(), writer, seen: None, kept: 0 })
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
        let Some(mut place) = seen.filter(|_| !self.app.library.is_to_rebuild()) else {
            self.rebuild().await?;
            self.app.library.rebuilt();
            return Ok(());
        };
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
            if !ids.is_empty() || place.seq - self.kept > IDLE {
                self.commit(&place).await?;
            }
        }
        self.seen = Some(place);
        Ok(())
    }

    /// The place of the index, if it is a place in this journal.
    async fn trusted_place(&mut self) -> kernel::Result<Option<Place>> {
        let Some(place) = self.app.library.index.place()? else { return Ok(None) };
        self.kept = place.seq;
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
        let from_nothing = app.library.index.count() == 0;
        self.work(|writer| writer.clear()).await?;
        let _shown = Progress(&app.library);
        let (mut done, mut after) = (0, String::new());
        loop {
            app.library.note_progress(done, of.max(1));
            let ids = publishing::listed_after(&mut app.db.read().await?, &after, READ).await?;
            let Some(last) = ids.last() else { break };
            after.clone_from(last);
            let shown = done / SHOWN;
            done += ids.len() as u64;
            self.put(&ids.iter().map(String::as_str).collect::<Vec<_>>()).await?;
            if from_nothing && done / SHOWN > shown {
                // A place that is trusted by nobody: whoever comes after begins anew.
                self.commit(&Place::default()).await?;
            }
        }
        self.commit(&place).await?;
        self.seen = Some(place);
        tracing::info!(documents = done, "the search index is made anew");
        Ok(())
    }

    /// Puts what is public of these in, takes the rest out.
    async fn put(&mut self, ids: &[&str]) -> kernel::Result<()> {
        let entries = entries::read(&self.app, ids).await?;
        let gone: Vec<String> =
            ids.iter().filter(|id| !entries.iter().any(|e| e.id == **id)).map(|id| (*id).to_owned()).collect();
        self.work(move |writer| {
            gone.iter().for_each(|id| writer.remove(id));
            entries.iter().try_for_each(|entry| writer.put(entry))
        })
        .await
    }

    async fn commit(&mut self, place: &Place) -> kernel::Result<()> {
        self.kept = place.seq;
        let (place, app) = (place.clone(), self.app.clone());
        self.work(move |writer| {
            writer.commit(&place)?;
            app.library.index.refresh()
        })
        .await
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

/// Follows the journal as long as the server runs. After a failure it begins anew from the last commit. Where another
/// process writes the index, what that one writes is shown.
pub async fn follow(app: App) {
    let mut follower: Option<Follower> = None;
    let mut told = false;
    loop {
        let followed = match &mut follower {
            Some(follower) => follower.catch_up().await.inspect(|()| app.library.note_behind(false)),
            None => match Follower::new(&app) {
                Ok(new) => {
                    follower = Some(new);
                    continue;
                }
                Err(Error::Busy) => {
                    if !std::mem::replace(&mut told, true) {
                        tracing::info!("another process writes the search index; this one reads it");
                    }
                    app.library.index.refresh().map_err(Problem::from)
                }
                Err(error) => Err(error.into()),
            },
        };
        if let Err(error) = followed {
            app.library.note_behind(true);
            tracing::error!(?error, "the search index is behind and will be followed up");
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
