//! Rules on the SQL that runs on SQLite and PostgreSQL alike.

use super::sql::{self, Token};
use super::tree::{File, Tree, numbered};
use super::{Rule, Violation};

pub const RULES: &[Rule] = &[
    Rule {
        name: "portable SQL",
        why: "every statement runs unchanged on SQLite and PostgreSQL, so that the small office and the province run one program",
        check: portable,
    },
    Rule {
        name: "SQL keywords in capitals",
        why: "the other rules know SQL from prose by its capitals, and so does a reader",
        check: capitals,
    },
];

/// A run of tokens that one of the databases does not know, or takes otherwise, and what to write instead.
const FOREIGN: &[(&[&str], &str)] = &[
    (&["ILIKE"], "LIKE on a column that is stored folded"),
    (&["=", "ANY"], "IN with the values listed"),
    (&["->>"], "a column of its own, or read the JSON in Rust"),
    (&["->"], "a column of its own, or read the JSON in Rust"),
    (&["::"], "CAST(x AS type)"),
    (&["greatest", "("], "CASE WHEN"),
    (&["least", "("], "CASE WHEN"),
    (&["interval"], "milliseconds, added in Rust"),
    (&["SKIP", "LOCKED"], "the guard repeated in the outer UPDATE"),
    (&["FOR", "UPDATE"], "an UPDATE … RETURNING, which locks on both"),
    (&["now", "("], "the clock's time as an argument"),
    (&["CURRENT_TIMESTAMP"], "the clock's time as an argument"),
    (&["strftime", "("], "the date computed in Rust"),
    (&["date_trunc", "("], "the date computed in Rust"),
    (&["AUTOINCREMENT"], "an id made in Rust"),
    (&["SERIAL"], "an id made in Rust"),
    (&["BIGSERIAL"], "an id made in Rust"),
    (&["IDENTITY"], "an id made in Rust"),
    (&["INSERT", "OR"], "ON CONFLICT"),
    (&["ifnull", "("], "coalesce("),
    (&["group_concat", "("], "the rows joined in Rust"),
];

fn portable(tree: &Tree) -> Vec<Violation> {
    let mut violations = Vec::new();
    for (file, line, text) in statements(tree) {
        let tokens = sql::tokens(text);
        for (foreign, instead) in FOREIGN {
            let places = tokens.windows(foreign.len()).filter(|run| run.iter().zip(*foreign).all(|(t, w)| t.is(w)));
            violations.extend(places.map(|run| {
                Violation::new(&file.path, line + run[0].line, format!("not `{}`: {instead}", foreign.join(" ")))
            }));
        }
        violations.extend(bare_sums(&tokens).into_iter().map(|at| {
            Violation::new(&file.path, line + at, "CAST(sum(x) AS BIGINT): PostgreSQL's sum of integers is NUMERIC")
        }));
    }
    violations
}

/// Every SQL text that must be portable, with its first line: migrations for both, and strings outside the crate that
/// knows the drivers. Files named after one database, and the checks themselves, are free.
fn statements(tree: &Tree) -> impl Iterator<Item = (&File, usize, &str)> {
    let of_one = |file: &File| file.path.contains("sqlite") || file.path.contains("postgres");
    let bound = move |file: &File| !of_one(file) && file.krate() != Some("db") && file.krate() != Some("xtask");
    let migrations = tree.ending(".sql").filter(move |file| bound(file)).map(|file| (file, 1, file.text.as_str()));
    let sources = tree.rust().filter(move |(file, _)| bound(file)).flat_map(|(file, rust)| {
        let strings = rust.strings.iter().filter(|(_, text)| sql::is_sql(text));
        strings.map(move |(line, text)| (file, *line, text.as_str()))
    });
    migrations.chain(sources)
}

