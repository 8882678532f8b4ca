//! Rules on pages: nothing that a strict content security policy refuses, nothing unescaped, nothing from elsewhere.

use super::tree::Tree;
use super::{Rule, Violation};

pub const RULES: &[Rule] = &[
    Rule {
        name: "no inline script or style",
        why: "the content security policy has no unsafe-inline, so that injected script never runs",
        check: inline,
    },
    Rule {
        name: "templates escape",
        why: "text that somebody typed must come out as text; a file that prints ready HTML is listed with its reason",
        check: unescaped,
    },
    Rule {
        name: "own resources only",
        why: "a public page loads nothing from another site: readers are not tracked, and it works in a closed network",
        check: foreign,
    },
];

/// Templates that may print HTML as it is. Each line says where that HTML was made safe.
const READY_HTML: &[(&str, &str)] = &[];

fn inline(tree: &Tree) -> Vec<Violation> {
    tags(tree).filter_map(|(path, line, tag)| Some(Violation::new(path, line, fault(&tag)?))).collect()
}

fn fault(tag: &Tag) -> Option<String> {
    let has = |name: &str| tag.attributes.iter().any(|(attribute, _)| attribute == name);
    // A block of data is not run, so the policy lets it pass.
    let is_data = tag.attributes.iter().any(|(name, value)| name == "type" && value.ends_with("json"));
    match tag.name.as_str() {
        "script" if !has("src") && !is_data => return Some("a script belongs in a file of assets".into()),
        "style" => return Some("styles belong in a file of assets".into()),
        _ => {}
    }
    let inline = |(name, value): &&(String, String)| {
        name == "style" || (name.starts_with("on") && name.len() > 3) || value.trim_start().starts_with("javascript:")
    };
    tag.attributes.iter().find(inline).map(|(name, _)| format!("inline `{name}=` on <{}>", tag.name))
}

fn unescaped(tree: &Tree) -> Vec<Violation> {
    let bound = tree.ending(".html").filter(|file| READY_HTML.iter().all(|(path, _)| *path != file.path));
    let places = bound.flat_map(|file| {
        let raw = file.lines().filter(|(_, line)| {
            let squeezed: String = line.split_whitespace().collect();
            squeezed.split('|').skip(1).any(|filter| filter.starts_with("safe") && !filter.starts_with("safe_"))
                || squeezed.contains("escapenone")
        });
        raw.map(|(line, _)| Violation::new(&file.path, line, "no `|safe` here"))
    });
    places.collect()
}

fn foreign(tree: &Tree) -> Vec<Violation> {
    let loads = |tag: &Tag, attribute: &str| match attribute {
        "src" | "srcset" | "action" | "formaction" | "poster" | "data" => true,
        // A link that a reader follows may lead anywhere.
        "href" => tag.name != "a" && tag.name != "area",
        _ => false,
    };
    let elsewhere =
        |value: &str| ["http://", "https://", "//"].iter().any(|start| value.trim_start().starts_with(start));
    let of_pages = tags(tree).flat_map(|(path, line, tag)| {
        let bad = tag.attributes.iter().filter(|(name, value)| loads(&tag, name) && elsewhere(value));
        bad.map(|(name, value)| Violation::new(path, line, format!("{name}=\"{value}\" is of another site")))
            .collect::<Vec<_>>()
    });
    let of_styles = tree.ending(".css").flat_map(|file| {
        let bad = file.lines().filter(|(_, line)| {
            let line: String = line.chars().filter(|c| !matches!(c, '"' | '\'' | ' ')).collect();
            ["url(http", "url(//", "@importhttp"].iter().any(|start| line.contains(start))
        });
        bad.map(|(line, _)| Violation::new(&file.path, line, "a resource of another site"))
    });
    of_pages.chain(of_styles).collect()
}

/// An opening tag with its attributes, names in small letters.
struct Tag {
    name: String,
    attributes: Vec<(String, String)>,
}

/// Every opening tag of every template, with its file and line.
fn tags(tree: &Tree) -> impl Iterator<Item = (&str, usize, Tag)> {
    tree.ending(".html").flat_map(|file| {
        let text = without_template_code(&file.text);
        let starts: Vec<usize> = text.match_indices('<').map(|(at, _)| at).collect();
        let tags: Vec<_> =
            starts.into_iter().filter_map(|at| Some((line_of(&text, at), tag(&text[at + 1..])?))).collect();
        tags.into_iter().map(|(line, tag)| (file.path.as_str(), line, tag))
    })
}

