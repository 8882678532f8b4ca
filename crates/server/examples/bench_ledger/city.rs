//! A government with 200 units, an officer in each, and the office.

use db::args;
use directory::{Government, Person, Role, Unit};
use testkit::TestApp;

pub const UNITS: usize = 200;

pub struct City {
    pub government: Government,
    pub units: Vec<Unit>,
    /// One of each unit, in the order of the units; their logins are `officer0`, `officer1`, ….
    pub officers: Vec<Person>,
    pub office: Person,
}

impl City {
    pub async fn found(app: &TestApp) -> Self {
        let government = app.given_government("测试市").await;
        let (mut units, mut officers) = (Vec::with_capacity(UNITS), Vec::with_capacity(UNITS));
        for number in 0..UNITS {
            // Every kind of unit that a city has, mostly departments.
            let end = match number % 10 {
                0 => "镇",
                1 => "街道办事处",
                2 => "区人民政府",
                3 => "开发区管委会",
                _ => "局",
            };
            let unit = app.given_unit(&government, &format!("第{number}{end}")).await;
            let login = format!("officer{number}");
            officers.push(app.given_person(&login, Role::Officer, Some(&government), Some(&unit)).await);
            units.push(unit);
        }
        let office = app.given_person("office", Role::Office, Some(&government), None).await;
        let mut tx = app.db.write().await.expect("the database can be written to");
        tx.exec("UPDATE person SET email = login || '@example.com'", args![]).await.expect("people have addresses");
        tx.commit().await.expect("the addresses are kept");
        Self { government, units, officers, office }
    }
}
