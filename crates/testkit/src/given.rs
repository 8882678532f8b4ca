//! What a test finds in place when it begins. Nothing of it is in the journal, which begins with the test's own acts.

use directory::{Government, Group, Level, Person, Post, Role, Unit, UnitKind, government, group, person, unit};
use kernel::{Time, new_id};
use tokio::sync::OnceCell;

use crate::TestApp;

/// The password of every person a test is given.
pub const PASSWORD: &str = "harbour-lamp-52";

/// Hashing takes longer than most tests, so it is done once.
async fn password_hash() -> String {
    static HASH: OnceCell<String> = OnceCell::const_new();
    HASH.get_or_init(async || directory::password::hash(PASSWORD.into()).await.unwrap()).await.clone()
}

impl TestApp {
    /// Moves the clock by a millisecond, so that what is given later has a later id.
    fn next_moment(&self) -> Time {
        self.clock.set(Time(self.clock.now().0 + 1));
        self.clock.now()
    }

    /// A government this installation serves, by the name of its place, e.g. 测试市.
    pub async fn given_government(&self, place: &str) -> Government {
        let now = self.next_moment();
        let g = Government {
            id: new_id(now),
            parent_id: None,
            slug: format!("g{}", now.0),
            name: format!("{place}人民政府"),
            short_name: place.into(),
            level: if place.ends_with('县') || place.ends_with('区') { Level::County } else { Level::City },
            hosted: true,
            host_unit: format!("{place}人民政府办公室"),
            site_id_code: None,
            phone: None,
            icp: None,
            police: None,
            host: None,
            version: 1,
        };
        let mut tx = self.db.write().await.unwrap();
        government::insert(&mut tx, &g).await.unwrap();
        tx.commit().await.unwrap();
        g
    }

    /// A unit of the kind its name suggests; full and short name are the same.
    pub async fn given_unit(&self, government: &Government, name: &str) -> Unit {
        let u = Unit {
            id: new_id(self.next_moment()),
            government_id: government.id.clone(),
            name: name.into(),
            short_name: name.into(),
            kind: UnitKind::guess(name),
            child_government_id: None,
            issues_normative: false,
            retired: false,
            version: 1,
        };
        let mut tx = self.db.write().await.unwrap();
        unit::insert(&mut tx, &u).await.unwrap();
        tx.commit().await.unwrap();
        u
    }

    /// An addressee group that expands to all units of `kinds`.
    pub async fn given_group(&self, government: &Government, name: &str, kinds: &[UnitKind]) -> Group {
        let g = Group {
            id: new_id(self.next_moment()),
            government_id: government.id.clone(),
            name: name.into(),
            kinds: kinds.to_vec(),
            version: 1,
        };
        let mut tx = self.db.write().await.unwrap();
        group::insert(&mut tx, &g).await.unwrap();
        tx.commit().await.unwrap();
        g
    }

    /// A person with one post; the name is the login. Their password is [`PASSWORD`].
    pub async fn given_person(
        &self,
        login: &str,
        role: Role,
        government: Option<&Government>,
        unit: Option<&Unit>,
    ) -> Person {
        let now = self.next_moment();
        let p = Person {
            id: new_id(now),
            login: login.into(),
            name: login.into(),
            email: None,
            password_hash: password_hash().await,
            must_change_password: false,
            disabled: false,
            failures: 0,
            locked_until: None,
            created_at: now,
            version: 1,
        };
        let mut tx = self.db.write().await.unwrap();
        person::insert(&mut tx, &p).await.unwrap();
        tx.commit().await.unwrap();
        self.given_post(&p, role, government, unit).await;
        p
    }

    /// One more post of a person.
    pub async fn given_post(
        &self,
        person: &Person,
        role: Role,
        government: Option<&Government>,
        unit: Option<&Unit>,
    ) -> Post {
        let post = Post {
            id: new_id(self.next_moment()),
            person_id: person.id.clone(),
            role,
            government_id: government.map(|g| g.id.clone()),
            unit_id: unit.map(|u| u.id.clone()),
            government_name: government.map(|g| g.short_name.clone()),
            unit_name: unit.map(|u| u.short_name.clone()),
        };
        let mut tx = self.db.write().await.unwrap();
        person::appoint(&mut tx, &post).await.unwrap();
        tx.commit().await.unwrap();
        post
    }
}
