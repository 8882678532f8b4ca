//! What the index keeps of something public.

use kernel::{Date, Time};
use publishing::Standing;

/// Something public, as it is looked for.
#[derive(Clone, Debug, Default)]
pub struct Entry {
    /// Its public address.
    pub id: String,
    /// The government whose site shows it.
    pub government_id: String,
    /// The unit that published it.
    pub unit_id: Option<String>,
    /// The number of the version that is public.
    pub version: i64,
    /// Kind of publication.
    pub kind: String,
    /// 类型
    pub form: String,
    /// The place in the catalogue where it stands.
    pub column_id: Option<String>,
    /// 主题
    pub theme_ids: Vec<String>,
    /// 标题
    pub title: String,
    /// 发文字号
    pub number: Option<String>,
    /// 成文日期
    pub dated_on: Option<Date>,
    /// When the newest version became public.
    pub published_at: Option<Time>,
    /// What decides its validity; none for what has none.
    pub standing: Option<Standing>,
    /// All of its text, attachments' text too.
    pub text: String,
}
