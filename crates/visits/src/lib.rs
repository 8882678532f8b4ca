//! How often what is public is read, fetched and looked for: numbers alone, nothing of who it was.

mod desk;
mod store;

use directory::Capability;
use jiff::ToSpan as _;
use web::{Access, App, Routes};

/// The slice's routes.
pub fn routes() -> Routes {
    const READ: Access = Access::May(Capability::ViewDocuments);
    Routes::new().get("/desk/visits", READ, desk::show).get("/desk/visits.csv", READ, desk::csv)
}

/// Takes over what this node has counted; what cannot be written is counted on.
///
/// # Errors
/// When the database refuses.
pub async fn keep(app: &App) -> kernel::Result<()> {
    let numbers = app.counts().take();
    if numbers.is_empty() {
        return Ok(());
    }
    let kept = async {
        let mut tx = app.db.write().await?;
        for ((government, what, subject), count) in &numbers {
            store::add(&mut tx, government, app.clock.today(), what.code(), subject, *count).await?;
        }
        tx.commit().await
    };
    if let Err(error) = kept.await {
        app.counts().give_back(numbers);
        return Err(error.into());
    }
    Ok(())
}

/// What people chose of what they found in the last year, each pair on more than one day: the words and
/// the publication.
///
/// # Errors
/// When the database refuses.
pub async fn chosen(tx: &mut db::Tx, today: kernel::Date, limit: usize) -> db::Result<Vec<(String, String)>> {
    let sums = store::chosen(tx, today.saturating_sub(1.years()), limit).await?;
    let pair = |sum: store::Sum| sum.of.split_once(' ').map(|(id, words)| (words.to_owned(), id.to_owned()));
    Ok(sums.into_iter().filter_map(pair).collect())
}

/// Forgets what people chose.
///
/// # Errors
/// When the database refuses.
pub async fn forget_chosen(tx: &mut db::Tx) -> db::Result<()> {
    store::forget_chosen(tx).await
}

/// Forgets what is older than two years, and rare words after 30 days; the server calls it every night.
///
/// # Errors
/// When the database refuses.
pub async fn sweep(app: &App) -> kernel::Result<()> {
    let mut tx = app.db.write().await?;
    let today = app.clock.today();
    store::forget_words(&mut tx, today.saturating_sub(30.days())).await?;
    store::forget(&mut tx, today.saturating_sub(2.years())).await?;
    Ok(tx.commit().await?)
}
