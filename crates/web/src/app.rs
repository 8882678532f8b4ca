//! What every handler can reach.

use std::ops::Deref;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use db::{Blobs, Db};
use kernel::Clock;
use law::Calendar;
use tokio::sync::Semaphore;

use crate::counts::Counts;
use crate::rates::Rates;
use crate::typesetter::Typesetter;

/// How long a search waits for its turn.
const SEARCH_TURN: Duration = Duration::from_secs(5);

/// The application; cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Inner>, Arc<Here>);

/// What each node keeps for itself, in memory.
struct Here {
    rates: Rates,
    counts: Counts,
    typesetter: Typesetter,
    searches: Semaphore,
}

/// What is behind [`App`].
pub struct Inner {
    /// The database.
    pub db: Db,
    /// Files.
    pub blobs: Blobs,
    /// The present.
    pub clock: Clock,
    /// The working-day calendar.
    pub calendar: Calendar,
    /// What is public, to be looked up; this node's own.
    pub library: search::Library,
    /// Settings that pages need.
    pub settings: Settings,
}

/// Settings that pages need.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The installation's name, on pages that belong to no one government.
    pub name: String,
    /// Where the public reaches it, e.g. `https://zwgk.example.gov.cn`, without a final slash; for canonical addresses.
    pub base_url: Option<String>,
    /// Whether the public reaches it by TLS: cookies are marked so, and browsers are told to insist.
    pub secure: bool,
    /// Whether the address of the client is taken from `X-Forwarded-For`, as a trusted proxy sets it.
    pub behind_proxy: bool,
    /// Largest file people may send, in bytes.
    pub upload_bytes: usize,
    /// The command that looks for viruses in files people send, with `{file}` where the path goes; empty for none.
    pub scan: Vec<String>,
    /// The program that sets documents as PDF; none: `gongkai-typeset` beside the running program, then on its `PATH`.
    pub typeset: Option<PathBuf>,
    /// Who letters come from; none while no mail server is set: letters wait, and pages say so.
    pub mail_from: Option<String>,
    /// The hour of a working day from which on reminders are made.
    pub reminder_hour: i8,
    /// Whether this is a demonstration: pages say so.
    pub demo: bool,
}

impl App {
    /// Puts an application together.
    pub fn new(inner: Inner) -> Self {
        let typesetter = Typesetter::new(inner.settings.typeset.clone());
        let cores = std::thread::available_parallelism().map_or(2, usize::from);
        let searches = Semaphore::new(2 * cores);
        let here = Here { rates: Rates::default(), counts: Counts::default(), typesetter, searches };
        Self(Arc::new(inner), Arc::new(here))
    }

    /// How often each token has asked of this node.
    pub(crate) fn rates(&self) -> &Rates {
        &self.1.rates
    }

    /// How often public pages were read on this node.
    pub fn counts(&self) -> &Counts {
        &self.1.counts
    }

    /// Asks the library, where that keeps nobody else waiting, and no more at once than the machine can do.
    ///
    /// # Errors
    /// When too many ask, or the index cannot be read.
    pub async fn search<T: Send + 'static>(
        &self,
        ask: impl FnOnce(&search::Library) -> search::Result<T> + Send + 'static,
    ) -> kernel::Result<T> {
        let turn = tokio::time::timeout(SEARCH_TURN, self.1.searches.acquire()).await;
        let Ok(Ok(_turn)) = turn else {
            return Err(kernel::Problem::Busy("现在查找的人太多，请稍等再试。".into()));
        };
        let app = self.clone();
        let asked = tokio::task::spawn_blocking(move || ask(&app.library));
        Ok(asked.await.map_err(kernel::Problem::internal)??)
    }

    /// The program that sets documents as PDF.
    pub fn typesetter(&self) -> &Typesetter {
        &self.1.typesetter
    }
}

impl Deref for App {
    type Target = Inner;
    fn deref(&self) -> &Inner {
        &self.0
    }
}
