// The only script a page names. It loads the others where the page has work for them; without any of them every page still works.
const script = document.querySelector("script[data-modules]");

const modules = {
  upload: "form[data-upload]",
  filter: "form[data-filter]",
  readAloud: "[data-read-aloud]",
  sourcePane: "[data-source-pane]",
  keys: "[data-keys]",
};

for (const [name, selector] of Object.entries(modules)) {
  const found = document.body.querySelectorAll(selector);
  if (found.length > 0) {
    const { start } = await import(new URL(script.dataset[name], location.href).href);
    found.forEach(start);
  }
}

// After a failed submit, put the reader where the mistakes are listed.
document.querySelector("[data-focus]")?.focus();

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
