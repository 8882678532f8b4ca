//! Time limits as a reviewer edits them: a row each, read from its words or given a meaning by hand.

use kernel::Date;
use law::due::{Every, TimeLimit};
use web::Fields;

use crate::entries::limits::Limit;
use crate::plans::wording;

/// Ways to understand a row: code and name. The first reads the words; the value is a date, a number or nothing.
pub const KINDS: [(&str, &str); 14] = [
    ("", "按原文理解"),
    ("by_date", "某日前（填日期）"),
    ("every_day", "每日"),
    ("every_week", "每周"),
    ("every_month", "每月"),
    ("every_quarter", "每季度"),
    ("every_half_year", "每半年"),
    ("every_year", "每年"),
    ("regularly", "定期，没写周期"),
    ("working_days_after", "事项发生后几个工作日（填数）"),
    ("days_after", "事项发生后几日（填数）"),
    ("min_duration", "至少持续几日（填数）"),
    ("count_per_year", "全年至少几次（填数）"),
    ("ongoing", "长期"),
];

const PERIODS: [(&str, Every); 6] = [
    ("every_day", Every::Day),
    ("every_week", Every::Week),
    ("every_month", Every::Month),
    ("every_quarter", Every::Quarter),
    ("every_half_year", Every::HalfYear),
    ("every_year", Every::Year),
];

/// One row of the form.
#[derive(Clone, Debug, Default)]
pub struct DueRow {
    /// The plan's words.
    pub raw: String,
    /// How to understand them: a code of [`KINDS`].
    pub kind: String,
    /// A date or a number, for the kinds that need one.
    pub value: String,
    /// How the row is understood now, in words.
    pub reading: String,
    /// What is wrong with it.
    pub error: String,
}

/// The rows for a task's limits, and an empty one to add another.
pub fn rows(limits: &[Limit], year: i16) -> Vec<DueRow> {
    limits.iter().map(|limit| row(limit, year)).chain([DueRow::default()]).collect()
}

fn row(limit: &Limit, year: i16) -> DueRow {
    let reading = wording::meaning(&limit.limit);
    let by_words = wording::read(&limit.raw, year) == [limit.clone()];
    let (kind, value) = if by_words { ("", String::new()) } else { code(&limit.limit) };
    DueRow { raw: limit.raw.clone(), kind: kind.into(), value, reading, error: String::new() }
}

fn code(limit: &TimeLimit) -> (&'static str, String) {
    let number = |n: Option<u32>| n.map(|n| n.to_string()).unwrap_or_default();
    match limit {
        TimeLimit::ByDate { date } => ("by_date", date.to_string()),
        TimeLimit::Recurring { every: None, .. } => ("regularly", String::new()),
        TimeLimit::Recurring { every: Some(every), working_days } => {
            let code = PERIODS.iter().find(|(_, period)| period == every).map_or("regularly", |(code, _)| code);
            (code, number(*working_days))
        }
        TimeLimit::AfterEvent { working_days: Some(days), .. } => ("working_days_after", days.to_string()),
        TimeLimit::AfterEvent { calendar_days, .. } => ("days_after", number(*calendar_days)),
        TimeLimit::MinDuration { days } => ("min_duration", days.to_string()),
        TimeLimit::CountPerYear { count } => ("count_per_year", count.to_string()),
        TimeLimit::Ongoing => ("ongoing", String::new()),
    }
}

/// Reads the rows of a form: fields `due_raw`, `due_kind`, `due_value`, one of each a row; rows without words are left
/// out. `known` are the task's limits so far: an event named there is kept. None when a row is wrong: see [`typed`].
pub fn read(fields: &Fields, known: &[Limit], year: i16) -> Option<Vec<Limit>> {
    let (rows, limits) = look(fields, known, year);
    rows.iter().all(|row| row.error.is_empty()).then_some(limits)
}

/// The rows as typed, each with how it is understood or what is wrong with it, and an empty one to add another.
pub fn typed(fields: &Fields, known: &[Limit], year: i16) -> Vec<DueRow> {
    look(fields, known, year).0
}

fn look(fields: &Fields, known: &[Limit], year: i16) -> (Vec<DueRow>, Vec<Limit>) {
    let kinds: Vec<&str> = fields.all("due_kind").collect();
    let values: Vec<&str> = fields.all("due_value").collect();
    let at = |list: &[&str], i: usize| list.get(i).map_or(String::new(), |s| s.trim().to_owned());
    let typed = fields.all("due_raw").enumerate().map(|(i, raw)| (raw.trim(), at(&kinds, i), at(&values, i)));
    let (mut limits, mut rows) = (Vec::new(), Vec::new());
    for (raw, kind, value) in typed {
        if raw.is_empty() && kind.is_empty() && value.is_empty() {
            continue;
        }
        let result = if raw.is_empty() {
            Err("请填原文里的时限".to_owned())
        } else {
            one(raw, &kind, &value, known, year)
        };
        let (reading, error) = match result {
            Ok(read) => {
                let reading = read.iter().map(|l| wording::meaning(&l.limit)).collect::<Vec<_>>().join("；");
                limits.extend(read);
                (reading, String::new())
            }
            Err(error) => (String::new(), error),
        };
        rows.push(DueRow { raw: raw.to_owned(), kind, value, reading, error });
    }
    rows.push(DueRow::default());
    (rows, limits)
}

