//! Column names: 工作任务, 具体要求, 责任单位, 完成时限 and the other words that provinces use for them.

use crate::tracked::Tracked;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// 序号
    Seq,
    /// A heading above the row (decided from the content).
    Path,
    /// 工作任务, 重点任务, 事项
    Task,
    /// 公开内容
    Content,
    /// 具体要求, 工作措施
    Requirement,
    /// The demand itself (decided from the content).
    Text,
    /// 牵头单位
    Lead,
    /// 责任单位, 配合单位
    Unit,
    /// 完成时限
    Due,
    /// 分管领导
    Leader,
    /// 责任科室
    Office,
    /// 备注 and everything else
    Note,
}

/// Longest column name, in Chinese characters.
const LONGEST: usize = 14;

/// The role a column name stands for. Recognition noise around the Chinese characters is passed over.
pub(crate) fn role(name: &str) -> Option<Role> {
    if name.contains(['。', '，', '；', ',', ';']) {
        return None;
    }
    let name: String = name.chars().filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c)).collect();
    let has = |words: &[&str]| words.iter().any(|word| name.contains(word));
    let length = name.chars().count();
    if length == 0 || length > LONGEST || name.starts_with("各") {
        return None;
    }
    let subject = has(&["内容", "事项", "任务", "工作", "信息"]);
    let role = if has(&["序号", "编号", "项号", "顺序"]) || name == "号" {
        Role::Seq
    } else if has(&["备注", "说明", "依据", "完成情况", "进展情况", "落实情况", "状态", "公开渠道", "公开方式"])
    {
        Role::Note
    } else if has(&["领导", "责任人", "负责人", "联系", "经办人"]) {
        Role::Leader
    } else if has(&["时限", "时间", "期限", "节点", "进度", "频次", "频率", "时序", "完成日期"]) {
        Role::Due
    } else if has(&["牵头", "主办", "主责"]) && !subject {
        Role::Lead
    } else if has(&["公开内容", "公开事项", "公开信息"]) {
        Role::Content
    } else if has(&["科室", "处室", "股室"]) && length <= 8 {
        Role::Office
    } else if is_unit_name(&name) {
        Role::Unit
    } else if has(&["任务"]) && !has(&["具体", "要求", "措施", "内容"]) {
        Role::Task
    } else if has(&["要求", "措施", "举措", "具体", "标准", "做法", "成果", "内容", "目标"]) {
        Role::Requirement
    } else if has(&["事项", "项目", "工作", "领域", "类别", "要点", "指标", "方面", "主题", "类型"]) && length <= 8
    {
        Role::Task
    } else {
        return None;
    };
    Some(role)
}

/// 责任单位, 配合部门（单位）, 部门, 责任主体, 责任分工 – but not 市直单位, which is a unit itself.
fn is_unit_name(name: &str) -> bool {
    let duty = ["责任", "配合", "协办", "承办", "参加", "参与", "落实", "实施", "协同", "负责", "主管", "完成"];
    let body = ["单位", "部门", "主体", "机构", "机关", "分工"];
    body.contains(&name)
        || matches!(name, "部门单位" | "单位部门" | "责任" | "配合" | "单位名称" | "部门名称")
        || duty.iter().any(|word| name.starts_with(word) || name.contains(&format!("具体{word}")))
            && body.iter().any(|word| name.contains(word))
        || matches!(name, "任务分工" | "工作分工" | "职责分工")
}

/// A row of column names: several known roles, no long cell.
pub(crate) fn is_header(cells: &[Tracked]) -> bool {
    let filled: Vec<&Tracked> = cells.iter().filter(|cell| !cell.is_empty()).collect();
    if filled.len() < 2 || filled.iter().any(|cell| cell.chars() > LONGEST + 4) {
        return false;
    }
    let roles: Vec<Role> = filled.iter().filter_map(|cell| role(cell.as_str())).collect();
    let is_subject = |role: &Role| matches!(role, Role::Task | Role::Requirement | Role::Content | Role::Seq);
    let is_answer = |role: &Role| !is_subject(role) || *role == Role::Requirement;
    roles.len() * 2 >= filled.len() && roles.len() >= 2 && roles.iter().any(is_subject) && roles.iter().any(is_answer)
}

/// The second line of a two-line header (责任分工 above 牵头单位 | 配合单位).
pub(crate) fn is_subheader(cells: &[Tracked]) -> bool {
    let filled: Vec<&Tracked> = cells.iter().filter(|cell| !cell.is_empty()).collect();
    filled.len() >= 2 && filled.iter().all(|cell| cell.chars() <= LONGEST && role(cell.as_str()).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn column_names_of_many_provinces() {
        let cases = [
            ("序号", Role::Seq),
            ("工 作 任 务", Role::Task),
            ("重点任务", Role::Task),
            ("任务分解", Role::Task),
            ("具体要求", Role::Requirement),
            ("工作内容", Role::Requirement),
            ("具体任务", Role::Requirement),
            ("牵头公开内容", Role::Content),
            ("责任单位", Role::Unit),
            ("责任部门（单位）", Role::Unit),
            ("配合单位", Role::Unit),
            ("责任分工", Role::Unit),
            ("部门", Role::Unit),
            ("牵头单位", Role::Lead),
            ("主办单位", Role::Lead),
            ("完成时限", Role::Due),
            ("时间安排", Role::Due),
            ("时间进度", Role::Due),
            ("单位分管 领导", Role::Leader),
            ("责任科室", Role::Office),
            ("备注", Role::Note),
        ];
        for (name, expected) in cases {
            assert_eq!(role(name), Some(expected), "{name}");
        }
        for name in ["市财政局", "各部门", "加强政策解读，提高质量", "市直单位", "长期坚持"] {
            assert_eq!(role(name), None, "{name}");
        }
    }
}
