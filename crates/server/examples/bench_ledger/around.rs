//! What gathers around the ledger in some years: letters, background jobs, records of support, calendars.

use db::args;
use directory::session;
use kernel::{Time, new_id};
use testkit::TestApp;

use crate::Outcome;
use crate::city::City;
use crate::rows::insert;

/// Working days of a year, on each of which every officer gets a letter.
const DAYS: i64 = 250;
/// Files that an officer had made in a year.
const JOBS: i64 = 10;
/// Records of support of one unit in a year, two of each kind.
const SUPPORT: i64 = 12;
const KINDS: [(&str, &str); 6] = [
    ("hearing", r#"{"leader": "张三"}"#),
    ("training", r#"{"people": "40"}"#),
    ("staff", r#"{"office": "办公室", "full_time": "2"}"#),
    ("budget", r#"{"amount": "50000", "purpose": "平台运维"}"#),
    ("submission", r#"{"outlet": "政务公开", "pieces": "3"}"#),
    ("benchmark", "{}"),
];

const LETTERS: &str = "INSERT INTO letter (id, cause, government_id, person_id, to_name, to_address, subject, body,
     state, created_at, due_at, holder, attempts, changed_at, words, version) VALUES";
const DONE: &str = "INSERT INTO job (id, kind, input, title, government_id, unit_id, asked_by, asked_by_name, post_id,
     asked_at, state, done, total, attempts, finished_at, swept) VALUES";
const RECORDS: &str = "INSERT INTO ledger_support (id, government_id, unit_id, kind, on_day, title, note, fields,
     removed, updated_at, version) VALUES";
const FIGURES: &str = "INSERT INTO ledger_support_figure (support_id, field, amount) VALUES";

/// Secrets of the calendars of an officer and of the office.
pub const CALENDARS: [(&str, &str); 2] = [
    ("officer7", "a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1"),
    ("office", "b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2"),
];

/// Adds the years.
pub async fn add(app: &TestApp, city: &City, years: &[i16]) -> Outcome {
    let mut tx = app.db.write().await?;
    for year in years {
        let begun = Time(app.clock.now().0 - i64::from(2023 - year) * 365 * 86_400_000);
        let (mut letters, mut jobs, mut records, mut figures) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for day in 0..DAYS {
            let now = begun.plus_hours(24 * day);
            for officer in &city.officers {
                // One in a thousand could not be delivered.
                let state = if letters.len() % 1000 == 7 { "dead" } else { "sent" };
                let cause = format!("digest:{}:{}", officer.id, now.date());
                let body = "您好：\n以下任务即将到期，请按时办理。\n".repeat(8);
                let address = format!("{}@example.com", officer.login);
                letters.push(args![
                    new_id(now),
                    cause,
                    &city.government.id,
                    &officer.id,
                    &officer.name,
                    address,
                    "政务公开任务提醒",
                    body,
                    state,
                    now,
                    now,
                    "",
                    1,
                    now,
                    "",
                    3
                ]);
            }
        }
        for (officer, unit) in city.officers.iter().zip(&city.units) {
            for number in 0..JOBS {
                let now = begun.plus_hours(800 * number);
                let title = "导出政务公开工作台账（Excel）";
                jobs.push(args![
                    new_id(now),
                    "ledger_export",
                    "{}",
                    title,
                    &city.government.id,
                    &unit.id,
                    &officer.id,
                    &officer.name,
                    "post",
                    now,
                    "done",
                    450,
                    450,
                    1,
                    now,
                    1
                ]);
            }
            for (number, (kind, fields)) in (0..SUPPORT).zip(KINDS.iter().cycle()) {
                let now = begun.plus_hours(700 * number);
                let id = new_id(now);
                figures.push(args![&id, "people", 40]);
                records.push(args![
                    id,
                    &city.government.id,
                    &unit.id,
                    *kind,
                    now.date(),
                    "政务公开业务工作",
                    "",
                    *fields,
                    0,
                    now,
                    1
                ]);
            }
        }
        insert(&mut tx, LETTERS, "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", letters).await?;
        insert(&mut tx, DONE, "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", jobs).await?;
        insert(&mut tx, RECORDS, "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", records).await?;
        insert(&mut tx, FIGURES, "(?, ?, ?)", figures).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Makes the calendars.
pub async fn calendars(app: &TestApp, city: &City) -> Outcome {
    let mut tx = app.db.write().await?;
    for (login, secret) in CALENDARS {
        let person = if login == "office" { &city.office } else { &city.officers[7] };
        let now = app.clock.now();
        tx.exec_one(
            "INSERT INTO calendar_feed (id, person_id, post_id, token_hash, name, created_at)
             VALUES ($1, $2, NULL, $3, '我的任务', $4)",
            args![new_id(now), &person.id, session::token_hash(secret), now],
        )
        .await?;
    }
    tx.commit().await?;
    Ok(())
}
