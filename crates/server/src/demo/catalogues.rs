//! The catalogue and the themes of every government that the demonstration serves, from the standard sets.

use catalogue::edition::{now_and_public, publish};
use catalogue::standard::{add_columns, add_themes};
use directory::government;
use journal::Actor;
use kernel::Problem;
use web::App;

/// Adds and publishes them.
pub(super) async fn add(app: &App) -> Result<(), Problem> {
    let mut tx = app.db.write().await?;
    let (now, actor) = (app.clock.now(), Actor::system());
    for government in government::hosted(&mut tx).await? {
        add_columns(&mut tx, now, &actor, &government).await?;
        add_themes(&mut tx, now, &actor, &government.id).await?;
        let (current, _) = now_and_public(&mut tx, &government.id).await?;
        publish(&mut tx, now, &actor, &government, &current).await?;
    }
    tx.commit().await?;
    Ok(())
}
