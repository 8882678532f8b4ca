//! What goes on by itself: documents become public at their time, and days change validities.

use journal::{Act, Actor, Subject};
use kernel::{Problem, Time};
use serde_json::json;
use web::App;

use crate::domain::{Document, Stage};
use crate::{gate, public, store};

/// So many are published in one round; the next round takes the others.
const AT_ONCE: usize = 100;

/// Publishes what is due. Each is a transaction of its own; what the gate or the catalogue stops goes back to its
/// officer with the reason. Answers how many became public.
pub async fn publish_due(app: &App) -> kernel::Result<usize> {
    let now = app.clock.now();
    let mut tx = app.db.read().await?;
    let due = store::due_to_publish(&mut tx, now, AT_ONCE).await?;
    drop(tx);
    let mut published = 0;
    for document in due {
        match publish(app, &document.id).await {
            Ok(done) => published += usize::from(done),
            Err(Problem::Refused(why)) => hold_back(app, &document.id, &why).await?,
            Err(Problem::Conflict(_)) => {}
            // The others do not wait for one that fails.
            Err(problem) => tracing::error!(document = document.id, %problem, "a scheduled document was not published"),
        }
    }
    Ok(published)
}

async fn publish(app: &App, id: &str) -> kernel::Result<bool> {
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    let found = store::find(&mut tx, id).await?;
    let due = found.filter(|one| is_due(one, now));
    let Some(document) = due else { return Ok(false) };
    if let Some(why) = gate::of(&mut tx, &document, now.date()).await?.why() {
        return Err(Problem::refused(why));
    }
    let actor = Actor::system();
    let after = public::publish(&mut tx, now, &actor, document).await?;
    store::save(&mut tx, now, &after).await?;
    store::record(&mut tx, now, &actor, "document.published", &after, "按预定的时间", &[]).await?;
    tx.commit().await?;
    Ok(true)
}

fn is_due(document: &Document, now: Time) -> bool {
    document.stage == Stage::Scheduled && document.publish_at.is_some_and(|at| at <= now)
}

/// Takes the time back and says why, so that its officer sees it among what came back.
async fn hold_back(app: &App, id: &str, why: &str) -> kernel::Result<()> {
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    let Some(document) = store::find(&mut tx, id).await?.filter(|one| is_due(one, now)) else {
        return Ok(());
    };
    let words = format!("到时间没有公开：{why}");
    let after = document.give_back(&words);
    store::save(&mut tx, now, &after).await?;
    store::record(&mut tx, now, &Actor::system(), "document.returned", &after, &words, &[]).await?;
    Ok(tx.commit().await?)
}

/// Writes into the journal which public documents came into force, were changed or ended since the last day that was
/// written: what follows the journal hears of it. Reading a validity needs none of this.
pub async fn turn_days(app: &App) -> kernel::Result<usize> {
    let (now, today) = (app.clock.now(), app.clock.today());
    let mut tx = app.db.write().await?;
    let Some(last) = store::turned_upto(&mut tx, today).await? else {
        tx.commit().await?;
        return Ok(0);
    };
    let turned = publishing::turning(&mut tx, last, today).await?;
    for item in &turned {
        let standing = item.standing.clone().unwrap_or_default();
        let act = Act {
            actor: &Actor::system(),
            government: Some(&item.government_id),
            unit: item.unit_id.as_deref(),
            act: "publication.turned",
            subject: Subject { kind: "publication", id: &item.id },
            payload: json!({
                "title": item.title,
                "before": standing.validity(last).code(),
                "after": standing.validity(today).code(),
            }),
        };
        journal::record(&mut tx, now, act).await?;
    }
    tx.commit().await?;
    Ok(turned.len())
}
