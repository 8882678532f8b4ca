//! Statements put together at run time: filters of a list, pages by key.

use std::borrow::Cow;
use std::fmt::Write as _;

use crate::{Args, Value};

/// A statement and its values. Text is only ever added from the program's own literals; values are bound.
#[derive(Clone, Debug, Default)]
pub struct Query {
    pub(crate) sql: Cow<'static, str>,
    pub(crate) args: Args,
}

impl Query {
    /// Starts from a fixed text with its values.
    pub fn new(sql: &'static str, args: Args) -> Self {
        Self { sql: Cow::Borrowed(sql), args }
    }

    /// Adds fixed text.
    pub fn push(&mut self, sql: &'static str) -> &mut Self {
        self.sql.to_mut().push_str(sql);
        self
    }

    /// Adds fixed text in which each `?` stands for the next of `values`, and for the last one when they have run out:
    /// `(title LIKE ? OR text LIKE ?)` with one value looks for it in both.
    pub fn with(&mut self, sql: &'static str, values: Args) -> &mut Self {
        let mut values = values.into_iter();
        for piece in sql.split_inclusive('?') {
            match piece.strip_suffix('?') {
                Some(text) => {
                    self.sql.to_mut().push_str(text);
                    self.args.extend(values.next());
                    let n = self.args.len();
                    let _ = write!(self.sql.to_mut(), "${n}");
                }
                None => self.sql.to_mut().push_str(piece),
            }
        }
        debug_assert!(values.next().is_none(), "more values than places in {sql:?}");
        self
    }

    /// Adds fixed text for a value that may be absent; nothing when it is.
    pub fn when<T: Into<Value>>(&mut self, sql: &'static str, value: Option<T>) -> &mut Self {
        match value {
            Some(value) => self.with(sql, vec![value.into()]),
            None => self,
        }
    }

    /// Adds `(?, ?, …)` for a list; an empty list matches nothing.
    pub fn within<T: Into<Value>>(&mut self, sql: &'static str, list: impl IntoIterator<Item = T>) -> &mut Self {
        self.push(sql).push(" (");
        let mut empty = true;
        for value in list {
            self.with(if empty { "?" } else { ", ?" }, vec![value.into()]);
            empty = false;
        }
        self.push(if empty { "NULL)" } else { ")" })
    }
}

impl From<(&'static str, Args)> for Query {
    fn from((sql, args): (&'static str, Args)) -> Self {
        Self::new(sql, args)
    }
}

/// Text for `LIKE … ESCAPE '\'` that finds `needle` anywhere, with its wildcards taken literally.
pub fn escape_like(needle: &str) -> String {
    let mut out = String::with_capacity(needle.len() + 2);
    out.push('%');
    for c in needle.chars() {
        if matches!(c, '%' | '_' | '\\') {
            out.push('\\');
        }
        out.push(c);
    }
    out.push('%');
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::args;

    #[test]
    fn values_are_numbered_across_pieces() {
        let mut q = Query::new("SELECT 1 WHERE a = $1", args!["x"]);
        q.when(" AND b = ?", Some(2)).when(" AND c = ?", None::<i64>).within(" AND d IN", ["p", "q"]);
        assert_eq!(q.sql, "SELECT 1 WHERE a = $1 AND b = $2 AND d IN ($3, $4)");
        assert_eq!(q.args, args!["x", 2, "p", "q"]);
    }

    #[test]
    fn the_last_value_fills_the_places_left() {
        let mut q = Query::default();
        q.when("a LIKE ? OR b LIKE ?", Some("x")).with(" AND c = ?", args![2]);
        assert_eq!(q.sql, "a LIKE $1 OR b LIKE $1 AND c = $2");
        assert_eq!(q.args, args!["x", 2]);
    }

    #[test]
    fn an_empty_list_matches_nothing() {
        let mut q = Query::default();
        q.within("x IN", Vec::<i64>::new());
        assert_eq!(q.sql, "x IN (NULL)");
    }

    #[test]
    fn wildcards_typed_by_people_are_literal() {
        assert_eq!(escape_like("50%_\\"), "%50\\%\\_\\\\%");
    }
}
