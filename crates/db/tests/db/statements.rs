//! Every whole statement in the program's source is understood by both databases. Those put together at run time show it
//! in the tests of the pages and functions that use them.

use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use testkit::{TestDb, db_test};

/// A statement and where it begins.
struct Statement {
    place: String,
    sql: String,
}

db_test!(every_statement_of_the_source_is_understood, async |t: TestDb| {
    let statements = statements();
    assert!(statements.len() > 10, "only {} statements were found", statements.len());
    let mut wrong = Vec::new();
    for Statement { place, sql } in statements {
        let mut tx = t.db.read().await.unwrap();
        if let Err(e) = tx.prepare(closed(sql)).await {
            wrong.push(format!("{place}: {e}"));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
});

/// A beginning that several statements share ends where their first condition begins.
fn closed(sql: String) -> String {
    let open = ["WHERE", "AND"].iter().any(|end| sql.trim_end().ends_with(end));
    if open { sql + " 1 = 1" } else { sql }
}

#[test]
fn statements_are_found_in_calls_and_macros_but_not_in_tests_and_words() {
    let source = r##"
        /// SELECT in a comment is no statement.
        fn f(tx: &mut Tx) {
            tx.all("SELECT a
                    FROM b", args![1]);
            matches!(tx.exec(r#"DELETE FROM "b""#), Ok(_));
            println!("Select a unit");
            Query::new("SELECT a FROM b WHERE", args![]).with("SELECT c FROM d WHERE e = ?", args![2]);
        }
        #[cfg(test)]
        mod tests { const A: &str = "SELECT 1 FROM nowhere"; }
        const B: &str = "WITH c AS (SELECT 1) SELECT 2 \
                         FROM c";
    "##;
    let found = |(line, sql): (usize, String)| (line, sql.split_whitespace().collect::<Vec<_>>().join(" "));
    let found: Vec<_> = literals(source.parse().unwrap()).into_iter().map(found).collect();
    let expected = [(4, "SELECT a FROM b"), (6, "DELETE FROM \"b\""), (12, "WITH c AS (SELECT 1) SELECT 2 FROM c")];
    assert_eq!(found, expected.map(|(line, sql)| (line, sql.to_owned())));
}

/// Every statement in the sources of all crates but this one, which holds no SQL of the program, and the tests' kit.
fn statements() -> Vec<Statement> {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut statements = Vec::new();
    for folder in fs::read_dir(crates).unwrap().map(|entry| entry.unwrap().path()) {
        if folder.ends_with("db") || folder.ends_with("testkit") {
            continue;
        }
        for file in rust_files(&folder.join("src")) {
            let source: TokenStream = fs::read_to_string(&file).unwrap().parse().unwrap();
            let name = file.strip_prefix(crates).unwrap().display();
            let found = literals(source).into_iter();
            statements.extend(found.map(|(line, sql)| Statement { place: format!("{name}:{line}"), sql }));
        }
    }
    statements
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().map(|entry| entry.unwrap().path());
    let files = entries.flat_map(|path| if path.is_dir() { rust_files(&path) } else { vec![path] });
    files.filter(|path| path.extension().is_some_and(|ending| ending == "rs")).collect()
}

/// The string literals that are statements, with their lines; pieces for a `Query` and `#[cfg(test)]` modules are left
/// out.
fn literals(source: TokenStream) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let (mut of_tests, mut after) = (false, String::new());
    for token in source {
        let before = std::mem::replace(&mut after, token.to_string());
        match token {
            TokenTree::Group(_) if ["new", "push", "with", "when", "within"].contains(&before.as_str()) => {}
            TokenTree::Group(group) if of_tests && group.delimiter() == Delimiter::Brace => of_tests = false,
            TokenTree::Group(group) if group.to_string().replace(' ', "") == "[cfg(test)]" => of_tests = true,
            TokenTree::Group(group) => found.extend(literals(group.stream())),
            TokenTree::Punct(punct) if punct.as_char() == ';' => of_tests = false,
            TokenTree::Literal(literal) => {
                let text = syn::parse_str::<syn::LitStr>(&literal.to_string()).map(|literal| literal.value());
                found.extend(text.ok().filter(|text| is_statement(text)).map(|sql| (literal.span().start().line, sql)));
            }
            _ => {}
        }
    }
    found
}

fn is_statement(text: &str) -> bool {
    let first = text.split_whitespace().next().unwrap_or_default();
    text.starts_with(first) && ["SELECT", "INSERT", "UPDATE", "DELETE", "WITH"].contains(&first)
}
