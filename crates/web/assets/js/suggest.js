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
    const ended = { repealed: "已废止", expired: "已失效" };
    const option = ({ text, government, number, validity }) =>
      Object.assign(document.createElement("option"), {
        value: text,
        label: [text, number, government, ended[validity]].filter(Boolean).join("　"),
      });
    list.replaceChildren(...suggestions.map(option));
  }

  input.addEventListener("input", (event) => {
    clearTimeout(waiting);
    // What was chosen of the list, as against typed.
    const chosen = !event.inputType || event.inputType === "insertReplacementText";
    if (chosen && [...list.children].some((one) => one.value === input.value)) input.form.requestSubmit();
    else waiting = setTimeout(offer, 200);
  });
}
