//! Grounds for not disclosing (不予公开理由): the Regulation on Open Government Information (政府信息公开条例), Art. 14–16.

use jiff::civil::Date;
use jiff::civil::date;

/// Whether the law leaves the organ a choice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nature {
    /// 不予公开: it must not be disclosed.
    MustNot,
    /// 不予公开, unless the third party agrees or the public interest would suffer gravely (Art. 15).
    MustNotUnless,
    /// 可以不予公开: the organ may withhold it.
    May,
}

/// One ground.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ground {
    /// Its stable code: article, then item.
    pub code: &'static str,
    /// Where the law says it.
    pub article: &'static str,
    /// A short name for lists.
    pub name: &'static str,
    /// What it covers, in plain words.
    pub words: &'static str,
    /// Whether there is a choice.
    pub nature: Nature,
    /// Since when it is law.
    pub since: Date,
}

/// In force since the Regulation of 2019.
const SINCE: Date = date(2019, 5, 15);

const GROUNDS: [Ground; 7] = [
    Ground {
        code: "14-1",
        article: "《政府信息公开条例》第十四条",
        name: "国家秘密",
        words: "依法确定为国家秘密的政府信息。",
        nature: Nature::MustNot,
        since: SINCE,
    },
    Ground {
        code: "14-2",
        article: "《政府信息公开条例》第十四条",
        name: "法律、行政法规禁止公开",
        words: "法律或者行政法规明文禁止公开的政府信息。",
        nature: Nature::MustNot,
        since: SINCE,
    },
    Ground {
        code: "14-3",
        article: "《政府信息公开条例》第十四条",
        name: "危及“三安全一稳定”",
        words: "公开后可能危及国家安全、公共安全、经济安全或者社会稳定的政府信息。",
        nature: Nature::MustNot,
        since: SINCE,
    },
    Ground {
        code: "15",
        article: "《政府信息公开条例》第十五条",
        name: "商业秘密、个人隐私等第三方权益",
        words: "公开会损害第三方的商业秘密、个人隐私等合法权益；第三方同意公开，或者不公开会对公共利益造成重大影响的除外。",
        nature: Nature::MustNotUnless,
        since: SINCE,
    },
    Ground {
        code: "16-1",
        article: "《政府信息公开条例》第十六条第一款",
        name: "内部事务信息",
        words: "人事管理、后勤管理、内部工作流程等方面的信息。",
        nature: Nature::May,
        since: SINCE,
    },
    Ground {
        code: "16-2",
        article: "《政府信息公开条例》第十六条第二款",
        name: "过程性信息",
        words: "履职中形成的讨论记录、过程稿、磋商信函、请示报告等；法律、法规、规章规定应当公开的除外。",
        nature: Nature::May,
        since: SINCE,
    },
    Ground {
        code: "16-3",
        article: "《政府信息公开条例》第十六条第二款",
        name: "行政执法案卷",
        words: "行政执法案卷信息；法律、法规、规章规定应当公开的除外。",
        nature: Nature::May,
        since: SINCE,
    },
];

/// The grounds that are law on a day, in the order of the articles.
pub fn on(day: Date) -> impl Iterator<Item = &'static Ground> {
    GROUNDS.iter().filter(move |ground| ground.since <= day)
}

/// The ground with that code, of whatever time.
pub fn by_code(code: &str) -> Option<&'static Ground> {
    GROUNDS.iter().find(|ground| ground.code == code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_ground_names_its_article_and_is_found_by_its_code() {
        for ground in on(date(2026, 1, 1)) {
            assert_eq!(by_code(ground.code), Some(ground));
            let number =
                ["十四", "十五", "十六"].iter().zip(["14", "15", "16"]).find(|(_, n)| ground.code.starts_with(n));
            assert!(number.is_some_and(|(han, _)| ground.article.contains(&format!("第{han}条"))), "{ground:?}");
        }
        assert_eq!(on(date(2019, 5, 14)).count(), 0);
        assert_eq!(by_code("17"), None);
    }
}
