//! `/desk/documents/{id}/edit`: facts and text.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::IntoResponse as _;
use catalogue::item::Item;
use catalogue::theme::Theme;
use web::{Desk, Fields, Mistakes, Page, Result, Typed, redirect, view, view_invalid};

use super::merge::{marks, merged};
use super::scene::{find_for, keep, names};
use super::typed::{fields, read};
use crate::domain::{Act, Document, KINDS, Kind};
use crate::{offer, store};

/// So many people are offered as readers.
const MOST_PEOPLE: usize = 500;

#[derive(Template)]
#[template(path = "documents/edit.html")]
struct EditPage {
    page: Page,
    document: Document,
    typed: Fields,
    mistakes: Mistakes,
    /// What somebody else saved while this was typed.
    meanwhile: Vec<super::history::Past>,
    columns: Vec<Item>,
    themes: Vec<Theme>,
    people: Vec<(String, String, bool)>,
}

impl EditPage {
    fn kinds(&self) -> &'static [Kind] {
        KINDS
    }

    fn themed(&self, id: &str) -> bool {
        self.typed.all("themes").any(|theme| theme == id)
    }
}

async fn page(
    desk: &Desk,
    document: Document,
    typed: Fields,
    mistakes: Mistakes,
    since: Option<i64>,
) -> Result<EditPage> {
    let mut tx = desk.app.db.read().await?;
    let columns = catalogue::item::choices(&mut tx, &document.government_id, Some(&document.unit_id)).await?;
    let themes = catalogue::theme::all(&mut tx, &document.government_id).await?;
    let meanwhile = match since {
        Some(version) => super::history::since(&mut tx, &document.id, version, document.version).await?,
        None => Vec::new(),
    };
    let readers = store::readers(&mut tx, &document.id).await?;
    let named: Vec<String> = typed.all("readers").map(str::to_owned).collect();
    let all = directory::person::Filter {
        government: Some(document.government_id.clone()),
        ..directory::person::Filter::default()
    };
    let people = directory::person::page(&mut tx, all, MOST_PEOPLE).await?;
    let people = people.into_iter().filter(|person| person.id != document.author_id).map(|person| {
        let chosen = if typed.has("version") && !named.is_empty() {
            named.contains(&person.id)
        } else {
            readers.contains(&person.id)
        };
        (person.id, person.name, chosen)
    });
    let people = people.collect();
    let page = desk.shell.desk("核对内容");
    Ok(EditPage { page, document, typed, mistakes, meanwhile, columns, themes, people })
}

pub(super) async fn form(desk: Desk, Path(id): Path<String>) -> Result {
    let mut tx = desk.app.db.read().await?;
    let document = find_for(&desk, &mut tx, &id, Act::Edit).await?;
    drop(tx);
    let kept = fields(&document.face, document.version);
    let was = ("was".to_owned(), marks(&kept));
    let typed = Fields::new(kept.pairs().iter().cloned().chain([was]).collect());
    view(page(&desk, document, typed, Mistakes::default(), None).await?)
}

pub(super) async fn save(desk: Desk, Path(id): Path<String>, Typed(typed): Typed) -> Result {
    let mut tx = desk.app.db.read().await?;
    let before = find_for(&desk, &mut tx, &id, Act::Edit).await?;
    drop(tx);
    let face = match read(&typed) {
        Ok(face) => face,
        Err(mistakes) => return view_invalid(page(&desk, before, typed, mistakes, None).await?),
    };
    let now = desk.now();
    let mut tx = desk.app.db.write().await?;
    let before = find_for(&desk, &mut tx, &id, Act::Edit).await?;
    let seen = typed.get("version").parse().unwrap_or(0);
    if seen != before.version {
        drop(tx);
        let typed = merged(&typed, &fields(&before.face, before.version));
        let shown = view(page(&desk, before, typed, Mistakes::default(), Some(seen)).await?)?;
        return Ok((StatusCode::CONFLICT, shown).into_response());
    }
    if let Some(column) = &face.column_id {
        let choices = catalogue::item::choices(&mut tx, &before.government_id, Some(&before.unit_id)).await?;
        if !choices.iter().any(|item| item.id == *column) {
            drop(tx);
            let mut mistakes = Mistakes::default();
            mistakes.add("column", "这个栏目现在不能选，请另选一个。");
            return view_invalid(page(&desk, before, typed, mistakes, None).await?);
        }
    }
    let mut themes = catalogue::theme::all(&mut tx, &before.government_id).await?;
    themes.retain(|theme| face.themes.contains(&theme.id));
    let mut known: Vec<String> = themes.into_iter().map(|theme| theme.id).collect();
    known.sort();
    let face = crate::domain::Face { themes: known, ..face };
    let words = names(&mut tx, &before.government_id).await?;
    let changes = before.face.changes(&face, |id| words.get(id).cloned().unwrap_or_default());
    if before.face.body != face.body {
        offer::relations(&mut tx, now, &before.id, &before.government_id, &face.body).await?;
    }
    let people: Vec<String> =
        if face.restricted { typed.all("readers").map(str::to_owned).collect() } else { Vec::new() };
    let people = people.into_iter().filter(|id| kernel::is_id(id)).collect::<Vec<_>>();
    let same_people = store::readers(&mut tx, &before.id).await? == sorted(&people);
    store::set_readers(&mut tx, &before.id, &people).await?;
    let after = Document { face, ..before };
    if changes.is_empty() && same_people {
        return Ok(redirect(&after.path()).saying("没有改动。").into_response());
    }
    store::touched(&mut tx, &after.id, &desk.who.person_id).await?;
    keep(&desk, tx, &after, "document.edited", "", &changes).await?;
    Ok(redirect(&after.path()).saying("已保存。").into_response())
}

fn sorted(people: &[String]) -> Vec<String> {
    let mut people = people.to_vec();
    people.sort();
    people.dedup();
    people
}
