//! Time limits as plans print them, and what they mean.

use super::*;
use crate::model::{Days, Every};

const YEAR: i32 = 2022;

fn column(text: &str) -> Vec<String> {
    parse_due(text, YEAR).iter().map(say).collect()
}

fn prose(text: &str) -> Vec<String> {
    find(text, YEAR, Place::Prose).iter().map(say).collect()
}

/// One word per meaning, so that expectations read as the limits themselves.
fn say(due: &Due) -> String {
    match &due.kind {
        DueKind::ByDate { date } => date.to_string(),
        DueKind::Recurring { every, working_days } => {
            let every = every.map_or("?", |every| match every {
                Every::Day => "day",
                Every::Week => "week",
                Every::Month => "month",
                Every::Quarter => "quarter",
                Every::HalfYear => "half-year",
                Every::Year => "year",
            });
            working_days.map_or(format!("every {every}"), |days| format!("every {every} +{days}wd"))
        }
        DueKind::AfterEvent { event, within: Days::WorkingDays(days) } => format!("{event}+{days}wd"),
        DueKind::AfterEvent { event, within: Days::CalendarDays(days) } => format!("{event}+{days}d"),
        DueKind::MinDuration { days } => format!(">={days}d"),
        DueKind::CountPerYear { count } => format!(">={count}/year"),
        DueKind::Ongoing => "always".to_owned(),
    }
}

#[test]
fn days_named_in_prose() {
    let cases = [
        ("2022年9月底前建立专栏", "2022-09-30"),
        ("要在6月底之前公布", "2022-06-30"),
        ("年底前公开", "2022-12-31"),
        ("2022年年底以前以村为单位公开", "2022-12-31"),
        ("于6月30日前报送", "2022-06-30"),
        ("二〇二三年三月三十一日前报送", "2023-03-31"),
        ("第三季度末前完成", "2022-09-30"),
        ("上半年底前完成", "2022-06-30"),
        ("10月中旬前完成", "2022-10-20"),
        ("２０２２年１１月３０日前完成", "2022-11-30"),
        ("明年1月底前发布", "2023-01-31"),
        ("年底完成改造", "2022-12-31"),
        ("年内完成改造", "2022-12-31"),
        ("2月底前完成", "2022-02-28"),
    ];
    for (text, expected) in cases {
        assert_eq!(prose(text), [expected], "{text}");
    }
}

#[test]
fn prose_that_only_mentions_time_sets_no_limit() {
    for text in [
        "继续高标准举行9月“政府开放月”活动",
        "围绕2019年全市重点工作任务",
        "列席政府常务会议“每月一题”制度",
        "实施三年行动",
        "五年内翻一番",
        "第一时间公开",
        "定期公开，及时更新，长期坚持",
        "对上一年度工作要点落实情况开展回头看",
        "做好年终评估",
        "截至2021年底，全市共有",
        "2022年第11号令",
        "每人每月发放补贴",
        "纳入年底效能考核体系",
        "确保分值权重不低于4%",
        "配备至少1名专职人员",
        "自2022年5月1日起施行",
    ] {
        assert_eq!(prose(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn periods() {
    let cases = [
        ("按月发布排名", "every month"),
        ("每季度向社会公开", "every quarter"),
        ("每月对台账完成情况进行督查", "every month"),
        ("每月后10个工作日内公开进度", "every month +10wd"),
        ("每季度首月10日前报送", "every quarter"),
        ("每半年报送一次", "every half-year"),
        ("每月5日前更新", "every month"),
        ("每年1月31日前公布年度报告", "every year"),
        ("每季度结束后十五个工作日内公开", "every quarter +15wd"),
    ];
    for (text, expected) in cases {
        assert_eq!(prose(text), [expected], "{text}");
    }
    assert_eq!(column("按季度公开"), ["every quarter"]);
    assert_eq!(parse_due("按季度公开", YEAR)[0].raw, "按季度公开");
}

#[test]
fn counts_in_a_year() {
    let cases = [
        ("主要负责同志每年至少听取1次工作汇报", ">=1/year"),
        ("年内组织政务公开通识培训不少于1次", ">=1/year"),
        ("每年解读重要政策措施不少于2次", ">=2/year"),
        ("每年至少两次", ">=2/year"),
        ("全年开展活动不少于四场次", ">=4/year"),
        ("每年不少于2次", ">=2/year"),
    ];
    for (text, expected) in cases {
        assert_eq!(prose(text), [expected], "{text}");
    }
}

#[test]
fn days_after_an_event() {
    let cases = [
        ("信息形成或者变更之日起20个工作日内公开", "信息形成或者变更+20wd"),
        ("行政处罚信息于处罚结果作出后7个工作日内公开", "处罚结果作出+7wd"),
        ("本文件印发后30日内", "本文件印发+30d"),
        ("收到申请后三个工作日内", "收到申请+3wd"),
        ("方案、计划确定后20个工作日内", "方案、计划确定+20wd"),
        ("办法印发后一个月内", "办法印发+30d"),
    ];
    for (text, expected) in cases {
        assert_eq!(prose(text), [expected], "{text}");
    }
    assert_eq!(prose("征求意见期限不少于30日"), [">=30d"]);
}

#[test]
fn a_column_may_be_terse() {
    let cases = [
        ("长期坚持", "always"),
        ("持续推进", "always"),
        ("疫情防控期间", "always"),
        ("全年", "always"),
        ("2022年9月", "2022-09-30"),
        ("9月30日", "2022-09-30"),
        ("年底前", "2022-12-31"),
        ("第三季度", "2022-09-30"),
        ("上半年", "2022-06-30"),
        ("2022年3月至12月", "2022-12-31"),
        ("2022年", "2022-12-31"),
    ];
    for (text, expected) in cases {
        assert_eq!(column(text), [expected], "{text}");
    }
}

#[test]
fn one_cell_may_hold_several_limits_in_order() {
    assert_eq!(column("长期落实校务公开，2022年8月底前公开清单"), ["always", "2022-08-31"]);
    assert_eq!(
        column("应在方案、计划确定后 20 个工作日内公开；每月后 10 个工作日内公开进度，项目竣工后 20 个工作日内公开"),
        ["方案、计划确定+20wd", "every month +10wd", "项目竣工+20wd"]
    );
}
