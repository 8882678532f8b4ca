//! `/desk/reminders`: every digest that goes out on a day, who gets none and why, and the letters made already.

use askama::Template;
use axum::extract::State;
use db::Tx;
use kernel::Date;
use web::{App, Mistakes, Page, Query, Result, Shell, Signed, view, view_invalid};

use super::digest::{Digest, Setting, compose};
use super::material::{Material, Whose};
use super::people::{Reader, readers};
use super::store::Covered;

/// People on one page.
const PAGE: usize = 20;

/// What becomes of one person's digest.
enum Fate {
    /// Made, as this letter.
    Letter(String),
    /// Made, as a letter that also tells of other governments: only its reader opens it.
    Theirs,
    /// Looked at: there was nothing to say.
    Quiet,
    /// Would be this.
    Would(Digest),
    /// None, for this reason.
    None(&'static str),
}

struct Row {
    name: String,
    login: String,
    posts: Vec<String>,
    fate: Fate,
}

#[derive(Template)]
#[template(path = "ledger/remind/reminders.html")]
struct Reminders {
    page: Page,
    mistakes: Mistakes,
    day: Date,
    is_today: bool,
    working: bool,
    hour: i8,
    /// No mail server is set.
    off: bool,
    people: usize,
    rows: Vec<Row>,
    next: String,
}

/// The readers of one page, and how many there are in all.
async fn page_of(
    tx: &mut Tx,
    government: &str,
    day: Date,
    after: Option<&str>,
) -> db::Result<(usize, Vec<Reader>, bool)> {
    let mut all = readers(tx, Some(government), day).await?;
    let people = all.len();
    all.retain(|reader| after.is_none_or(|after| reader.person.login.as_str() > after));
    let more = all.len() > PAGE;
    all.truncate(PAGE);
    for reader in &mut all {
        // What the person is told of other governments is for those to see.
        reader.posts.retain(|post| post.government_id.as_deref() == Some(government));
    }
    Ok((people, all, more))
}

fn fate(setting: Setting<'_>, reader: &Reader, material: &Material, is_today: bool) -> Fate {
    if let Some(made) = &reader.made {
        return made.letter_id.clone().map_or(Fate::Quiet, Fate::Letter);
    }
    if !setting.calendar.is_working_day(setting.today) {
        return Fate::None("这天休息，不发提醒");
    }
    if let Some(why) = reader.unreachable() {
        return Fate::None(why);
    }
    let mut reader = reader.clone();
    if !is_today {
        // Another day: as if everything before it had been told, and nothing is said until then.
        let day = setting.today.yesterday().unwrap_or(setting.today);
        reader.covered = Some(Covered { day, at: setting.now.plus_hours(24), waiting: Vec::new() });
    }
    compose(setting, &reader, |_| Some(material)).map_or(Fate::None("没有要提醒的事"), Fate::Would)
}

pub(super) async fn show(State(app): State<App>, shell: Shell, Signed(me): Signed, Query(query): Query) -> Result {
    let government = me.government()?;
    let now = app.clock.now();
    let mut mistakes = Mistakes::default();
    let asked = query.opt("day").map(str::parse::<Date>);
    if matches!(asked, Some(Err(_))) {
        mistakes.add("day", "日期请写成 2022-08-15 的样子");
    }
    let day = asked.and_then(|day| day.ok()).unwrap_or_else(|| now.date());
    let is_today = day == now.date();
    let mut tx = app.db.read().await?;
    let (people, found, more) = page_of(&mut tx, &government.id, day, query.opt("after")).await?;
    let whose = Whose::of(&found, &government.id);
    let material = Material::read(&mut tx, &app.calendar, &government.id, day, &whose).await?;
    let base = app.settings.base_url.as_deref();
    let setting = Setting { calendar: &app.calendar, now, today: day, base };
    let next = match found.last() {
        Some(last) if more => format!("/desk/reminders?{}", query.with("after", &last.person.login)),
        _ => String::new(),
    };
    let made: Vec<&str> = found.iter().filter_map(|reader| reader.made.as_ref()?.letter_id.as_deref()).collect();
    let here = mail::of_government(&mut tx, &made, &government.id).await?;
    drop(tx);
    let row = |reader: Reader| Row {
        fate: match fate(setting, &reader, &material, is_today) {
            Fate::Letter(id) if !here.contains(&id) && reader.person.id != me.person_id => Fate::Theirs,
            fate => fate,
        },
        posts: reader.posts.iter().map(|p| format!("{} · {}", p.role.name(), p.place())).collect(),
        name: reader.person.name,
        login: reader.person.login,
    };
    let page = Reminders {
        page: shell.desk("到期提醒"),
        working: app.calendar.is_working_day(day),
        hour: app.settings.reminder_hour,
        off: app.settings.mail_from.is_none(),
        rows: found.into_iter().map(row).collect(),
        people,
        day,
        is_today,
        next,
        mistakes,
    };
    if page.mistakes.is_empty() { view(page) } else { view_invalid(page) }
}
