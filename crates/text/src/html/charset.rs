//! The encoding a web page declares in its first bytes.

use encoding_rs::{Encoding, GB18030, GBK, UTF_8};

/// A declaration further in is ignored, as browsers do.
const LOOKED_AT: usize = 1024;

/// The encoding named by `<meta charset=…>`, if it is needed: bytes that are plainly UTF-8 or UTF-16 stay what they are, and GB 2312 or GBK
/// is read as its superset GB 18030.
pub(crate) fn declared_encoding(bytes: &[u8]) -> Option<&'static Encoding> {
    if Encoding::for_bom(bytes).is_some() || std::str::from_utf8(bytes).is_ok() {
        return None;
    }
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(LOOKED_AT)]).to_ascii_lowercase();
    let (_, after) = head[head.find("<meta")?..].split_once("charset")?;
    let label: String = after
        .trim_start_matches([' ', '=', '"', '\''])
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || "-_".contains(*c))
        .collect();
    let declared = Encoding::for_label(label.as_bytes())?;
    // The bytes are not UTF-8 whatever the page says; let them speak for themselves.
    (declared != UTF_8).then_some(if declared == GBK { GB18030 } else { declared })
}