/// The lines of sums that stand in no `CAST(… AS BIGINT)`.
fn bare_sums(tokens: &[Token]) -> Vec<usize> {
    // One frame per open bracket: whether it is a CAST's, and the sums waiting for it to end in AS BIGINT.
    let mut open: Vec<(bool, Vec<usize>)> = Vec::new();
    let mut bare = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let before = |n: usize| at.checked_sub(n).map(|at| &tokens[at]);
        if token.text == "(" {
            let is_sum = before(1).is_some_and(|t| t.is("sum"));
            open.push((before(1).is_some_and(|t| t.is("CAST")), is_sum.then_some(token.line).into_iter().collect()));
        } else if token.text == ")" {
            let Some((is_cast, sums)) = open.pop() else { continue };
            if is_cast && before(2).is_some_and(|t| t.is("AS")) && before(1).is_some_and(|t| t.is("BIGINT")) {
                continue;
            }
            open.last_mut().map_or(&mut bare, |(_, waiting)| waiting).extend(sums);
        }
    }
    bare.extend(open.into_iter().flat_map(|(_, sums)| sums));
    bare
}

fn capitals(tree: &Tree) -> Vec<Violation> {
    let strings = tree.rust().filter(|(file, _)| file.krate() != Some("xtask")).flat_map(|(file, rust)| {
        let small = rust.strings.iter().filter(|(_, text)| sql::is_small_sql(text));
        small.map(|(line, _)| Violation::new(&file.path, *line, "write SQL keywords in capitals"))
    });
    let migrations = tree.ending(".sql").flat_map(|file| {
        let small = numbered(&file.text)
            .filter(|(_, line)| ["create ", "alter ", "insert "].iter().any(|w| line.starts_with(w)));
        small.map(|(line, _)| Violation::new(&file.path, line, "write SQL keywords in capitals"))
    });
    strings.chain(migrations).collect()
}

#[cfg(test)]
mod tests {
    use super::super::found;
    use super::*;

    fn places(sql: &str) -> Vec<String> {
        found(portable, &[("crates/a/src/store.rs", &format!("f(\"{sql}\")"))])
    }

    #[test]
    fn what_one_database_does_not_know_is_named_with_the_alternative() {
        for sql in [
            "SELECT a FROM t WHERE a ILIKE $1",
            "SELECT a FROM t WHERE a = ANY($1)",
            "SELECT a->>'b' FROM t",
            "SELECT greatest (a, b) FROM t",
            "SELECT a FROM t WHERE b > now()",
            "SELECT a FROM t FOR UPDATE SKIP LOCKED",
            "UPDATE t SET a = interval '1 day'",
            "CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT)",
            "SELECT a::text FROM t",
        ] {
            assert!(!places(sql).is_empty(), "{sql}");
        }
        assert_eq!(
            places("SELECT now FROM t\nWHERE a ILIKE $1"),
            ["crates/a/src/store.rs:2 not `ILIKE`: LIKE on a column that is stored folded"]
        );
    }

    #[test]
    fn plain_sql_passes() {
        assert!(
            places("INSERT INTO t (a) VALUES ($1) ON CONFLICT (a) DO UPDATE SET b = excluded.b RETURNING a").is_empty()
        );
        assert!(places("SELECT a FROM t WHERE (b, a) < ($1, $2) AND c IS NOT DISTINCT FROM $3 -- ILIKE").is_empty());
        assert!(found(portable, &[("crates/a/src/desk.rs", "f(\"the interval of now()\")")]).is_empty());
    }

    #[test]
    fn a_sum_needs_its_cast() {
        assert!(places("SELECT CAST(coalesce(sum(x), 0) AS BIGINT) FROM t").is_empty());
        assert_eq!(places("SELECT sum(x) FROM t").len(), 1);
        assert_eq!(places("SELECT CAST(sum(x) AS TEXT), CAST(a AS BIGINT) FROM t").len(), 1);
    }

    #[test]
    fn files_of_one_database_are_free() {
        let files = [
            ("migrations/0001_a.postgres.sql", "SELECT now();"),
            ("crates/db/src/lib.rs", "f(\"SELECT now()\")"),
            ("migrations/0001_a.sql", "-- now()\nCREATE TABLE a (id SERIAL);\n"),
        ];
        assert_eq!(found(portable, &files), ["migrations/0001_a.sql:2 not `SERIAL`: an id made in Rust"]);
    }

    #[test]
    fn small_keywords_are_found() {
        let files = [("crates/a/src/s.rs", "f(\"select a from t\")"), ("crates/a/src/t.rs", "f(\"select a unit\")")];
        assert_eq!(found(capitals, &files), ["crates/a/src/s.rs:1 write SQL keywords in capitals"]);
    }
}
