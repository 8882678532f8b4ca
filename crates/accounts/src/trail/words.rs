//! The journal in people's words: acts, the things acted on, and the particulars.

use directory::{Level, Role, UnitKind};
use serde_json::Value;

/// Every act that is recorded anywhere, with its name for people.
pub(crate) const ACTS: &[(&str, &str)] = &[
    ("person.signed_in", "登录"),
    ("person.signed_out", "退出登录"),
    ("person.locked", "账号锁定"),
    ("person.took_post", "切换岗位"),
    ("person.changed_password", "修改密码"),
    ("person.ended_sessions", "结束其他登录"),
    ("person.created", "添加账号"),
    ("person.renamed", "修改姓名"),
    ("person.changed_address", "修改邮箱"),
    ("person.chose_reminders", "选择提醒"),
    ("person.feed_made", "新建日历地址"),
    ("person.feed_revoked", "收回日历地址"),
    ("person.password_reset", "重设密码"),
    ("person.disabled", "停用账号"),
    ("person.enabled", "恢复账号"),
    ("person.unlocked", "解除锁定"),
    ("person.post_added", "添加岗位"),
    ("person.post_removed", "去掉岗位"),
    ("unit.created", "添加单位"),
    ("unit.renamed", "单位改名"),
    ("unit.changed", "修改单位"),
    ("unit.retired", "停用单位"),
    ("unit.restored", "恢复单位"),
    ("unit.alias_added", "添加单位别名"),
    ("unit.alias_removed", "去掉单位别名"),
    ("contact.changed", "修改联系方式"),
    ("group.created", "添加统称对象"),
    ("group.changed", "修改统称对象"),
    ("group.alias_added", "添加统称对象别名"),
    ("group.alias_removed", "去掉统称对象别名"),
    ("government.created", "添加政府"),
    ("government.changed", "修改政府"),
    ("plan.uploaded", "上传计划"),
    ("plan.adopted", "采用计划"),
    ("plan.corrected", "按更正文件修改计划"),
    ("plan_draft.name_decided", "认定一个单位名称"),
    ("plan_draft.names_decided", "认定单位名称"),
    ("plan_draft.name_forgotten", "取消认定的单位名称"),
    ("plan_draft.units_assigned", "为任务指定单位"),
    ("plan_draft.head_saved", "修改计划的基本信息"),
    ("plan_draft.correction_answered", "确认是否更正稿"),
    ("plan_draft.discarded", "放弃待审计划"),
    ("plan_draft.task_added", "添加任务"),
    ("plan_draft.task_saved", "修改任务"),
    ("plan_draft.task_confirmed", "确认任务无误"),
    ("plan_draft.task_split", "拆分任务"),
    ("plan_draft.tasks_merged", "合并任务"),
    ("plan_draft.task_moved", "移动任务"),
    ("plan_draft.task_dropped", "去掉任务"),
    ("plan_draft.task_restored", "恢复任务"),
    ("ledger_entry.filled", "填写台账"),
    ("ledger_entry.imported", "从表格读入台账"),
    ("api_token.created", "生成接口令牌"),
    ("api_token.revoked", "收回接口令牌"),
    ("ledger_entry.done", "登记完成"),
    ("ledger_entry.done_undone", "撤销完成登记"),
    ("ledger_entry.happened", "登记事项发生"),
    ("ledger_entry.event_undone", "撤销事项登记"),
    ("ledger_entry.noted", "写进展"),
    ("ledger_entry.commented", "留言"),
    ("ledger_entry.answered", "留言不用回复"),
    ("ledger_entry.evidence_added", "添加证明材料"),
    ("ledger_entry.evidence_removed", "移除证明材料"),
    ("ledger_entry.submitted", "提交验收"),
    ("ledger_entry.withdrawn", "撤回提交"),
    ("ledger_entry.accepted", "验收通过"),
    ("ledger_entry.returned", "退回"),
    ("ledger_entry.extended", "延长期限"),
    ("ledger_entry.assigned", "分派台账"),
    ("ledger_entry.reminded", "催办"),
    ("ledger_import.uploaded", "上传台账表格"),
    ("ledger_import.applied", "写入台账表格"),
    ("ledger_import.discarded", "放弃台账表格"),
    ("ledger_entry.corrected", "随计划更正台账"),
    ("ledger_entry.due_recomputed", "重算时限"),
    ("support.recorded", "登记组织保障"),
    ("support.changed", "修改组织保障记录"),
    ("support.removed", "移除组织保障记录"),
    ("support.file_added", "添加组织保障附件"),
    ("support.file_removed", "移除组织保障附件"),
    ("catalogue_item.generated", "按标准生成目录项"),
    ("catalogue_item.added", "添加目录项"),
    ("catalogue_item.changed", "修改目录项"),
    ("catalogue_item.moved", "调整目录项次序"),
    ("catalogue_item.retired", "停用目录项"),
    ("catalogue_item.restored", "恢复目录项"),
    ("catalogue_item.imported", "从表格写入目录项"),
    ("catalogue_import.uploaded", "上传目录表格"),
    ("catalogue_import.applied", "写入目录表格"),
    ("catalogue_import.discarded", "放弃目录表格"),
    ("theme.generated", "添加标准主题"),
    ("theme.added", "添加主题"),
    ("theme.changed", "修改主题"),
    ("theme.moved", "调整主题次序"),
    ("theme.retired", "停用主题"),
    ("theme.restored", "恢复主题"),
    ("ledger.calendar_changed", "换用新的工作日历"),
    ("letter.resent", "重发信件"),
    ("letter.given_up", "不再发信件"),
    ("document.begun", "新建公文"),
    ("document.received", "从公文系统接收"),
    ("document.imported", "接收历史公开文件"),
    ("document.edited", "修改公文"),
    ("document.determined", "认定公开属性"),
    ("document.masked", "遮盖个人信息"),
    ("document.let_through", "说明理由后放行"),
    ("document.file_added", "添加公文附件"),
    ("document.file_removed", "移除公文附件"),
    ("document.related", "确认文件关系"),
    ("document.submitted", "提交保密审查"),
    ("document.reviewed", "保密审查通过"),
    ("document.signed", "签发公文"),
    ("document.returned", "退文"),
    ("document.scheduled", "定时公开"),
    ("document.unscheduled", "取消定时公开"),
    ("document.published", "公开公文"),
    ("document.filed", "归档公文"),
    ("document.correcting", "开始更正公文"),
    ("document.discarded", "放弃更正公文"),
    ("document.withdrawn", "撤下公文"),
    ("document.dropped", "作废公文"),
    ("document.reassessed", "重新审查公开属性"),
    ("cleanup.begun", "开始文件清理"),
    ("cleanup.extended", "补充清理的文件"),
    ("cleanup.answered", "答复清理意见"),
    ("cleanup.decided", "确认清理结论"),
    ("cleanup.returned", "退回清理意见"),
    ("cleanup.concluded", "形成清理结果"),
    ("cleanup.given_up", "放弃文件清理"),
    ("document_words.changed", "修改审查词表"),
    ("publication.turned", "有效性随日期变化"),
    ("publication.published", "公开"),
    ("publication.withdrawn", "撤下"),
    ("publication.marked", "更新有效性标注"),
];

