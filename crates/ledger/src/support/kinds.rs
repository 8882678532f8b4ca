//! The kinds of support as data: what is recorded of each, and by which words a plan asks for it.

use std::collections::BTreeMap;

/// A kind of support.
#[derive(Debug, PartialEq, Eq)]
pub struct Kind {
    /// Its name in the database and in addresses.
    pub code: &'static str,
    /// Its name for people.
    pub name: &'static str,
    /// What a title of one says, for the hint beside it.
    pub example: &'static str,
    /// What is recorded of it beside day, title and note.
    pub fields: &'static [Field],
    /// Words by which a plan's tasks ask for it.
    pub words: &'static [&'static str],
}

/// Something recorded of a kind.
#[derive(Debug, PartialEq, Eq)]
pub struct Field {
    /// Its name in forms and in the database, unlike that of any other field of its kind.
    pub name: &'static str,
    /// Its name for people.
    pub label: &'static str,
    /// What it holds.
    pub sort: Sort,
    /// Whether it must be given.
    pub required: bool,
}

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// Words.
    Text,
    /// A whole number of this unit (人, 篇).
    Number(&'static str),
    /// A day.
    Date,
    /// Money in yuan, to the fen.
    Money,
    /// Yes or no.
    YesNo,
}

/// The fields of one record by name, each as text; those left empty are absent.
pub type Values = BTreeMap<String, String>;

const fn must(name: &'static str, label: &'static str, sort: Sort) -> Field {
    Field { name, label, sort, required: true }
}

const fn may(name: &'static str, label: &'static str, sort: Sort) -> Field {
    Field { name, label, sort, required: false }
}

/// Every kind, in the order lists show them.
pub static KINDS: [Kind; 6] = [
    Kind {
        code: "hearing",
        name: "领导听取汇报",
        example: "如：主要负责同志听取政务公开工作汇报",
        fields: &[
            must("leader", "听取汇报的领导", Sort::Text),
            may("meeting", "会议名称", Sort::Text),
            may("decided", "研究部署的事项", Sort::Text),
        ],
        words: &["听取", "工作汇报", "专题研究"],
    },
    Kind {
        code: "training",
        name: "培训",
        example: "如：政务公开业务培训班",
        fields: &[
            must("people", "培训人数", Sort::Number("人")),
            may("hours", "课时", Sort::Number("课时")),
            may("place", "地点", Sort::Text),
            may("teacher", "授课人", Sort::Text),
            may("online", "线上培训", Sort::YesNo),
        ],
        words: &["培训", "轮训", "跟班学习"],
    },
    Kind {
        code: "staff",
        name: "机构人员",
        example: "如：明确政务公开科室和专职人员",
        fields: &[
            must("office", "承担工作的机构", Sort::Text),
            must("full_time", "专职人员", Sort::Number("人")),
            may("part_time", "兼职人员", Sort::Number("人")),
            may("separate", "专设机构", Sort::YesNo),
        ],
        words: &["工作力量", "人员梯队", "队伍建设", "专职人员", "专门机构", "工作机构建设"],
    },
    Kind {
        code: "budget",
        name: "经费",
        example: "如：年度政务公开工作经费",
        fields: &[
            must("amount", "金额", Sort::Money),
            must("purpose", "用途", Sort::Text),
            may("source", "经费来源", Sort::Text),
            may("budgeted", "列入年度预算", Sort::YesNo),
        ],
        words: &["经费保障", "工作经费", "专项经费", "保障经费"],
    },
    Kind {
        code: "submission",
        name: "投稿",
        example: "如：稿件的题目",
        fields: &[
            must("outlet", "刊物或栏目", Sort::Text),
            must("pieces", "投稿数", Sort::Number("篇")),
            may("adopted", "采用数", Sort::Number("篇")),
            may("adopted_on", "采用日期", Sort::Date),
            may("author", "作者", Sort::Text),
        ],
        words: &["投稿", "供稿", "报送稿件", "经验做法"],
    },
    Kind {
        code: "benchmark",
        name: "对标学习",
        example: "如：赴外地学习政策解读经验",
        fields: &[
            must("place", "学习的地方", Sort::Text),
            may("until", "结束日期", Sort::Date),
            may("people", "参加人数", Sort::Number("人")),
            may("cost", "花费", Sort::Money),
            may("learnt", "学到的做法", Sort::Text),
        ],
        words: &["对标", "先进经验", "学习考察", "先进地区"],
    },
];

impl Kind {
    /// The kind with that code.
    pub fn from_code(code: &str) -> Option<&'static Self> {
        KINDS.iter().find(|kind| kind.code == code)
    }

    /// Whether a task's text asks for it.
    pub fn asked_by(&self, text: &str) -> bool {
        self.words.iter().any(|word| text.contains(word))
    }

    /// What is totalled of a record: names of fields with their amounts.
    pub fn figures(&self, values: &Values) -> Vec<(&'static str, i64)> {
        let amount = |field: &Field| field.sort.amount(values.get(field.name)?).map(|amount| (field.name, amount));
        self.fields.iter().filter_map(amount).collect()
    }

    /// The fields that hold something, each with its label and in words.
    pub fn shown(&self, values: &Values) -> Vec<(&'static str, String)> {
        let one = |field: &Field| values.get(field.name).map(|text| (field.label, field.sort.words(text)));
        self.fields.iter().filter_map(one).collect()
    }
}

