//! Where one can go from the desk: one table, shown as far as the post may use it.

use directory::{Capability, Principal};

/// A link of a navigation.
#[derive(Clone, Debug)]
pub struct NavItem {
    /// What it says.
    pub label: String,
    /// Where it leads.
    pub href: String,
    /// Whether the page shown belongs to it.
    pub current: bool,
    /// How many things wait there, if that is known.
    pub count: Option<u64>,
}

/// Links under one heading.
#[derive(Clone, Debug)]
pub struct NavGroup {
    /// The heading.
    pub title: String,
    /// The links.
    pub items: Vec<NavItem>,
}

/// A link: what it says, where it leads, what it takes.
type Link = (&'static str, &'static str, Capability);

const DESK: &[(&str, &[Link])] = &[
    (
        "日常",
        &[
            ("今日", "/desk", Capability::ViewLedger),
            ("台账", "/desk/ledger", Capability::ViewLedger),
            ("进展", "/desk/dashboard", Capability::ViewLedger),
            ("组织保障", "/desk/support", Capability::ViewLedger),
            ("后台任务", "/desk/jobs", Capability::ViewLedger),
        ],
    ),
    ("计划", &[("工作计划", "/desk/plans", Capability::ViewPlans)]),
    (
        "公开",
        &[
            ("公文", "/desk/documents", Capability::ViewDocuments),
            ("公开目录", "/desk/catalogue", Capability::ViewCatalogue),
            ("更新情况", "/desk/freshness", Capability::ViewCatalogue),
            ("主题分类", "/desk/themes", Capability::ViewCatalogue),
            ("访问情况", "/desk/visits", Capability::ViewDocuments),
            ("联系方式", "/desk/contacts", Capability::KeepContacts),
        ],
    ),
    (
        "设置",
        &[
            ("单位", "/desk/units", Capability::ManageUnits),
            ("统称对象", "/desk/groups", Capability::ManageUnits),
            ("接口令牌", "/desk/tokens", Capability::ManageTokens),
            ("账号", "/desk/people", Capability::ManagePeople),
            ("政府", "/desk/governments", Capability::ManageGovernments),
            ("查找", "/desk/search", Capability::ManageGovernments),
            ("到期提醒", "/desk/reminders", Capability::EditAllEntries),
            ("信件", "/desk/mail", Capability::ViewMail),
            ("办件留痕", "/desk/journal", Capability::ViewJournal),
        ],
    ),
];

/// Where somebody's work begins: the first page of the desk that their post may use.
pub fn desk_home(principal: &Principal) -> String {
    let first = DESK.iter().flat_map(|(_, items)| *items).find(|(_, _, capability)| principal.may(*capability));
    first.map_or("/desk/me", |(_, href, _)| href).to_owned()
}

/// The desk's navigation for somebody on the page at `path`.
pub(crate) fn desk(principal: &Principal, path: &str) -> Vec<NavGroup> {
    let here = |href: &str| {
        if href == "/desk" { path == href } else { path == href || path.starts_with(&format!("{href}/")) }
    };
    let groups = DESK.iter().map(|(title, items)| NavGroup {
        title: (*title).to_owned(),
        items: items
            .iter()
            .filter(|(_, _, capability)| principal.may(*capability))
            .map(|(label, href, _)| NavItem {
                label: (*label).to_owned(),
                href: (*href).to_owned(),
                current: here(href),
                count: None,
            })
            .collect(),
    });
    groups.filter(|g| !g.items.is_empty()).collect()
}