/// Kinds of things, as the journal names them.
const KINDS: &[(&str, &str)] = &[
    ("person", "账号"),
    ("unit", "单位"),
    ("addressee_group", "统称对象"),
    ("contact", "联系方式"),
    ("government", "政府"),
    ("plan", "工作计划"),
    ("plan_draft", "待审计划"),
    ("ledger_entry", "台账事项"),
    ("ledger_import", "台账表格"),
    ("api_token", "接口令牌"),
    ("ledger", "台账"),
    ("support", "组织保障记录"),
    ("catalogue_item", "目录项"),
    ("catalogue_import", "目录表格"),
    ("theme", "主题"),
    ("letter", "信件"),
    ("document", "公文"),
    ("cleanup", "文件清理"),
    ("document_words", "审查词表"),
    ("publication", "公开内容"),
    ("calendar", "工作日历"),
];

/// Particulars by their names in payloads.
const LABELS: &[(&str, &str)] = &[
    ("login", "登录名"),
    ("name", "名称"),
    ("short_name", "简称"),
    ("email", "邮箱"),
    ("office", "公开工作机构名称"),
    ("street", "办公地址"),
    ("postcode", "邮政编码"),
    ("hours", "办公时间"),
    ("fax", "传真"),
    ("duties", "主要职能"),
    ("before", "快到期的"),
    ("on_day", "今天到期的"),
    ("after", "已超期的"),
    ("answers", "退回和留言"),
    ("office_summary", "政务公开办的汇总"),
    ("subject", "主题"),
    ("aliases", "别名"),
    ("kind", "类别"),
    ("kinds", "类别"),
    ("child", "对应的政府"),
    ("issues_normative", "规范性文件制定主体"),
    ("basis", "依据"),
    ("answer_by", "答复期限"),
    ("documents", "文件"),
    ("decision", "结论"),
    ("result", "结果文件"),
    ("parent", "上级政府"),
    ("slug", "网址中的名字"),
    ("level", "层级"),
    ("hosted", "由本平台办理"),
    ("host_unit", "主办单位"),
    ("site_id_code", "网站标识码"),
    ("phone", "电话"),
    ("host", "网站域名"),
    ("icp", "ICP 备案号"),
    ("police", "公安备案号"),
    ("role", "岗位"),
    ("place", "所在"),
    ("address", "网络地址"),
    ("which", "范围"),
    ("file", "文件"),
    ("sha256", "文件的 SHA-256"),
    ("title", "标题"),
    ("doc_number", "文号"),
    ("tasks", "任务"),
    ("entries", "台账事项"),
    ("unit", "单位"),
    ("units", "单位"),
    ("draft", "待审计划"),
    ("version", "版本"),
    ("reason", "理由"),
    ("changes", "变动"),
    ("changed", "改变的事项"),
    ("scopes", "权限"),
    ("until", "有效期到"),
    ("rows", "行数"),
    ("wrong", "不能读取的行"),
    ("skipped", "跳过的行"),
    ("recorded", "记录"),
    ("words", "内容"),
    ("limit", "时限"),
    ("on", "日期"),
    ("measure", "工作举措"),
    ("leader", "分管领导"),
    ("office_in_charge", "责任科室"),
    ("notes", "备注"),
    ("status", "状态"),
    ("finished_on", "完成日期"),
    ("is_lead", "牵头"),
    ("dropped", "已去掉"),
    ("due_key", "到期日"),
    ("provisional", "日期待定"),
    ("calendar", "工作日历"),
    ("corrects", "更正的计划"),
    ("created", "新建的单位"),
    ("entries_added", "增加的台账事项"),
    ("entries_dropped", "去掉的台账事项"),
    ("tasks_added", "增加的任务"),
    ("tasks_dropped", "去掉的任务"),
    ("not_broken_down", "不分到单位的名称"),
    ("limits_reread", "重读的时限"),
    ("pieces", "拆成"),
    ("plan", "计划"),
    ("task", "任务"),
    ("text", "正文"),
    ("group", "统称对象"),
    ("names", "名称"),
    ("audience", "对象"),
    ("added", "新增的行"),
    ("from", "原来"),
    ("to", "现在"),
];

