//! The WebDriver protocol: commands as JSON over HTTP.

use std::time::Duration;

use serde_json::{Value, json};
use ureq::Agent;

/// How long one command may take: a loaded machine can take a minute over a page that is heavy to check.
const PATIENCE: Duration = Duration::from_secs(420);

/// An open browser window. Dropping it closes the browser.
pub struct Session {
    agent: Agent,
    url: String,
}

/// What the driver or the page did not let happen.
#[derive(Debug)]
pub struct Refusal {
    /// WebDriver's name for it, e.g. `no such element`.
    pub code: String,
    pub message: String,
}

impl Session {
    /// Opens a browser with those capabilities.
    pub fn begin(port: u16, capabilities: Value) -> Self {
        let agent = Agent::config_builder().http_status_as_error(false).timeout_global(Some(PATIENCE)).build().into();
        let mut session = Self { agent, url: format!("http://127.0.0.1:{port}/session") };
        let begun = session.post("", json!({ "capabilities": { "alwaysMatch": capabilities } }));
        let begun = begun.unwrap_or_else(|refusal| panic!("the browser does not start: {refusal:?}"));
        session.url = format!("{}/{}", session.url, begun["sessionId"].as_str().unwrap());
        session
    }

    pub fn get(&self, command: &str) -> Result<Value, Refusal> {
        answer(self.agent.get(format!("{}{command}", self.url)).call())
    }

    pub fn post(&self, command: &str, body: Value) -> Result<Value, Refusal> {
        let request = self.agent.post(format!("{}{command}", self.url)).header("content-type", "application/json");
        answer(request.send(body.to_string()))
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        // When it does not close by itself, the driver's end closes it.
        answer(self.agent.delete(&self.url).call()).ok();
    }
}

fn answer(response: Result<ureq::http::Response<ureq::Body>, ureq::Error>) -> Result<Value, Refusal> {
    let lost = |error: ureq::Error| Refusal { code: "no answer".into(), message: error.to_string() };
    let mut response = response.map_err(lost)?;
    // Pictures of long pages are large.
    let text = response.body_mut().with_config().limit(200 << 20).read_to_string().map_err(lost)?;
    let mut answer: Value = serde_json::from_str(&text).expect("chromedriver answers in JSON");
    let value = answer["value"].take();
    match value["error"].as_str() {
        Some(code) if !response.status().is_success() => {
            let message = value["message"].as_str().unwrap_or_default();
            Err(Refusal { code: code.into(), message: message.lines().next().unwrap_or_default().into() })
        }
        _ => Ok(value),
    }
}
