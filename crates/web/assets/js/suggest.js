// Titles and numbers offered while somebody types. Choosing one looks it up.
export function start(input) {
  const list = document.createElement("datalist");
  list.id = `${input.id}-titles`;
  input.after(list);
  input.setAttribute("list", list.id);
  input.autocomplete = "off";
  let waiting = 0;
  let asked = "";

  async function offer() {
    const typed = input.value.trim();
    if (typed.length < 2 || typed === asked) return;
    asked = typed;
    const answer = await fetch(input.dataset.suggest + encodeURIComponent(typed)).catch(() => null);
    if (!answer?.ok || asked !== typed) return;
    const { suggestions } = await answer.json();
    list.replaceChildren(...suggestions.map(({ text }) => Object.assign(document.createElement("option"), { value: text })));
  }

  input.addEventListener("input", () => {
    clearTimeout(waiting);
    if ([...list.children].some((one) => one.value === input.value)) input.form.requestSubmit();
    else waiting = setTimeout(offer, 200);
  });
}
