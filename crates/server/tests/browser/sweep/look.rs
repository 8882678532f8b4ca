//! Looking at one page in one view: what is wrong with it, and its picture.

use std::collections::BTreeSet;
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use super::sights::Sight;
use crate::axe;
use crate::browser::Browser;

/// A size of window and a kind of reader.
pub struct View {
    pub name: &'static str,
    pub width: u32,
    pub height: u32,
    pub phone: bool,
    pub elder: bool,
}

/// The heaviest page, with its style and scripts as they travel, in bytes.
const HEAVIEST: u64 = 100 * 1024;
/// The tallest picture, in CSS pixels: longer lists look the same further down.
const TALLEST: f64 = 3000.0;

/// What the checks read off a page.
const FACTS: &str = "(() => {
    const [nav] = performance.getEntriesByType('navigation');
    const loaded = performance.getEntriesByType('resource').filter((one) => one.encodedBodySize > 0);
    const wide = [...document.body.querySelectorAll('*')].filter((one) => {
        const box = one.getBoundingClientRect();
        return box.width > 0 && box.right > WIDTH + 1 && !one.closest('.scroll, svg');
    });
    const named = [...document.querySelectorAll('[id]')].map((one) => one.id);
    const twice = named.filter((name, at) => named.indexOf(name) < at);
    const empty = [...document.querySelectorAll('label[for]')].filter((one) => !one.control).map((one) => one.htmlFor);
    return {
        twice: [...twice, ...empty],
        status: nav.responseStatus, lang: document.documentElement.lang, title: document.title,
        headings: document.querySelectorAll('h1').length, width: document.scrollingElement.scrollWidth,
        wide: wide.slice(0, 3).map((one) => one.cloneNode(false).outerHTML),
        bytes: nav.encodedBodySize + loaded.reduce((sum, one) => sum + one.encodedBodySize, 0),
    };
})()";

/// Leaves six of each list's lines, whose rest is like these: reading them all takes minutes. Headings stay, so that
/// none comes to stand under the wrong one.
const THIN: &str = "document.querySelectorAll('main, main *').forEach((list) => {
    const seen = {};
    for (const one of [...list.children]) {
        const kind = one.tagName + one.className;
        seen[kind] = (seen[kind] ?? 0) + 1;
        if (seen[kind] > 6 && !/^H[1-6]$/.test(one.tagName)) one.remove();
    }
})";

impl View {
    /// Makes the window so, and the reader one of this kind.
    pub fn take(&self, browser: &Browser) {
        self.size(browser, f64::from(self.height));
        browser.devtools("Emulation.setTouchEmulationEnabled", json!({ "enabled": self.phone }));
        browser.open(&format!("/elder?on={}&to=/", u8::from(self.elder)));
    }

    fn size(&self, browser: &Browser, height: f64) {
        let scale = if self.phone { 2 } else { 1 };
        let size = json!({ "width": self.width, "height": height, "deviceScaleFactor": scale, "mobile": self.phone });
        browser.devtools("Emulation.setDeviceMetricsOverride", size);
    }

    /// Opens the page and answers what is wrong with it, one line each.
    pub fn look(&self, browser: &Browser, sight: &Sight, pictures: &Path) -> Vec<String> {
        browser.complaints();
        browser.open(&sight.path);
        let mut faults = self.faults(sight, &self.facts(browser));
        self.picture(browser, &pictures.join(format!("{}-{}.png", sight.name, self.name)));

        // What is folded away must be as good.
        browser.value("document.querySelectorAll('main details').forEach((one) => one.open = true)");
        faults.extend(self.width_fault(&self.facts(browser)).map(|fault| format!("unfolded, {fault}")));
        // A page that is meant to be an error is itself what browsers complain of.
        let complaints = browser.complaints();
        faults.extend(complaints.into_iter().filter(|line| sight.status == 200 || !line.contains("Failed to load")));
        browser.value(THIN);
        faults.extend(axe::violations(browser));
        faults
    }

    fn faults(&self, sight: &Sight, facts: &Value) -> Vec<String> {
        let titled = facts["title"].as_str().is_some_and(|title| !title.trim().is_empty());
        let light = facts["bytes"].as_u64().is_some_and(|bytes| bytes < HEAVIEST);
        let checks = [
            (facts["status"] == sight.status, format!("answers {}", facts["status"])),
            (facts["lang"] == "zh-CN", format!("its language is {}", facts["lang"])),
            (titled, "has no title".into()),
            (facts["twice"] == json!([]), format!("names twice, or labels nothing by, {}", facts["twice"])),
            (facts["headings"] == 1, format!("has {} main headings", facts["headings"])),
            (light, format!("weighs {} bytes", facts["bytes"])),
        ];
        let faults = checks.into_iter().filter(|(holds, _)| !holds).map(|(_, fault)| fault);
        faults.chain(self.width_fault(facts)).collect()
    }

    /// A page wider than its window must be pushed to and fro.
    fn width_fault(&self, facts: &Value) -> Option<String> {
        let fits = facts["width"].as_f64().is_some_and(|width| width <= f64::from(self.width));
        (!fits).then(|| format!("is {} wide: {}", facts["width"], facts["wide"]))
    }

    fn facts(&self, browser: &Browser) -> Value {
        browser.value(&FACTS.replace("WIDTH", &self.width.to_string()))
    }

    /// Takes the page in a window as tall as itself, so that what sticks to the window's edges stands where it ends.
    fn picture(&self, browser: &Browser, file: &Path) {
        let height = browser.value("document.documentElement.scrollHeight").as_f64().unwrap_or_default();
        self.size(browser, height.clamp(f64::from(self.height), TALLEST));
        let taken = browser.devtools("Page.captureScreenshot", json!({ "optimizeForSpeed": true }));
        let bytes = STANDARD.decode(taken["data"].as_str().unwrap_or_default()).expect("a picture is base64");
        std::fs::write(file, bytes).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
        self.size(browser, f64::from(self.height));
    }
}

/// Follows the page's links of a shape that was not followed before, from the page itself; answers those that lead
/// nowhere.
pub fn dead_links(browser: &Browser, followed: &mut BTreeSet<String>) -> Vec<String> {
    let links = browser.value("[...new Set([...document.links].map((one) => one.getAttribute('href')))]");
    let links = links.as_array().cloned().unwrap_or_default();
    let fresh: Vec<&str> = links
        .iter()
        .filter_map(Value::as_str)
        .filter(|href| href.starts_with('/') && !href.starts_with("/elder") && followed.insert(shape(href)))
        .collect();
    let script = format!(
        "const done = arguments[arguments.length - 1];
         Promise.all({}.map(async (href) => [href, (await fetch(href)).status]))
             .then((answers) => done(answers.filter(([, status]) => status >= 400)));",
        json!(fresh)
    );
    let dead = browser.script_later(&script);
    dead.as_array().into_iter().flatten().map(|link| format!("leads nowhere: {link}")).collect()
}

/// A link without its ids and values: those that differ only in these lead to pages of one kind.
fn shape(href: &str) -> String {
    let (path, query) = href.split_once('?').unwrap_or((href, ""));
    let is_id = |part: &&str| part.len() == 36 || part.chars().all(|c| c.is_ascii_digit());
    let parts: Vec<&str> =
        path.split('/').map(|part| if is_id(&part) && !part.is_empty() { "*" } else { part }).collect();
    let names: Vec<&str> = query.split('&').filter_map(|pair| pair.split('=').next()).collect();
    format!("{}?{}", parts.join("/"), names.join("&"))
}
