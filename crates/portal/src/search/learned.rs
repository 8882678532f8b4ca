//! People's words, learned from what they chose of what they found.

use std::collections::BTreeMap;

use kernel::Problem;
use search::Answered;
use tokio::runtime::Handle;
use web::{App, Counted};

/// So many pairs are learned from, those seen most.
const MOST: usize = 50_000;

/// Learns anew; the server does so every night, and when it starts. What was chosen on
/// one day alone may be one person's, and teaches nothing.
///
/// # Errors
/// When the database or the index fails.
pub async fn learn(app: &App) -> kernel::Result<usize> {
    let (app, runtime) = (app.clone(), Handle::current());
    let learned = tokio::task::spawn_blocking(move || app.library.learn_from(|| runtime.block_on(chosen(&app))));
    learned.await.map_err(Problem::internal)?
}

/// What was chosen for which words.
async fn chosen(app: &App) -> kernel::Result<Vec<Answered>> {
    let pairs = visits::chosen(&mut app.db.read().await?, app.clock.today(), MOST).await?;
    let mut documents: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (words, id) in pairs {
        documents.entry(words).or_default().push(id);
    }
    Ok(documents.into_iter().map(|(question, documents)| Answered { question, documents }).collect())
}

/// Forgets all of it.
///
/// # Errors
/// When the database fails.
pub(super) async fn forget(app: &App) -> kernel::Result<()> {
    let mut tx = app.db.write().await?;
    visits::forget_chosen(&mut tx).await?;
    tx.commit().await?;
    app.counts().forget(Counted::Chosen);
    learn(app).await.map(drop)
}
