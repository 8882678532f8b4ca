// The only script a page names. It loads the others where the page has work for them; without any of them every page still works.
const modules = {
  "form[data-upload]": "./upload.js",
  "form[data-filter]": "./filter.js",
  "[data-read-aloud]": "./read-aloud.js",
  "[data-source-pane]": "./source-pane.js",
  "[data-keys]": "./keys.js",
  "[data-kiosk]": "./kiosk.js",
  "[data-suggest]": "./suggest.js",
};

function enhance() {
  for (const [selector, path] of Object.entries(modules)) {
    const found = document.querySelectorAll(selector);
    if (found.length > 0) import(path).then(({ start }) => found.forEach(start));
  }
  // After a failed submit, put the reader where the mistakes are listed.
  document.querySelector("[data-focus]")?.focus();
}

/** Shows a page that a script fetched as the browser would have shown it. */
export function replacePage(html, address) {
  const page = new DOMParser().parseFromString(html, "text/html");
  history.pushState(null, "", address);
  addEventListener("popstate", () => location.reload(), { once: true });
  document.documentElement.replaceWith(document.adoptNode(page.documentElement));
  scrollTo(0, 0);
  enhance();
}

// A form is sent once, however often its button is pressed; coming back to the page makes it usable again.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "1";
});
addEventListener("pageshow", () => {
  document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent);
});

// The box in a table's head ticks every row.
document.addEventListener("change", ({ target }) => {
  if (!target.matches("[data-tick-all]")) return;
  const boxes = target.closest("table").querySelectorAll("tbody input[type=checkbox]");
  boxes.forEach((box) => (box.checked = target.checked));
});

enhance();
