//! What a document does to others: offers confirmed or rejected, others added by hand.

use axum::extract::Path;
use axum::response::IntoResponse as _;
use kernel::{Problem, is_id, new_id};
use web::{Desk, Result, Typed, redirect, within_limits};

use super::scene::{find_for, stale};
use crate::domain::{Act, Decided, Document, Effect, Relation};
use crate::{offer, store};

/// Confirms or rejects what was read, or removes what was added by hand.
pub(super) async fn decide(desk: Desk, Path((id, relation)): Path<(String, String)>, Typed(typed): Typed) -> Result {
    let mut tx = desk.app.db.write().await?;
    let document = find_for(&desk, &mut tx, &id, Act::Edit).await?;
    let found = if is_id(&relation) { store::relation(&mut tx, &relation).await? } else { None };
    let relation = found.filter(|one| one.document_id == id).ok_or(Problem::NotFound("这条关系"))?;
    let said = match typed.get("decision") {
        "confirm" => {
            let effect = Effect::from_code(typed.get("effect")).unwrap_or(relation.effect);
            let target_id = offer::find_target(&mut tx, &document.government_id, &document.id, &relation).await?;
            let after = Relation { effect, decided: Decided::Confirmed, target_id, ..relation.clone() };
            store::decide(&mut tx, &after).await?;
            format!("确认{}{}", after.effect.name(), after.target())
        }
        "reject" if relation.quote.is_empty() => {
            store::remove_relation(&mut tx, &relation.id).await?;
            format!("移除{}{}", relation.effect.name(), relation.target())
        }
        "reject" => {
            store::decide(&mut tx, &Relation { decided: Decided::Rejected, ..relation.clone() }).await?;
            format!("否定{}{}", relation.effect.name(), relation.target())
        }
        _ => return Err(Problem::refused("请选择确认或者否定。").into()),
    };
    done(&desk, tx, document, &said).await
}

/// Adds one by hand.
pub(super) async fn add(desk: Desk, Path(id): Path<String>, Typed(typed): Typed) -> Result {
    let now = desk.now();
    let mut tx = desk.app.db.write().await?;
    let document = find_for(&desk, &mut tx, &id, Act::Edit).await?;
    let effect = Effect::from_code(typed.get("effect")).ok_or_else(|| Problem::refused("请选择是什么关系。"))?;
    let (title, number) = (typed.get("target_title"), typed.get("target_number"));
    let title = title.trim_start_matches('《').trim_end_matches('》');
    if title.is_empty() && number.is_empty() {
        return Err(Problem::refused("请填写另一份文件的标题或者文号。").into());
    }
    for (text, most) in [(title, 300), (number, 100), (typed.get("words"), 500)] {
        if let Some(too_long) = within_limits(text, most) {
            return Err(Problem::refused(too_long).into());
        }
    }
    let parsed = official::number::parse(number);
    let relation = Relation {
        id: new_id(now),
        document_id: id,
        effect,
        decided: Decided::Confirmed,
        target_title: title.to_owned(),
        target_number: parsed.as_ref().map_or_else(|| number.to_owned(), ToString::to_string),
        target_key: parsed.map(|number| number.key()),
        target_id: None,
        words: typed.get("words").to_owned(),
        quote: String::new(),
    };
    let target_id = offer::find_target(&mut tx, &document.government_id, &document.id, &relation).await?;
    let relation = Relation { target_id, ..relation };
    store::insert_relation(&mut tx, &relation).await?;
    let said = format!("添加{}{}", relation.effect.name(), relation.target());
    done(&desk, tx, document, &said).await
}

async fn done(desk: &Desk, mut tx: db::Tx, document: Document, said: &str) -> Result {
    let now = desk.now();
    store::touched(&mut tx, &document.id, &desk.who.person_id).await?;
    store::hold(&mut tx, now, &document).await.map_err(stale)?;
    store::record(&mut tx, now, &desk.who.actor(), "document.related", &document, said, &[]).await?;
    tx.commit().await?;
    Ok(redirect(&format!("{}#relations", document.path())).saying("已保存。").into_response())
}
