//! `/desk/documents/{id}/attribute`: how the document may reach the public (公开属性源头认定).

use askama::Template;
use axum::extract::Path;
use axum::response::IntoResponse as _;
use law::ground::{self, Ground};
use web::{Desk, Fields, Mistakes, Page, Result, Typed, redirect, view, view_invalid, within_limits};

use super::scene::{find_for, hand, keep, same};
use crate::domain::{Act, Attribute, Change, Document};

/// The longest reason, in characters.
const REASON: usize = 2_000;

#[derive(Template)]
#[template(path = "documents/attribute.html")]
struct AttributePage {
    page: Page,
    document: Document,
    typed: Fields,
    mistakes: Mistakes,
    grounds: Vec<&'static Ground>,
}

fn page(desk: &Desk, document: Document, typed: Fields, mistakes: Mistakes) -> AttributePage {
    let grounds = ground::on(desk.today()).collect();
    AttributePage { page: desk.shell.desk("认定公开属性"), document, typed, mistakes, grounds }
}

pub(super) async fn form(desk: Desk, Path(id): Path<String>) -> Result {
    let mut tx = desk.app.db.read().await?;
    let document = find_for(&desk, &mut tx, &id, Act::Edit).await?;
    let attribute = document.attribute.as_ref();
    let pairs = [
        ("attribute", attribute.map_or("", Attribute::code)),
        ("ground", attribute.and_then(Attribute::ground).map_or("", |ground| ground.code)),
        ("reason", attribute.map_or("", Attribute::reason)),
    ];
    let typed = Fields::new(pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec());
    view(page(&desk, document, typed, Mistakes::default()))
}

/// What the form says, or what is wrong with it.
pub(super) fn read(typed: &Fields) -> std::result::Result<Attribute, Mistakes> {
    let mut mistakes = Mistakes::default();
    let (code, reason) = (typed.get("attribute"), typed.get("reason"));
    mistakes.check("reason", within_limits(reason, REASON));
    if code == "withheld" && typed.opt("ground").is_none() {
        mistakes.add("ground", "不予公开要有法定理由，请选择一条。");
    }
    if code != "proactive" && reason.is_empty() {
        mistakes.add("reason", "请写明理由。");
    }
    let ground = typed.opt("ground").filter(|_| code == "withheld");
    let attribute = Attribute::from_parts(code, ground, reason);
    if attribute.is_none() && mistakes.is_empty() {
        mistakes.add("attribute", "请选择一种公开属性。");
    }
    attribute.filter(|_| mistakes.is_empty()).ok_or(mistakes)
}

pub(super) async fn save(desk: Desk, Path(id): Path<String>, Typed(typed): Typed) -> Result {
    let mut tx = desk.app.db.write().await?;
    let before = find_for(&desk, &mut tx, &id, Act::Edit).await?;
    let attribute = match read(&typed) {
        Ok(attribute) => attribute,
        Err(mistakes) => {
            drop(tx);
            return view_invalid(page(&desk, before, typed, mistakes));
        }
    };
    same(&before, typed.get("version"))?;
    if before.public_version.is_some() && attribute != Attribute::Proactive {
        return Err(kernel::Problem::refused("这份文件已经公开。不再公开的，请放弃更正，再撤下。").into());
    }
    let words = |attribute: Option<&Attribute>| attribute.map(Attribute::words).unwrap_or_default();
    let change =
        Change { field: "公开属性".into(), old: words(before.attribute.as_ref()), new: words(Some(&attribute)) };
    let after = before.determine(attribute, hand(&desk.who, desk.now()));
    keep(&desk, tx, &after, "document.determined", "", &[change]).await?;
    Ok(redirect(&after.path()).saying("已认定公开属性。").into_response())
}
