// Finds what a person would point at: a thing by its words, a field by its label. Hidden ones do not count.
const [what, said, place] = arguments;
// Chinese has no blanks that matter, and hidden words bring some along.
const squeezed = (text) => text.replace(/\s+/g, "");
// A place on the page is named by its heading.
const headed = (one) => squeezed(one.querySelector("h2, h3, h4, th")?.innerText ?? "") === squeezed(place);
const root = place ? [...document.querySelectorAll("article, section, li, tr")].find(headed) : document;
if (!root) return null;
const shown = (kinds) => [...root.querySelectorAll(kinds)].filter((one) => one.checkVisibility());
const says = (one) => squeezed(one.innerText || one.textContent || one.getAttribute("aria-label") || "");
// The words of a label itself, without the hint, the mark “必填” and the like that stand inside it.
const own = (label) => {
  const walk = document.createTreeWalker(label, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) if (squeezed(walk.currentNode.data)) return squeezed(walk.currentNode.data);
  return "";
};
const words = squeezed(said);
const find = {
  press: () => {
    const all = shown("a[href], button, summary");
    return all.find((one) => says(one) === words) ?? all.find((one) => says(one).includes(words));
  },
  field: () => {
    const labels = [...root.querySelectorAll("label")];
    const named = labels.filter((label) => label.control?.checkVisibility());
    const label = named.find((one) => own(one) === words) ?? named.find((one) => own(one).includes(words));
    return label?.control ?? shown("[aria-label]").find((one) => one.ariaLabel.replace(/\s+/g, "").includes(words));
  },
  file: () => document.querySelector("input[type=file]"),
  css: () => shown(said)[0],
};
const found = find[what]();
found?.scrollIntoView({ block: "center", behavior: "instant" });
return found ?? null;
