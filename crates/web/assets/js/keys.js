// Keys for people who review all day: j next, k previous, e edit, / search, ? help. They can be switched off in the help.
const OFF = "gongkai-keys-off";

export function start(area) {
  const help = document.querySelector("[data-keys-help]");
  const off = help?.querySelector("input[type=checkbox]");
  if (off) {
    off.checked = localStorage.getItem(OFF) !== null;
    off.addEventListener("change", () => (off.checked ? localStorage.setItem(OFF, "1") : localStorage.removeItem(OFF)));
  }
  for (const button of document.querySelectorAll("[data-keys-open]")) {
    button.hidden = false;
    button.addEventListener("click", () => help.showModal());
  }

  const current = () => document.activeElement.closest("[data-task]");
  const move = (step) => {
    const tasks = [...area.querySelectorAll("[data-task]")];
    const at = tasks.indexOf(current());
    const next = tasks[at < 0 ? 0 : at + step];
    next?.focus();
    next?.scrollIntoView({ block: "nearest" });
  };
  const acts = {
    j: () => move(1),
    k: () => move(-1),
    e: () => current()?.querySelector("[data-edit]")?.click(),
    "/": () => document.querySelector("input[type=search]")?.focus(),
    "?": () => help?.showModal(),
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.closest("input, textarea, select, [contenteditable], dialog")) return;
    if (!(event.key in acts) || localStorage.getItem(OFF) !== null) return;
    event.preventDefault();
    acts[event.key]();
  });
}
