//! Signing in, accounts, units, groups, governments, the journal.

mod contacts;
mod entrance;
mod governments;
mod groups;
mod me;
mod people;
mod sessions;
mod trail;
mod units;

use directory::{Government, Role, Unit};

use crate::Server;

/// A city with one department, an officer there, an office and an administrator.
struct City {
    government: Government,
    unit: Unit,
}

impl City {
    /// Logins are `officer`, `office`, `keeper`, each with the suffix.
    async fn given(app: &Server, place: &str, suffix: &str) -> Self {
        let government = app.given_government(place).await;
        let unit = app.given_unit(&government, "市教育和体育局").await;
        app.given_person(&format!("officer{suffix}"), Role::Officer, Some(&government), Some(&unit)).await;
        app.given_person(&format!("office{suffix}"), Role::Office, Some(&government), None).await;
        app.given_person(&format!("keeper{suffix}"), Role::Administrator, Some(&government), None).await;
        Self { government, unit }
    }
}
