//! 文种: the kind of document that its title names.

use serde::{Deserialize, Serialize};

macro_rules! forms {
    ($($name:ident $word:literal $key:literal),* $(,)?) => {
        /// 文种. The first fifteen are those of 《党政机关公文处理工作条例》第八条; the others name what documents issue.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Form {
            $(#[doc = $word] $name,)*
        }

        impl Form {
            /// Every form, longer words before words that they end with.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The word: 通知.
            pub fn word(self) -> &'static str {
                match self { $(Self::$name => $word,)* }
            }

            /// The name in storage, the same as in JSON: `circular`.
            pub fn key(self) -> &'static str {
                match self { $(Self::$name => $key,)* }
            }
        }
    };
}

forms! {
    Resolution "决议" "resolution",
    Decision "决定" "decision",
    Order "命令" "order",
    Communique "公报" "communique",
    Announcement "公告" "announcement",
    PublicNotice "通告" "public_notice",
    Opinion "意见" "opinion",
    Circular "通知" "circular",
    Bulletin "通报" "bulletin",
    Report "报告" "report",
    Request "请示" "request",
    Reply "批复" "reply",
    Bill "议案" "bill",
    Minutes "纪要" "minutes",
    Regulation "条例" "regulation",
    Measures "办法" "measures",
    Provisions "规定" "provisions",
    DetailedRules "细则" "detailed_rules",
    Rules "规则" "rules",
    Plan "方案" "plan",
    Programme "规划" "programme",
    Schedule "计划" "schedule",
    KeyPoints "要点" "key_points",
    Steps "措施" "steps",
    Catalogue "目录" "catalogue",
    Register "清单" "register",
    Guide "指南" "guide",
    Interpretation "解读" "interpretation",
    Letter "函" "letter",
    Law "法" "law",
}

impl Form {
    /// The form that a title ends with, before a note in brackets such as （试行）. 令 counts as 命令.
    pub fn of_title(title: &str) -> Option<Self> {
        let mut rest: String = title.chars().filter(|c| !c.is_whitespace()).collect();
        while let Some(open) = rest.strip_suffix(['）', ')']).and_then(|inner| inner.rfind(['（', '('])) {
            rest.truncate(open);
        }
        let rest = rest.trim_end_matches('的');
        let rest = rest.strip_prefix('《').and_then(|inner| inner.strip_suffix('》')).unwrap_or(rest);
        if let Some(found) = Self::ALL.iter().find(|form| rest.ends_with(form.word())) {
            return Some(*found);
        }
        if rest.ends_with('令') {
            return Some(Self::Order);
        }
        // 某某公告2024年第3号, 某某令第7号.
        let numbered = rest.ends_with('号').then(|| rest.rfind(['第', '〔', '[']))??;
        let before = rest[..numbered].trim_end_matches(|c: char| c.is_ascii_digit() || "年（(〔[".contains(c));
        [(Self::Announcement, "公告"), (Self::PublicNotice, "通告"), (Self::Order, "令")]
            .into_iter()
            .find(|(_, word)| before.ends_with(word))
            .map(|(form, _)| form)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_form_is_the_last_word_of_the_title() {
        let cases = [
            ("青山县人民政府办公室关于印发《青山县停车管理办法》的通知", Some(Form::Circular)),
            ("青山县停车管理办法（试行）", Some(Form::Measures)),
            ("关于同意设立某某的批 复", Some(Form::Reply)),
            ("青山县市场监管局公告2024年第3号", Some(Form::Announcement)),
            ("青山县人民政府令第7号", Some(Form::Order)),
            ("青山县人民政府关于商请支持的函", Some(Form::Letter)),
            ("青山县", None),
            ("号", None),
            ("", None),
        ];
        for (title, form) in cases {
            assert_eq!(Form::of_title(title), form, "{title}");
        }
    }

    #[test]
    fn the_stored_name_is_that_of_json() {
        for form in Form::ALL {
            assert_eq!(serde_json::to_value(form).unwrap(), form.key());
        }
    }
}
