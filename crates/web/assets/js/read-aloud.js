// Reads [data-readable] paragraph by paragraph with the browser's own voice; the button appears only where there is one.
export function start(button) {
  const text = document.querySelector("[data-readable]");
  if (!text || !("speechSynthesis" in window)) return;
  const label = button.querySelector("[data-label]");
  // What stands inside a part is read with it.
  const alone = (part) => part.textContent.trim() && !part.parentElement.closest("p, li, td, th");
  const parts = [...text.querySelectorAll("h1, h2, h3, h4, p, li, td, th")].filter(alone);
  let at = -1;

  const mark = (index) => {
    parts[at]?.classList.remove("reading");
    at = index;
    parts[at]?.classList.add("reading");
  };

  function say(index) {
    mark(index);
    if (index >= parts.length) return stop();
    const words = new SpeechSynthesisUtterance(parts[index].textContent);
    words.lang = "zh-CN";
    words.rate = 0.95;
    words.onend = () => at === index && say(index + 1);
    speechSynthesis.speak(words);
    const box = parts[index].getBoundingClientRect();
    if (box.top < 0 || box.bottom > innerHeight) parts[index].scrollIntoView({ block: "center" });
  }

  function stop() {
    mark(-1);
    speechSynthesis.cancel();
    label.textContent = "朗读";
    button.setAttribute("aria-pressed", "false");
  }

  button.setAttribute("aria-pressed", "false");
  button.hidden = false;
  button.addEventListener("click", () => {
    if (at >= 0) return stop();
    label.textContent = "停止朗读";
    button.setAttribute("aria-pressed", "true");
    say(0);
  });
  addEventListener("pagehide", stop);
}
