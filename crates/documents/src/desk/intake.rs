//! `/desk/documents/new`: a text is pasted or a file is sent, and becomes a draft with what was read from it.

use askama::Template;
use axum::response::{IntoResponse as _, Response};
use kernel::Problem;
use web::{Desk, Fields, Mistakes, Page, Result, Upload, Uploads, redirect, view, view_invalid};

use super::scene::units;
use crate::attach::{self, Clean};
use crate::domain::Face;
use crate::intake::{self, Arrival, Door};
use crate::offer;
use crate::reading::{self, Read};

#[derive(Template)]
#[template(path = "documents/new.html")]
struct NewPage {
    page: Page,
    units: Vec<(String, String)>,
    typed: Fields,
    mistakes: Mistakes,
    most: String,
    accepted: String,
}

async fn page(desk: &Desk, typed: Fields, mistakes: Mistakes) -> Result<NewPage> {
    let mut tx = desk.app.db.read().await?;
    let units = units(desk, &mut tx).await?;
    let most = format!("{} MB", desk.app.settings.upload_bytes >> 20);
    Ok(NewPage { page: desk.shell.desk("新建公文"), units, typed, mistakes, most, accepted: web::accepted() })
}

pub(super) async fn form(desk: Desk) -> Result {
    view(page(&desk, Fields::default(), Mistakes::default()).await?)
}

pub(super) async fn take(desk: Desk, uploads: Uploads) -> Result {
    let Uploads { files, fields } = uploads;
    let (mut main, others): (Vec<Upload>, Vec<Upload>) = files.into_iter().partition(|file| file.field == "file");
    let again = |field: &'static str, why: String, fields: Fields| async {
        let mut mistakes = Mistakes::default();
        mistakes.add(field, why);
        view_invalid(page(&desk, fields, mistakes).await?)
    };
    if main.len() > 1 {
        return again("file", "正文只能是一个文件，其他文件请放到附件里。".into(), fields).await;
    }
    let government = desk.government()?.id.clone();
    let mut tx = desk.app.db.read().await?;
    let units = units(&desk, &mut tx).await?;
    drop(tx);
    let unit = fields.opt("unit").map(str::to_owned).or_else(|| desk.who.unit.as_ref().map(|unit| unit.id.clone()));
    let Some(unit_id) = unit.filter(|id| units.iter().any(|(one, _)| one == id)) else {
        return again("unit", "请选择是哪个单位的文件。".into(), fields).await;
    };
    let Read { text, name, notes } = match main.pop() {
        Some(file) => match reading::read(&desk.app, file).await {
            Ok(read) => read,
            Err(Problem::Refused(why)) => return again("file", why, fields).await,
            Err(problem) => return Err(problem.into()),
        },
        None if fields.raw("body").trim().is_empty() => {
            return again("file", "请选择正文文件，或者把正文粘贴到下面。".into(), fields).await;
        }
        None => Read::plain(fields.raw("body")),
    };
    if let Err(why) = reading::check(&text) {
        return again("file", why, fields).await;
    }
    let clean = match attach::keep(&desk.app, others).await {
        Ok(clean) => clean,
        Err(Problem::Refused(why)) => return again("attachments", why, fields).await,
        Err(problem) => return Err(problem.into()),
    };
    let face = offer::face(&text, name.as_deref());
    let notes: Vec<String> = notes.into_iter().chain(official::read(&text).doubts).collect();
    begin(&desk, government, unit_id, face, &text, clean, &notes).await
}

async fn begin(
    desk: &Desk,
    government_id: String,
    unit_id: String,
    face: Face,
    text: &str,
    files: Vec<Clean>,
    notes: &[String],
) -> Result<Response> {
    let now = desk.now();
    let actor = desk.who.actor();
    let arrival =
        Arrival { government_id: &government_id, unit_id: &unit_id, actor: &actor, door: Door::Desk, face, text };
    let mut tx = desk.app.db.write().await?;
    let document = intake::begin(&mut tx, now, arrival, &files, &notes.join("")).await?;
    tx.commit().await?;
    let said = if notes.is_empty() { "已读入。请核对读出来的内容。".to_owned() } else { notes.join("") };
    Ok(redirect(&format!("{}/edit", document.path())).saying(&said).into_response())
}