fn one(raw: &str, kind: &str, value: &str, known: &[Limit], year: i16) -> Result<Vec<Limit>, String> {
    if kind.is_empty() {
        let read = wording::read(raw, year);
        return if read.is_empty() { Err("没有读出时间，请在旁边选定含义".into()) } else { Ok(read) };
    }
    let number = || value.parse::<u32>().map_err(|_| "请在“数”里填一个整数".to_owned());
    let optional = || if value.is_empty() { Ok(None) } else { number().map(Some) };
    let event = || event(raw, known, year);
    let limit = match kind {
        "by_date" => {
            let date: Date = value.parse().map_err(|_| "请填日期，例如 2022-06-30".to_owned())?;
            TimeLimit::ByDate { date }
        }
        "regularly" => TimeLimit::Recurring { every: None, working_days: None },
        "working_days_after" => {
            TimeLimit::AfterEvent { event: event(), working_days: Some(number()?), calendar_days: None }
        }
        "days_after" => TimeLimit::AfterEvent { event: event(), working_days: None, calendar_days: Some(number()?) },
        "min_duration" => TimeLimit::MinDuration { days: number()? },
        "count_per_year" => TimeLimit::CountPerYear { count: number()? },
        "ongoing" => TimeLimit::Ongoing,
        code => {
            let every = PERIODS.iter().find(|(known, _)| *known == code).map(|(_, every)| *every);
            TimeLimit::Recurring { every: Some(every.ok_or("请选一种含义")?), working_days: optional()? }
        }
    };
    limit.check().map_err(|error| error.to_string())?;
    Ok(vec![Limit { raw: raw.to_owned(), limit }])
}

/// The event a limit runs from: as it was, as the words say, or else the words themselves.
fn event(raw: &str, known: &[Limit], year: i16) -> String {
    let read = wording::read(raw, year);
    let named = known.iter().filter(|limit| limit.raw == raw).chain(&read).find_map(|limit| match &limit.limit {
        TimeLimit::AfterEvent { event, .. } => Some(event.clone()),
        _ => None,
    });
    named.unwrap_or_else(|| raw.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(rows: &[(&str, &str, &str)]) -> Fields {
        let pairs = rows.iter().flat_map(|(raw, kind, value)| {
            [("due_raw", raw), ("due_kind", kind), ("due_value", value)].map(|(n, v)| (n.to_owned(), (*v).to_owned()))
        });
        Fields::new(pairs.collect())
    }

    fn said(rows: &[(&str, &str, &str)]) -> String {
        match read(&form(rows), &[], 2022) {
            Some(limits) => limits.iter().map(|l| wording::meaning(&l.limit)).collect::<Vec<_>>().join("；"),
            None => typed(&form(rows), &[], 2022).into_iter().map(|row| row.error).collect::<Vec<_>>().join("|"),
        }
    }

    #[test]
    fn words_are_read_and_a_chosen_meaning_goes_before_them() {
        assert_eq!(said(&[("9月底前", "", ""), ("", "", "")]), "2022-09-30 前");
        assert_eq!(said(&[("两会前", "by_date", "2022-02-28")]), "2022-02-28 前");
        assert_eq!(said(&[("次月初", "every_month", "5")]), "每月后 5 个工作日内");
        assert_eq!(said(&[("文件印发后尽快", "working_days_after", "3")]), "文件印发后尽快后 3 个工作日内");
    }

    #[test]
    fn a_row_that_cannot_be_read_says_so() {
        assert_eq!(said(&[("抓紧", "", "")]), "没有读出时间，请在旁边选定含义|");
        assert_eq!(said(&[("9月底", "by_date", "九月")]), "请填日期，例如 2022-06-30|");
        assert_eq!(said(&[("", "ongoing", "")]), "请填原文里的时限|");
    }

    #[test]
    fn rows_show_what_their_words_do_not_say() {
        let limits =
            [wording::read("9月底前", 2022), vec![Limit { raw: "两会前".into(), limit: TimeLimit::Ongoing }]].concat();
        let shown: Vec<_> = rows(&limits, 2022).into_iter().map(|row| row.kind).collect();
        assert_eq!(shown, ["", "ongoing", ""]);
    }
}
