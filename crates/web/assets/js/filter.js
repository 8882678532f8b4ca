// Refreshes [data-results] while the person chooses; the address follows, so the list can be kept, shared and gone back to.
export function start(form) {
  let timer;
  let turn = 0;
  const voice = Object.assign(document.createElement("p"), { className: "hidden", role: "status" });
  form.append(voice);
  const drawer = form.querySelector("details");
  if (drawer && matchMedia("(min-width: 48em)").matches) drawer.open = true;

  const address = () => {
    const query = new URLSearchParams([...new FormData(form)].filter(([, value]) => value !== ""));
    return `${form.action.split("?")[0]}${query.size > 0 ? `?${query}` : ""}`;
  };

  async function refresh() {
    const mine = ++turn;
    const url = address();
    const results = document.querySelector("[data-results]");
    results.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(url, { headers: { accept: "text/html" } });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.querySelector("[data-results]");
      if (mine !== turn) return;
      if (!fresh) return location.assign(url);
      results.replaceWith(document.adoptNode(fresh));
      voice.textContent = fresh.querySelector("[role=status]")?.textContent ?? "";
      history.replaceState(null, "", url);
    } catch {
      location.assign(url);
    }
  }

  form.addEventListener("change", (event) => {
    if (!event.target.matches("input[type=search], input[type=text]")) refresh();
  });
  form.addEventListener("input", (event) => {
    if (!event.target.matches("input[type=search], input[type=text]") || event.isComposing) return;
    clearTimeout(timer);
    timer = setTimeout(refresh, 400);
  });
  form.addEventListener("compositionend", () => {
    clearTimeout(timer);
    timer = setTimeout(refresh, 400);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(timer);
    refresh();
  });
}
