//! Starting the server: database, calendar, background work, the listening socket, and stopping without loss.

use std::net::SocketAddr;
use std::time::Duration;

use db::{Blobs, Db};
use kernel::Clock;
use law::Calendar;
use tokio::net::TcpListener;
use tokio::sync::watch;
use web::{App, Inner, Settings};

use crate::config::Config;
use crate::demo::Marker;

/// Anything that stops the command, in words for the terminal.
pub type Failure = String;

/// The calendar in force: the built-in one, extended by the operator's file.
pub fn calendar(config: &Config) -> Result<Calendar, Failure> {
    let built_in = Calendar::embedded();
    let Some(path) = &config.calendar else { return Ok(built_in.clone()) };
    let text = std::fs::read_to_string(path).map_err(|e| format!("calendar {}: {e}", path.display()))?;
    let extra = Calendar::parse(&text).map_err(|e| format!("calendar {}: {e}", path.display()))?;
    built_in.merge(&extra).map_err(|e| format!("calendar {}: {e}", path.display()))
}

/// Opens a database that is there; a wrong path must not pass for an empty journal. Does not migrate.
pub async fn open_existing(config: &Config) -> Result<Db, Failure> {
    let url = config.database_url();
    if let Some(path) = url.strip_prefix("sqlite:").filter(|path| !std::path::Path::new(path).exists()) {
        return Err(format!("there is no database at {path}; `gongkai init` makes one, --config names another"));
    }
    connect(config).await
}

/// Opens the database, made when absent, and brings its schema up to date. Refused on a demonstration's folder.
pub async fn open(config: &Config) -> Result<Db, Failure> {
    if config.data_dir.join(Marker::FILE).exists() {
        let dir = config.data_dir.display();
        return Err(format!("{dir} holds the demonstration, whose password everybody can read; set another data_dir"));
    }
    open_or_make(config).await
}

async fn connect(config: &Config) -> Result<Db, Failure> {
    let opened = Db::open(&config.database_url(), config.database.connections).await;
    opened.map_err(|e| format!("the database does not open: {e}"))
}

/// As [`open`], for the demonstration itself.
pub async fn open_or_make(config: &Config) -> Result<Db, Failure> {
    let db = connect(config).await?;
    db.migrate().await.map_err(|e| e.to_string())?;
    Ok(db)
}

/// Puts the application together over an open database.
pub fn app(config: &Config, db: Db, clock: Clock, demo: bool) -> Result<App, Failure> {
    let base_url = config.base_url.clone();
    let mail_from = (!config.mail.host.is_empty()).then(|| config.mail.from.clone());
    Ok(App::new(Inner {
        db,
        blobs: Blobs::new(config.data_dir.join("files")),
        clock,
        calendar: calendar(config)?,
        library: library(config)?,
        settings: Settings {
            name: config.name.clone(),
            secure: base_url.as_deref().is_some_and(|u| u.starts_with("https://")),
            base_url,
            behind_proxy: config.behind_proxy,
            upload_bytes: config.upload_mib as usize * 1024 * 1024,
            scan: config.scan.clone(),
            typeset: config.typeset.program.clone(),
            mail_from,
            reminder_hour: config.reminders.hour,
            demo,
        },
    }))
}

/// What is public, to be looked up, beside the data.
fn library(config: &Config) -> Result<search::Library, Failure> {
    let folder = config.data_dir.join("search");
    let index = match search::Index::open(&folder) {
        Ok(index) => index,
        // It is made of what the database holds, and made anew by whoever follows the journal.
        Err(error) => {
            tracing::warn!(%error, "the search index cannot be read and begins anew");
            let broken = search::Index::path(&folder);
            std::fs::remove_dir_all(&broken).map_err(|e| format!("{}: {e}", broken.display()))?;
            search::Index::open(&folder).map_err(|e| format!("{}: {e}", folder.display()))?
        }
    };
    let library = search::Library::new(index);
    let Some(path) = &config.synonyms else { return Ok(library) };
    let text = std::fs::read_to_string(path).map_err(|e| format!("synonyms {}: {e}", path.display()))?;
    let synonyms = search::Synonyms::parse(&text).map_err(|e| format!("synonyms {}: {e}", path.display()))?;
    Ok(library.with_synonyms(synonyms))
}

/// Serves until the process is asked to stop; requests under way are finished.
pub async fn serve(config: &Config, app: App, ready: impl FnOnce(SocketAddr)) -> Result<(), Failure> {
    let wanted = config.listen_address()?;
    let listener = TcpListener::bind(wanted).await.map_err(|e| format!("cannot listen on {wanted}: {e}"))?;
    serve_on(listener, config, app, ready).await
}