/// Longest words, in characters.
const MOST: usize = 500;

impl Field {
    /// What was typed, as it is kept; empty when nothing was.
    pub fn read(&self, typed: &str) -> Result<String, String> {
        let typed = typed.trim();
        if typed.is_empty() {
            return if self.required { Err(format!("请填写{}", self.label)) } else { Ok(String::new()) };
        }
        let (plain, label) = (half_width(typed), self.label);
        match self.sort {
            Sort::Text => web::within_limits(typed, MOST).map_or_else(|| Ok(typed.to_owned()), Err),
            Sort::Number(_) => match number(&plain) {
                Some(number) => Ok(number.to_string()),
                None => Err(format!("{label}请写成整数，如 12，最多九位")),
            },
            Sort::Money => match fen(&plain) {
                Some(amount) => Ok(yuan(amount)),
                None => Err(format!("{label}请写成以元为单位的数，如 12000 或 12000.50")),
            },
            Sort::Date => match plain.parse::<kernel::Date>() {
                Ok(date) => Ok(date.to_string()),
                Err(_) => Err(format!("{label}请写成 2022-06-30 这样的日期")),
            },
            Sort::YesNo => Ok("1".to_owned()),
        }
    }
}

impl Sort {
    /// The amount that is totalled, of a text that is kept: a number, or money in fen.
    fn amount(self, kept: &str) -> Option<i64> {
        match self {
            Self::Number(_) => number(kept),
            Self::Money => fen(kept),
            Self::Text | Self::Date | Self::YesNo => None,
        }
    }

    /// A text that is kept, in words.
    pub fn words(self, kept: &str) -> String {
        match self {
            Self::Number(unit) => format!("{kept} {unit}"),
            Self::Money => format!("{kept} 元"),
            Self::YesNo => "是".to_owned(),
            Self::Text | Self::Date => kept.to_owned(),
        }
    }

    /// A total in words.
    pub fn total(self, amount: i64) -> String {
        self.words(&if self == Self::Money { yuan(amount) } else { amount.to_string() })
    }
}

/// Without the commas between thousands, and with the digits of a full-width keyboard as the others are.
fn half_width(typed: &str) -> String {
    let plain = |c: char| match c {
        ',' | '，' | ' ' => None,
        '．' => Some('.'),
        '０'..='９' => char::from_digit(u32::from(c) - u32::from('０'), 10),
        _ => Some(c),
    };
    typed.chars().filter_map(plain).collect()
}

fn digits(text: &str, most: usize) -> Option<i64> {
    let fits = text.len() <= most && text.bytes().all(|byte| byte.is_ascii_digit());
    if fits { text.parse().ok() } else { None }
}

fn number(text: &str) -> Option<i64> {
    digits(text, 9)
}

/// Yuan in fen.
fn fen(text: &str) -> Option<i64> {
    let (whole, cents) = text.split_once('.').unwrap_or((text, ""));
    let cents = if cents.len() > 2 { None } else { digits(&format!("{cents:0<2}"), 2) };
    Some(digits(whole, 11)? * 100 + cents?)
}

/// Fen in yuan: whole, or with two places.
fn yuan(fen: i64) -> String {
    match fen % 100 {
        0 => (fen / 100).to_string(),
        cents => format!("{}.{cents:02}", fen / 100),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_kept_to_the_fen_and_numbers_are_whole() {
        let money = may("amount", "金额", Sort::Money);
        for (typed, kept) in [("12,000", "12000"), ("０.5", "0.50"), ("12000.50", "12000.50"), ("3.", "3"), (" ", "")]
        {
            assert_eq!(money.read(typed).unwrap(), kept, "{typed}");
        }
        for wrong in ["一万", "1.234", "-5", "1e3", "999999999999", ".5", "1.2.3"] {
            assert!(money.read(wrong).unwrap_err().contains("以元为单位"), "{wrong}");
        }
        let people = must("people", "培训人数", Sort::Number("人"));
        assert_eq!(people.read("１20").unwrap(), "120");
        assert_eq!(people.read("0012").unwrap(), "12");
        assert!(people.read("12.5").unwrap_err().contains("整数"));
        assert_eq!(people.read("").unwrap_err(), "请填写培训人数");
        assert_eq!((fen("12000.50"), yuan(1_200_050)), (Some(1_200_050), "12000.50".to_owned()));
    }

    #[test]
    fn no_field_is_called_as_another_of_the_form() {
        for kind in &KINDS {
            let mut names = vec!["kind", "unit", "on", "title", "note", "version", "counts", "q", "look", "files"];
            for field in kind.fields {
                assert!(!names.contains(&field.name), "{} of {}", field.name, kind.code);
                names.push(field.name);
            }
            assert!(!kind.words.is_empty() && Kind::from_code(kind.code) == Some(kind));
        }
    }

    #[test]
    fn what_a_record_adds_to_totals() {
        let kind = Kind::from_code("training").unwrap();
        let values = Values::from([("people".into(), "30".into()), ("place".into(), "会议室".into())]);
        assert_eq!(kind.figures(&values), [("people", 30)]);
        assert_eq!(kind.shown(&values), [("培训人数", "30 人".to_owned()), ("地点", "会议室".to_owned())]);
        assert!(kind.asked_by("组织政务公开培训不少于1次") && !kind.asked_by("公开财政预算"));
    }
}
