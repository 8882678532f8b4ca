//! Just enough reading of pages for tests: text, form fields, links.

use html5gum::{Token, Tokenizer};

type StartTag = html5gum::StartTag<()>;

fn tokens(page: &str) -> impl Iterator<Item = Token> {
    Tokenizer::new(page).map(|token| match token {
        Ok(token) => token,
    })
}

fn attribute(tag: &StartTag, name: &str) -> Option<String> {
    tag.attributes.get(name.as_bytes()).map(|v| String::from_utf8_lossy(v).into_owned())
}

/// What a reader sees, runs of white space as one space.
pub(crate) fn text(page: &str) -> String {
    let (mut out, mut hidden) = (String::new(), false);
    for token in tokens(page) {
        match token {
            Token::StartTag(tag) => {
                hidden = matches!(&**tag.name, b"script" | b"style");
                if !is_inline(&tag.name) {
                    out.push(' ');
                }
            }
            Token::EndTag(tag) => {
                hidden = false;
                if !is_inline(&tag.name) {
                    out.push(' ');
                }
            }
            Token::String(s) if !hidden => out.push_str(&String::from_utf8_lossy(&s)),
            _ => {}
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Tags within a sentence, which a reader does not notice.
fn is_inline(name: &[u8]) -> bool {
    matches!(name, b"a" | b"b" | b"strong" | b"em" | b"span" | b"small" | b"time" | b"mark" | b"code" | b"svg" | b"use")
}

/// The value of the first form field called `name`; of checkboxes and radio buttons the chosen one.
pub(crate) fn field(page: &str, name: &str) -> Option<String> {
    // Inside which field the reading is: a textarea collects text, a select waits for its chosen option.
    let (mut area, mut select, mut first): (Option<String>, bool, Option<String>) = (None, false, None);
    for token in tokens(page) {
        match token {
            Token::StartTag(tag) => {
                let wanted = attribute(&tag, "name").as_deref() == Some(name);
                match &**tag.name {
                    b"input" if wanted && is_chosen(&tag) => return Some(attribute(&tag, "value").unwrap_or_default()),
                    b"textarea" if wanted => area = Some(String::new()),
                    b"select" => select = wanted,
                    b"option" if select && tag.attributes.contains_key(&b"selected"[..]) => {
                        return attribute(&tag, "value");
                    }
                    b"option" if select && first.is_none() => first = attribute(&tag, "value"),
                    _ => {}
                }
            }
            // A browser drops the line break after the opening tag.
            Token::EndTag(tag) if &**tag.name == b"textarea" && area.is_some() => {
                return area.map(|text| text.strip_prefix('\n').unwrap_or(&text).to_owned());
            }
            // With no option chosen, browsers take the first.
            Token::EndTag(tag) if &**tag.name == b"select" && select => return first,
            Token::String(s) => {
                if let Some(text) = &mut area {
                    text.push_str(&String::from_utf8_lossy(&s));
                }
            }
            _ => {}
        }
    }
    None
}

fn is_chosen(tag: &StartTag) -> bool {
    let one_of_many = matches!(attribute(tag, "type").as_deref(), Some("checkbox" | "radio"));
    !one_of_many || tag.attributes.contains_key(&b"checked"[..])
}

/// Where the page's links lead, in their order.
pub(crate) fn links(page: &str) -> Vec<String> {
    tokens(page)
        .filter_map(|token| match token {
            Token::StartTag(tag) if &**tag.name == b"a" => attribute(&tag, "href"),
            _ => None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<p>共 <b>2</b>&nbsp;条</p><script>no</script><a href='/x?a=1&amp;b=2'>看</a>\
        <input name=q value='a&quot;b'><input type=radio name=k value=1><input type=radio name=k value=2 checked>\
        <textarea name=t>\n一\n二</textarea><select name=s><option value=x><option value=y selected></select>";

    #[test]
    fn a_reader_sees_words_without_tags() {
        assert_eq!(text(PAGE).replace('\u{a0}', " "), "共 2 条 看 一 二");
    }

    #[test]
    fn fields_hold_what_is_typed_or_chosen() {
        let found: Vec<_> = ["q", "k", "t", "s"].iter().map(|n| field(PAGE, n).unwrap()).collect();
        assert_eq!(found, ["a\"b", "2", "一\n二", "y"]);
        assert_eq!(field(PAGE, "missing"), None);
    }

    #[test]
    fn links_are_read_as_a_browser_reads_them() {
        assert_eq!(links(PAGE), ["/x?a=1&b=2"]);
    }
}
