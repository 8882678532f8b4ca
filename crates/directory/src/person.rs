//! People and their posts. A person may hold several posts and acts in one at a time.

use db::{FromRow, Query, Row, Tx, args, escape_like};
use kernel::Time;
use serde::Serialize;

use crate::role::Role;

/// Somebody with an account.
#[derive(Clone, Debug)]
pub struct Person {
    /// Id.
    pub id: String,
    /// What they type to sign in; lower case.
    pub login: String,
    /// Name.
    pub name: String,
    /// Where letters reach them; none: nowhere.
    pub email: Option<String>,
    /// Hash of the password.
    pub password_hash: String,
    /// Whether the password was set by somebody else and must be changed at the next sign-in.
    pub must_change_password: bool,
    /// Whether the account may not be used.
    pub disabled: bool,
    /// Wrong passwords since the last right one.
    pub failures: i64,
    /// Until when the account is locked.
    pub locked_until: Option<Time>,
    /// When the account was made.
    pub created_at: Time,
    /// Counts saves.
    pub version: i64,
}

impl FromRow for Person {
    fn from_row(row: &Row) -> db::Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            login: row.get("login")?,
            name: row.get("name")?,
            email: row.get("email")?,
            password_hash: row.get("password_hash")?,
            must_change_password: row.get("must_change_password")?,
            disabled: row.get("disabled")?,
            failures: row.get("failures")?,
            locked_until: row.get("locked_until")?,
            created_at: row.get("created_at")?,
            version: row.get("version")?,
        })
    }
}

/// A role held by a person at a government, or one of its units, or the whole installation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Post {
    /// Id.
    pub id: String,
    /// Who holds it.
    pub person_id: String,
    /// The role.
    pub role: Role,
    /// The government; none for an administrator of the whole installation.
    pub government_id: Option<String>,
    /// The unit, for roles of a unit.
    pub unit_id: Option<String>,
    /// The government's short name, for people.
    pub government_name: Option<String>,
    /// The unit's short name, for people.
    pub unit_name: Option<String>,
}

impl Post {
    /// Where it is held, for people: 甲市 · 市教育和体育局, 甲市, or 全部政府.
    pub fn place(&self) -> String {
        match (&self.government_name, &self.unit_name) {
            (Some(government), Some(unit)) => format!("{government} · {unit}"),
            (Some(government), None) => government.clone(),
            (None, _) => "全部政府".into(),
        }
    }
}

impl FromRow for Post {
    fn from_row(row: &Row) -> db::Result<Self> {
        let role: String = row.get("role")?;
        Ok(Self {
            id: row.get("id")?,
            person_id: row.get("person_id")?,
            role: Role::from_code(&role).ok_or_else(|| db::Error::Corrupt(format!("role {role}")))?,
            government_id: row.get("government_id")?,
            unit_id: row.get("unit_id")?,
            government_name: row.get("government_name")?,
            unit_name: row.get("unit_name")?,
        })
    }
}

/// Whether `login` may be a login: 2–40 of a–z, 0–9, `.`, `-`, `_`.
pub fn is_login(login: &str) -> bool {
    (2..=40).contains(&login.len())
        && login.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'.' | b'-' | b'_'))
}

/// Adds a person. [`db::Error::Exists`] when the login is taken.
pub async fn insert(tx: &mut Tx, p: &Person) -> db::Result<()> {
    let added = tx
        .exec(
            "INSERT INTO person (id, login, name, email, password_hash, must_change_password, disabled, failures,
                                 created_at, version)
             VALUES ($1, $2, $3, $4, $5, $6, $7, 0, $8, 1) ON CONFLICT (login) DO NOTHING",
            args![
                &p.id,
                &p.login,
                &p.name,
                p.email.clone(),
                &p.password_hash,
                p.must_change_password,
                p.disabled,
                p.created_at
            ],
        )
        .await?;
    if added == 1 { Ok(()) } else { Err(db::Error::Exists(p.login.clone())) }
}

/// Saves name, address, password and whether the account may be used; stale when someone else saved first.
pub async fn save(tx: &mut Tx, p: &Person) -> db::Result<()> {
    tx.exec_one(
        "UPDATE person SET name = $1, password_hash = $2, must_change_password = $3, disabled = $4, failures = $5,
             locked_until = $6, email = $7, version = version + 1 WHERE id = $8 AND version = $9",
        args![
            &p.name,
            &p.password_hash,
            p.must_change_password,
            p.disabled,
            p.failures,
            p.locked_until,
            p.email.clone(),
            &p.id,
            p.version
        ],
    )
    .await
}

