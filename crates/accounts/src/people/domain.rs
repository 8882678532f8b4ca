//! Who keeps whose account: rules over posts, values in and values out.

use directory::{Post, Principal, Role, Unit};

/// Why an act on an account is not done.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Refusal {
    #[error("这个人在别处也有岗位，账号由全部政府的管理员管理。您可以增减本政府的岗位。")]
    AccountElsewhere,
    #[error("不能停用自己的账号。")]
    Oneself,
    #[error("这是您自己最后一个管理员岗位，不能自己去掉。请让另一位管理员来办。")]
    OwnLastPost,
    #[error("这样就没有管理员了。请先设另一位管理员。")]
    LastAdministrator,
    #[error("已经有同样的岗位了。")]
    SamePost,
    #[error("这个岗位要选一个单位。")]
    UnitNeeded,
    #[error("这个单位已经停用，不能设新的岗位。")]
    UnitRetired,
    #[error("全部政府的岗位只有系统管理员一种。")]
    OnlyAdministrator,
}

impl From<Refusal> for kernel::Problem {
    fn from(refusal: Refusal) -> Self {
        Self::refused(refusal.to_string())
    }
}

/// Somebody who keeps accounts: of one government, or of the whole installation (`government` none).
#[derive(Clone, Copy, Debug)]
pub(crate) struct Keeper<'a> {
    pub person: &'a str,
    pub government: Option<&'a str>,
}

impl<'a> Keeper<'a> {
    pub(crate) fn of(principal: &'a Principal) -> Self {
        Self { person: &principal.person_id, government: principal.post.government_id.as_deref() }
    }

    /// Whether a post is theirs to give and take.
    pub(crate) fn keeps(self, post: &Post) -> bool {
        self.government.is_none() || post.government_id.as_deref() == self.government
    }

    /// Whether a person with these posts exists for them.
    pub(crate) fn sees(self, posts: &[Post]) -> bool {
        self.government.is_none() || posts.iter().any(|p| self.keeps(p))
    }

    /// Whether name, password and use of the account are theirs: whoever sets a password can sign in to every post.
    pub(crate) fn may_keep_account(self, posts: &[Post]) -> Result<(), Refusal> {
        if posts.iter().all(|p| self.keeps(p)) { Ok(()) } else { Err(Refusal::AccountElsewhere) }
    }

    /// Whether they may disable this person.
    pub(crate) fn may_disable(self, person: &str, posts: &[Post]) -> Result<(), Refusal> {
        if person == self.person { Err(Refusal::Oneself) } else { self.may_keep_account(posts) }
    }

    /// Whether they may take `post` from a person who holds `posts`.
    pub(crate) fn may_take(self, post: &Post, posts: &[Post]) -> Result<(), Refusal> {
        let administers = |p: &&Post| p.role == Role::Administrator;
        let own_last = post.person_id == self.person
            && post.role == Role::Administrator
            && posts.iter().filter(administers).count() == 1;
        if own_last { Err(Refusal::OwnLastPost) } else { Ok(()) }
    }
}

/// Whether a post of `role` can be given at this place to somebody who holds `posts`.
pub(crate) fn check_post(
    role: Role,
    government: Option<&str>,
    unit: Option<&Unit>,
    posts: &[Post],
) -> Result<(), Refusal> {
    if government.is_none() && role != Role::Administrator {
        return Err(Refusal::OnlyAdministrator);
    }
    match unit {
        None if role.of_a_unit() => return Err(Refusal::UnitNeeded),
        Some(unit) if unit.retired => return Err(Refusal::UnitRetired),
        _ => {}
    }
    let unit = unit.map(|u| u.id.as_str());
    let same = |p: &Post| p.role == role && p.government_id.as_deref() == government && p.unit_id.as_deref() == unit;
    if posts.iter().any(same) { Err(Refusal::SamePost) } else { Ok(()) }
}

/// The government all posts belong to; none when they differ, so that the journal shows an act on the account to everybody
/// concerned or only to the whole installation.
pub(crate) fn common_government(posts: &[Post]) -> Option<&str> {
    let first = posts.first()?.government_id.as_deref();
    if posts.iter().all(|p| p.government_id.as_deref() == first) { first } else { None }
}

#[cfg(test)]
mod tests {
    use directory::UnitKind;

    use super::*;

    fn post(person: &str, role: Role, government: Option<&str>) -> Post {
        Post {
            id: format!("{person}{role:?}{government:?}"),
            person_id: person.into(),
            role,
            government_id: government.map(str::to_owned),
            unit_id: None,
            government_name: None,
            unit_name: None,
        }
    }

    const A: Keeper<'_> = Keeper { person: "keeper", government: Some("a") };
    const ALL: Keeper<'_> = Keeper { person: "root", government: None };

    #[test]
    fn a_governments_administrator_knows_only_its_own_people() {
        let (here, there) = ([post("p", Role::Office, Some("a"))], [post("p", Role::Office, Some("b"))]);
        assert!(A.sees(&here) && !A.sees(&there) && !A.sees(&[post("root", Role::Administrator, None)]));
        assert!(ALL.sees(&there) && ALL.sees(&[]));
    }

    #[test]
    fn a_password_is_not_set_by_whoever_keeps_only_some_of_the_posts() {
        let both = [post("p", Role::Office, Some("a")), post("p", Role::Office, Some("b"))];
        assert_eq!(A.may_keep_account(&both), Err(Refusal::AccountElsewhere));
        let chief = [post("p", Role::Office, Some("a")), post("p", Role::Administrator, None)];
        assert_eq!(A.may_keep_account(&chief), Err(Refusal::AccountElsewhere));
        assert_eq!(ALL.may_keep_account(&both), Ok(()));
    }

    #[test]
    fn nobody_locks_themselves_out() {
        let mine = [post("keeper", Role::Administrator, Some("a")), post("keeper", Role::Office, Some("a"))];
        assert_eq!(A.may_disable("keeper", &mine), Err(Refusal::Oneself));
        assert_eq!(A.may_take(&mine[0], &mine), Err(Refusal::OwnLastPost));
        assert_eq!(A.may_take(&mine[1], &mine), Ok(()));
    }

    #[test]
    fn a_post_fits_its_place() {
        let unit = Unit {
            id: "u".into(),
            government_id: "a".into(),
            name: "市财政局".into(),
            short_name: "市财政局".into(),
            kind: UnitKind::Department,
            child_government_id: None,
            issues_normative: false,
            retired: true,
            version: 1,
        };
        assert_eq!(check_post(Role::Officer, Some("a"), None, &[]), Err(Refusal::UnitNeeded));
        assert_eq!(check_post(Role::Officer, Some("a"), Some(&unit), &[]), Err(Refusal::UnitRetired));
        assert_eq!(check_post(Role::Office, None, None, &[]), Err(Refusal::OnlyAdministrator));
        let held = [post("p", Role::Office, Some("a"))];
        assert_eq!(check_post(Role::Office, Some("a"), None, &held), Err(Refusal::SamePost));
        assert_eq!(check_post(Role::Office, Some("b"), None, &held), Ok(()));
    }

    #[test]
    fn the_journal_shows_an_act_on_an_account_where_all_its_posts_are() {
        let (a, b) = (post("p", Role::Office, Some("a")), post("p", Role::Office, Some("b")));
        assert_eq!(common_government(&[a.clone(), a.clone()]), Some("a"));
        assert_eq!(common_government(&[a, b]), None);
    }
}
