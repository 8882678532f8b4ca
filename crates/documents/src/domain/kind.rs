//! Sorts of documents (类型), and what each demands.

/// A sort of document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kind {
    /// Its name in the database, addresses and interfaces.
    pub code: &'static str,
    /// Its name for people.
    pub name: &'static str,
    /// Whether it has a validity (有效性): dates and later documents decide whether one may rely on it.
    pub valid: bool,
    /// Whether it needs a day of issue (成文日期) and a number (文号) before it is published.
    pub numbered: bool,
    /// Whether it is not handed on without an arrangement for its interpretation (解读): 同步组织、同步审签、同步发布.
    pub interpreted: bool,
    /// One line for who chooses.
    pub hint: &'static str,
}

/// Every sort, in the order lists offer them. Rules and normative documents stand first: 条例 Art. 20 (1).
pub const KINDS: &[Kind] = &[
    Kind {
        code: "rule", name: "规章", valid: true, numbered: true, interpreted: true, hint: "以政府令公布的规章"
    },
    Kind {
        code: "normative",
        name: "行政规范性文件",
        valid: true,
        numbered: true,
        interpreted: true,
        hint: "涉及公民、法人权利义务，反复适用",
    },
    Kind {
        code: "policy",
        name: "其他政策文件",
        valid: true,
        numbered: true,
        interpreted: false,
        hint: "意见、通知、方案等",
    },
    Kind {
        code: "planning",
        name: "规划计划",
        valid: false,
        numbered: false,
        interpreted: false,
        hint: "发展规划、专项规划、工作计划",
    },
    Kind {
        code: "announcement",
        name: "公告公示",
        valid: false,
        numbered: false,
        interpreted: false,
        hint: "公告、通告、公示",
    },
    Kind {
        code: "budget",
        name: "财政信息",
        valid: false,
        numbered: false,
        interpreted: false,
        hint: "预算、决算、收费",
    },
    Kind {
        code: "personnel", name: "人事信息", valid: false, numbered: false, interpreted: false, hint: "任免、招考"
    },
    Kind {
        code: "statistics",
        name: "统计信息",
        valid: false,
        numbered: false,
        interpreted: false,
        hint: "统计公报、数据",
    },
    Kind {
        code: "guidance",
        name: "指南制度",
        valid: false,
        numbered: false,
        interpreted: false,
        hint: "公开指南、公开制度、办事依据",
    },
    Kind {
        code: "report",
        name: "总结报告",
        valid: false,
        numbered: false,
        interpreted: false,
        hint: "工作报告、年度报告、答复",
    },
    Kind {
        code: "other", name: "其他信息", valid: false, numbered: false, interpreted: false, hint: "上面都不是"
    },
];

impl Kind {
    /// The sort with that code.
    pub fn by_code(code: &str) -> Option<&'static Self> {
        KINDS.iter().find(|kind| kind.code == code)
    }
}
