//! Tokens with which other programs act for a government or a unit: what each may do, until when, and who it is.

use db::{FromRow, Json, Query, Row, Tx, args};
use kernel::Time;
use rand::RngCore as _;
use serde::{Deserialize, Serialize};

use crate::person::Post;
use crate::role::Role;
use crate::session::{Principal, token_hash};
use crate::{government, unit};

/// What a token may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Scope {
    /// Read the ledger.
    #[serde(rename = "ledger:read")]
    LedgerRead,
    /// Fill in ledger entries and note progress.
    #[serde(rename = "ledger:write")]
    LedgerWrite,
    /// Hand in documents and ask what became of them.
    #[serde(rename = "documents:write")]
    DocumentsWrite,
}

impl Scope {
    /// Every scope.
    pub const ALL: [Self; 3] = [Self::LedgerRead, Self::LedgerWrite, Self::DocumentsWrite];

    /// Its name for programs.
    pub fn code(self) -> &'static str {
        match self {
            Self::LedgerRead => "ledger:read",
            Self::LedgerWrite => "ledger:write",
            Self::DocumentsWrite => "documents:write",
        }
    }

    /// Its name for people.
    pub fn name(self) -> &'static str {
        match self {
            Self::LedgerRead => "读取台账",
            Self::LedgerWrite => "填写台账",
            Self::DocumentsWrite => "交送公文",
        }
    }
}

/// A token, without its secret.
#[derive(Clone, Debug)]
pub struct Token {
    /// Id.
    pub id: String,
    /// What people call the program that has it.
    pub name: String,
    /// The government it acts for.
    pub government_id: String,
    /// The unit, unless it acts for the whole government.
    pub unit_id: Option<String>,
    /// What it may do.
    pub scopes: Vec<Scope>,
    /// Who made it: the name at the time.
    pub created_by: String,
    /// When.
    pub created_at: Time,
    /// Until when it is good.
    pub expires_at: Time,
    /// When it was used last, to the minute.
    pub last_used_at: Option<Time>,
    /// When it was taken back.
    pub revoked_at: Option<Time>,
}

impl FromRow for Token {
    fn from_row(row: &Row) -> db::Result<Self> {
        let Json(scopes) = row.get("scopes")?;
        Ok(Self {
            id: row.get("id")?,
            name: row.get("name")?,
            government_id: row.get("government_id")?,
            unit_id: row.get("unit_id")?,
            scopes,
            created_by: row.get("created_by")?,
            created_at: row.get("created_at")?,
            expires_at: row.get("expires_at")?,
            last_used_at: row.get("last_used_at")?,
            revoked_at: row.get("revoked_at")?,
        })
    }
}

impl Token {
    /// Whether it is good at `now`.
    pub fn is_good(&self, now: Time) -> bool {
        self.revoked_at.is_none() && self.expires_at > now
    }
}

/// A program that brought a good token: it acts as an officer of its unit, or as the office of its government, within
/// its scopes.
#[derive(Clone, Debug)]
pub struct Bearer {
    /// Who acts, as every rule and the journal know it.
    pub principal: Principal,
    /// The token.
    pub token: Token,
}

/// A new secret: recognisable, and 64 hexadecimal characters from the system's randomness.
pub fn generate() -> String {
    let mut bytes = [0u8; 32];
    rand::rng().fill_bytes(&mut bytes);
    format!("gk_{}", hex::encode(bytes))
}

/// Adds a token with its secret.
pub async fn insert(tx: &mut Tx, token: &Token, secret: &str) -> db::Result<()> {
    let scopes = serde_json::to_value(&token.scopes).map_err(|e| db::Error::Corrupt(e.to_string()))?;
    tx.exec_one(
        "INSERT INTO api_token (id, token_hash, name, government_id, unit_id, scopes, created_by, created_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        args![
            &token.id,
            token_hash(secret),
            &token.name,
            &token.government_id,
            token.unit_id.clone(),
            scopes,
            &token.created_by,
            token.created_at,
            token.expires_at
        ],
    )
    .await
}

/// By id.
pub async fn find(tx: &mut Tx, id: &str) -> db::Result<Option<Token>> {
    tx.opt("SELECT * FROM api_token WHERE id = $1", args![id]).await
}

/// A government's tokens made before the one of id `before`, newest first, at most `limit`.
pub async fn page(tx: &mut Tx, government: &str, before: Option<&str>, limit: usize) -> db::Result<Vec<Token>> {
    let mut query = Query::new("SELECT * FROM api_token WHERE government_id = $1", args![government]);
    query.when(" AND id < ?", before).with(" ORDER BY id DESC LIMIT ?", args![limit]);
    tx.list(query).await
}

/// Takes a token back; stale when that was done already.
pub async fn revoke(tx: &mut Tx, now: Time, id: &str) -> db::Result<()> {
    tx.exec_one("UPDATE api_token SET revoked_at = $1 WHERE id = $2 AND revoked_at IS NULL", args![now, id]).await
}

/// Who brings `secret` at `now`; nobody when it is unknown, taken back or no longer good.
pub async fn bearer(tx: &mut Tx, now: Time, secret: &str) -> db::Result<Option<Bearer>> {
    let token: Option<Token> =
        tx.opt("SELECT * FROM api_token WHERE token_hash = $1", args![token_hash(secret)]).await?;
    let Some(token) = token.filter(|token| token.is_good(now)) else { return Ok(None) };
    let government = government::find(tx, &token.government_id).await?;
    let unit = match &token.unit_id {
        Some(id) => unit::find(tx, id).await?,
        None => None,
    };
    let post = Post {
        id: token.id.clone(),
        person_id: token.id.clone(),
        role: if token.unit_id.is_some() { Role::Officer } else { Role::Office },
        government_id: Some(token.government_id.clone()),
        unit_id: token.unit_id.clone(),
        government_name: government.as_ref().map(|government| government.short_name.clone()),
        unit_name: unit.as_ref().map(|unit| unit.short_name.clone()),
    };
    let principal = Principal {
        person_id: token.id.clone(),
        name: format!("接口“{}”", token.name),
        must_change_password: false,
        post,
        government,
        unit,
        session: String::new(),
    };
    Ok(Some(Bearer { principal, token }))
}

/// Notes that a token was used; writes at most once a minute.
pub async fn touch(tx: &mut Tx, now: Time, id: &str) -> db::Result<()> {
    tx.exec(
        "UPDATE api_token SET last_used_at = $1 WHERE id = $2 AND (last_used_at IS NULL OR last_used_at < $3)",
        args![now, id, now.plus_minutes(-1)],
    )
    .await?;
    Ok(())
}
