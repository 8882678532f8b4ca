//! The worker: claims a job, does it while renewing its hold, ends it; a kill at any point leaves it to the next.

use std::pin::Pin;
use std::time::Duration;

use db::Blobs;
use kernel::{Problem, new_id};
use serde::de::DeserializeOwned;
use tokio::task::JoinSet;
use web::App;

use crate::domain::{Job, KEPT_DAYS, Product};
use crate::store;

/// Work under way; answers the file that it made.
pub type Running = Pin<Box<dyn Future<Output = kernel::Result<Product>> + Send>>;

/// A sort of work that a slice can do.
#[derive(Clone, Copy)]
pub struct Kind {
    /// Its name in the database.
    pub name: &'static str,
    /// Does it.
    pub run: fn(Work) -> Running,
}

/// A job in a worker's hands.
pub struct Work {
    /// The application.
    pub app: App,
    /// The job as it was claimed.
    pub job: Job,
    lease: String,
}

impl Work {
    /// What it is to be done with.
    pub fn input<T: DeserializeOwned>(&self) -> kernel::Result<T> {
        serde_json::from_str(&self.job.input).map_err(Problem::internal)
    }

    /// Where its result is kept.
    pub fn blobs(&self) -> Blobs {
        self.app.blobs.apart(&self.job.id)
    }

    /// Notes how far it is. Fails when it was cancelled, or given to another worker: then stop.
    pub async fn progress(&self, done: usize, total: usize) -> kernel::Result<()> {
        match self.note(done, total).await {
            // What is not noted now is noted with the next step; the hold is renewed elsewhere.
            Err(db::Error::Busy) => Ok(()),
            noted => Ok(noted?),
        }
    }

    async fn note(&self, done: usize, total: usize) -> db::Result<()> {
        let mut tx = self.app.db.write().await?;
        store::advance(&mut tx, self.app.clock.now(), (&self.job.id, &self.lease), done, total).await?;
        tx.commit().await
    }
}

/// How often a hold is renewed: several times before it is void.
const BEAT: Duration = Duration::from_secs(20);
/// How often a worker without work looks for some.
const LOOK: Duration = Duration::from_secs(2);

/// Works for as long as the server runs.
pub async fn work(app: App, kinds: &'static [Kind]) {
    loop {
        if let Err(error) = work_off(&app, kinds).await {
            tracing::error!(%error, "the worker could not go on and will try again");
        }
        tokio::time::sleep(LOOK).await;
    }
}

/// Does every job that waits, one after the other; answers how many it took up.
pub async fn work_off(app: &App, kinds: &'static [Kind]) -> db::Result<usize> {
    let mut taken = 0;
    while store::is_claimable(&mut app.db.read().await?, app.clock.now()).await? {
        let lease = new_id(app.clock.now());
        let mut tx = app.db.write().await?;
        let claimed = store::claim(&mut tx, app.clock.now(), &lease).await?;
        tx.commit().await?;
        let Some(job) = claimed else { continue };
        taken += 1;
        one(app, kinds, job, lease).await?;
    }
    Ok(taken)
}

/// What became of a job in a worker's hands.
enum End {
    Made(Product),
    Failed(String),
    /// Cancelled, or taken over: no longer ours to end.
    Lost,
}

async fn one(app: &App, kinds: &'static [Kind], job: Job, lease: String) -> db::Result<()> {
    let id = job.id.clone();
    let end = match kinds.iter().find(|kind| kind.name == job.kind) {
        Some(kind) => {
            let work = Work { app: app.clone(), job, lease: lease.clone() };
            tokio::select! {
                end = done(kind.run, work) => end,
                () = hold(app, &id, &lease) => End::Lost,
            }
        }
        None => End::Failed("这个版本的程序做不了这个任务。".into()),
    };
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    let kept = match &end {
        End::Made(product) => store::finish(&mut tx, now, &id, &lease, product).await,
        End::Failed(why) => store::fail(&mut tx, now, &id, &lease, why).await,
        End::Lost => return Ok(()),
    };
    match kept {
        // Ended by others just now.
        Err(db::Error::Stale) => Ok(()),
        other => {
            other?;
            tx.commit().await
        }
    }
}

/// In a task of its own, so that a panic ends the job and not the worker; the task ends with the worker.
async fn done(run: fn(Work) -> Running, work: Work) -> End {
    let mut task = JoinSet::new();
    task.spawn(run(work));
    let trouble = match task.join_next().await {
        Some(Ok(Ok(product))) => return End::Made(product),
        Some(Ok(Err(Problem::Conflict(_)))) | None => return End::Lost,
        // The hold runs out and the job is begun again.
        Some(Ok(Err(Problem::Busy(_)))) => return End::Lost,
        Some(Ok(Err(Problem::Internal(cause)))) => cause,
        Some(Ok(Err(problem))) => return End::Failed(problem.to_string()),
        Some(Err(panicked)) => panicked.to_string(),
    };
    tracing::error!(cause = trouble, "a job failed");
    End::Failed("系统出了问题，已经记录下来。可以重新开始；还不行时请联系管理员。".into())
}

/// Renews the hold until it is lost.
async fn hold(app: &App, id: &str, lease: &str) {
    loop {
        tokio::time::sleep(BEAT).await;
        match renew(app, id, lease).await {
            Ok(()) => {}
            Err(db::Error::Stale) => return,
            Err(error) => tracing::warn!(%error, "a job's hold was not renewed"),
        }
    }
}

async fn renew(app: &App, id: &str, lease: &str) -> db::Result<()> {
    let mut tx = app.db.write().await?;
    store::renew(&mut tx, app.clock.now(), id, lease).await?;
    tx.commit().await
}

/// Jobs whose files are removed in one go.
const BATCH: usize = 200;

/// Removes the files of jobs that ended more than [`KEPT_DAYS`] days ago; answers of how many.
pub async fn sweep(app: &App) -> db::Result<usize> {
    let until = app.clock.now().plus_hours(-24 * KEPT_DAYS);
    let mut removed = 0;
    loop {
        let ids = store::unswept(&mut app.db.read().await?, until, BATCH).await?;
        if ids.is_empty() {
            return Ok(removed);
        }
        for id in &ids {
            app.blobs.remove_apart(id).await?;
        }
        let mut tx = app.db.write().await?;
        for id in &ids {
            store::swept(&mut tx, id).await?;
        }
        tx.commit().await?;
        removed += ids.len();
    }
}
