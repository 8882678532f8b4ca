// Drag and drop, the list of chosen files, and progress while they travel. The server answers the same form post as without it.
const size = (bytes) => (bytes < 1024 * 1024 ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`);

export function start(form) {
  const zone = form.querySelector("[data-drop]");
  const input = zone.querySelector("input[type=file]");
  const list = zone.querySelector("[data-files]");

  const show = () => list.replaceChildren(...[...input.files].map((file) => {
    const line = document.createElement("li");
    for (const text of [file.name, size(file.size)]) {
      line.append(Object.assign(document.createElement("span"), { textContent: text }));
    }
    return line;
  }));
  input.addEventListener("change", show);

  for (const type of ["dragenter", "dragover", "dragleave", "drop"]) {
    zone.addEventListener(type, (event) => {
      event.preventDefault();
      zone.classList.toggle("over", type === "dragenter" || type === "dragover");
    });
  }
  zone.addEventListener("drop", (event) => {
    const chosen = new DataTransfer();
    const files = [...event.dataTransfer.files];
    for (const file of input.multiple ? files : files.slice(0, 1)) chosen.items.add(file);
    input.files = chosen.files;
    show();
  });

  form.addEventListener("submit", (event) => {
    if (input.files.length === 0) return;
    event.preventDefault();
    send(form, zone);
  });
}

function send(form, zone) {
  const button = form.querySelector("button[type=submit]");
  const bar = Object.assign(document.createElement("progress"), { max: 1, value: 0 });
  const words = Object.assign(document.createElement("p"), { className: "hint" });
  words.setAttribute("role", "status");
  bar.setAttribute("aria-label", "上传进度");
  button.disabled = true;
  zone.append(bar, words);

  const request = new XMLHttpRequest();
  request.open("POST", form.action);
  request.upload.addEventListener("progress", (event) => {
    bar.value = event.loaded / event.total;
    words.textContent = event.loaded < event.total ? `已上传 ${Math.floor(bar.value * 100)}%` : "已上传，正在读取内容……";
  });
  request.addEventListener("load", () => {
    // The answer is a page (after its redirect): show it as the browser would have done.
    history.pushState(null, "", request.responseURL);
    document.open();
    document.write(request.responseText);
    document.close();
  });
  request.addEventListener("error", () => {
    bar.remove();
    button.disabled = false;
    words.className = "error";
    words.textContent = "网络中断，没有传完。请检查网络后再点一次上传。";
  });
  request.send(new FormData(form));
}
