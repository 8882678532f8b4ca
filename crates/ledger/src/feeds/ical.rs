//! The text of a calendar of whole days (RFC 5545): escaped, folded, the same for the same entries.

use kernel::{Date, Time};

/// One day's event.
#[derive(Clone, Debug)]
pub struct Event {
    /// Its identity, the same however often it changes.
    pub uid: String,
    /// When it was changed last.
    pub changed: Time,
    /// The day.
    pub day: Date,
    /// One line.
    pub summary: String,
    /// More lines.
    pub description: String,
    /// The page about it; empty when there is no address.
    pub url: String,
}

/// Octets of a line before it is folded (RFC 5545, 3.1).
const FOLD: usize = 75;

/// The calendar called `name`.
pub fn calendar(name: &str, events: &[Event]) -> String {
    let mut out = String::new();
    let mut line = |name: &str, value: &str| fold(&mut out, &format!("{name}:{value}"));
    line("BEGIN", "VCALENDAR");
    line("VERSION", "2.0");
    line("PRODID", "-//gongkai//ledger//ZH");
    line("CALSCALE", "GREGORIAN");
    line("METHOD", "PUBLISH");
    line("NAME", &escaped(name));
    line("X-WR-CALNAME", &escaped(name));
    line("REFRESH-INTERVAL;VALUE=DURATION", "PT6H");
    for event in events {
        line("BEGIN", "VEVENT");
        line("UID", &escaped(&event.uid));
        line("DTSTAMP", &instant(event.changed));
        line("LAST-MODIFIED", &instant(event.changed));
        line("DTSTART;VALUE=DATE", &day(event.day));
        line("DTEND;VALUE=DATE", &day(event.day.tomorrow().unwrap_or(event.day)));
        line("TRANSP", "TRANSPARENT");
        line("SUMMARY", &escaped(&event.summary));
        line("DESCRIPTION", &escaped(&event.description));
        if !event.url.is_empty() {
            line("URL", &event.url);
        }
        line("END", "VEVENT");
    }
    line("END", "VCALENDAR");
    out
}

fn day(date: Date) -> String {
    date.strftime("%Y%m%d").to_string()
}

/// In UTC: China's clock less eight hours.
fn instant(time: Time) -> String {
    time.plus_hours(-8).in_china().strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// TEXT values (RFC 5545, 3.3.11).
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// Adds a line, folded between characters so that none is longer than allowed.
fn fold(out: &mut String, line: &str) {
    let mut width = 0;
    for c in line.chars() {
        if width + c.len_utf8() > FOLD {
            out.push_str("\r\n ");
            width = 1;
        }
        out.push(c);
        width += c.len_utf8();
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(summary: &str) -> Event {
        Event {
            uid: "e1@gongkai".into(),
            changed: Time(1_664_323_200_000),
            day: Date::constant(2022, 9, 30),
            summary: summary.into(),
            description: "应在 2022-09-30 以前。\n第二行；a,b;c\\d".into(),
            url: "https://zwgk.example.gov.cn/desk/ledger/e1".into(),
        }
    }

    #[test]
    fn no_line_is_too_long_and_none_is_cut_within_a_character() {
        let text = calendar("甲市台账", &[event(&"每季度公开重大项目进展，".repeat(20))]);
        assert!(text.ends_with("END:VCALENDAR\r\n"));
        for line in text.split("\r\n") {
            assert!(line.len() <= FOLD && !line.contains('\n'), "{line}");
        }
    }

    #[test]
    fn another_program_reads_what_was_written() {
        let summary = "市教育和体育局：每季度公开重大项目进展，按时更新".repeat(4);
        let text = calendar("甲市；台账", &[event(&summary), event("b")]);
        let read = ical::IcalParser::new(text.as_bytes()).next().unwrap().unwrap();
        assert_eq!(read.events.len(), 2);
        let of = |name: &str| {
            let found = read.events[0].properties.iter().find(|p| p.name == name).unwrap();
            (found.value.clone().unwrap(), found.params.clone().unwrap_or_default())
        };
        assert_eq!(of("SUMMARY").0, summary);
        assert_eq!(of("DESCRIPTION").0, "应在 2022-09-30 以前。\\n第二行；a\\,b\\;c\\\\d");
        assert_eq!(of("DTSTART").0, "20220930");
        assert_eq!(of("DTEND").0, "20221001");
        assert_eq!(of("DTSTART").1, [("VALUE".to_owned(), vec!["DATE".to_owned()])]);
        assert_eq!(of("DTSTAMP").0, "20220928T000000Z");
        assert_eq!(of("UID").0, "e1@gongkai");
    }
}
