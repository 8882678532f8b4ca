// Drag and drop, the list of chosen files, and progress while they travel. The server answers the same form post as without it.
import { replacePage } from "./enhance.js";

const size = (bytes) => (bytes < 1024 * 1024 ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`);
const element = (name, properties) => Object.assign(document.createElement(name), properties);

const line = (file) => {
  const item = element("li");
  item.append(element("span", { textContent: file.name }), element("span", { textContent: size(file.size) }));
  return item;
};

export function start(form) {
  const zone = form.querySelector("[data-drop]");
  const input = zone.querySelector("input[type=file]");
  input.addEventListener("change", () => zone.querySelector("[data-files]").replaceChildren(...[...input.files].map(line)));
  for (const type of ["dragenter", "dragover", "dragleave", "drop"]) {
    zone.addEventListener(type, (event) => {
      event.preventDefault();
      zone.classList.toggle("over", type === "dragenter" || type === "dragover");
    });
  }
  zone.addEventListener("drop", (event) => {
    const chosen = new DataTransfer();
    for (const file of event.dataTransfer.files) if (input.multiple || chosen.items.length === 0) chosen.items.add(file);
    input.files = chosen.files;
    input.dispatchEvent(new Event("change"));
  });
  form.addEventListener("submit", (event) => {
    if (input.files.length === 0) return;
    event.preventDefault();
    send(form, zone);
  });
}

function send(form, zone) {
  const button = form.querySelector("button[type=submit]");
  const bar = element("progress", { max: 1, value: 0, ariaLabel: "上传进度" });
  const words = element("p", { className: "hint", role: "status" });
  const request = new XMLHttpRequest();
  zone.querySelectorAll("progress, [role=status]").forEach((old) => old.remove());
  zone.append(bar, words);
  button.disabled = true;
  request.upload.onprogress = ({ loaded, total }) => {
    bar.value = loaded / total;
    words.textContent = loaded < total ? `已上传 ${Math.floor((100 * loaded) / total)}%` : "已上传，正在读取内容……";
  };
  request.onload = () => replacePage(request.responseText, request.responseURL);
  request.onerror = () => {
    bar.hidden = true;
    button.disabled = false;
    words.textContent = "网络中断，没有传完。请检查网络后再点一次上传。";
  };
  request.open("POST", form.action);
  request.send(new FormData(form));
}
