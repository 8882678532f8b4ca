// Finds what a person would point at: a thing by its words, a field by its label. Hidden ones do not count.
const [what, scope, words] = arguments;
const root = scope ? document.querySelector(scope) : document;
if (!root) return null;
const squeezed = (text) => text.replace(/\s+/g, " ").trim();
const shown = (kinds) => [...root.querySelectorAll(kinds)].filter((one) => one.checkVisibility());
const says = (one) => squeezed(one.innerText || one.textContent || one.getAttribute("aria-label") || "");
// The words of a label itself, without the hint, the mark “必填” and the like that stand inside it.
const own = (label) => {
  const walk = document.createTreeWalker(label, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) if (squeezed(walk.currentNode.data)) return squeezed(walk.currentNode.data);
  return "";
};
const kinds = { press: "a[href], button, summary", cell: "td, th, dd, li, p, h1, h2, h3" };
const find = {
  press: () => {
    const all = shown(kinds.press);
    return all.find((one) => says(one) === words) ?? all.find((one) => says(one).includes(words));
  },
  field: () => {
    const labels = [...root.querySelectorAll("label")];
    const named = labels.filter((label) => label.control?.checkVisibility());
    const label = named.find((one) => own(one) === words) ?? named.find((one) => own(one).includes(words));
    return label?.control ?? shown("[aria-label]").find((one) => one.getAttribute("aria-label").includes(words));
  },
  file: () => root.querySelector("input[type=file]"),
  css: () => shown(words)[0],
};
const found = find[what]();
found?.scrollIntoView({ block: "center", behavior: "instant" });
return found ?? null;
