//! `/desk/documents/{id}/acts/{act}`: a step of a document's life: what will happen is shown, and asked once.

use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse as _, Response};
use db::Tx;
use jiff::civil::DateTime;
use kernel::{Problem, Time};
use law::ground::{self, Ground};
use publishing::Tombstone;
use web::{Desk, Fields, Mistakes, Page, Result, Typed, redirect, view, view_invalid, within_limits};

use super::attribute;
use super::scene::{find, find_for, hand, keep, same};
use crate::domain::{Act, Attribute, Document, Refusal, Stage};
use crate::{gate, public, snapshot, store};

/// The longest reason or note, in characters.
const WORDS: usize = 2_000;
/// Nothing is scheduled further ahead, in days.
const FURTHEST: i64 = 366;
/// A document that is not public is looked at again after so many months, unless its office says another day.
/// 条例 Art. 18 demands it be done regularly and names no period.
const REVIEW_MONTHS: i32 = 12;

/// What a step asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Asks {
    Nothing,
    /// A reason in words.
    Reason,
    /// A note that the public reads.
    Note,
    /// Now, or a time.
    When,
    /// Why it is withdrawn, by kind and in words.
    Withdrawal,
    /// The day of the next review.
    ReviewOn,
    /// A new attribute.
    Attribute,
}

/// A step in the words of who does it.
struct Step {
    act: Act,
    path: &'static str,
    title: &'static str,
    button: &'static str,
    asks: Asks,
    happens: &'static [&'static str],
}

const STEPS: &[Step] = &[
    Step {
        act: Act::Submit,
        path: "submit",
        title: "提交保密审查",
        button: "提交",
        asks: Asks::Nothing,
        happens: &["由另一个人做保密审查，再送签发。", "审查期间内容不能改；要改，先退回来。"],
    },
    Step {
        act: Act::Pass,
        path: "pass",
        title: "保密审查通过",
        button: "审查通过",
        asks: Asks::Nothing,
        happens: &[
            "您确认：内容不涉密，公开属性认定得当。",
            "附件里的文字不会自动检查，请打开看一遍。",
            "文件转给审核人签发，您的名字留在记录里。",
        ],
    },
    Step {
        act: Act::Sign,
        path: "sign",
        title: "签发",
        button: "签发",
        asks: Asks::Nothing,
        happens: &["签发以后，主动公开的文件就可以公开，其他文件归档。"],
    },
    Step {
        act: Act::Return,
        path: "return",
        title: "退文",
        button: "退回",
        asks: Asks::Reason,
        happens: &["文件回到起草人手里，退回的理由写在最上面。", "改好以后要重新审查、签发。"],
    },
    Step {
        act: Act::Publish,
        path: "publish",
        title: "公开",
        button: "公开",
        asks: Asks::When,
        happens: &[
            "所有人都能在网站上看到它，发布时间由系统记下，以后不能改。",
            "它废止、修改的文件，同时标上新的有效性。",
        ],
    },
    Step {
        act: Act::Unschedule,
        path: "unschedule",
        title: "取消定时公开",
        button: "取消定时",
        asks: Asks::Nothing,
        happens: &["到时间不会自动公开，文件回到“已签发”。"],
    },
    Step {
        act: Act::File,
        path: "file",
        title: "归档",
        button: "归档",
        asks: Asks::ReviewOn,
        happens: &["文件不公开，留在系统里。", "到复审的日子，会提醒重新审查能不能公开。"],
    },
    Step {
        act: Act::Correct,
        path: "correct",
        title: "更正",
        button: "开始更正",
        asks: Asks::Note,
        happens: &[
            "公众看到的先不变。",
            "改好以后重新审查、签发、公开，网站上会显示更正说明。",
            "更正前的版本公众仍能查到。要去掉不应公开的个人信息，不要用更正：先撤下，再改好重新公开，撤下以前的版本就都不再显示。",
        ],
    },
    Step {
        act: Act::Discard,
        path: "discard",
        title: "放弃更正",
        button: "放弃更正",
        asks: Asks::Nothing,
        happens: &["这次改动都不要了，恢复成公开时的内容。"],
    },
    Step {
        act: Act::Withdraw,
        path: "withdraw",
        title: "撤下",
        button: "撤下",
        asks: Asks::Withdrawal,
        happens: &[
            "网站上不再显示内容，原来的网址会说明什么时候、为什么撤下。",
            "它对别的文件的废止、修改也同时撤销。",
        ],
    },
    Step {
        act: Act::Drop,
        path: "drop",
        title: "作废",
        button: "作废",
        asks: Asks::Reason,
        happens: &["这份草稿不再办理，留在“已作废”里，不能恢复。"],
    },
    Step {
        act: Act::Reassess,
        path: "reassess",
        title: "重新审查公开属性",
        button: "记下审查结果",
        asks: Asks::Attribute,
        happens: &["改为主动公开的，回到起草，再经保密审查、签发后公开。", "仍不公开的，记下理由和下次复审的日子。"],
    },
];

