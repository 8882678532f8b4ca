//! A hint whether a document is a normative one (行政规范性文件).

use crate::block::{Block, Official};
use crate::form::Form;

/// Whether a document looks like one that binds the public repeatedly. Only a hint for the officer who decides:
/// `Some(true)` for measures and the like or with clauses in articles and a time of effect, `Some(false)` for kinds that never are, `None` else.
pub fn looks_normative(official: &Official) -> Option<bool> {
    let title = official.title.as_deref()?;
    let personnel = ["任免", "任职", "免职", "表彰", "会议", "放假", "节假日安排", "召开", "领导小组", "分工"];
    if personnel.iter().any(|word| title.contains(word)) {
        return Some(false);
    }
    let articles =
        official.blocks.iter().filter(|b| matches!(b, Block::Item { label, .. } if label.ends_with('条'))).count();
    let issues = ["办法", "规定", "细则", "规则", "条例", "管理制度", "裁量"].iter().any(|word| title.contains(word));
    match official.form {
        _ if articles >= 3 && issues => Some(true),
        Some(
            Form::Bulletin
            | Form::Report
            | Form::Request
            | Form::Reply
            | Form::Bill
            | Form::Minutes
            | Form::Letter
            | Form::Communique
            | Form::Interpretation,
        ) => Some(false),
        _ if issues || articles >= 3 => Some(true),
        _ => None,
    }
}
