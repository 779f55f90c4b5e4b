// A file input becomes a place to drop files, with a list of what was chosen. The input itself stays in the form.
// What the server would not take is refused before it is sent: data-largest (one file) and data-largest-all
// (one sending) on the page, in bytes. The server's own refusal stays.
const FIELDS = 65536; // room for the other fields of the form
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
  const described = input.getAttribute("aria-describedby");
  let chosen = [];

  const say = (sentences) => {
    const id = `${input.id}_qua-lon`;
    document.getElementById(id)?.remove();
    if (described) input.setAttribute("aria-describedby", described);
    else input.removeAttribute("aria-describedby");
    if (!sentences.length) return;
    const line = document.createElement("p");
    line.className = "hs-bad";
    line.id = id;
    line.setAttribute("role", "alert");
    line.textContent = `${sentences.join(" ")} Các tệp khác và nội dung đã nhập vẫn còn.`;
    box.before(line);
    input.setAttribute("aria-describedby", [described, id].filter(Boolean).join(" "));
  };
  const put = (files) => {
    const { fitting, refused } = weigh(input.multiple ? files : files.slice(-1));
    chosen = fitting;
    say(refused);
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

// Which files can be sent, and a sentence for each that cannot.
function weigh(files) {
  const { largest, largestAll } = document.documentElement.dataset;
  const one = Number(largest) || Infinity;
  const all = (Number(largestAll) || Infinity) - FIELDS;
  const fitting = [];
  const refused = [];
  let sum = 0;
  for (const file of files) {
    if (file.size > one) {
      refused.push(`Chưa nhận “${file.name}” (${size(file.size)}): tệp phải nhỏ hơn ${size(one)}. Tách thành nhiều tệp, hoặc quét lại với độ nét thấp hơn.`);
    } else if (sum + file.size > all) {
      refused.push(`Chưa nhận “${file.name}” (${size(file.size)}): một lần chỉ gửi được ${size(all + FIELDS)}. Gửi tệp này ở lần sau.`);
    } else {
      sum += file.size;
      fitting.push(file);
    }
  }
  return { fitting, refused };
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
  if (whole >= 1048576) return `${(bytes / 1073741824).toLocaleString("vi-VN", { maximumFractionDigits: 1 })}\u00a0GB`;
  return `${(bytes / 1048576).toLocaleString("vi-VN", { maximumFractionDigits: 1 })}\u00a0MB`;
}