/// Reasons for withdrawing: codes, and what the public reads.
const WITHDRAWALS: &[(&str, &str)] = &[
    ("error", "内容有误，误发"),
    ("personal", "含有不应公开的个人信息"),
    ("consolidated", "已合并到其他文件"),
    ("superseded", "已由新的文件代替"),
    ("other", "其他原因"),
];

fn step(path: &str) -> kernel::Result<&'static Step> {
    STEPS.iter().find(|step| step.path == path).ok_or(Problem::NotFound("这个页面"))
}

/// Where the page of a step is, with its button, for the document's page.
pub(super) fn link(act: Act) -> Option<(&'static str, &'static str)> {
    STEPS.iter().find(|step| step.act == act).map(|step| (step.path, step.title))
}

#[derive(Template)]
#[template(path = "documents/act.html")]
struct ActPage {
    page: Page,
    document: Document,
    step: &'static Step,
    typed: Fields,
    mistakes: Mistakes,
    withdrawals: &'static [(&'static str, &'static str)],
    grounds: Vec<&'static Ground>,
    /// The documents that it changes when it becomes public.
    touches: Vec<String>,
}

impl ActPage {
    fn asks(&self, asks: &str) -> bool {
        let now = match self.step.asks {
            Asks::Nothing => "nothing",
            Asks::Reason => "reason",
            Asks::Note => "note",
            Asks::When => "when",
            Asks::Withdrawal => "withdrawal",
            Asks::ReviewOn => "review",
            Asks::Attribute => "attribute",
        };
        now == asks
    }
}

async fn page(
    desk: &Desk,
    tx: &mut Tx,
    document: Document,
    step: &'static Step,
    typed: Fields,
    mistakes: Mistakes,
) -> kernel::Result<ActPage> {
    let touches = match step.act {
        Act::Publish => store::relations(tx, &document.id).await?,
        _ => Vec::new(),
    };
    let touches = touches.into_iter().filter(|one| {
        one.decided == crate::domain::Decided::Confirmed && one.target_id.is_some() && one.effect.mark().is_some()
    });
    let touches = touches.map(|one| format!("{}：{}", one.target(), one.effect.passive())).collect();
    Ok(ActPage {
        page: desk.shell.desk(step.title),
        document,
        step,
        typed,
        mistakes,
        withdrawals: WITHDRAWALS,
        grounds: ground::on(desk.today()).collect(),
        touches,
    })
}

pub(super) async fn ask(desk: Desk, Path((id, path)): Path<(String, String)>) -> Result {
    let step = step(&path)?;
    let mut tx = desk.app.db.read().await?;
    let document = find_for(&desk, &mut tx, &id, step.act).await?;
    let review = desk.today().checked_add(jiff::Span::new().months(REVIEW_MONTHS)).unwrap_or(desk.today());
    let attribute = document.attribute.as_ref();
    let pairs = [
        ("version", document.version.to_string()),
        ("review_on", review.to_string()),
        ("attribute", attribute.map_or("", Attribute::code).to_owned()),
        ("ground", attribute.and_then(Attribute::ground).map_or("", |ground| ground.code).to_owned()),
    ];
    let typed = Fields::new(pairs.map(|(name, value)| (name.to_owned(), value)).to_vec());
    if matches!(step.act, Act::Submit | Act::Publish) {
        refuse_at_gate(&desk, &mut tx, &document).await?;
    }
    view(page(&desk, &mut tx, document, step, typed, Mistakes::default()).await?)
}

async fn refuse_at_gate(desk: &Desk, tx: &mut Tx, document: &Document) -> kernel::Result<()> {
    match gate::of(tx, document, desk.today()).await?.why() {
        Some(why) => Err(Problem::refused(Refusal::Gate(why).to_string())),
        None => Ok(()),
    }
}

