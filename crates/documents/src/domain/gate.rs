//! What keeps a document from the public: facts that are missing, things in the text that must not be published.

use kernel::Date;
use screening::Finding;

use super::relation::Decided;
use super::{Document, Relation};

/// One thing that is missing or wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lack {
    /// The field it is about, as the form names it; empty for none.
    pub field: &'static str,
    /// What to do, in a sentence.
    pub words: String,
}

/// What was found on a document before it may become public.
#[derive(Clone, Debug, Default)]
pub struct Gate {
    /// What is missing.
    pub lacks: Vec<Lack>,
    /// What was found in the text and nobody has let through.
    pub open: Vec<Finding>,
    /// What was found and somebody let through, or is only a hint.
    pub passed: Vec<Finding>,
}

impl Gate {
    /// Whether it may become public.
    pub fn is_open(&self) -> bool {
        self.lacks.is_empty() && self.open.is_empty()
    }

    /// Why not, in one sentence.
    pub fn why(&self) -> Option<String> {
        let lacks = self.lacks.len();
        match (lacks, self.open.len()) {
            (0, 0) => None,
            (_, 0) => Some(format!("还有 {lacks} 处没有填好：{}", self.lacks[0].words)),
            (0, open) => Some(format!("正文里还有 {open} 处内容需要遮盖或者说明理由。")),
            (_, open) => Some(format!("还有 {lacks} 处没有填好，正文里有 {open} 处内容需要处理。")),
        }
    }
}

/// What a document must say before a second person looks at it, whatever its attribute.
pub(super) fn facts(document: &Document, today: Date) -> Vec<Lack> {
    let face = &document.face;
    let mut lacks = Vec::new();
    let mut lack = |field, words: &str| lacks.push(Lack { field, words: words.to_owned() });
    if face.title.is_empty() {
        lack("title", "请填写标题。");
    }
    if face.body.trim().is_empty() {
        lack("body", "正文是空的。");
    }
    if face.issued_on.is_some_and(|day| day > today) {
        lack("issued_on", "成文日期在今天以后，请核对。");
    }
    if face.kind.interpreted && face.interpretation.is_empty() {
        lack("interpretation", &format!("{}要有解读安排，没有就退文。", face.kind.name));
    }
    if let (Some(from), Some(to)) = (face.effective_on, face.expires_on)
        && to < from
    {
        lack("expires_on", "有效期在施行日期以前就结束了，请核对。");
    }
    lacks
}

/// What a document for the public must say besides.
pub(super) fn public_facts(document: &Document, relations: &[Relation]) -> Vec<Lack> {
    let face = &document.face;
    let mut lacks = Vec::new();
    let mut lack = |field, words: String| lacks.push(Lack { field, words });
    if face.column_id.is_none() {
        lack("column", "请选择公开到哪个栏目。".into());
    }
    if face.issuer.is_empty() {
        lack("issuer", "请填写发文机关。".into());
    }
    if face.kind.numbered && face.issued_on.is_none() {
        lack("issued_on", format!("{}要有成文日期。", face.kind.name));
    }
    let waiting = relations.iter().filter(|relation| relation.decided == Decided::Offered).count();
    if waiting > 0 {
        lack("relations", format!("正文里读出 {waiting} 处与其他文件的关系，请逐一确认或否定。"));
    }
    lacks
}
