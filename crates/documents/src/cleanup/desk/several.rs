//! Saying what becomes of documents, one or several at once: units answer, the office confirms or sends back.

use axum::extract::Path;
use axum::response::IntoResponse as _;
use directory::Capability;
use kernel::{Problem, is_id};
use serde_json::json;
use web::{Desk, Fields, Mistakes, Query, Result, Typed, redirect, view_invalid, within_limits};

use super::scene::{find, hold, stale};
use super::show::{link, page};
use crate::cleanup::domain::{Choice, LONGEST_REASON, Line, Refusal, Verdict};
use crate::cleanup::{lines, store};
use crate::store::safe;

/// What is said of the ticked lines.
enum Say {
    /// A unit answers.
    Propose(Choice),
    /// The office confirms the answer, or says something else.
    Decide(Option<Choice>),
    /// The office sends it back.
    Return,
}

impl Say {
    /// What the post must be allowed.
    fn takes(&self) -> Capability {
        match self {
            Self::Propose(_) => Capability::DraftDocuments,
            Self::Decide(_) | Self::Return => Capability::ManageCleanups,
        }
    }

    fn act(&self) -> (&'static str, &'static str) {
        match self {
            Self::Propose(_) => ("cleanup.answered", "已答复"),
            Self::Decide(_) => ("cleanup.decided", "已确认"),
            Self::Return => ("cleanup.returned", "已退回"),
        }
    }

    fn of(&self, line: Line, reason: &str, by: &str) -> std::result::Result<Line, Refusal> {
        match self {
            Self::Propose(choice) => line.propose(Verdict { choice: *choice, reason: reason.to_owned() }, by),
            Self::Decide(choice) => line.decide(*choice, reason, by),
            Self::Return => line.give_back(reason),
        }
    }
}

fn read(sent: &Fields) -> std::result::Result<Say, Mistakes> {
    let mut mistakes = Mistakes::default();
    if sent.all("line").next().is_none() {
        mistakes.add("line", "请勾选文件。");
    }
    let (choice, reason) = (Choice::from_code(sent.get("choice")), sent.get("reason"));
    mistakes.check("reason", within_limits(reason, LONGEST_REASON));
    let say = match sent.get("act") {
        "decide" => Some(Say::Decide(choice)),
        "return" => {
            if reason.is_empty() {
                mistakes.add("reason", "请写明为什么退回。");
            }
            Some(Say::Return)
        }
        _ => {
            match choice {
                None => mistakes.add("choice", "请选择意见。"),
                Some(choice) if choice.needs_reason() && reason.is_empty() => {
                    mistakes.add("reason", format!("{}要写明理由。", choice.name()));
                }
                Some(_) => {}
            }
            choice.map(Say::Propose)
        }
    };
    match say {
        Some(say) if mistakes.is_empty() => Ok(say),
        _ => Err(mistakes),
    }
}

/// All that is ticked, or nothing.
pub(super) async fn say(desk: Desk, Path(id): Path<String>, Query(typed): Query, Typed(sent): Typed) -> Result {
    let say = match read(&sent) {
        Ok(say) => say,
        Err(mistakes) => return again(&desk, &id, typed, sent, mistakes).await,
    };
    if !desk.who.may(say.takes()) {
        return Err(Problem::refused("结论由政务公开办确认，您的岗位不办理这一步。").into());
    }
    let (now, actor) = (desk.now(), desk.who.actor());
    let mut tx = desk.app.db.write().await?;
    let cleanup = hold(&desk, &mut tx, &id).await?;
    let (act, done) = say.act();
    let ticked: Vec<&str> = sent.all("line").collect();
    for one in &ticked {
        let missing = Problem::NotFound("这份文件");
        let Some((line_id, version)) = one.split_once('.').filter(|(id, _)| is_id(id)) else {
            return Err(missing.into());
        };
        let found = lines::find(&mut tx, line_id).await?.filter(|line| {
            line.cleanup_id == cleanup.id && desk.who.reaches(&cleanup.government_id, Some(&line.unit_id))
        });
        let line = found.ok_or(missing)?;
        if version.parse() != Ok(line.version) {
            return Err(stale(db::Error::Stale).into());
        }
        let after = match say.of(line, sent.get("reason"), &desk.who.name) {
            Ok(after) => after,
            Err(why) => {
                drop(tx);
                let mut mistakes = Mistakes::default();
                let field = if matches!(why, Refusal::NoReason(_)) { "reason" } else { "line" };
                mistakes.add(field, why.to_string());
                return again(&desk, &id, typed, sent.clone(), mistakes).await;
            }
        };
        lines::save(&mut tx, &after).await.map_err(stale)?;
        let said = if matches!(say, Say::Return) { None } else { after.said() };
        let payload = json!({
            "title": safe(&after.title),
            "decision": said.map(|one| one.choice.name()),
            "reason": safe(said.map_or(after.returned.as_str(), |one| one.reason.as_str())),
        });
        store::record(&mut tx, now, &actor, act, &cleanup, Some(&after.unit_id), payload).await?;
    }
    tx.commit().await?;
    Ok(redirect(&link(&cleanup, &typed, "", "")).saying(&format!("{done} {} 份。", ticked.len())).into_response())
}

/// The page again, with what was ticked and typed.
async fn again(desk: &Desk, id: &str, typed: Fields, sent: Fields, mistakes: Mistakes) -> Result {
    let mut tx = desk.app.db.read().await?;
    let cleanup = find(desk, &mut tx, id).await?;
    view_invalid(page(desk, &mut tx, cleanup, typed, sent, mistakes).await?)
}