pub(super) async fn perform(
    desk: Desk,
    Path((id, path)): Path<(String, String)>,
    Typed(typed): Typed,
) -> Result<Response> {
    let step = step(&path)?;
    let mut tx = desk.app.db.write().await?;
    let document = find(&desk, &mut tx, &id).await?;
    // Pressed again, or somebody was faster: say so rather than that it cannot be done now.
    if typed.opt("version").is_some() {
        same(&document, typed.get("version"))?;
    }
    document.may(step.act, &desk.who).map_err(|why| Problem::refused(why.to_string()))?;
    same(&document, typed.get("version"))?;
    if matches!(step.act, Act::Submit | Act::Publish) {
        refuse_at_gate(&desk, &mut tx, &document).await?;
    }
    match read(&desk, step.asks, &typed) {
        Ok(said) => done(&desk, tx, document, step, said).await,
        Err(mistakes) => {
            drop(tx);
            let mut tx = desk.app.db.read().await?;
            view_invalid(page(&desk, &mut tx, document, step, typed, mistakes).await?)
        }
    }
}

/// What the form of a step says.
#[derive(Default)]
struct Said {
    words: String,
    at: Option<Time>,
    review_on: Option<kernel::Date>,
    attribute: Option<Attribute>,
    /// The title goes as well.
    untitled: bool,
}

impl Said {
    fn tombstone(&self) -> Tombstone<'_> {
        Tombstone { reason: &self.words, title: self.untitled.then_some("已撤下的文件") }
    }
}

fn read(desk: &Desk, asks: Asks, typed: &Fields) -> std::result::Result<Said, Mistakes> {
    let mut mistakes = Mistakes::default();
    let untitled = typed.has("untitled");
    let mut said = Said { words: typed.get("words").to_owned(), untitled, ..Said::default() };
    mistakes.check("words", within_limits(&said.words, WORDS));
    let must = |mistakes: &mut Mistakes, words: &str| {
        if typed.get("words").is_empty() {
            mistakes.add("words", words);
        }
    };
    match asks {
        Asks::Nothing => {}
        Asks::Reason => must(&mut mistakes, "请写明理由。"),
        Asks::Note => must(&mut mistakes, "请写明更正了什么，公众会看到这句话。"),
        Asks::When => match typed.opt("at") {
            None => {}
            Some(at) => match when(desk.now(), at) {
                Ok(at) => said.at = Some(at),
                Err(why) => mistakes.add("at", why),
            },
        },
        Asks::Withdrawal => match WITHDRAWALS.iter().find(|(code, _)| *code == typed.get("kind")) {
            None => mistakes.add("kind", "请选择撤下的原因。"),
            Some(("other", _)) if said.words.is_empty() => mistakes.add("words", "请写明原因，公众会看到这句话。"),
            Some(("other", _)) => {}
            Some((_, words)) if said.words.is_empty() => said.words = (*words).to_owned(),
            Some((_, words)) => said.words = format!("{words}：{}", said.words),
        },
        Asks::ReviewOn => match day(desk, typed) {
            Ok(on) => said.review_on = Some(on),
            Err(why) => mistakes.add("review_on", why),
        },
        Asks::Attribute => {
            match attribute::read(typed) {
                Ok(attribute) => said.attribute = Some(attribute),
                Err(wrong) => wrong.iter().for_each(|one| mistakes.add(&one.field, one.message.clone())),
            }
            match day(desk, typed) {
                Ok(on) => said.review_on = Some(on),
                Err(why) if typed.get("attribute") != "proactive" => mistakes.add("review_on", why),
                Err(_) => {}
            }
        }
    }
    if mistakes.is_empty() { Ok(said) } else { Err(mistakes) }
}

/// A time typed as `2026-03-30T09:00`, in China.
fn when(now: Time, typed: &str) -> std::result::Result<Time, String> {
    let unreadable = || "请写明日期和时间，例如 2026-03-30 09:00。".to_owned();
    if !typed.contains(':') {
        return Err(unreadable());
    }
    let at: DateTime = typed.replace(' ', "T").parse().map_err(|_| unreadable())?;
    let minutes = i64::from(at.hour()) * 60 + i64::from(at.minute());
    let at = Time::midnight(at.date()).plus_minutes(minutes);
    if at <= now {
        return Err("这个时间已经过了。要马上公开，就不用填时间。".to_owned());
    }
    if at > now.plus_hours(FURTHEST * 24) {
        return Err("最多提前一年定时。".to_owned());
    }
    Ok(at)
}

fn day(desk: &Desk, typed: &Fields) -> std::result::Result<kernel::Date, String> {
    let on = official::date::parse(typed.get("review_on")).ok_or("请填写下次复审的日期。")?;
    if on <= desk.today() { Err("下次复审要在今天以后。".into()) } else { Ok(on) }
}