fn of(table: &[(&'static str, &'static str)], code: &str) -> Option<&'static str> {
    table.iter().find(|(c, _)| *c == code).map(|(_, name)| *name)
}

/// An act's name; its code when the table does not know it.
pub(crate) fn act(code: &str) -> String {
    of(ACTS, code).unwrap_or(code).to_owned()
}

/// The name of a kind of thing; its code when the table does not know it.
pub(crate) fn kind(code: &str) -> String {
    of(KINDS, code).unwrap_or(code).to_owned()
}

/// The particulars of an entry, one line each: what, and the value for people.
pub(crate) fn particulars(payload: &Value) -> Vec<(String, String)> {
    let Value::Object(fields) = payload else { return Vec::new() };
    fields.iter().map(|(name, value)| (of(LABELS, name).unwrap_or(name).to_owned(), shown(name, value))).collect()
}

fn shown(field: &str, value: &Value) -> String {
    match value {
        Value::Null => "（空）".to_owned(),
        Value::Bool(yes) => if *yes { "是" } else { "否" }.to_owned(),
        Value::String(text) if text.is_empty() => "（空）".to_owned(),
        Value::String(text) => named(field, text),
        Value::Number(n) => n.to_string(),
        Value::Array(list) if list.is_empty() => "（无）".to_owned(),
        Value::Array(list) => list.iter().map(|v| shown(field, v)).collect::<Vec<_>>().join("、"),
        Value::Object(fields) => match (fields.get("from"), fields.get("to"), fields.len()) {
            (Some(from), Some(to), 2) => format!("{} → {}", shown(field, from), shown(field, to)),
            _ if fields.contains_key("old") && fields.contains_key("new") => {
                // One of a list of changes, which names its field itself.
                let name = fields.get("field").and_then(Value::as_str).unwrap_or(field);
                let label = of(LABELS, name).unwrap_or(name);
                format!("{label}：{} → {}", shown(name, &fields["old"]), shown(name, &fields["new"]))
            }
            _ => particulars(value).iter().map(|(name, v)| format!("{name}：{v}")).collect::<Vec<_>>().join("，"),
        },
    }
}

