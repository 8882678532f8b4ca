//! A letter, its states, when it is tried again, and which addresses can be written to.

use kernel::Time;
use lettre::Address;

/// A letter to one person, before it is queued.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// What causes it; the same cause is queued once, e.g. `digest:PERSON:2022-09-28`.
    pub cause: String,
    /// The government whose desk shows it; none: only the whole installation's.
    pub government_id: Option<String>,
    /// Who gets it.
    pub person_id: String,
    /// Their name.
    pub to_name: String,
    /// Their address.
    pub to_address: String,
    /// Subject.
    pub subject: String,
    /// Plain text; addresses of pages stand alone at the end of a line.
    pub text: String,
}

/// Where a letter is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum State {
    /// To be sent, for the first time or again.
    Waiting,
    /// Being handed over: from now on the mail server may have it.
    Handing,
    /// The mail server took it.
    Sent,
    /// The mail server refused it for good, or could not be reached for a day.
    Dead,
    /// The program was stopped, or the line broke, while it was handed over: it may have arrived.
    Unsure,
    /// Given up by somebody at the desk, or overtaken by a later letter.
    GivenUp,
}

impl State {
    /// Every state, in the order lists show them.
    pub const ALL: [Self; 6] = [Self::Waiting, Self::Handing, Self::Sent, Self::Dead, Self::Unsure, Self::GivenUp];

    /// Its name in the database.
    pub fn code(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Handing => "handing",
            Self::Sent => "sent",
            Self::Dead => "dead",
            Self::Unsure => "unsure",
            Self::GivenUp => "given_up",
        }
    }

    /// The state with that code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }

    /// Its name for people.
    pub fn name(self) -> &'static str {
        match self {
            Self::Waiting => "待发",
            Self::Handing => "正在发",
            Self::Sent => "已发出",
            Self::Dead => "发不出",
            Self::Unsure => "不确定",
            Self::GivenUp => "不再发",
        }
    }

    /// The mark that goes with its name.
    pub fn mark(self) -> &'static str {
        match self {
            Self::Waiting => "info",
            Self::Handing => "run",
            Self::Sent => "ok",
            Self::Dead => "late",
            Self::Unsure => "unsure",
            Self::GivenUp => "off",
        }
    }

    /// Whether somebody can have it sent again: it did not go out, or nobody knows.
    pub fn can_be_resent(self) -> bool {
        matches!(self, Self::Dead | Self::Unsure | Self::GivenUp)
    }

    /// Whether somebody can give it up. While it is handed over it is too late.
    pub fn can_be_given_up(self) -> bool {
        matches!(self, Self::Waiting | Self::Dead | Self::Unsure)
    }
}

/// Minutes to wait after the first, second … failure: at most a day in all, so that a letter about today is not sent next
/// week.
const WAITS: [i64; 8] = [1, 5, 15, 60, 120, 240, 480, 480];

/// When a letter is tried again after its `attempts`-th try failed for now; none when that was the last.
pub fn retry_at(now: Time, attempts: i64) -> Option<Time> {
    let at = usize::try_from(attempts.max(1) - 1).unwrap_or(usize::MAX);
    WAITS.get(at).map(|minutes| now.plus_minutes(*minutes))
}

/// Longest address (RFC 5321, 4.5.3.1.3, without the angle brackets).
const LONGEST_ADDRESS: usize = 254;

/// What is wrong with an e-mail address, if something is. Only the form is looked at.
pub fn address_objection(address: &str) -> Option<String> {
    let fits = address.len() <= LONGEST_ADDRESS && address.is_ascii() && address.parse::<Address>().is_ok();
    // Within an organisation a host without a dot is possible; on a form it is a slip.
    let complete = address.rsplit_once('@').is_some_and(|(_, host)| host.contains('.'));
    (!fits || !complete).then(|| "邮箱请写成 name@example.gov.cn 的样子，只用英文字母、数字和符号".into())
}

/// One line, without what could end a header.
pub(crate) fn one_line(text: &str) -> String {
    text.split(|c: char| c.is_control() || c.is_whitespace())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_is_tried_for_about_a_day_at_growing_distances() {
        let begin = Time(0);
        let tries: Vec<Time> = std::iter::successors(Some((begin, 1)), |(at, n)| retry_at(*at, *n).map(|t| (t, n + 1)))
            .map(|(at, _)| at)
            .collect();
        assert_eq!(tries.len(), 9);
        assert_eq!(tries[1], begin.plus_minutes(1));
        let last = tries[8];
        assert!(begin.plus_hours(23) < last && last <= begin.plus_hours(24), "{last:?}");
    }

    #[test]
    fn addresses_are_judged_by_their_form() {
        for good in ["a@b.cn", "chen.jing+gk@zwgk.example.gov.cn"] {
            assert_eq!(address_objection(good), None, "{good}");
        }
        for bad in [
            "",
            "a",
            "a@",
            "@b.cn",
            "a@b",
            "a b@c.cn",
            "a@b.cn\r\nBcc: x@y.cn",
            "陈静@b.cn",
            "a@政务.cn",
            "a@b.cn,c@d.cn",
        ] {
            assert!(address_objection(bad).is_some(), "{bad}");
        }
        assert!(address_objection(&format!("{}@b.cn", "a".repeat(260))).is_some());
    }

    #[test]
    fn a_header_is_one_line() {
        assert_eq!(one_line("提醒\r\nBcc: x@y.cn\t  明天"), "提醒 Bcc: x@y.cn 明天");
    }

    #[test]
    fn codes_come_back() {
        assert_eq!(State::ALL.map(|s| State::from_code(s.code())), State::ALL.map(Some));
    }
}
