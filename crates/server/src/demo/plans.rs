//! A sample plan taken the way an office would: uploaded, names decided, adopted, published.

use directory::government;
use journal::Actor;
use ledger::adopt::{self, Adopting, Outcome};
use ledger::intake::{self, Arrival, Imported};
use ledger::plans;
use ledger::review::store::By;
use ledger::review::{assign, resolve};
use web::App;

use super::sample::{self, SampleGovernment};
use crate::run::Failure;

pub(super) async fn adopt(app: &App, sample: &SampleGovernment, file: &str) -> Result<(), Failure> {
    let said = |e: kernel::Problem| format!("{e} {e:?}");
    let mut tx = app.db.read().await.map_err(|e| e.to_string())?;
    let found = government::by_slug(&mut tx, &sample.slug).await.map_err(|e| e.to_string())?;
    drop(tx);
    let government = found.ok_or("its government is missing")?;
    let actor = Actor::system();
    let now = app.clock.now();
    let arrival = Arrival {
        government_id: &government.id,
        actor: &actor,
        now,
        file_name: file,
        most_bytes: app.settings.upload_bytes,
    };
    let bytes = sample::bytes(&format!("plans/{file}"))?;
    let Imported::Draft { id, .. } = intake::import(&app.db, &app.blobs, arrival, bytes).await.map_err(said)? else {
        return Err("it is there already".into());
    };
    let by = By { actor: &actor, now };
    let mut tx = app.db.write().await.map_err(|e| e.to_string())?;
    let draft = intake::store::find(&mut tx, &id).await.map_err(|e| e.to_string())?.ok_or("its draft is missing")?;
    let unassigned = plan::parse_units(&sample.unassigned).units;
    if !unassigned.is_empty() {
        assign::assign_unassigned(&mut tx, by, &draft, &unassigned).await.map_err(said)?;
    }
    resolve::resolve_all_by_creating(&mut tx, by, &draft).await.map_err(said)?;
    let how = Adopting { by, today: app.clock.today(), calendar: &app.calendar, confirmed: None, retold: &[] };
    let Outcome::Adopted { plan_id, .. } = adopt::adopt(&mut tx, how, &id).await.map_err(said)? else {
        return Err("it was adopted before".into());
    };
    plans::publish(&mut tx, by, &plan_id).await.map_err(said)?;
    tx.commit().await.map_err(|e| e.to_string())
}