async fn done(desk: &Desk, mut tx: Tx, document: Document, step: &Step, said: Said) -> Result<Response> {
    let now = desk.now();
    let actor = desk.who.actor();
    let me = || hand(&desk.who, now);
    let path = document.path();
    let (after, act, words, told) = match step.act {
        Act::Submit => {
            let after = document.submit();
            owe(&mut tx, &after, now).await?;
            (after, "document.submitted", String::new(), "已提交，等另一个人做保密审查。".to_owned())
        }
        Act::Pass => (document.pass(me()), "document.reviewed", said.words, "审查通过，已送签发。".into()),
        Act::Sign => (document.sign(me()), "document.signed", said.words, "已签发。".into()),
        Act::Return => (document.give_back(&said.words), "document.returned", said.words, "已退回起草人。".into()),
        Act::Publish => match said.at {
            Some(at) => {
                (document.schedule(at), "document.scheduled", at.to_string(), format!("已定时，{at} 自动公开。"))
            }
            None => {
                let after = public::publish(&mut tx, now, &actor, document).await?;
                (after, "document.published", String::new(), "已公开。".into())
            }
        },
        Act::Unschedule => (document.unschedule(), "document.unscheduled", String::new(), "已取消定时。".into()),
        Act::File => {
            let on = said.review_on.unwrap_or(desk.today());
            catalogue::owed::close(&mut tx, &document.id).await?;
            (document.file(on), "document.filed", format!("{on} 复审"), "已归档。".into())
        }
        Act::Correct => {
            store::touched(&mut tx, &document.id, &desk.who.person_id).await?;
            (document.correct(&said.words), "document.correcting", said.words, "可以修改了。".into())
        }
        Act::Discard => {
            let after = restored(&mut tx, now, document).await?;
            (after, "document.discarded", String::new(), "已恢复成公开时的内容。".into())
        }
        Act::Withdraw => {
            let after = public::withdraw(&mut tx, now, &actor, document, said.tombstone()).await?;
            (after, "document.withdrawn", said.words, "已撤下。".into())
        }
        Act::Drop => {
            catalogue::owed::close(&mut tx, &document.id).await?;
            (document.dropped(), "document.dropped", said.words, "已作废。".into())
        }
        Act::Reassess => {
            let attribute = said.attribute.unwrap_or(Attribute::Proactive);
            let words = attribute.words();
            let on = said.review_on.unwrap_or(desk.today());
            match attribute {
                Attribute::Proactive => (
                    document.convert(me()),
                    "document.reassessed",
                    words,
                    "已改为主动公开，请核对内容后提交审查。".into(),
                ),
                other => {
                    let after = document.keep_filed(other, me(), on);
                    (after, "document.reassessed", words, "已记下审查结果。".into())
                }
            }
        }
        Act::Edit => return Err(Problem::NotFound("这个页面").into()),
    };
    keep(desk, tx, &after, act, &words, &[]).await?;
    Ok(redirect(&path).saying(&told).into_response())
}

/// Information for the public runs its clock from the day it was formed (条例 Art. 26) until it is public.
async fn owe(tx: &mut Tx, document: &Document, now: Time) -> kernel::Result<()> {
    let proactive = document.attribute == Some(Attribute::Proactive) && document.public_version.is_none();
    let Some(item_id) = document.face.column_id.clone().filter(|_| proactive) else { return Ok(()) };
    let owed = catalogue::owed::Owed {
        subject_id: document.id.clone(),
        government_id: document.government_id.clone(),
        item_id,
        unit_id: Some(document.unit_id.clone()),
        title: if document.face.restricted { store::HIDDEN.to_owned() } else { document.face.title.clone() },
        formed_on: document.face.issued_on.unwrap_or_else(|| now.date()),
    };
    Ok(catalogue::owed::open(tx, &owed).await?)
}

/// A document as it was when it was last public.
async fn restored(tx: &mut Tx, now: Time, document: Document) -> kernel::Result<Document> {
    let missing = Problem::NotFound("公开时的内容");
    let (item, _) = publishing::find(tx, &document.id).await?.ok_or(missing)?;
    let version = document.public_version.unwrap_or(item.version);
    let kept = publishing::any_version(tx, &document.id, version).await?.ok_or(Problem::NotFound("公开时的内容"))?;
    let kept: snapshot::DocumentSnapshot = serde_json::from_value(kept.body).map_err(Problem::internal)?;
    let stage = if item.withdrawn { Stage::Withdrawn } else { Stage::Published };
    let files: Vec<&str> = kept.files.iter().map(|file| file.id.as_str()).collect();
    store::restore_files(tx, now, &document.id, &files).await?;
    store::restore_relations(tx, now, &document.id, &kept.relations).await?;
    store::forget_hands(tx, &document.id).await?;
    let face = kept.face(&document.face);
    Ok(document.discard(stage, face))
}
