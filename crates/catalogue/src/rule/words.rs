//! Update limits in words, as catalogues write them, and read back.

use std::fmt;

use law::due::Every;

use super::UpdateRule;

impl fmt::Display for UpdateRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::OnChange { working_days } => write!(f, "信息形成或者变更之日起{working_days}个工作日内"),
            Self::OnChangeDays { days } => write!(f, "信息形成或者变更之日起{days}日内"),
            Self::EachPeriod { every, working_days: None } => write!(f, "每{}", name(every)),
            Self::EachPeriod { every, working_days: Some(days) } => {
                write!(f, "每{}结束后{days}个工作日内", name(every))
            }
            Self::MonthDay { day } => write!(f, "每月{day}日前"),
            Self::YearDay { month, day } => write!(f, "每年{month}月{day}日前"),
            Self::Anytime => f.write_str("随时"),
        }
    }
}

fn name(every: Every) -> &'static str {
    match every {
        Every::Day => "日",
        Every::Week => "周",
        Every::Month => "月",
        Every::Quarter => "季度",
        Every::HalfYear => "半年",
        Every::Year => "年",
    }
}

const PERIODS: [(&str, Every); 12] = [
    ("半年", Every::HalfYear),
    ("季度", Every::Quarter),
    ("季", Every::Quarter),
    ("年度", Every::Year),
    ("年", Every::Year),
    ("月度", Every::Month),
    ("月份", Every::Month),
    ("月", Every::Month),
    ("星期", Every::Week),
    ("周", Every::Week),
    ("日", Every::Day),
    ("天", Every::Day),
];

impl UpdateRule {
    /// The rule that words say: those that [`fmt::Display`] writes, and the usual others (`20个工作日内`, `实时更新`,
    /// `按季度公开`, `每年3月底前`).
    pub fn from_words(words: &str) -> Option<Self> {
        let text: String = words.chars().filter(|c| !c.is_whitespace()).map(half).collect();
        let text = text.trim_end_matches(['。', '；', '，']);
        let rule = anytime(text).or_else(|| each(text)).or_else(|| on_change(text)).or_else(|| on_change_days(text))?;
        rule.objection().is_none().then_some(rule)
    }
}

/// Full-width digits as half-width ones.
fn half(c: char) -> char {
    match c {
        '０'..='９' => char::from_digit(u32::from(c) - u32::from('０'), 10).unwrap_or(c),
        _ => c,
    }
}

fn anytime(text: &str) -> Option<UpdateRule> {
    let words = ["随时", "及时", "实时", "长期", "即时", "动态更新"];
    words.iter().any(|word| text.starts_with(word) && number_in(text).is_none()).then_some(UpdateRule::Anytime)
}

fn on_change(text: &str) -> Option<UpdateRule> {
    let working_days = last_number(text.split_once("个工作日")?.0)?;
    Some(UpdateRule::OnChange { working_days })
}

fn on_change_days(text: &str) -> Option<UpdateRule> {
    let before = ["日内", "天内"].iter().find_map(|end| text.split_once(end))?.0;
    Some(UpdateRule::OnChangeDays { days: last_number(before)? })
}

/// The number at the end of a text.
fn last_number(text: &str) -> Option<u32> {
    let digits = text.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    text[digits..].parse().ok()
}

fn each(text: &str) -> Option<UpdateRule> {
    let rest = text.strip_prefix('每').or_else(|| text.strip_prefix('按')).unwrap_or(text);
    let recurring = rest.len() < text.len();
    let (name, every) = PERIODS.iter().find(|(name, _)| rest.starts_with(name))?;
    let rest = &rest[name.len()..];
    if let Some(working_days) = on_change(rest) {
        let UpdateRule::OnChange { working_days } = working_days else { return None };
        return Some(UpdateRule::EachPeriod { every: *every, working_days: Some(working_days) });
    }
    match (every, numbers(rest).as_slice()) {
        (_, []) => recurring.then_some(UpdateRule::EachPeriod { every: *every, working_days: None }),
        (Every::Month, [day]) if rest.contains('日') => Some(UpdateRule::MonthDay { day: *day }),
        (Every::Year, [month, day]) => Some(UpdateRule::YearDay { month: *month, day: *day }),
        (Every::Year, [month]) if rest.contains("底") => Some(UpdateRule::YearDay { month: *month, day: 31 }),
        _ => None,
    }
}

fn numbers(text: &str) -> Vec<u32> {
    text.split(|c: char| !c.is_ascii_digit()).filter_map(|run| run.parse().ok()).collect()
}

fn number_in(text: &str) -> Option<u32> {
    numbers(text).first().copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_reads_back_from_its_words() {
        let rules = [
            UpdateRule::OnChange { working_days: 20 },
            UpdateRule::OnChange { working_days: 7 },
            UpdateRule::OnChangeDays { days: 20 },
            UpdateRule::EachPeriod { every: Every::Month, working_days: Some(10) },
            UpdateRule::EachPeriod { every: Every::Quarter, working_days: None },
            UpdateRule::EachPeriod { every: Every::HalfYear, working_days: None },
            UpdateRule::EachPeriod { every: Every::Day, working_days: None },
            UpdateRule::EachPeriod { every: Every::Year, working_days: Some(20) },
            UpdateRule::MonthDay { day: 15 },
            UpdateRule::YearDay { month: 1, day: 31 },
            UpdateRule::Anytime,
        ];
        for rule in rules {
            assert_eq!(UpdateRule::from_words(&rule.to_string()), Some(rule), "{rule}");
        }
    }

    #[test]
    fn the_usual_ways_of_writing_are_understood() {
        let read = |words| UpdateRule::from_words(words).map(|rule| rule.to_string());
        for (words, meant) in [
            ("自信息形成之日起 20 个工作日内", "信息形成或者变更之日起20个工作日内"),
            ("２０个工作日内。", "信息形成或者变更之日起20个工作日内"),
            ("及时公开", "随时"),
            ("实时更新", "随时"),
            ("按季度公开", "每季度"),
            ("每月后10个工作日内", "每月结束后10个工作日内"),
            ("每半年结束前", "每半年"),
            ("每年3月底前", "每年3月31日前"),
            ("每月 8 日前更新", "每月8日前"),
        ] {
            assert_eq!(read(words).as_deref(), Some(meant), "{words}");
        }
        for words in ["", "尽快", "300个工作日内", "每月40日前", "每年13月1日前", "年"] {
            assert_eq!(read(words), None, "{words}");
        }
    }
}
