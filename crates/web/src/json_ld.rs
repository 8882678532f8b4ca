//! Structured data for search engines, inside a page.

use std::fmt;

use askama::filters::HtmlSafe;
use serde_json::Value;

/// JSON that is printed into `<script type="application/ld+json">` as it is: nothing in it can end the script, because
/// the characters that HTML gives a meaning are written as JSON escapes.
#[derive(Clone, Debug)]
pub struct JsonLd(String);

impl JsonLd {
    /// Of a value.
    pub fn of(value: &Value) -> Self {
        Self(value.to_string().replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026"))
    }
}

impl fmt::Display for JsonLd {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl HtmlSafe for JsonLd {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_ends_the_script_and_all_of_it_comes_back() {
        let value = serde_json::json!({ "name": "</script><b>&\"" });
        let printed = JsonLd::of(&value).to_string();
        assert!(!printed.contains(['<', '>', '&']));
        assert_eq!(serde_json::from_str::<Value>(&printed).unwrap(), value);
    }
}
