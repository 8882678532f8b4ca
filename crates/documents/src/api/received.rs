//! What became of a document that a program handed in.

use axum::Json;
use axum::extract::{Path, State};
use axum::response::IntoResponse as _;
use db::Tx;
use directory::government;
use directory::token::Bearer;
use kernel::Problem;
use serde::Serialize;
use utoipa::ToSchema;
use web::{App, Program, Result};

use crate::domain::{Attribute, Document};
use crate::store;

/// A document that was handed in.
#[derive(Serialize, ToSchema)]
#[schema(as = ReceivedDocument)]
pub(super) struct Received {
    /// The platform's id, also its public address.
    id: String,
    /// The id under which it was handed in.
    own_id: String,
    /// 标题, as it is now.
    title: String,
    /// 发文字号, as it is now.
    number: Option<String>,
    /// drafting | review | signing | signed | scheduled | published | filed | withdrawn | dropped
    stage: &'static str,
    /// 公开属性: proactive | on_request | withheld; null until it is determined.
    attribute: Option<&'static str>,
    /// Why it came back, while it is drafted again; empty otherwise.
    returned: String,
    /// The newest public version; null while nothing is public.
    public_version: Option<i64>,
    /// When it was handed in.
    received_at: String,
    links: Links,
}

#[derive(Serialize, ToSchema)]
#[schema(as = ReceivedDocumentLinks)]
struct Links {
    /// Here.
    #[serde(rename = "self")]
    here: String,
    /// The document's page for the people who work on it.
    desk: String,
    /// Its public page, while it has one.
    public: Option<String>,
}

impl Received {
    pub fn of(slug: &str, document: Document) -> Self {
        let own = document.source.clone().map(|(_, own)| own).unwrap_or_default();
        let public = document.public_version.map(|_| format!("/g/{slug}/documents/{}", document.id));
        Self {
            links: Links { here: address(&own), desk: document.path(), public },
            own_id: own,
            stage: document.stage.code(),
            attribute: document.attribute.as_ref().map(Attribute::code),
            number: Some(document.face.number).filter(|number| !number.is_empty()),
            title: document.face.title,
            returned: document.returned,
            public_version: document.public_version,
            received_at: document.created_at.rfc3339(),
            id: document.id,
        }
    }

    /// Without what only named people may know.
    fn hidden(mut self) -> Self {
        self.title = store::HIDDEN.to_owned();
        self.number = None;
        self.returned = String::new();
        self
    }
}

/// Where a program asks for what it handed in.
pub(super) fn address(own: &str) -> String {
    // In a path a space is no plus.
    format!("/api/v1/documents/received/{}", web::encode(own).replace('+', "%20"))
}

/// The system that a token speaks for. Ids of a unit's system are its own: other units' systems may be called the same.
pub(super) fn system(bearer: &Bearer) -> String {
    match &bearer.token.unit_id {
        Some(unit) => format!("{unit}/{}", bearer.token.name),
        None => bearer.token.name.clone(),
    }
}

/// What the program's system handed in under an id of its own, with the digest of the request; none when that is of a
/// unit which the token does not reach.
pub(super) async fn find(tx: &mut Tx, bearer: &Bearer, own: &str) -> kernel::Result<Option<(Document, String)>> {
    let government = &bearer.principal.government()?.id;
    let found = store::received(tx, government, &system(bearer), own).await?;
    Ok(found.filter(|(document, _)| bearer.principal.reaches(government, Some(&document.unit_id))))
}

/// The document as the program gets it.
pub(super) async fn told(tx: &mut Tx, document: Document) -> kernel::Result<Received> {
    let government = government::find(tx, &document.government_id).await?.ok_or(Problem::NotFound("这个政府"))?;
    let hidden = document.face.restricted && document.public_version.is_none();
    let received = Received::of(&government.slug, document);
    Ok(if hidden { received.hidden() } else { received })
}

/// What became of a document.
#[utoipa::path(
    get, path = "/api/v1/documents/received/{own}", tag = "公文", summary = "交送的公文办到哪一步",
    params(("own" = String, Path, description = "交送时用的、来文系统自己的编号")),
    responses((status = 200, body = Received), (status = 404, description = "没有交送过，或者不归这个令牌")),
    security(("token" = ["documents:write"]))
)]
pub(super) async fn show(State(app): State<App>, Program(bearer): Program, Path(own): Path<String>) -> Result {
    let mut tx = app.db.read().await?;
    let (document, _) = find(&mut tx, &bearer, &own).await?.ok_or(Problem::NotFound("这份公文"))?;
    Ok(Json(told(&mut tx, document).await?).into_response())
}
