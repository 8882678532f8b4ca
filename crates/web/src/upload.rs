//! Files sent with a form.

use axum::extract::{FromRequest, Multipart, Request};
use axum::http::StatusCode;
use kernel::Problem;

use crate::{Fault, Fields};

/// A file as it arrived.
#[derive(Clone, Debug)]
pub struct Upload {
    /// The form field.
    pub field: String,
    /// The name it had on the sender's machine, without folders.
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// A form with files: the files and the other fields.
#[derive(Clone, Debug, Default)]
pub struct Uploads {
    /// The files that were chosen; an empty file input sends none.
    pub files: Vec<Upload>,
    /// The other fields.
    pub fields: Fields,
}

/// At most so many parts in one form.
const PARTS: usize = 200;

impl<S: Send + Sync> FromRequest<S> for Uploads {
    type Rejection = Fault;
    async fn from_request(request: Request, state: &S) -> Result<Self, Fault> {
        let unreadable = || Fault(Problem::refused("文件没有传完，请重新上传。"));
        let mut parts = Multipart::from_request(request, state).await.map_err(|_| unreadable())?;
        let (mut files, mut pairs) = (Vec::new(), Vec::new());
        while let Some(part) = parts.next_field().await.map_err(|_| unreadable())? {
            if files.len() + pairs.len() >= PARTS {
                return Err(Fault(Problem::refused("一次提交的文件太多。")));
            }
            let field = part.name().unwrap_or_default().to_owned();
            let name = part.file_name().map(base_name);
            let bytes = part.bytes().await.map_err(|e| match e.status() {
                StatusCode::PAYLOAD_TOO_LARGE => Fault(Problem::refused("文件太大，没有接收。请拆开后分别上传。")),
                _ => unreadable(),
            })?;
            match name {
                Some(name) if !name.is_empty() => files.push(Upload { field, name, bytes: bytes.to_vec() }),
                Some(_) => {}
                None => pairs.push((field, String::from_utf8_lossy(&bytes).replace('\0', ""))),
            }
        }
        Ok(Self { files, fields: Fields::new(pairs) })
    }
}

fn base_name(name: &str) -> String {
    let base = name.rsplit(['/', '\\']).next().unwrap_or_default();
    base.chars().filter(|c| !c.is_control()).take(200).collect()
}
