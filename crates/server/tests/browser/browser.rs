//! A person at a browser: opens pages, reads, points, types. Everything waits until the page is ready for it.

use std::path::Path;
use std::thread::sleep;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::driver::{self, Driver};
use crate::session::{Refusal, Session};

/// How long a page may take to show what is expected; much longer than it takes on an idle machine.
const PATIENCE: Duration = Duration::from_secs(20);
/// How long a page may load or a script of the test may run, which is not what a test measures.
const SCRIPTS: Duration = Duration::from_secs(200);
/// How often to look again.
const AGAIN: Duration = Duration::from_millis(30);
/// The name under which WebDriver wraps an element.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";
/// Finds what a person would point at.
const FIND: &str = include_str!("find.js");
/// Keys without a letter, as WebDriver writes them.
pub const ENTER: &str = "\u{e007}";
pub const TAB: &str = "\u{e004}";
const DELETE: &str = "\u{e017}";

/// A browser with one window, on one site.
pub struct Browser {
    /// Before the driver: fields are dropped in this order.
    session: Session,
    _driver: Driver,
    origin: String,
}

impl Browser {
    /// A desktop window.
    pub fn on(origin: &str) -> Self {
        Self::with(origin, &[])
    }

    /// The same with scripts switched off.
    pub fn without_scripts(origin: &str) -> Self {
        Self::with(origin, &["--blink-settings=scriptEnabled=false"])
    }

    fn with(origin: &str, more: &[&str]) -> Self {
        let usual = "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run \
                     --disable-background-networking --disable-component-update --disable-sync \
                     --disable-crash-reporter --disable-background-timer-throttling \
                     --disable-backgrounding-occluded-windows --disable-renderer-backgrounding \
                     --window-size=1280,900";
        let args: Vec<&str> = usual.split_whitespace().chain(more.iter().copied()).collect();
        let driver = Driver::start();
        let capabilities = json!({
            "timeouts": { "script": SCRIPTS.as_millis(), "pageLoad": SCRIPTS.as_millis() },
            "goog:loggingPrefs": { "browser": "ALL" },
            "goog:chromeOptions": { "binary": driver::chromium(), "args": args },
        });
        let session = Session::begin(driver.port, capabilities);
        Self { session, _driver: driver, origin: origin.to_owned() }
    }

    /// Opens a page of the site.
    #[track_caller]
    pub fn open(&self, path: &str) -> &Self {
        self.must(self.session.post("/url", json!({ "url": format!("{}{path}", self.origin) })));
        self
    }

    /// Loads the page again; a form that was sent is sent again, as people are asked to agree to.
    #[track_caller]
    pub fn reload(&self) -> &Self {
        self.must(self.session.post("/refresh", json!({})));
        self
    }

    /// Does something in another tab and comes back to this one.
    #[track_caller]
    pub fn in_another_tab(&self, there: impl FnOnce()) {
        let here = self.must(self.session.get("/window"));
        let tab = self.must(self.session.post("/window/new", json!({ "type": "tab" })));
        self.must(self.session.post("/window", json!({ "handle": tab["handle"] })));
        there();
        self.must(self.session.post("/window", json!({ "handle": here })));
    }

    /// The path of the page that is open, with its query.
    #[track_caller]
    pub fn path(&self) -> String {
        let url = self.must(self.session.get("/url"));
        let url = url.as_str().unwrap_or_default();
        url.strip_prefix(&self.origin).unwrap_or(url).to_owned()
    }

    /// Runs a script in the page and answers what it returns. It works where the page's own scripts are switched off.
    pub fn script(&self, script: &str, arguments: Value) -> Result<Value, Refusal> {
        self.session.post("/execute/sync", json!({ "script": script, "args": arguments }))
    }

    /// The value of an expression in the page.
    #[track_caller]
    pub fn value(&self, expression: &str) -> Value {
        self.must(self.script(&format!("return {expression}"), json!([])))
    }

    /// Runs a script whose last argument is called with the result.
    #[track_caller]
    pub fn script_later(&self, script: &str) -> Value {
        let ask = || self.session.post("/execute/async", json!({ "script": script, "args": [] }));
        // A window that was just opened sometimes sleeps until it is loaded anew, and its timers with it.
        let answer = match ask() {
            Err(refusal) if refusal.code == "script timeout" => {
                eprintln!("{} did not answer a script and is loaded again", self.path());
                self.reload();
                ask()
            }
            answer => answer,
        };
        self.must(answer)
    }

    /// A command of Chromium's own protocol.
    #[track_caller]
    pub fn devtools(&self, command: &str, parameters: Value) -> Value {
        self.must(self.session.post("/goog/cdp/execute", json!({ "cmd": command, "params": parameters })))
    }

    /// What the browser warned of since it was last asked: failed requests, refused content, script errors.
    #[track_caller]
    pub fn complaints(&self) -> Vec<String> {
        let log = self.must(self.session.post("/se/log", json!({ "type": "browser" })));
        let entries = log.as_array().cloned().unwrap_or_default();
        let serious = entries.iter().filter(|entry| matches!(entry["level"].as_str(), Some("WARNING" | "SEVERE")));
        serious.filter_map(|entry| Some(entry["message"].as_str()?.to_owned())).collect()
    }

    /// Whether a reader sees this now. Chinese has no blanks that matter.
    #[track_caller]
    fn shows(&self, words: &str) -> bool {
        let squeezed = |text: &str| text.split_whitespace().collect::<String>();
        let text = self.value("document.body?.innerText ?? ''");
        squeezed(text.as_str().unwrap_or_default()).contains(&squeezed(words))
    }

