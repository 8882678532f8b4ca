//! A document as a PDF file, set once by the typesetter and kept.

use axum::body::Body;
use axum::extract::{Path, State};
use db::Blobs;
use kernel::Problem;
use sha2::{Digest as _, Sha256};
use web::{App, Query, Result, Shell, download, send_file};

use super::files::shown;
use super::{Found, paper, rendering};

/// A PDF file; not found where the typesetter is absent, as the page then offers none.
pub(super) async fn show(
    State(app): State<App>,
    shell: Shell,
    Path((slug, id)): Path<(String, String)>,
    query: Query,
) -> Result {
    let shown = match shown(&app, &shell, &slug, &id, &query).await? {
        Found::Gone(response) => return Ok(response),
        Found::Document(shown) => *shown,
    };
    let name = format!("{}.pdf", shown.document.title);
    let base = shell.base_of(&shown.government).unwrap_or_default();
    let site = format!("{base}/g/{}", shown.government.slug);
    let input = serde_json::to_vec(&paper::of(shown, &site, app.clock.today())).map_err(Problem::internal)?;
    // All that the file is made of, the format of the layout among it: the same paper is the same file.
    let source = hex::encode(Sha256::digest(&input));
    if let Some((file, bytes)) = kept(&app, &source).await? {
        return Ok(send_file(&name, file, bytes));
    }
    let place = app.typesetter().place().await?.ok_or(Problem::NotFound("这份文件的 PDF"))?;
    // Another may have made it while this one waited.
    if let Some((file, bytes)) = kept(&app, &source).await? {
        return Ok(send_file(&name, file, bytes));
    }
    let pdf = place.set(input).await?;
    // Whoever waited for it gets it, kept or not.
    if let Err(fault) = keep(&app, &source, pdf.clone()).await {
        tracing::warn!(?fault, "a PDF was made and could not be kept");
    }
    Ok(download(&name, "application/pdf", Body::from(pdf)))
}

/// What is made of public documents lies apart from what people sent: it may be removed at any time.
fn blobs(app: &App) -> Blobs {
    app.blobs.apart("renderings")
}

async fn kept(app: &App, source: &str) -> Result<Option<(tokio::fs::File, u64)>> {
    let mut tx = app.db.read().await?;
    let hash = rendering::find(&mut tx, source).await?;
    drop(tx);
    match hash {
        Some(hash) => Ok(blobs(app).open(&hash).await?),
        None => Ok(None),
    }
}

async fn keep(app: &App, source: &str, pdf: Vec<u8>) -> Result<()> {
    let hash = hex::encode(Sha256::digest(&pdf));
    blobs(app).put(&hash, pdf).await?;
    let mut tx = app.db.write().await?;
    rendering::put(&mut tx, app.clock.now(), source, &hash).await?;
    Ok(tx.commit().await?)
}
