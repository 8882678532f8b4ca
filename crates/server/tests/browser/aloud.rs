//! Reading aloud: begun, read to the end or stopped, with a voice that the test gives the browser.

use serde_json::json;
use testkit::database;

use crate::server::Server;

/// A voice that remembers what it was given to say, and says it at once. No browser in a test has one.
const VOICE: &str = "
    window.said = [];
    window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
    const voice = {
        speak(words) { said.push(words.text); if (!window.holds) setTimeout(() => words.onend(), 5); },
        cancel() { said.push('stopped'); },
    };
    Object.defineProperty(window, 'speechSynthesis', { value: voice });";

#[test]
fn a_page_is_read_to_its_end_or_until_somebody_stops_it() {
    testkit::run(async {
        let server = Server::start(database::sqlite().await).await;
        let city = server.given_government("青石市").await;
        server.given_unit(&city, "市教育局").await;
        let browser = server.browser();
        browser.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": VOICE }));
        browser.open(&format!("/g/{}/guide", city.slug)).press("朗读");
        let said = browser.until("nothing is read to its end", || {
            let said = browser.value("said").as_array().cloned().unwrap_or_default();
            (said.last() == Some(&json!("stopped"))).then_some(said)
        });
        let parts = "[...document.querySelectorAll('[data-readable] :is(h1, h2, h3, h4, p, li, td, th)')]
            .filter((one) => one.textContent.trim() && !one.parentElement.closest('p, li, td, th')).map((one) => one.textContent)";
        let parts = browser.value(parts).as_array().cloned().unwrap_or_default();
        assert!(parts.len() > 3, "{parts:?}");
        assert_eq!(said[..said.len() - 1], parts, "every part once, in order");

        browser.value("window.holds = true");
        browser.press("朗读").press("停止朗读").sees("朗读");
        assert_eq!(browser.value("document.querySelectorAll('.reading').length"), 0);
    });
}
