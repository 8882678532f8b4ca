//! How the public reaches the disclosure office (政府信息公开工作机构) of a government or unit: 条例 Art. 12.

use db::{FromRow, Row, Tx, args};
use kernel::Time;

/// What the guide says of one office. Empty: not said yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    /// The id of the government or unit.
    pub holder_id: String,
    /// The government it belongs to.
    pub government_id: String,
    /// 公开工作机构名称
    pub office: String,
    /// 办公地址
    pub address: String,
    /// 邮政编码
    pub postcode: String,
    /// 办公时间
    pub hours: String,
    /// 联系电话
    pub phone: String,
    /// 传真
    pub fax: String,
    /// 电子邮箱
    pub email: String,
    /// 主要职能
    pub duties: String,
    /// Last saved.
    pub updated_at: Time,
    /// Counts saves; 0 before the first.
    pub version: i64,
}

impl FromRow for Contact {
    fn from_row(row: &Row) -> db::Result<Self> {
        Ok(Self {
            holder_id: row.get("holder_id")?,
            government_id: row.get("government_id")?,
            office: row.get("office")?,
            address: row.get("address")?,
            postcode: row.get("postcode")?,
            hours: row.get("hours")?,
            phone: row.get("phone")?,
            fax: row.get("fax")?,
            email: row.get("email")?,
            duties: row.get("duties")?,
            updated_at: row.get("updated_at")?,
            version: row.get("version")?,
        })
    }
}

impl Contact {
    /// Nothing said yet.
    pub fn blank(holder_id: &str, government_id: &str) -> Self {
        let none = String::new;
        Self {
            holder_id: holder_id.to_owned(),
            government_id: government_id.to_owned(),
            office: none(),
            address: none(),
            postcode: none(),
            hours: none(),
            phone: none(),
            fax: none(),
            email: none(),
            duties: none(),
            updated_at: Time(0),
            version: 0,
        }
    }

    /// What the guide must contain and does not: 机构名称、办公地址、办公时间、联系电话、传真、互联网联系方式 (Art. 12).
    pub fn missing(&self) -> Vec<&'static str> {
        let demanded = [
            ("机构名称", &self.office),
            ("办公地址", &self.address),
            ("办公时间", &self.hours),
            ("联系电话", &self.phone),
            ("传真", &self.fax),
            ("电子邮箱", &self.email),
        ];
        demanded.into_iter().filter(|(_, value)| value.is_empty()).map(|(name, _)| name).collect()
    }
}

/// Of one government or unit.
pub async fn find(tx: &mut Tx, holder_id: &str) -> db::Result<Option<Contact>> {
    tx.opt("SELECT * FROM contact WHERE holder_id = $1", args![holder_id]).await
}

/// Those of a government and its units: hundreds at most.
pub async fn all(tx: &mut Tx, government_id: &str) -> db::Result<Vec<Contact>> {
    tx.all("SELECT * FROM contact WHERE government_id = $1 ORDER BY holder_id", args![government_id]).await
}

/// Saves it; stale when somebody saved since its version was read.
pub async fn save(tx: &mut Tx, contact: &Contact) -> db::Result<()> {
    tx.exec_one(
        "INSERT INTO contact (holder_id, government_id, office, address, postcode, hours, phone, fax, email, duties,
             updated_at, version)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $13)
         ON CONFLICT (holder_id) DO UPDATE SET office = excluded.office, address = excluded.address,
             postcode = excluded.postcode, hours = excluded.hours, phone = excluded.phone, fax = excluded.fax,
             email = excluded.email, duties = excluded.duties, updated_at = excluded.updated_at,
             version = excluded.version
         WHERE contact.version = $12",
        args![
            &contact.holder_id,
            &contact.government_id,
            &contact.office,
            &contact.address,
            &contact.postcode,
            &contact.hours,
            &contact.phone,
            &contact.fax,
            &contact.email,
            &contact.duties,
            contact.updated_at,
            contact.version,
            contact.version + 1
        ],
    )
    .await
}
