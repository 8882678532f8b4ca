//! Every route by every role: allowed or refused exactly as the table of routes says.

use axum::http::{Method, StatusCode};
use directory::{Government, Role, UnitKind, person};
use kernel::new_id;
use testkit::{Answer, Client, db_test};
use web::{Access, Route};

use crate::Server;

/// How somebody fares at a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    Allowed,
    Refused,
    MustSignIn,
}

/// Who tries: nobody in particular, each role at one government, and the administrator of the whole installation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Visitor {
    Nobody,
    Holder(Role),
    Root,
}

fn visitors() -> impl Iterator<Item = Visitor> {
    [Visitor::Nobody].into_iter().chain(Role::ALL.map(Visitor::Holder)).chain([Visitor::Root])
}

impl Visitor {
    fn login(self) -> Option<&'static str> {
        match self {
            Self::Nobody => None,
            Self::Holder(role) => Some(role.code()),
            Self::Root => Some("root"),
        }
    }

    /// What the table of routes and the table of roles say together.
    fn fate(self, access: Access) -> Fate {
        match (access, self) {
            (Access::Public, _) => Fate::Allowed,
            // Sessions count for nothing there; `api` walks these with tokens.
            (Access::Token(_), _) => Fate::MustSignIn,
            (_, Self::Nobody) => Fate::MustSignIn,
            (Access::SignedIn, _) => Fate::Allowed,
            (Access::May(capability), Self::Holder(role)) => {
                allowed(role.may(capability) && capability.belongs_to(true))
            }
            (Access::May(capability), Self::Root) => {
                allowed(Role::Administrator.may(capability) && capability.belongs_to(false))
            }
        }
    }
}

fn allowed(yes: bool) -> Fate {
    if yes { Fate::Allowed } else { Fate::Refused }
}

/// How an answer shows that somebody fared.
fn observed(answer: &Answer) -> Fate {
    match answer.status {
        StatusCode::UNAUTHORIZED => Fate::MustSignIn,
        StatusCode::FORBIDDEN => Fate::Refused,
        _ if answer.location().starts_with("/sign-in") => Fate::MustSignIn,
        _ => Fate::Allowed,
    }
}

/// Forms that are sent with a file.
const WITH_FILES: [&str; 8] = [
    "/desk/units/import",
    "/desk/plans/upload",
    "/desk/ledger/{id}/evidence",
    "/desk/ledger/import",
    "/desk/catalogue/import",
    "/desk/support/{id}/files",
    "/desk/documents/new",
    "/desk/documents/{id}/files",
];

/// What stands in a government where every route leads somewhere: addresses by the patterns they replace.
struct Sample {
    pairs: Vec<(&'static str, String)>,
}

impl Sample {
    async fn given(app: &Server) -> Self {
        let city = app.given_government("甲市").await;
        let unit = app.given_unit(&city, "市教育和体育局").await;
        for role in Role::ALL {
            let unit = role.of_a_unit().then_some(&unit);
            app.given_person(role.code(), role, Some(&city), unit).await;
        }
        app.given_person("root", Role::Administrator, None, None).await;
        let group = app.given_group(&city, "各镇", &[UnitKind::Town]).await;
        let target = app.given_person("target", Role::Leader, Some(&city), None).await;
        let spare = app.given_post(&target, Role::Justice, Some(&city), None).await;
        // The first entry of the journal.
        app.as_("office").await.post("/sign-out", &[]).await;
        Self { pairs: Self::pairs(app, &city, [&target.id, &spare.id, &unit.id, &group.id]) }
    }

