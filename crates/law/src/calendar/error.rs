//! What can be wrong with a calendar file or a period. Messages are Chinese sentences shown to people as they are.

use jiff::civil::Date;

use super::MAX_DAYS;

/// Why a calendar file is refused. Nothing of a refused file is used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CalendarError {
    /// Not TOML, or not of the documented form; holds the parser's account with line and column.
    #[error("日历文件的格式不对：{0}")]
    Form(String),
    /// No year at all.
    #[error("日历文件里没有任何年份")]
    Empty,
    /// A table name that is no year.
    #[error("“{0}”不是年份")]
    Year(String),
    /// A year without notice between two loaded ones: its days would be guessed silently.
    #[error("日历缺少 {missing} 年，年份必须连续")]
    Gap {
        /// The first missing year.
        missing: i16,
    },
    /// A day named twice, in one year or by two years' notices.
    #[error("{date} 写了两次：一次是{first}，一次是{second}")]
    Conflict {
        /// The day.
        date: Date,
        /// What the earlier entry says.
        first: String,
        /// What the later entry says.
        second: String,
    },
    /// A day that a notice for this year cannot arrange: it reaches from the December before to the end of the year.
    #[error("{year} 年的“{holiday}”写了 {date}，不在 {year} 年或上年 12 月内")]
    OutsideYear {
        /// The table's year.
        year: i16,
        /// The holiday it stands under.
        holiday: String,
        /// The day.
        date: Date,
    },
    /// A make-up working day from Monday to Friday, worked anyway: surely a mistyped date.
    #[error("{year} 年“{holiday}”的调休上班日 {date} 是周一至周五，本来就上班，请核对日期")]
    MakeUpOnWeekday {
        /// The table's year.
        year: i16,
        /// The holiday it stands under.
        holiday: String,
        /// The day.
        date: Date,
    },
}

/// Why a period cannot be counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PeriodError {
    /// Longer than [`MAX_DAYS`]; no rule of law is, so it is a mistake.
    #[error("期限 {days} 日太长，最多 {MAX_DAYS} 日，请核对")]
    TooLong {
        /// The length asked for.
        days: u32,
    },
    /// The end lies beyond the year 9999.
    #[error("期限超出了可以表示的日期")]
    OutOfRange,
}
