// A file input becomes a place to drop files, with a list of what was chosen. The input itself stays in the form.
export function enhanceFiles(root) {
  root.querySelectorAll("input[type=file][data-drop]").forEach((input) => {
    if (!input.closest(".hs-drop")) enhance(input);
  });
}

function enhance(input) {
  const box = document.createElement("div");
  box.className = "hs-drop";
  const press = document.createElement("label");
  press.className = "hs-btn";
  press.htmlFor = input.id;
  press.textContent = input.multiple ? "Chọn các tệp" : "Chọn tệp";
  const words = document.createElement("span");
  words.className = "hs-muted";
  words.textContent = input.multiple ? "hoặc kéo nhiều tệp thả vào đây" : "hoặc kéo tệp thả vào đây";
  const list = document.createElement("ul");
  list.className = "hs-chosen";
  list.setAttribute("aria-live", "polite");
  input.replaceWith(box);
  input.className = "hs-hide";
  box.append(input, press, words, list);
  let chosen = [];

  const put = (files) => {
    chosen = input.multiple ? files : files.slice(-1);
    const transfer = new DataTransfer();
    chosen.forEach((file) => transfer.items.add(file));
    input.files = transfer.files;
    list.replaceChildren(...chosen.map((file) => line(file, () => {
      put(chosen.filter((other) => other !== file));
      input.focus();
    })));
  };
  input.addEventListener("change", () => put(merge(chosen, [...input.files])));
  for (const name of ["dragenter", "dragover"]) {
    box.addEventListener(name, (event) => {
      event.preventDefault();
      box.classList.add("is-over");
    });
  }
  for (const name of ["dragleave", "drop"]) box.addEventListener(name, () => box.classList.remove("is-over"));
  box.addEventListener("drop", (event) => {
    event.preventDefault();
    put(merge(chosen, [...event.dataTransfer.files]));
    input.dispatchEvent(new Event("input", { bubbles: true }));
  });
}

function merge(before, added) {
  const same = (one, two) => one.name === two.name && one.size === two.size && one.lastModified === two.lastModified;
  return [...before, ...added.filter((file) => !before.some((other) => same(file, other)))];
}

function line(file, remove) {
  const item = document.createElement("li");
  const name = document.createElement("span");
  name.textContent = `${file.name}, ${size(file.size)}`;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "hs-btn hs-btn--plain";
  button.textContent = "Bỏ tệp này";
  button.setAttribute("aria-label", `Bỏ tệp này: ${file.name}`);
  button.addEventListener("click", remove);
  item.append(name, button);
  return item;
}

function size(bytes) {
  const whole = Math.max(1, Math.round(bytes / 1024));
  if (whole < 1024) return `${whole}\u00a0KB`;
  return `${(bytes / 1048576).toLocaleString("vi-VN", { maximumFractionDigits: 1 })}\u00a0MB`;
}
