//! A year of the ledger: ten plans of 500 tasks each, and what units and office have done about them by 15 August 2022.
//!
//! One unit leads a task and three others share it; one task in a hundred goes to all 200 units. That makes some 30,000
//! entries a year, 150 for each unit.

use db::{Tx, args};
use kernel::{Date, Time, new_id};
use law::due::TimeLimit;
use ledger::entries::limits::Limit;
use ledger::entries::texts;
use serde_json::json;
use testkit::TestApp;

use crate::city::City;
use crate::rows::insert;
use crate::{Outcome, work};

const PLANS: usize = 10;
const TASKS: i64 = 500;
/// Words of which the texts are made, so that a search finds some and not others.
const WORDS: [&str; 12] = [
    "政务服务",
    "营商环境",
    "义务教育",
    "医疗卫生",
    "生态环境",
    "财政预算",
    "安全生产",
    "招标投标",
    "社会救助",
    "食品药品",
    "交通运输",
    "乡村振兴",
];

/// Small, and the same on every machine.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }

    fn word(&mut self) -> &'static str {
        WORDS[usize::try_from(self.below(WORDS.len() as u64)).unwrap_or_default()]
    }
}

/// How a share stands.
#[derive(Clone, Copy)]
pub struct Standing {
    pub status: &'static str,
    late: bool,
    due: Date,
}

/// Adds the year.
pub async fn add(app: &TestApp, city: &City, year: i16) -> Outcome {
    let mut dice = Dice(u64::from(year.unsigned_abs()));
    // A year's acts lie in its first week, so that ids sort as years do.
    let begun = Time(app.clock.now().0 - i64::from(2023 - year) * 365 * 86_400_000);
    for number in 0..PLANS {
        let now = begun.plus_minutes(60 * i64::try_from(number)?);
        plan(app, city, year, number, now, &mut dice).await?;
    }
    Ok(())
}

async fn plan(app: &TestApp, city: &City, year: i16, number: usize, now: Time, dice: &mut Dice) -> Outcome {
    let id = new_id(now);
    let mut tx = app.db.write().await?;
    let title = format!("{year} 年第{number}号工作要点");
    tx.exec_one(
        "INSERT INTO plan (id, government_id, title, year, issued_on, source_text, file_name, file_hash, adopted_at,
             adopted_by, version) VALUES ($1, $2, $3, $4, $5, $6, 'plan.txt', '', $7, '李办', 1)",
        args![
            &id,
            &city.government.id,
            title,
            i64::from(year),
            jiff::civil::date(year, 1, 4),
            "一、主动公开\n公布有关信息。\n".repeat(500),
            now
        ],
    )
    .await?;
    let mut shares = Vec::new();
    for position in 0..TASKS {
        let task = new_id(Time(now.0 + position * 10));
        let part = usize::try_from(position / 100)?;
        let heading = format!("{}、{}", ["一", "二", "三", "四", "五"][part], WORDS[(part + number) % WORDS.len()]);
        let month = i8::try_from(1 + dice.below(12))?;
        let last = jiff::civil::date(year, month, 1).last_of_month();
        let limits = [Limit { raw: format!("{month}月底前"), limit: TimeLimit::ByDate { date: last } }];
        let lead = usize::try_from(dice.below(200))?;
        let all = dice.below(100) == 0;
        let units: Vec<usize> = if all { (0..200).collect() } else { (0..4).map(|n| (lead + n * 37) % 200).collect() };
        let body = format!(
            "推进{}领域信息公开，及时公布{}的政策、标准、流程和结果，第{position}项。完善{}专栏，做好解读和回应，\
             让群众看得到、听得懂、能监督。",
            dice.word(),
            dice.word(),
            dice.word()
        );
        tx.exec_one(
            "INSERT INTO task (id, plan_id, position, part, label, path, heading, body, lead_names, unit_names, limits,
                 first_line, last_line, dropped)
             VALUES ($1, $2, $3, 'body', $4, $5, $6, $7, $8, '[]', $9, 1, 2, 0)",
            args![
                &task,
                &id,
                position + 1,
                format!("{}.", position + 1),
                json!([heading]),
                &heading,
                &body,
                json!([city.units[lead].short_name]),
                json!(limits)
            ],
        )
        .await?;
        texts::keep_task(&mut tx, &id, &task, &body).await?;
        for (at, unit) in units.into_iter().enumerate() {
            let standing = standing(dice, last, app.clock.today());
            shares.push(Share {
                id: String::new(),
                task: task.clone(),
                heading: heading.clone(),
                unit,
                leads: at == 0,
                last,
                standing,
            });
        }
    }
    // Ids ascend in the order of the plan.
    let mut ids: Vec<String> = shares.iter().map(|_| new_id(Time(now.0 + 6000))).collect();
    ids.sort_unstable();
    for (share, id) in shares.iter_mut().zip(ids) {
        share.id = id;
    }
    entries(&mut tx, city, (&id, year, now), &shares, dice).await?;
    work::add(&mut tx, city, now, &shares).await?;
    tx.commit().await?;
    Ok(())
}