/// Codes of the directory's enums in their words.
fn named(field: &str, code: &str) -> String {
    let name = match field {
        "role" => Role::from_code(code).map(Role::name),
        "kind" | "kinds" => UnitKind::from_code(code).map(UnitKind::name),
        "level" => Level::from_code(code).map(Level::name),
        "status" => of(
            &[
                ("not_started", "未开始"),
                ("in_progress", "进行中"),
                ("submitted", "待验收"),
                ("returned", "已退回"),
                ("accepted", "已完成"),
                ("done", "已完成"),
            ],
            code,
        ),
        "is_lead" | "dropped" | "provisional" | "late" => of(&[("0", "否"), ("1", "是")], code),
        "which" => of(&[("one", "一个登录"), ("others", "除正在用的以外")], code),
        _ => None,
    };
    name.unwrap_or(code).to_owned()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use serde_json::json;

    use super::*;

    #[test]
    fn particulars_are_read_without_knowing_json() {
        let payload = json!({
            "name": { "from": "市教体局", "to": "市教育和体育局" }, "role": "office", "hosted": true,
            "kinds": ["town", "subdistrict"], "phone": null, "odd": { "a": 1 },
            "changes": [{ "field": "status", "old": "not_started", "new": "done" }],
        });
        let lines: Vec<String> = particulars(&payload).iter().map(|(name, value)| format!("{name}={value}")).collect();
        for line in [
            "名称=市教体局 → 市教育和体育局",
            "岗位=政务公开办",
            "由本平台办理=是",
            "类别=镇、乡、街道",
            "电话=（空）",
            "odd=a：1",
            "变动=状态：未开始 → 已完成",
        ] {
            assert!(lines.iter().any(|l| l == line), "{line} is not among {lines:?}");
        }
    }

    /// Every text in the program that has the form of an act: a kind of thing, a dot, a word.
    fn acts_in(folder: &Path, found: &mut BTreeSet<String>) {
        for entry in std::fs::read_dir(folder).unwrap().flatten() {
            let path = entry.path();
            if path.is_dir() {
                acts_in(&path, found);
            } else if path.extension().is_some_and(|e| e == "rs") {
                let source = std::fs::read_to_string(&path).unwrap();
                found.extend(source.split('"').filter(|text| is_act(text)).map(str::to_owned));
            }
        }
    }

    fn is_act(text: &str) -> bool {
        let kinds = KINDS.iter().map(|(kind, _)| *kind).chain(["group"]);
        let word = |w: &str| w.len() > 4 && w.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
        text.split_once('.').is_some_and(|(kind, verb)| kinds.clone().any(|k| k == kind) && word(verb))
    }

    #[test]
    fn every_act_recorded_anywhere_has_a_name() {
        let mut found = BTreeSet::new();
        for slice in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/..")).unwrap().flatten() {
            let source = slice.path().join("src");
            if source.is_dir() {
                acts_in(&source, &mut found);
            }
        }
        let nameless: Vec<_> = found.iter().filter(|code| of(ACTS, code).is_none()).collect();
        assert!(found.len() > 30 && nameless.is_empty(), "name these acts in words.rs: {nameless:?}");
    }

    #[test]
    fn an_act_nobody_named_shows_its_code() {
        assert_eq!(act("person.signed_in"), "登录");
        assert_eq!(act("tea.brewed"), "tea.brewed");
    }
}
