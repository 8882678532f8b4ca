//! Everything with the keyboard alone: where the focus goes, and that it is seen.

use std::collections::BTreeSet;

use directory::Role;
use serde_json::Value;
use testkit::{PASSWORD, database};

use crate::browser::{Browser, ENTER, TAB};
use crate::server::Server;

/// What has the focus: how it is named and where it leads, and whether a person can see that it has it.
const FOCUSED: &str = "(() => {
    const one = document.activeElement;
    const style = getComputedStyle(one);
    const box = one.getBoundingClientRect();
    // Inside a date's field the browser marks year, month, day and the calendar's button itself.
    const ring = one.type === 'date' || style.boxShadow !== 'none'
        || (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2);
    const within = box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
    const [x, y] = [Math.max(box.left + 2, 0) + 1, Math.max(box.top, 0) + Math.min(box.height, innerHeight) / 2];
    const on_top = document.elementFromPoint(x, Math.min(y, innerHeight - 1));
    return {
        tag: one.tagName, id: one.id, href: one.getAttribute('href') ?? '', words: (one.innerText ?? '').trim(),
        seen: ring && within && (one.contains(on_top) || on_top?.contains(one)),
    };
})()";

fn focused(browser: &Browser) -> Value {
    browser.value(FOCUSED)
}

/// Presses Tab until the focus comes round; answers every stop.
fn stops(browser: &Browser) -> Vec<Value> {
    let mut stops: Vec<Value> = Vec::new();
    loop {
        let stop = focused(browser.keys(TAB));
        if stop["tag"] == "BODY" || (stops.len() > 1 && stops.first() == Some(&stop)) || stops.len() > 300 {
            return stops;
        }
        stops.push(stop);
    }
}

async fn with_an_office() -> Server {
    let server = Server::start(database::sqlite().await).await;
    let city = server.given_government("青石市").await;
    server.given_unit(&city, "市教育局").await;
    server.given_person("office.wen", Role::Office, Some(&city), None).await;
    server
}

#[test]
fn the_first_stop_skips_to_the_text() {
    testkit::run(async {
        let server = with_an_office().await;
        let browser = server.browser();
        for page in ["/", "/sign-in", "/nowhere"] {
            let first = focused(browser.open(page).keys(TAB));
            assert_eq!(first["words"], "跳到正文", "{page}");
            assert_eq!(first["seen"], true, "{page}: {first}");
            browser.keys(ENTER);
            assert_eq!(focused(&browser)["id"], "main", "{page}");
        }
    });
}

#[test]
fn people_sign_in_and_move_about_with_the_keyboard_alone() {
    testkit::run(async {
        let server = with_an_office().await;
        let browser = server.browser();
        browser.open("/sign-in").keys(TAB).keys(ENTER);
        browser.keys(TAB).keys("office.wen").keys(TAB).keys(PASSWORD).keys(ENTER).comes_to("/desk").sees("今日");

        let stops = stops(&browser);
        let hidden: Vec<_> = stops.iter().filter(|stop| stop["seen"] != true).collect();
        assert!(hidden.is_empty(), "nobody sees where the focus is: {hidden:#?}");
        let reached: BTreeSet<_> = stops.iter().filter_map(|stop| stop["href"].as_str()).collect();
        for page in ["/desk", "/desk/ledger", "/desk/plans", "/desk/units", "/desk/groups", "/desk/journal", "/desk/me"]
        {
            assert!(reached.contains(page), "{page} is out of the keyboard's reach: {reached:?}");
        }

        browser.open("/desk");
        while focused(browser.keys(TAB))["href"] != "/desk/units" {}
        browser.keys(ENTER).comes_to("/desk/units").sees("市教育局");
    });
}

#[test]
fn no_page_holds_the_focus_out_of_sight() {
    testkit::run(async {
        let server = with_an_office().await;
        let browser = server.browser();
        browser.sign_in("office.wen", PASSWORD);
        for page in ["/desk/units", "/desk/units/new", "/desk/plans/upload", "/desk/journal", "/desk/me/password"] {
            let stops = stops(browser.open(page));
            let hidden: Vec<_> = stops.iter().filter(|stop| stop["seen"] != true).collect();
            assert!(hidden.is_empty(), "{page}: nobody sees where the focus is: {hidden:#?}");
        }
    });
}
