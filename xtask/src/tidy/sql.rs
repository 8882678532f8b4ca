//! SQL taken apart into tokens, and told from other strings.

/// A word, number, quoted text or sign of an SQL text.
#[derive(Debug, PartialEq)]
pub struct Token<'a> {
    /// As written.
    pub text: &'a str,
    /// Lines after the text's first.
    pub line: usize,
}

impl Token<'_> {
    /// Whether this is the keyword or name, in any case.
    pub fn is(&self, word: &str) -> bool {
        self.text.eq_ignore_ascii_case(word)
    }

    /// Whether this is a keyword or an unquoted name.
    pub fn is_word(&self) -> bool {
        self.text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
    }
}

/// Signs of several characters that mean something of their own.
const SIGNS: &[&str] = &["->>", "->", "::", "||", "<=", ">=", "<>", "!="];

/// The tokens without spaces and comments.
pub fn tokens(sql: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let (mut rest, mut line) = (sql, 0);
    while let Some(first) = rest.chars().next() {
        let length = length(rest, first);
        let (text, after) = rest.split_at(length);
        if !first.is_whitespace() && !text.starts_with("--") {
            tokens.push(Token { text, line });
        }
        line += text.matches('\n').count();
        rest = after;
    }
    tokens
}

fn length(rest: &str, first: char) -> usize {
    let until = |end: fn(char) -> bool| rest.find(end).unwrap_or(rest.len());
    if rest.starts_with("--") {
        until(|c| c == '\n')
    } else if first.is_ascii_alphanumeric() || first == '_' {
        until(|c| !(c.is_ascii_alphanumeric() || c == '_'))
    } else if first == '\'' || first == '"' {
        rest[1..].find(first).map_or(rest.len(), |end| end + 2)
    } else {
        SIGNS.iter().find(|sign| rest.starts_with(**sign)).map_or(first.len_utf8(), |sign| sign.len())
    }
}

/// Keywords in capitals that make a string SQL, whole or part.
const KEYWORDS: &[&str] = &[
    "SELECT",
    "INSERT",
    "UPDATE",
    "DELETE",
    "FROM",
    "INTO",
    "JOIN",
    "WHERE",
    "VALUES",
    "RETURNING",
    "CREATE",
    "HAVING",
];

/// Whether a string literal is SQL or a piece of it, by the capitals in which the project writes keywords.
pub fn is_sql(text: &str) -> bool {
    let wordy = |word: &&str| KEYWORDS.contains(word);
    text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').any(|word| wordy(&word)) || is_small_sql(text)
}

/// Whether this is a statement whose keywords are not in capitals.
pub fn is_small_sql(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let then = |word| words.contains(&word);
    match words.as_slice() {
        ["select", ..] => then("from"),
        ["insert", "into", ..] | ["delete", "from", ..] => true,
        ["update", _, ..] => then("set") && text.contains('='),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_skip_comments_and_keep_quoted_text_whole() {
        let texts: Vec<_> =
            tokens("SELECT a->>'x y' -- no\n, \"B\"::int, $1").iter().map(|t| (t.text, t.line)).collect();
        let expected = [
            ("SELECT", 0),
            ("a", 0),
            ("->>", 0),
            ("'x y'", 0),
            (",", 1),
            ("\"B\"", 1),
            ("::", 1),
            ("int", 1),
            (",", 1),
            ("$", 1),
            ("1", 1),
        ];
        assert_eq!(texts, expected);
    }

    #[test]
    fn sql_is_told_from_sentences() {
        assert!(is_sql("SELECT id FROM task") && is_sql(" AND id = $1 RETURNING id"));
        assert!(is_sql("select id from task") && is_sql("update task set name = $1"));
        assert!(!is_sql("Select a unit from the list") && !is_sql("update the plan") && !is_sql("/from/where"));
    }
}