    /// The longest patterns first. Whatever is not named here gets an id of nothing, and is then simply not found.
    fn pairs(app: &Server, city: &Government, [person, post, unit, group]: [&str; 4]) -> Vec<(&'static str, String)> {
        vec![
            ("/desk/people/{id}/posts/{post}", format!("/desk/people/{person}/posts/{post}")),
            ("/desk/people/{id}/{act}", format!("/desk/people/{person}/reset")),
            ("/desk/people/{id}", format!("/desk/people/{person}")),
            ("/desk/units/{id}/{act}", format!("/desk/units/{unit}/retire")),
            ("/desk/units/{id}", format!("/desk/units/{unit}")),
            ("/desk/groups/{id}", format!("/desk/groups/{group}")),
            ("/desk/governments/{id}", format!("/desk/governments/{}", city.id)),
            ("/desk/journal/{seq}", "/desk/journal/1".into()),
            ("{slug}", city.slug.clone()),
            ("{id}", new_id(app.clock.now())),
            ("{task}", new_id(app.clock.now())),
            ("{own}", "nothing".into()),
            ("{act}", "move".into()),
            ("{file}", "nothing.ics".into()),
            ("{relation}", new_id(app.clock.now())),
        ]
    }

    /// An address for a pattern.
    fn address(&self, pattern: &str) -> String {
        let mut address = pattern.to_owned();
        for (from, to) in &self.pairs {
            address = address.replace(from, to);
        }
        assert!(!address.contains('{'), "walk.rs has no sample for {pattern}");
        address
    }
}

async fn send(browser: &Client, route: &Route, address: &str) -> Answer {
    if matches!(route.access, Access::Token(_)) {
        browser.json(route.method.clone(), address, "{}").await
    } else if route.method == Method::GET {
        browser.get(address).await
    } else if WITH_FILES.contains(&route.path) {
        browser.upload(address, &[], &[]).await
    } else {
        browser.post(address, &[]).await
    }
}

db_test!(every_role_is_let_in_or_refused_as_the_table_says, async |app: Server| {
    let sample = Sample::given(&app).await;
    let mut wrong = Vec::new();
    for route in gongkai::routes().table() {
        let address = sample.address(route.path);
        for visitor in visitors() {
            let browser = match visitor.login() {
                Some(login) => app.as_(login).await,
                None => app.anyone(),
            };
            let answer = send(&browser, route, &address).await;
            let (seen, expected) = (observed(&answer), visitor.fate(route.access));
            if seen != expected || answer.status.is_server_error() {
                let Route { method, path, .. } = route;
                wrong
                    .push(format!("{method} {path} by {visitor:?}: {} {seen:?}, expected {expected:?}", answer.status));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
});

db_test!(whoever_lost_the_post_is_let_in_nowhere, async |app: Server| {
    let sample = Sample::given(&app).await;
    let browsers = [app.as_("office").await, app.as_("administrator").await];
    let mut tx = app.db.write().await.unwrap();
    for login in ["office", "administrator"] {
        let person = person::by_login(&mut tx, login).await.unwrap().unwrap();
        for post in person::posts(&mut tx, &person.id).await.unwrap() {
            person::dismiss(&mut tx, &post.id).await.unwrap();
        }
    }
    tx.commit().await.unwrap();
    for route in gongkai::routes().table().iter().filter(|r| r.access != Access::Public) {
        for browser in &browsers {
            let answer = send(browser, route, &sample.address(route.path)).await;
            assert_eq!(observed(&answer), Fate::MustSignIn, "{} {}", route.method, route.path);
        }
    }
});

/// The whole table as a reviewer sees a change of it: a line a route, a column a visitor.
#[test]
fn the_table_of_routes_and_roles_changes_only_in_sight() {
    let heads: Vec<String> = visitors().map(|v| v.login().unwrap_or("nobody").to_owned()).collect();
    let mut lines = vec![format!("{:6} {:52} {}", "", "", heads.join(" "))];
    let routes = gongkai::routes();
    let mut table: Vec<&Route> = routes.table().iter().collect();
    table.sort_by_key(|route| (route.path, route.method.as_str()));
    for route in table {
        let marks = visitors().zip(&heads).map(|(visitor, head)| {
            let mark = match visitor.fate(route.access) {
                Fate::Allowed => "yes",
                Fate::Refused => "-",
                Fate::MustSignIn => "login",
            };
            format!("{mark:width$}", width = head.len())
        });
        let marks: Vec<_> = marks.collect();
        lines.push(format!("{:6} {:52} {}", route.method.as_str(), route.path, marks.join(" ").trim_end()));
    }
    insta::assert_snapshot!("routes", lines.join("\n"));
}
