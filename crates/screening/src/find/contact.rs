//! E-mail, messenger accounts and telephones at home.

use std::sync::LazyLock;

use regex::Regex;

use super::compiled;
use crate::Kind;
use crate::context::Page;
use crate::finding::Hit;

static EMAIL: LazyLock<Regex> =
    LazyLock::new(|| compiled("[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,40}(?:\\.[A-Za-z0-9-]{1,24}){1,4}"));
static ACCOUNT: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        "(?i)(?:qq|微信|wechat|vx|wx)(?:号码|账号|帐号|号)?(?: ?[:为是(] ?| )([a-z][a-z0-9_-]{5,19}|[1-9][0-9]{4,11})",
    )
});
static LANDLINE: LazyLock<Regex> = LazyLock::new(|| compiled("(?:\\(?0[0-9]{2,3}[)-]? ?)?[2-9][0-9]{6,7}"));

/// Lines in which an office asks for letters.
const OFFICE: &[&str] = &[
    "意见",
    "反馈",
    "举报",
    "投诉",
    "咨询",
    "监督",
    "报送",
    "报名",
    "投稿",
    "联系人",
    "联系电话",
    "办公",
    "受理",
    "传真",
    "邮编",
    "官方",
    "发至",
    "发送",
];
const HOME: &[&str] = &["住宅电话", "家庭电话", "宅电", "家庭联系电话", "家中电话", "家里电话"];

pub(super) fn hits(page: &Page<'_>) -> Vec<Hit> {
    let emails = EMAIL.find_iter(page.text()).map(|found| email(page, found.range()));
    let accounts = ACCOUNT.captures_iter(page.text()).filter_map(|found| account(page, found.get(1)?.range()));
    let phones = LANDLINE.find_iter(page.text()).filter_map(|found| phone(page, found.range()));
    emails.chain(accounts).chain(phones).collect()
}

fn email(page: &Page<'_>, at: std::ops::Range<usize>) -> Hit {
    let written = page.text()[at.clone()].to_ascii_lowercase();
    let end = at.start + written.trim_end_matches(['.', '-']).len();
    let at = at.start..end;
    if written.ends_with("gov.cn") {
        return Hit::hint(Kind::Email, at, "政府机关的工作邮箱，一般可以公开。");
    }
    if !page.person(&at) && page.near(&at, 60, 20, OFFICE) {
        return Hit::hint(Kind::Email, at, "像是单位收件的邮箱，请确认不是个人邮箱。");
    }
    Hit::stop(Kind::Email, at, "电子邮箱，可能是个人的。")
}

fn account(page: &Page<'_>, at: std::ops::Range<usize>) -> Option<Hit> {
    if page.next(at.end).is_some_and(|c| c.is_ascii_alphanumeric()) {
        return None;
    }
    Some(if page.person(&at) {
        Hit::stop(Kind::SocialAccount, at, "个人信息旁边的社交账号。")
    } else {
        Hit::hint(Kind::SocialAccount, at, "社交账号，请确认是单位的账号。")
    })
}

fn phone(page: &Page<'_>, at: std::ops::Range<usize>) -> Option<Hit> {
    let joined = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let free = !joined(page.last(at.start)) && !joined(page.next(at.end));
    (free && page.labelled(at.start, HOME)).then(|| Hit::stop(Kind::Phone, at, "写明是住宅电话。"))
}