fn line_of(text: &str, at: usize) -> usize {
    1 + text[..at].matches('\n').count()
}

/// The text with `{{ … }}`, `{% … %}` and `{# … #}` blanked, whose quotes and angle brackets are not HTML's.
fn without_template_code(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((at, close)) =
        [("{{", "}}"), ("{%", "%}"), ("{#", "#}")].iter().filter_map(|(o, c)| Some((rest.find(o)?, *c))).min()
    {
        let (before, code) = rest.split_at(at);
        let end = code.find(close).map_or(code.len(), |end| end + 2);
        html.push_str(before);
        html.extend(code[..end].chars().map(|c| if c == '\n' { c } else { '_' }));
        rest = &code[end..];
    }
    html + rest
}

/// Reads a tag after its `<`; none for a closing tag or a bare angle bracket.
fn tag(text: &str) -> Option<Tag> {
    let word = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == ':' || c == '_';
    let (name, mut rest) = text.split_at(text.find(|c| !word(c)).unwrap_or(text.len()));
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let mut attributes = Vec::new();
    loop {
        rest = rest.trim_start_matches(|c: char| c != '>' && !word(c));
        let (attribute, after) = rest.split_at(rest.find(|c| !word(c)).unwrap_or(rest.len()));
        if attribute.is_empty() {
            return Some(Tag { name: name.to_lowercase(), attributes });
        }
        let (value, after) = match after.trim_start().strip_prefix('=') {
            Some(value) => value_of(value.trim_start()),
            None => ("", after),
        };
        attributes.push((attribute.to_lowercase(), value.into()));
        rest = after;
    }
}

/// A value, quoted or bare, and what follows it.
fn value_of(text: &str) -> (&str, &str) {
    match text.chars().next() {
        Some(quote @ ('"' | '\'')) => text[1..].split_once(quote).unwrap_or((&text[1..], "")),
        _ => text.split_at(text.find(|c: char| c.is_whitespace() || c == '>').unwrap_or(text.len())),
    }
}

#[cfg(test)]
mod tests {
    use super::super::found;
    use super::*;

    fn lines(check: fn(&Tree) -> Vec<Violation>, html: &str) -> Vec<String> {
        found(check, &[("crates/web/templates/a.html", html)])
    }

    #[test]
    fn inline_script_style_and_handlers_are_found() {
        for html in [
            "<script>x()</script>",
            "<p style=\"a\">",
            "<a\n href='/x'\n onclick=go>",
            "<style>a{}</style>",
            "<a href=\"javascript:x\">",
            "<p class=\"{% if a < b %}x{% endif %}\" style=\"{{ a }}\">",
        ] {
            assert_eq!(lines(inline, html).len(), 1, "{html}");
        }
        for html in [
            "<script src=\"/assets/a.js\" defer></script>",
            "<script type=\"application/ld+json\">{}</script>",
            "<p>style=\"x\" onclick=</p>",
            "{{ style=\"x\" }}",
            "<input name=\"on\" type=checkbox>",
            "a < b style=x",
        ] {
            assert_eq!(lines(inline, html), [""; 0], "{html}");
        }
    }

    #[test]
    fn a_place_is_named_by_its_line() {
        assert_eq!(
            lines(inline, "<p>\n{% if\n x %}<b style=x>"),
            ["crates/web/templates/a.html:3 inline `style=` on <b>"]
        );
    }

    #[test]
    fn unescaped_output_is_found() {
        assert_eq!(lines(unescaped, "{{ body|safe }}\n{{ body | safe }}\n{{ body|escape(\"none\") }}").len(), 2);
        assert_eq!(lines(unescaped, "{{ body|trim }} it is safe"), [""; 0]);
    }

    #[test]
    fn resources_of_other_sites_are_found_but_links_are_free() {
        for html in
            ["<img src=\"https://x/y.png\">", "<link rel=stylesheet href=//cdn/x.css>", "<form action='http://x'>"]
        {
            assert_eq!(lines(foreign, html).len(), 1, "{html}");
        }
        assert_eq!(lines(foreign, "<a href=\"https://www.gov.cn\">x</a><img src=\"/a.png\">"), [""; 0]);
        let css = found(foreign, &[("a.css", "a { background: url( 'https://x/y' ) }\nb { background: url(/z.png) }")]);
        assert_eq!(css, ["a.css:1 a resource of another site"]);
    }
}
