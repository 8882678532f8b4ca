// A kiosk that nobody touches asks whether somebody still reads, and then goes home.
const QUIET = 120;
const ASKING = 30;

export function start(main) {
  const home = main.dataset.kiosk;
  let left = QUIET + ASKING;
  const asked = document.createElement("div");
  asked.className = "banner info asked";
  asked.setAttribute("role", "alert");
  asked.hidden = true;
  const words = document.createElement("p");
  const stay = document.createElement("button");
  stay.type = "button";
  stay.className = "button";
  stay.textContent = "继续看";
  asked.append(words, stay);
  main.before(asked);

  const touched = () => {
    left = QUIET + ASKING;
    asked.hidden = true;
  };
  for (const kind of ["pointerdown", "keydown", "scroll", "touchmove"]) {
    addEventListener(kind, touched, { passive: true });
  }
  const clock = setInterval(() => {
    // The page was replaced by another, which has a clock of its own.
    if (!main.isConnected) return clearInterval(clock);
    // What is read aloud is listened to.
    if (location.pathname === home || window.speechSynthesis?.speaking) return;
    left -= 1;
    if (left <= 0) {
      clearInterval(clock);
      return location.assign(home);
    }
    if (left <= ASKING && asked.hidden) {
      words.textContent = `还在看吗？${ASKING} 秒后回到首页。`;
      asked.hidden = false;
    }
  }, 1000);
}
