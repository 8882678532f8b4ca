//! A calendar month, as filters name it: `2022-09`.

use std::fmt;

use kernel::Date;

/// A month of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Month(Date);

impl Month {
    /// The month of a day.
    pub fn of(day: Date) -> Self {
        Self(day.first_of_month())
    }

    /// From `YYYY-MM`; years before 1000 have no such form.
    pub fn from_code(code: &str) -> Option<Self> {
        let day: Date = (code.len() == 7).then(|| format!("{code}-01").parse().ok())??;
        Some(Self(day)).filter(|month| month.to_string() == code)
    }

    /// Its first and its last day.
    pub fn range(self) -> (Date, Date) {
        (self.0, self.0.last_of_month())
    }

    /// Its year.
    pub fn year(self) -> i16 {
        self.0.year()
    }

    /// Its number in the year.
    pub fn number(self) -> i8 {
        self.0.month()
    }

    /// The one after.
    pub fn next(self) -> Self {
        Self(self.0.last_of_month().tomorrow().unwrap_or(self.0))
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.0.year(), self.0.month())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_is_read_only_in_its_one_form() {
        let month = Month::from_code("2022-02").unwrap();
        assert_eq!(month.range(), ("2022-02-01".parse().unwrap(), "2022-02-28".parse().unwrap()));
        assert_eq!(Month::from_code("2022-12").map(|month| month.next().to_string()).as_deref(), Some("2023-01"));
        for wrong in ["", "2022", "2022-13", "2022-1", "22-01-1", "２０２２-０１", "2022-09'--", "+022-09"] {
            assert_eq!(Month::from_code(wrong), None, "{wrong}");
        }
    }
}