/// As [`serve`], on another port when the wanted one is taken.
pub async fn serve_here(config: &Config, app: App, ready: impl FnOnce(SocketAddr)) -> Result<(), Failure> {
    let wanted = config.listen_address()?;
    let listener = match TcpListener::bind(wanted).await {
        Ok(listener) => listener,
        Err(e) if e.kind() == std::io::ErrorKind::AddrInUse => {
            TcpListener::bind(SocketAddr::new(wanted.ip(), 0)).await.map_err(|e| e.to_string())?
        }
        Err(e) => return Err(format!("cannot listen on {wanted}: {e}")),
    };
    serve_on(listener, config, app, ready).await
}

async fn serve_on(
    listener: TcpListener,
    config: &Config,
    app: App,
    ready: impl FnOnce(SocketAddr),
) -> Result<(), Failure> {
    let address = listener.local_addr().map_err(|e| e.to_string())?;
    let background = tokio::spawn(background(app.clone()));
    let follower = tokio::spawn(portal::search::follow(app.clone()));
    let worker = tokio::spawn(jobs::work(app.clone(), crate::JOBS));
    let (stop, stopped) = watch::channel(false);
    let post = config.mail.server()?.map(|server| mail::run(app.db.clone(), app.clock.clone(), server, stopped));
    let post = post.map(tokio::spawn);
    let service = crate::router(&app).into_make_service_with_connect_info::<SocketAddr>();
    ready(address);
    let served = axum::serve(listener, service).with_graceful_shutdown(asked_to_stop()).await;
    background.abort();
    worker.abort();
    follower.abort();
    // A letter that is being handed over is finished; cut off, nobody would know whether it arrived.
    stop.send_replace(true);
    if let Some(post) = post {
        post.await.map_err(|e| e.to_string())?;
    }
    if let Err(error) = visits::keep(&app).await {
        tracing::warn!(%error, "the last minute's visits were not kept");
    }
    app.db.close().await;
    served.map_err(|e| e.to_string())
}

async fn asked_to_stop() {
    use tokio::signal::unix::{SignalKind, signal};
    let Ok(mut terminate) = signal(SignalKind::terminate()) else {
        return drop(tokio::signal::ctrl_c().await);
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = terminate.recv() => {}
    }
}

/// What goes on by itself: once at the start, then whenever a new day begins.
async fn background(app: App) {
    let mut done_for = None;
    loop {
        let today = app.clock.today();
        if done_for != Some(today) {
            match daily(&app).await {
                Ok(()) => done_for = Some(today),
                Err(error) => tracing::error!(%error, "the day's work failed and will be tried again"),
            }
        }
        // After the day's due dates, and again each minute: it begins at its hour, and knows what it has done.
        if done_for == Some(today) {
            remind(&app).await;
        }
        match documents::publish_due(&app).await {
            Ok(0) => {}
            Ok(published) => tracing::info!(published, "documents became public at their time"),
            Err(error) => {
                tracing::error!(%error, "documents that are due could not be published and will be tried again")
            }
        }
        if let Err(error) = visits::keep(&app).await {
            tracing::warn!(%error, "visits are kept a minute later");
        }
        tokio::time::sleep(Duration::from_secs(60)).await;
    }
}

async fn remind(app: &App) {
    let settings =
        ledger::remind::run::Settings { base: app.settings.base_url.as_deref(), hour: app.settings.reminder_hour };
    match ledger::remind::run(&app.db, &app.clock, &app.calendar, settings).await {
        Ok(outcome) if outcome.letters > 0 => tracing::info!(letters = outcome.letters, "reminders written"),
        Ok(_) => {}
        Err(error) => tracing::error!(%error, "reminders failed and will be tried again"),
    }
}

async fn daily(app: &App) -> kernel::Result<()> {
    let mut tx = app.db.write().await?;
    directory::session::sweep(&mut tx, app.clock.now()).await?;
    ledger::api::sweep(&mut tx, app.clock.now()).await?;
    tx.commit().await?;
    jobs::sweep(app).await?;
    visits::sweep(app).await?;
    let outcome = ledger::entries::recompute_all(&app.db, &app.calendar, app.clock.now()).await?;
    tracing::info!(seen = outcome.seen, changed = outcome.changed, "due dates brought up to date");
    let turned = documents::turn_days(app).await?;
    tracing::info!(turned, "validities that this day changes");
    let shown = ledger::plans::progress::refresh_all(&app.db, app.clock.now()).await?;
    tracing::info!(changed = shown, "public progress brought up to date");
    match portal::search::learn(app).await {
        Ok(questions) => tracing::info!(questions, "people's words learned from what they chose"),
        Err(error) => tracing::warn!(%error, "people's words were not learned"),
    }
    Ok(())
}
