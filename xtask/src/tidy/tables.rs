//! Rules on whose table is whose.

use std::collections::BTreeMap;

use super::sql::{self, Token};
use super::tree::{File, Tree};
use super::{Rule, Violation};

pub const RULES: &[Rule] = &[
    Rule {
        name: "tables have owners",
        why: "`-- owner: CRATE` above a CREATE TABLE says which crate's rules keep the table right",
        check: unowned,
    },
    Rule {
        name: "hands off other crates' tables",
        why: "a crate that needs another's rows calls its functions, where the rules are; SQL would go round them",
        check: trespasses,
    },
];

/// Every table with the crate that owns it.
type Owners<'a> = BTreeMap<String, &'a str>;

fn unowned(tree: &Tree) -> Vec<Violation> {
    let crates: Vec<&str> = tree.files.iter().filter_map(File::krate).collect();
    let tables = tree.ending(".sql").flat_map(|file| declared(file).into_iter().map(move |table| (file, table)));
    let places = tables.filter_map(|(file, Declared { line, name, owner })| match owner {
        None => Some(Violation::new(&file.path, line, format!("{name} has no `-- owner: CRATE` above it"))),
        Some(owner) if crates.contains(&owner) => None,
        Some(owner) => Some(Violation::new(&file.path, line, format!("{name} is owned by {owner}, which is no crate"))),
    });
    places.collect()
}

fn trespasses(tree: &Tree) -> Vec<Violation> {
    let owners = owners(tree);
    let mut violations = Vec::new();
    let sources = tree.rust().filter(|(file, _)| is_bound(file));
    for (file, rust) in sources {
        for (line, text) in rust.strings.iter().filter(|(_, text)| sql::is_sql(text)) {
            let tokens = sql::tokens(text);
            let named = named_tables(&tokens).into_iter();
            let others = named.filter_map(|token| Some((token, *owners.get(&token.text.to_lowercase())?)));
            let others = others.filter(|(_, owner)| file.krate() != Some(owner));
            violations.extend(others.map(|(token, owner)| {
                Violation::new(&file.path, line + token.line, format!("{} belongs to {owner}", token.text))
            }));
        }
    }
    violations
}

/// The kit of the tests may look into any table.
fn is_bound(file: &File) -> bool {
    file.path.contains("/src/") && file.krate().is_some_and(|krate| krate != "testkit" && krate != "xtask")
}

fn owners(tree: &Tree) -> Owners<'_> {
    let declared = tree.ending(".sql").flat_map(declared);
    declared.filter_map(|Declared { name, owner, .. }| Some((name.to_lowercase(), owner?))).collect()
}

/// A CREATE TABLE of a migration.
struct Declared<'a> {
    line: usize,
    name: &'a str,
    owner: Option<&'a str>,
}

/// A migration's tables, each with the last owner named above it.
fn declared(file: &File) -> Vec<Declared<'_>> {
    let mut owner = None;
    let mut tables = Vec::new();
    for (line, text) in file.lines() {
        owner = text.strip_prefix("-- owner:").map(str::trim).or(owner);
        let tokens = sql::tokens(text);
        if let [create, table, rest @ ..] = tokens.as_slice()
            && create.is("CREATE")
            && table.is("TABLE")
            && let Some(name) = rest.iter().find(|token| !is_one_of(token, IF_NOT_EXISTS))
        {
            tables.push(Declared { line, name: name.text, owner });
        }
    }
    tables
}

const IF_NOT_EXISTS: &[&str] = &["IF", "NOT", "EXISTS"];

/// The words that stand where SQL names a table.
fn named_tables<'a, 'b>(tokens: &'b [Token<'a>]) -> Vec<&'b Token<'a>> {
    let mut named = Vec::new();
    for (at, token) in tokens.iter().enumerate().filter(|(_, token)| is_one_of(token, BEFORE_A_TABLE)) {
        let mut rest = without(&tokens[at + 1..], |token| is_one_of(token, IF_NOT_EXISTS));
        while let [table, after @ ..] = rest
            && table.is_word()
        {
            named.push(table);
            // `FROM task t, unit AS u`: after a name and its alias, a comma brings the next name.
            rest = match without(after, |token| token.is_word() && !is_one_of(token, AFTER_TABLES)) {
                [comma, next @ ..] if comma.text == "," && token.is("FROM") => next,
                _ => break,
            };
        }
    }
    named
}

const BEFORE_A_TABLE: &[&str] = &["FROM", "JOIN", "INTO", "UPDATE", "TABLE"];
const AFTER_TABLES: &[&str] =
    &["WHERE", "JOIN", "ON", "ORDER", "GROUP", "LEFT", "INNER", "CROSS", "UNION", "LIMIT", "SET", "VALUES"];

fn is_one_of(token: &Token, words: &[&str]) -> bool {
    words.iter().any(|word| token.is(word))
}

/// The tokens after those at the start that need no look.
fn without<'a, 'b>(tokens: &'b [Token<'a>], skipped: impl Fn(&Token) -> bool) -> &'b [Token<'a>] {
    &tokens[tokens.iter().take_while(|token| skipped(token)).count()..]
}

#[cfg(test)]
mod tests {
    use super::super::found;
    use super::*;

    const MIGRATION: (&str, &str) = (
        "migrations/0001.sql",
        "-- owner: ledger\nCREATE TABLE task (\n  id TEXT\n);\nCREATE TABLE IF NOT EXISTS entry (id TEXT);\n",
    );

    fn trespasses_of(sql: &str) -> Vec<String> {
        found(trespasses, &[MIGRATION, ("crates/web/src/store.rs", &format!("q(\"{sql}\")"))])
    }

    #[test]
    fn another_crates_table_is_found_wherever_sql_names_tables() {
        for sql in [
            "SELECT id FROM task",
            "SELECT 1 FROM own JOIN Entry e ON e.id = own.id",
            "INSERT INTO task (id) VALUES ($1)",
            "UPDATE task SET id = $1",
            "DELETE FROM entry",
            "SELECT 1 FROM own o, task AS t",
            "SELECT 1 WHERE EXISTS (SELECT 1 FROM task)",
        ] {
            assert_eq!(trespasses_of(sql).len(), 1, "{sql}");
        }
        assert_eq!(trespasses_of("SELECT id\nFROM task"), ["crates/web/src/store.rs:2 task belongs to ledger"]);
    }

    #[test]
    fn a_column_or_alias_of_the_same_name_is_not_the_table() {
        for sql in [
            "SELECT task FROM own WHERE entry = $1",
            "UPDATE own SET task = $1",
            "SELECT 1 FROM own task ORDER BY entry, task",
        ] {
            assert_eq!(trespasses_of(sql), [""; 0], "{sql}");
        }
    }

    #[test]
    fn the_owner_may() {
        assert!(
            found(trespasses, &[MIGRATION, ("crates/ledger/src/store.rs", "q(\"SELECT id FROM task\")")]).is_empty()
        );
    }

    #[test]
    fn a_table_without_an_owner_is_found() {
        let files =
            [("migrations/0002.sql", "CREATE TABLE a (id TEXT);\n-- owner: nobody\nCREATE TABLE b (id TEXT);\n")];
        assert_eq!(
            found(unowned, &files),
            [
                "migrations/0002.sql:1 a has no `-- owner: CRATE` above it",
                "migrations/0002.sql:3 b is owned by nobody, which is no crate"
            ]
        );
    }
}