/// By id.
pub async fn find(tx: &mut Tx, id: &str) -> db::Result<Option<Person>> {
    tx.opt("SELECT * FROM person WHERE id = $1", args![id]).await
}

/// By login.
pub async fn by_login(tx: &mut Tx, login: &str) -> db::Result<Option<Person>> {
    tx.opt("SELECT * FROM person WHERE login = $1", args![login.trim().to_lowercase()]).await
}

/// Which people a list shows.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only those with a post at this government.
    pub government: Option<String>,
    /// Only logins and names that contain this.
    pub text: Option<String>,
    /// Only those with a post of this role.
    pub role: Option<Role>,
    /// Only logins after this one (the key of the page).
    pub after: Option<String>,
}

/// One page of people by login.
pub async fn page(tx: &mut Tx, filter: Filter, limit: usize) -> db::Result<Vec<Person>> {
    let mut query = Query::new("SELECT * FROM person WHERE 1 = 1", args![]);
    query.when(" AND login > ?", filter.after);
    if filter.government.is_some() || filter.role.is_some() {
        query.push(" AND id IN (SELECT person_id FROM post WHERE 1 = 1");
        query.when(" AND government_id = ?", filter.government).when(" AND role = ?", filter.role.map(Role::code));
        query.push(")");
    }
    if let Some(text) = filter.text {
        let like = escape_like(&text.trim().to_lowercase());
        query.with(" AND (login LIKE ? ESCAPE '\\' OR LOWER(name) LIKE ? ESCAPE '\\')", args![like]);
    }
    query.with(" ORDER BY login LIMIT ?", args![limit]);
    tx.list(query).await
}

/// Everybody with a post of one of these roles, at this government or at any, by login.
pub async fn holding(tx: &mut Tx, roles: &[Role], government_id: Option<&str>) -> db::Result<Vec<Person>> {
    let mut query = Query::new("SELECT * FROM person WHERE id IN (SELECT person_id FROM post WHERE", args![]);
    query.within(" role IN", roles.iter().map(|role| role.code()));
    query.when(" AND government_id = ?", government_id).push(") ORDER BY login");
    tx.list(query).await
}

/// A person's posts, oldest first.
pub async fn posts(tx: &mut Tx, person_id: &str) -> db::Result<Vec<Post>> {
    posts_of(tx, std::slice::from_ref(&person_id)).await
}

/// The posts of several people, oldest first: one read for a page of people.
pub async fn posts_of(tx: &mut Tx, people: &[&str]) -> db::Result<Vec<Post>> {
    let mut query = Query::new(
        "SELECT post.*, government.short_name AS government_name, unit.short_name AS unit_name FROM post
         LEFT JOIN government ON government.id = post.government_id
         LEFT JOIN unit ON unit.id = post.unit_id WHERE ",
        args![],
    );
    query.within("post.person_id IN", people.iter().copied()).push(" ORDER BY post.id");
    tx.list(query).await
}

/// Gives a person a post.
pub async fn appoint(tx: &mut Tx, post: &Post) -> db::Result<()> {
    tx.exec_one(
        "INSERT INTO post (id, person_id, role, government_id, unit_id) VALUES ($1, $2, $3, $4, $5)",
        args![&post.id, &post.person_id, post.role.code(), post.government_id.clone(), post.unit_id.clone()],
    )
    .await
}

/// How many people who may sign in are administrators of a government, or of the whole installation, which includes it.
/// Without a government only those of the whole installation count.
pub async fn administrators(tx: &mut Tx, government_id: Option<&str>) -> db::Result<i64> {
    tx.one(
        "SELECT COUNT(DISTINCT person.id) FROM post JOIN person ON person.id = post.person_id
         WHERE post.role = $1 AND person.disabled = 0 AND (post.government_id IS NULL OR post.government_id = $2)",
        args![Role::Administrator.code(), government_id],
    )
    .await
}

/// Takes a post away, with the sessions that act in it.
pub async fn dismiss(tx: &mut Tx, post_id: &str) -> db::Result<()> {
    tx.exec("DELETE FROM session WHERE post_id = $1", args![post_id]).await?;
    tx.exec_one("DELETE FROM post WHERE id = $1", args![post_id]).await
}