    /// Waits until a reader sees this.
    #[track_caller]
    pub fn sees(&self, words: &str) -> &Self {
        self.until(&format!("no {words:?} appears"), || self.shows(words).then_some(()));
        self
    }

    /// Waits until a reader no longer sees this.
    #[track_caller]
    pub fn sees_no(&self, words: &str) -> &Self {
        self.until(&format!("{words:?} stays"), || (!self.shows(words)).then_some(()));
        self
    }

    /// Waits until the page at a path that begins so is open.
    #[track_caller]
    pub fn comes_to(&self, path: &str) -> &Self {
        self.until(&format!("it does not come to {path}"), || self.path().starts_with(path).then_some(()));
        self
    }

    /// Presses the link or button with these words: exactly these, or else the first that contains them.
    #[track_caller]
    pub fn press(&self, words: &str) -> &Self {
        self.act("press", words, "click", json!({}))
    }

    /// The same within the part of the page that has this heading.
    #[track_caller]
    pub fn press_at(&self, heading: &str, words: &str) -> &Self {
        self.until(&format!("{words:?} at {heading:?}: no click"), || {
            let found = self.script(FIND, json!(["press", words, heading])).ok()?;
            self.command(&found, "click", json!({}))
        });
        self
    }

    /// Clicks the first visible element of a selector.
    #[track_caller]
    pub fn click(&self, selector: &str) -> &Self {
        self.act("css", selector, "click", json!({}))
    }

    /// Types into the field with that label, in place of what stood there.
    #[track_caller]
    pub fn type_in(&self, label: &str, text: &str) -> &Self {
        // With the keyboard: the driver takes all that a folded drawer holds for hidden, even where the style shows it.
        let script = "arguments[0].focus(); arguments[0].select(); return document.activeElement === arguments[0]";
        self.until(&format!("the field {label:?} does not take the focus"), || {
            let field = self.find("field", label)?;
            (self.script(script, json!([field])).ok()? == true).then_some(())
        });
        self.keys(if text.is_empty() { DELETE } else { text })
    }

    /// Chooses by its words an option of the field with that label.
    #[track_caller]
    pub fn choose(&self, label: &str, option: &str) -> &Self {
        self.until(&format!("{option:?} cannot be chosen in {label:?}"), || {
            let field = self.find("field", label)?;
            let script = "return [...arguments[0].options].find((o) => o.text.includes(arguments[1])) ?? null";
            let option = self.script(script, json!([field, option])).ok()?;
            self.command(&option, "click", json!({}))
        });
        self
    }

    /// Puts a day, `YYYY-MM-DD`, into the date field with that label: how its parts are typed differs by language.
    #[track_caller]
    pub fn day_in(&self, label: &str, day: &str) -> &Self {
        let field = self.until(&format!("no field {label:?}"), || self.find("field", label));
        self.must(self.script("arguments[0].value = arguments[1]", json!([field, day])));
        self
    }

    /// Puts a file into the page's file field.
    #[track_caller]
    pub fn attach(&self, file: &Path) -> &Self {
        self.act("file", "", "value", json!({ "text": file.display().to_string() }))
    }

    /// What the field with that label holds.
    #[track_caller]
    pub fn holds(&self, label: &str) -> String {
        let field = self.until(&format!("no field {label:?}"), || self.find("field", label));
        let value = self.must(self.script("return arguments[0].value", json!([field])));
        value.as_str().unwrap_or_default().to_owned()
    }

    /// Types on the keyboard, wherever the focus is.
    #[track_caller]
    pub fn keys(&self, text: &str) -> &Self {
        let presses = text
            .chars()
            .flat_map(|key| [json!({ "type": "keyDown", "value": key }), json!({ "type": "keyUp", "value": key })]);
        let keyboard = json!({ "type": "key", "id": "keyboard", "actions": presses.collect::<Vec<_>>() });
        self.must(self.session.post("/actions", json!({ "actions": [keyboard] })));
        self
    }

    fn find(&self, what: &str, words: &str) -> Option<Value> {
        let found = self.script(FIND, json!([what, words])).ok()?;
        Some(found).filter(|found| !found.is_null())
    }

    /// Does something to an element; none while it is not ready for it.
    fn command(&self, element: &Value, command: &str, body: Value) -> Option<()> {
        let id = element[ELEMENT].as_str()?;
        self.session.post(&format!("/element/{id}/{command}"), body).ok().map(drop)
    }

    #[track_caller]
    fn act(&self, what: &str, words: &str, command: &str, body: Value) -> &Self {
        let missed = format!("{what} {words:?}: no {command}");
        self.until(&missed, || self.find(what, words).and_then(|found| self.command(&found, command, body.clone())));
        self
    }

    /// Tries until there is an answer.
    #[track_caller]
    pub fn until<T>(&self, missed: &str, attempt: impl Fn() -> Option<T>) -> T {
        let begun = Instant::now();
        loop {
            if let Some(answer) = attempt() {
                return answer;
            }
            if begun.elapsed() > PATIENCE {
                let text = self.script("return document.body.innerText", json!([])).unwrap_or_default();
                panic!("{missed}\non {}\n{}", self.path(), text.as_str().unwrap_or_default());
            }
            sleep(AGAIN);
        }
    }

    #[track_caller]
    fn must(&self, answer: Result<Value, Refusal>) -> Value {
        answer.unwrap_or_else(|Refusal { code, message }| {
            let page = self.session.get("/url").unwrap_or_default();
            panic!("{code}: {message}\non {page}")
        })
    }
}
