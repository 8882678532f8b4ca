//! People's words, learned from what they chose of what they found.

use std::collections::BTreeMap;

use kernel::Problem;
use search::{Answered, Model};
use web::App;

/// So many pairs are learned from, those seen most.
const MOST: usize = 50_000;

/// Learns anew; the server does so every night, and when it starts. What everybody chose once tells of somebody, and
/// teaches nothing.
///
/// # Errors
/// When the database or the index fails.
pub async fn learn(app: &App) -> kernel::Result<usize> {
    let pairs = visits::chosen(&mut app.db.read().await?, app.clock.today(), MOST).await?;
    let mut documents: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (words, id) in pairs {
        documents.entry(words).or_default().push(id);
    }
    let answered: Vec<Answered> =
        documents.into_iter().map(|(question, documents)| Answered { question, documents }).collect();
    let app = app.clone();
    let learned = tokio::task::spawn_blocking(move || -> search::Result<usize> {
        let model = Model::learn(&app.library.index, &answered)?;
        let questions = model.questions();
        app.library.learn(model);
        Ok(questions)
    });
    Ok(learned.await.map_err(Problem::internal)??)
}

/// Forgets all of it.
///
/// # Errors
/// When the database fails.
pub(super) async fn forget(app: &App) -> kernel::Result<()> {
    let mut tx = app.db.write().await?;
    visits::forget_chosen(&mut tx).await?;
    tx.commit().await?;
    app.library.learn(Model::default());
    Ok(())
}