/// One unit's share of one task, before it is written.
pub struct Share {
    pub id: String,
    task: String,
    heading: String,
    pub unit: usize,
    leads: bool,
    last: Date,
    pub standing: Standing,
}

const ENTRIES: &str = "INSERT INTO ledger_entry (id, government_id, plan_id, task_id, unit_id, year, heading, is_lead,
     status, late, due_key, final_due, measure, updated_at, submitted_at, leader, office_in_charge, notes, facts,
     provisional, calendar, dropped, awaits, version) VALUES";

async fn entries(
    tx: &mut Tx,
    city: &City,
    (plan, year, now): (&str, i16, Time),
    shares: &[Share],
    dice: &mut Dice,
) -> Outcome {
    let mut rows = Vec::with_capacity(shares.len());
    for share in shares {
        let measure = format!("由{}负责，已在门户网站开设{}专栏，每月更新。", dice.word(), dice.word());
        let Standing { status, late, due } = share.standing;
        let submitted = Some(now).filter(|_| matches!(status, "submitted" | "accepted"));
        let awaits = ["office", "unit"].get(usize::try_from(dice.below(100))?).copied().unwrap_or_default();
        rows.push(args![
            &share.id,
            &city.government.id,
            plan,
            &share.task,
            &city.units[share.unit].id,
            i64::from(year),
            &share.heading,
            share.leads,
            status,
            late,
            due,
            share.last,
            measure,
            now,
            submitted,
            "张三",
            "办公室",
            "",
            "[]",
            0,
            "c",
            0,
            awaits,
            1
        ]);
    }
    let places = "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    insert(tx, ENTRIES, places, rows).await?;
    tx.exec(
        "INSERT INTO ledger_text (id, government_id, plan_id, year, kind, text)
         SELECT id, government_id, plan_id, year, 'entry', lower(measure) FROM ledger_entry WHERE plan_id = $1 ORDER BY id",
        args![plan],
    )
    .await?;
    Ok(())
}

/// Most of what fell due was accepted, a tenth of it late; a little waits for acceptance, was given back or was missed.
/// Of what is not due yet a quarter is done.
fn standing(dice: &mut Dice, last: Date, today: Date) -> Standing {
    let (past, roll) = (last < today, dice.below(100));
    // What is long past was looked after once more.
    let old = last.year() < today.year();
    let status = match (past, roll) {
        (true, 0..86) => "accepted",
        (true, 86..91) => {
            if old {
                "accepted"
            } else {
                "submitted"
            }
        }
        (true, 91..94) => {
            if old {
                "accepted"
            } else {
                "returned"
            }
        }
        (false, 0..25) => "accepted",
        (false, 25..30) => "submitted",
        (_, 30..70) => "in_progress",
        (true, _) => "in_progress",
        (false, _) => "not_started",
    };
    let done = matches!(status, "accepted" | "submitted");
    let due = if done { jiff::civil::date(9999, 12, 31) } else { last };
    Standing { status, late: done && past && dice.below(10) == 0, due }
}
