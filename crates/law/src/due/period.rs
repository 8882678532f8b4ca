//! The periods of a recurring limit: the month of March, the first quarter.

use jiff::ToSpan;
use jiff::civil::{Date, date};

use super::Every;

/// One period, e.g. March 2022.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Period {
    /// Stable name for programs: `2022`, `2022-H1`, `2022-Q1`, `2022-03`, `2022-W09` (ISO week), `2022-03-05`.
    pub key: String,
    /// Name for people: `2022 年 3 月`.
    pub name: String,
    /// First day.
    pub first: Date,
    /// Last day.
    pub last: Date,
}

impl Every {
    /// The period that contains `day`.
    pub fn period_of(self, day: Date) -> Period {
        let (year, month) = (day.year(), day.month());
        match self {
            Self::Day => Period { key: day.to_string(), name: day.to_string(), first: day, last: day },
            Self::Week => {
                let first = day.saturating_sub(i64::from(day.weekday().to_monday_zero_offset()).days());
                let week = first.iso_week_date();
                Period {
                    key: format!("{}-W{:02}", week.year(), week.week()),
                    name: format!("{} 年第 {} 周", week.year(), week.week()),
                    first,
                    last: first.saturating_add(6.days()),
                }
            }
            Self::Month => months(day, 1, format!("{year}-{month:02}"), format!("{year} 年 {month} 月")),
            Self::Quarter => {
                let number = (month - 1) / 3 + 1;
                months(day, 3, format!("{year}-Q{number}"), format!("{year} 年第 {number} 季度"))
            }
            Self::HalfYear => {
                let number = (month - 1) / 6 + 1;
                let half = if number == 1 { "上" } else { "下" };
                months(day, 6, format!("{year}-H{number}"), format!("{year} 年{half}半年"))
            }
            Self::Year => months(day, 12, format!("{year}"), format!("{year} 年")),
        }
    }

    /// The periods that end within `from..=to`, in order.
    pub fn periods(self, from: Date, to: Date) -> impl Iterator<Item = Period> {
        std::iter::successors(Some(self.period_of(from)), move |period| {
            period.last.tomorrow().ok().map(|day| self.period_of(day))
        })
        .take_while(move |period| period.last <= to)
    }
}

/// The run of `length` months, counted from January, that contains `day`.
fn months(day: Date, length: i8, key: String, name: String) -> Period {
    let first = date(day.year(), (day.month() - 1) / length * length + 1, 1);
    let last = date(day.year(), first.month() + length - 1, 1).last_of_month();
    Period { key, name, first, last }
}
