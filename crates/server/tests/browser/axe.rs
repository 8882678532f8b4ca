//! axe-core inside the page: what keeps people with disabilities from using it.

use std::env;
use std::path::PathBuf;
use std::sync::LazyLock;

use serde_json::{Value, json};

use crate::browser::Browser;

static SOURCE: LazyLock<String> = LazyLock::new(|| {
    let file = file();
    std::fs::read_to_string(&file)
        .unwrap_or_else(|e| panic!("{}: {e}: run `cargo xtask test` once, which fetches axe-core", file.display()))
});

/// Named by the environment, or where `cargo xtask setup` puts it: beside the built programs.
fn file() -> PathBuf {
    let named = env::var_os("GONGKAI_AXE").map(PathBuf::from);
    named.unwrap_or_else(|| crate::target().join("tools/axe/axe_playwright_python/axe.min.js"))
}

const RUN: &str = "
    const done = arguments[arguments.length - 1];
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    axe.run(document, { runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'], preload: false })
        .then(({ violations }) => done(violations), (error) => done([{ id: 'axe', help: String(error), nodes: [] }]));
";

/// Lets every page that is opened from now on bring axe-core along, which saves sending it to each.
#[track_caller]
pub fn bring(browser: &Browser) {
    browser.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": *SOURCE }));
}

/// What is wrong with the page that is open, one line each: the rule, where, and why.
#[track_caller]
pub fn violations(browser: &Browser) -> Vec<String> {
    if browser.value("typeof axe") == "undefined" {
        browser.script(&SOURCE, json!([])).unwrap_or_else(|refusal| panic!("axe-core does not load: {refusal:?}"));
    }
    let found = browser.script_later(RUN);
    let rules = found.as_array().cloned().unwrap_or_default();
    rules.iter().flat_map(lines).collect()
}

fn lines(rule: &Value) -> Vec<String> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let nodes = rule["nodes"].as_array().cloned().unwrap_or_default();
    let (id, help) = (text(&rule["id"]), text(&rule["help"]));
    if nodes.is_empty() {
        return vec![format!("{id}: {help}")];
    }
    let shown = nodes.iter().take(3).map(|node| {
        let why = text(&node["failureSummary"]);
        let why = why.lines().skip(1).map(str::trim).collect::<Vec<_>>().join("; ");
        format!("{id} ({} places): {help}: {} {}: {why}", nodes.len(), node["target"], text(&node["html"]))
    });
    shown.collect()
}
