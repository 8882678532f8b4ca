//! One cell's value as text: whole numbers without a point, dates as `YYYY-MM-DD`.

use calamine::{Data, ExcelDateTime};

pub(super) fn text(value: &Data) -> String {
    match value {
        Data::Empty => String::new(),
        Data::Int(number) => number.to_string(),
        Data::Float(number) => number_text(*number),
        Data::Bool(true) => "TRUE".into(),
        Data::Bool(false) => "FALSE".into(),
        Data::DateTime(moment) => moment_text(moment),
        Data::DateTimeIso(text) => text.trim_end_matches("T00:00:00").replace('T', " "),
        Data::DurationIso(text) => text.clone(),
        Data::Error(error) => error.to_string(),
        other => other.to_string(),
    }
}

/// Fifteen significant digits, as a sheet shows: 0.1 + 0.2 is 0.3.
fn number_text(number: f64) -> String {
    let rounded = format!("{number:.14e}").parse().unwrap_or(number);
    if rounded == 0.0 { "0".into() } else { format!("{rounded}") }
}

fn moment_text(moment: &ExcelDateTime) -> String {
    let value = moment.as_f64();
    if moment.is_duration() {
        let minutes = (value * 1440.0).round() as i64;
        return format!("{}:{:02}", minutes / 60, minutes.abs() % 60);
    }
    let (year, month, day, hour, minute, second, milli) = moment.to_ymd_hms_milli();
    // Half a second of rounding makes a whole day of 23:59:59.999…
    let has_time = value.fract() > 1e-6 && (hour, minute, second, milli) != (0, 0, 0, 0);
    match (value < 1.0, has_time) {
        (true, _) => format!("{hour:02}:{minute:02}"),
        (false, true) => format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}"),
        (false, false) => format!("{year:04}-{month:02}-{day:02}"),
    }
}

#[cfg(test)]
mod tests {
    use calamine::ExcelDateTimeType;

    use super::*;

    fn moment(value: f64) -> String {
        text(&Data::DateTime(ExcelDateTime::new(value, ExcelDateTimeType::DateTime, false)))
    }

    #[test]
    fn dates_carry_a_time_only_when_they_have_one() {
        assert_eq!(moment(44_926.0), "2022-12-31");
        assert_eq!(moment(44_926.75), "2022-12-31 18:00");
        assert_eq!(moment(0.375), "09:00");
    }

    #[test]
    fn numbers_read_as_a_sheet_shows_them() {
        let shown: Vec<String> =
            [3.0, -7.0, 0.1 + 0.2, 1_234_567.5, 0.0].map(|number| text(&Data::Float(number))).into();
        assert_eq!(shown, ["3", "-7", "0.3", "1234567.5", "0"]);
    }
}
