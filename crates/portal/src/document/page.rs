//! A document's page: what it says, whether it is in force, what belongs to it.

use askama::Template;
use axum::extract::{Path, State};
use directory::contact;
use documents::domain::Effect;
use documents::snapshot::{DocumentSnapshot, PublicRelation, under_title};
use kernel::Date;
use official::Block;
use publishing::{Item, Note, Publication, Validity};
use web::{App, JsonLd, Page, Query, Result, Shell, view};

use super::{Found, Shown, Which, find};
use crate::kinds;
use crate::validity::{mark, note_words, warning};

#[derive(Template)]
#[template(path = "portal/document/page.html")]
struct DocumentPage {
    page: Page,
    base: String,
    here: String,
    item: Item,
    publication: Publication,
    document: DocumentSnapshot,
    form: &'static str,
    /// The day it is looked at, and what it is then.
    on: Date,
    today: bool,
    /// Whether nothing of it was public here on that day.
    before_first: bool,
    validity: Option<Validity>,
    notes: Vec<String>,
    contents: Vec<(String, String)>,
    related: Vec<Related>,
    /// Public documents that name this one.
    named_by: Vec<Item>,
    versions: Vec<Publication>,
    withdrawn_up_to: i64,
    /// Whether there is a version before this one to compare it with.
    has_older: bool,
    /// Of the unit; empty while it has given none.
    phone: String,
    json_ld: JsonLd,
    /// Whether a PDF can be made here; otherwise the page is printed.
    pdf: bool,
    /// Keeps the version looked at in links; empty for the newest.
    version: String,
}

impl DocumentPage {
    fn size(&self, bytes: &i64) -> String {
        match bytes / 1024 {
            kib if kib >= 1024 => format!("{:.1} MB", *bytes as f64 / 1_048_576.0),
            kib => format!("{} KB", kib.max(1)),
        }
    }

    fn mark(&self, validity: &Validity) -> &'static str {
        mark(*validity)
    }

    fn warning(&self, validity: &Validity) -> &'static str {
        warning(*validity).unwrap_or_default()
    }
}

struct Related {
    what: &'static str,
    title: String,
    number: Option<String>,
    href: String,
    words: String,
}

pub(super) async fn show(
    State(app): State<App>,
    shell: Shell,
    Path((slug, id)): Path<(String, String)>,
    Query(query): Query,
) -> Result {
    let shown = match find(&app, &shell, &slug, &id, Which::read(&query)).await? {
        Found::Gone(response) => return Ok(response),
        Found::Document(shown) => *shown,
    };
    let Shown { government, item, publication, mut document } = shown;
    shell.count_view(&app, &government, &item.id);
    document.blocks = under_title(&document.title, document.blocks);
    let today = app.clock.today();
    let on = query.opt("on").and_then(|day| day.parse().ok()).unwrap_or(today);
    let mut tx = app.db.read().await?;
    let versions = publishing::versions(&mut tx, &id).await?;
    let named_by = documents::named_by(&mut tx, &id).await?;
    let ids: Vec<&str> = named_by.iter().map(String::as_str).collect();
    let named_by = publishing::public_among(&mut tx, &ids).await?;
    let targets: Vec<&str> = document.relations.iter().filter_map(|one| one.item_id.as_deref()).collect();
    let targets = publishing::public_among(&mut tx, &targets).await?;
    let contact = match &item.unit_id {
        Some(unit) => contact::find(&mut tx, unit).await?,
        None => None,
    };
    drop(tx);
    let page = shell.public(&government, &document.title);
    let base = page.site.path.clone();
    let page = page
        .tag("ArticleTitle", &document.title)
        .tag("PubDate", &item.first_published_at.to_string())
        .tag("ContentSource", &document.issuer)
        .tag("ColumnName", &document.column.name)
        .tag("ColumnType", "政策文件")
        .tag("Keywords", &document.themes.iter().map(|theme| theme.name.as_str()).collect::<Vec<_>>().join(","))
        .tag("Description", &description(&document));
    let related = document.relations.iter().map(|one| related(&base, one, &targets)).collect();
    let standing = item.standing.as_ref();
    let notes: Vec<&Note> =
        standing.map(|one| one.notes.iter().filter(|note| note.on <= on).collect()).unwrap_or_default();
    let withdrawn_up_to = versions.iter().filter(|v| v.withdrawal.is_some()).map(|v| v.version).max().unwrap_or(0);
    view(DocumentPage {
        here: format!("{base}/documents/{id}"),
        form: kinds::name(&document.form),
        validity: standing.map(|one| one.validity(on)),
        notes: notes.into_iter().map(note_words).collect(),
        contents: contents(&document.blocks),
        phone: contact.map(|contact| contact.phone).unwrap_or_default(),
        has_older: versions.iter().any(|v| v.version > withdrawn_up_to && v.version < publication.version),
        withdrawn_up_to,
        json_ld: json_ld(&page, &item, &document),
        today: on == today,
        before_first: on < item.first_published_at.date(),
        pdf: app.typesetter().program().is_some(),
        version: if publication.version == item.version {
            String::new()
        } else {
            format!("?version={}", publication.version)
        },
        page,
        base,
        item,
        publication,
        document,
        on,
        related,
        named_by,
        versions,
    })
}

/// The outermost headings with their anchors, when there are several.
fn contents(blocks: &[Block]) -> Vec<(String, String)> {
    let headings = || {
        blocks.iter().filter_map(|block| match block {
            Block::Heading { id, level, text } => Some((*level, id, text)),
            _ => None,
        })
    };
    let top = headings().map(|(level, ..)| level).min();
    headings().filter(|(level, ..)| Some(*level) == top).map(|(_, id, text)| (id.clone(), text.clone())).collect()
}

fn description(document: &DocumentSnapshot) -> String {
    if !document.summary.is_empty() {
        return document.summary.clone();
    }
    let first = document.blocks.iter().find_map(|block| match block {
        Block::Paragraph { text, .. } => Some(text.as_str()),
        _ => None,
    });
    first.unwrap_or(&document.title).chars().take(120).collect()
}

fn related(base: &str, relation: &PublicRelation, targets: &[Item]) -> Related {
    let effect = Effect::from_code(&relation.effect);
    let public = relation.item_id.as_ref().filter(|id| targets.iter().any(|item| item.id == **id));
    Related {
        what: effect.map_or("有关", Effect::name),
        title: relation.title.clone(),
        number: relation.number.clone(),
        href: public.map(|id| format!("{base}/documents/{id}")).unwrap_or_default(),
        words: relation.words.clone(),
    }
}

/// What search engines read of a document (schema.org).
fn json_ld(page: &Page, item: &Item, document: &DocumentSnapshot) -> JsonLd {
    let body = serde_json::json!({
        "@context": "https://schema.org",
        "@type": "Legislation",
        "name": document.title,
        "legislationIdentifier": document.number,
        "legislationDate": document.issued_on,
        "datePublished": item.first_published_at.rfc3339(),
        "dateModified": item.published_at.rfc3339(),
        "inLanguage": "zh-CN",
        "isAccessibleForFree": true,
        "publisher": { "@type": "GovernmentOrganization", "name": document.issuer },
        "url": page.canonical,
    });
    JsonLd::of(&body)
}
