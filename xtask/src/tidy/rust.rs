//! Rust source taken apart as far as the rules need: code without comments and strings, and the strings.

/// A Rust file's code and string literals.
pub struct RustText {
    /// The source with comments, strings and characters blanked; lines keep their numbers.
    pub code: String,
    /// Each string literal as written, escapes and all, with the line it begins on.
    pub strings: Vec<(usize, String)>,
}

impl RustText {
    /// Takes a source text apart. A text that is not Rust gives some answer, never a panic.
    pub fn read(source: &str) -> Self {
        let mut reader = Reader { rest: source, line: 1, text: Self { code: String::new(), strings: Vec::new() } };
        while let Some(next) = reader.rest.chars().next() {
            reader.step(next);
        }
        reader.text
    }

    /// The places where this path or word stands in the code, as whole identifiers.
    pub fn uses<'a>(&'a self, words: &'a str) -> impl Iterator<Item = usize> + 'a {
        super::tree::numbered(&self.code).filter(move |(_, line)| has_words(line, words)).map(|(line, _)| line)
    }
}

/// Whether a line holds the text with no identifier character touching it on either side.
pub fn has_words(line: &str, words: &str) -> bool {
    let joins = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
    line.match_indices(words).any(|(at, found)| {
        let (before, after) = (&line[..at], &line[at + found.len()..]);
        !joins(before.chars().next_back()) && !joins(after.chars().next())
    })
}

struct Reader<'a> {
    rest: &'a str,
    line: usize,
    text: RustText,
}

impl Reader<'_> {
    fn step(&mut self, next: char) {
        let in_identifier = self.text.code.ends_with(|c: char| c.is_alphanumeric() || c == '_');
        if self.rest.starts_with("//") {
            self.blank(self.rest.find('\n').unwrap_or(self.rest.len()));
        } else if self.rest.starts_with("/*") {
            self.blank(block_comment(self.rest));
        } else if let Some(hashes) = raw_string(self.rest).filter(|_| !in_identifier) {
            self.raw_string(hashes);
        } else if next == '"' {
            self.string();
        } else if next == '\'' {
            self.blank(character(self.rest).unwrap_or(1));
        } else {
            self.text.code.push(next);
            self.line += usize::from(next == '\n');
            self.rest = &self.rest[next.len_utf8()..];
        }
    }

    /// Passes over so many bytes, leaving spaces and line ends.
    fn blank(&mut self, bytes: usize) {
        let (over, rest) = self.rest.split_at(bytes);
        self.text.code.extend(over.chars().map(|c| if c == '\n' { c } else { ' ' }));
        self.line += over.matches('\n').count();
        self.rest = rest;
    }

    fn string(&mut self) {
        let body = &self.rest[1..];
        let mut escaped = false;
        let ends = |c: char| {
            let end = c == '"' && !escaped;
            escaped = c == '\\' && !escaped;
            end
        };
        let length = body.find(ends).unwrap_or(body.len());
        self.keep(1, length, 1);
    }

    /// `r"…"`, `r#"…"#` and so on, after the bytes before the quote.
    fn raw_string(&mut self, (before, hashes): (usize, usize)) {
        let close = format!("\"{}", "#".repeat(hashes));
        let body = &self.rest[before + 1..];
        let length = body.find(&close).unwrap_or(body.len());
        self.keep(before + 1, length, close.len());
    }

    fn keep(&mut self, open: usize, length: usize, close: usize) {
        self.text.strings.push((self.line, self.rest[open..open + length].into()));
        self.blank((open + length + close).min(self.rest.len()));
    }
}

/// The length of a comment that may hold others.
fn block_comment(text: &str) -> usize {
    let mut depth = 0_usize;
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        if rest.starts_with("/*") {
            (depth, at) = (depth + 1, at + 2);
        } else if rest.starts_with("*/") {
            (depth, at) = (depth - 1, at + 2);
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
        }
        if depth == 0 {
            break;
        }
    }
    at
}

/// For `r"`, `br#"` and their like: the bytes before the quote and how many hashes.
fn raw_string(text: &str) -> Option<(usize, usize)> {
    let after = text.strip_prefix("br").or(text.strip_prefix("cr")).or(text.strip_prefix('r'))?;
    let quote = after.trim_start_matches('#');
    quote.starts_with('"').then(|| (text.len() - quote.len(), after.len() - quote.len()))
}

/// The length of a character literal; none for a lifetime.
fn character(text: &str) -> Option<usize> {
    let body = &text[1..];
    let first = body.chars().next()?;
    if first == '\\' {
        let escaped = body.char_indices().nth(1).map(|(at, c)| at + c.len_utf8())?;
        return body[escaped..].find('\'').map(|end| 1 + escaped + end + 1);
    }
    body[first.len_utf8()..].starts_with('\'').then(|| 1 + first.len_utf8() + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(source: &str) -> String {
        RustText::read(source).code.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn comments_and_strings_are_not_code() {
        assert_eq!(code("a /* b /* c */ d */ e // f\n g"), "a e g");
        assert_eq!(code(r##"x("sqlx \" y", r#"a "b" c"#, br"d") + z"##), "x( , , ) + z");
    }

    #[test]
    fn characters_are_told_from_lifetimes() {
        assert_eq!(code(r#"f::<'a, 'static>('"', '\'', '\u{7f}', 'é') "s""#), "f::< a, static>( , , , )");
    }

    #[test]
    fn strings_keep_their_lines() {
        let text = RustText::read("let a = \"one\ntwo\";\nlet b = r#\"three\"#; let r#type = 1;");
        assert_eq!(text.strings, [(1, "one\ntwo".into()), (3, "three".into())]);
        assert!(text.code.contains("let r#type = 1;"));
        assert_eq!(text.code.lines().count(), 3);
    }

    #[test]
    fn words_are_whole_identifiers() {
        assert!(has_words("use sqlx::Row;", "sqlx"));
        assert!(!has_words("use my_sqlx;", "sqlx") && !has_words("sqlx2", "sqlx"));
        assert!(has_words("let t = Timestamp::now();", "Timestamp::now"));
    }
}
