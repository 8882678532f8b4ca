//! `/api`: the API described for people, from the same description.

use askama::Template;
use kernel::Problem;
use serde_json::Value;
use web::{A_MINUTE, Page, Result, Shell, view};

use super::described::described;

struct Method {
    verb: String,
    path: String,
    summary: String,
    scope: String,
    /// Name, whether it must be given, and what it is.
    params: Vec<(String, bool, String)>,
    /// Status and what it means.
    answers: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "portal/api.html")]
struct About {
    page: Page,
    methods: Vec<Method>,
    a_minute: i64,
}

/// The page.
pub(super) async fn show(shell: Shell) -> Result {
    let document = serde_json::to_value(described()).map_err(Problem::internal)?;
    let paths = document["paths"].as_object().into_iter().flatten();
    let methods = paths.flat_map(|(path, item)| {
        item.as_object().into_iter().flatten().map(move |(verb, about)| method(path, verb, about))
    });
    view(About { page: shell.installation("接口说明"), methods: methods.collect(), a_minute: A_MINUTE })
}

fn method(path: &str, verb: &str, about: &Value) -> Method {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let param = |one: &Value| (text(&one["name"]), one["required"] == true, text(&one["description"]));
    let answers = about["responses"].as_object().into_iter().flatten();
    Method {
        verb: verb.to_uppercase(),
        path: path.to_owned(),
        summary: text(&about["summary"]),
        scope: text(&about["security"][0]["token"][0]),
        params: list(&about["parameters"]).iter().map(param).collect(),
        answers: answers.map(|(status, about)| (status.clone(), text(&about["description"]))).collect(),
    }
}
