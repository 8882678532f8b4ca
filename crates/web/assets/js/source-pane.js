// Review screen: the task in hand lights up its lines in the source pane; a click on a line leads to its task.
export function start(review) {
  const pane = review.querySelector(".source-pane");
  const tasks = [...review.querySelectorAll("[data-task]")];
  const calm = matchMedia("(prefers-reduced-motion: reduce)");

  const lines = (task) => {
    const found = [];
    for (let n = Number(task.dataset.from); n <= Number(task.dataset.to); n++) {
      const line = document.getElementById(`L${n}`);
      if (line) found.push(line);
    }
    return found;
  };

  function light(task, follow) {
    review.querySelectorAll(".hit").forEach((old) => old.classList.remove("hit"));
    const found = lines(task);
    found.forEach((line) => line.classList.add("hit"));
    task.classList.add("hit");
    if (!follow || found.length === 0) return;
    const top = found[0].offsetTop - pane.clientHeight / 4;
    pane.scrollTo({ top, behavior: calm.matches ? "auto" : "smooth" });
  }

  for (const task of tasks) {
    task.addEventListener("focusin", () => light(task, true));
    task.addEventListener("click", () => light(task, true));
    task.addEventListener("pointerenter", () => !review.contains(document.activeElement) && light(task, false));
  }

  pane.addEventListener("click", (event) => {
    const line = event.target.closest("li[id]");
    if (!line || getSelection().toString()) return;
    const n = Number(line.id.slice(1));
    const task = tasks.find((one) => Number(one.dataset.from) <= n && n <= Number(one.dataset.to));
    task?.focus();
  });

  // A page opened at a task, or at a question about one, shows its lines at once.
  const opened = location.hash.length > 1 && document.getElementById(location.hash.slice(1))?.closest("[data-task]");
  if (opened) light(opened, true);

  // Lines marked in the source fill in the form that adds a task from them.
  const [from, to] = ["[data-from-line]", "[data-to-line]"].map((field) => review.querySelector(field));
  pane.addEventListener("pointerup", () => {
    const { anchorNode, focusNode, isCollapsed } = getSelection();
    if (isCollapsed || !from) return;
    const marked = [anchorNode, focusNode].map((node) => Number((node.closest?.("li") ?? node.parentElement.closest("li"))?.value));
    if (!marked.every(Boolean)) return;
    [from.value, to.value] = [Math.min(...marked), Math.max(...marked)];
    const form = from.closest("details");
    form.open = true;
    form.scrollIntoView({ block: "center", behavior: calm.matches ? "auto" : "smooth" });
    form.querySelector("button").focus({ preventScroll: true });
  });
}
