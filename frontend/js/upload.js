// Files of 2 MB and more go in parts before their form does: a cut line waits and goes on, and the same file chosen
// again after the browser was closed goes on where it was. The form then carries the number of the upload.
import { sha256 } from "./sha256.js";
import { cookie, hour } from "./words.js";

const LARGE = 2 * 1048576;
const PART = 1048576;
const WAIT = [1000, 2000, 4000, 8000, 15000];

export function sendLargeFilesInParts() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post" || form.enctype !== "multipart/form-data") return;
    if (form.hasAttribute("hx-post") || !files(form).length) return;
    event.preventDefault();
    send(form, event.submitter);
  });
}

function files(form) {
  return [...form.querySelectorAll("input[type=file][name]")]
    .flatMap((input) => [...input.files].filter((file) => file.size >= LARGE).map((file) => ({ input, file })));
}

async function send(form, submitter) {
  const line = progressLine(form);
  form.setAttribute("aria-busy", "true");
  try {
    for (const { input, file } of files(form)) {
      const id = await sendOne(file, (words) => { line.textContent = words; });
      hidden(form, "hs-tep-da-gui", `${input.name}:${id}`);
      const rest = new DataTransfer();
      [...input.files].filter((other) => other !== file).forEach((other) => rest.items.add(other));
      input.files = rest.files;
    }
  } catch (error) {
    line.textContent = error.message;
    line.className = "hs-bad";
    line.setAttribute("role", "alert");
    form.removeAttribute("aria-busy");
    return;
  }
  line.textContent = "Đã gửi xong tệp, đang lưu.";
  if (submitter?.name) hidden(form, submitter.name, submitter.value);
  if (submitter?.hasAttribute("formaction")) form.action = submitter.formAction;
  HTMLFormElement.prototype.submit.call(form);
}

function progressLine(form) {
  form.querySelector("[data-sending]")?.remove();
  const line = Object.assign(document.createElement("p"), { className: "hs-notice" });
  line.dataset.sending = "";
  line.setAttribute("role", "status");
  form.append(line);
  return line;
}

function hidden(form, name, value) {
  form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
}

async function sendOne(file, say) {
  say(`Đang xem lại tệp “${file.name}” trước khi gửi.`);
  const digests = [];
  for (let at = 0; at < file.size; at += PART) digests.push(await sha256(await bytesOf(file, at)));
  const mark = await sha256(new TextEncoder().encode(digests.join("")));
  const body = new URLSearchParams({ mark, name: file.name, size: file.size });
  let { id, received } = await ask("/gui-tep/", { body }, say);
  while (received < file.size) {
    say(`Đang gửi “${file.name}”: ${size(received)} trong ${size(file.size)}. Mạng đứt thì gửi tiếp, không phải gửi lại.`);
    const headers = {
      "Content-Type": "application/octet-stream",
      "Hoiso-Start": String(received),
      "Hoiso-Sha256": digests[received / PART],
    };
    ({ received } = await ask(`/gui-tep/${id}/`, { headers, body: await bytesOf(file, received) }, say));
  }
  return id;
}

async function bytesOf(file, at) {
  return new Uint8Array(await file.slice(at, at + PART).arrayBuffer());
}

// One question, asked until an answer comes: no line and a server that is away are waited for.
async function ask(address, options, say) {
  for (let turn = 0; ; turn += 1) {
    const headers = { ...options.headers, "X-CSRFToken": cookie("hs_csrf") };
    const sent = { ...options, method: "POST", credentials: "same-origin", headers };
    const answer = await fetch(address, sent).catch(() => null);
    if (answer?.redirected) throw new Error("Phiên làm việc đã hết. Đăng nhập lại rồi chọn đúng tệp đó, máy gửi tiếp phần còn lại.");
    if (answer && (answer.ok || answer.status === 409)) {
      const told = await answer.json();
      if (answer.ok || turn < 5) return told;
    }
    if (answer && answer.status < 500) {
      const told = await answer.json().catch(() => ({}));
      throw new Error(told.sentence ?? "Chưa gửi được tệp. Tải lại trang rồi chọn lại tệp.");
    }
    say(`Mất mạng lúc ${hour(Date.now())}. Phần đã gửi vẫn còn, có mạng sẽ gửi tiếp.`);
    await pause(WAIT[Math.min(turn, WAIT.length - 1)]);
  }
}

function pause(milliseconds) {
  return new Promise((go) => {
    const on = () => { clearTimeout(timer); window.removeEventListener("online", on); go(); };
    const timer = setTimeout(on, milliseconds);
    window.addEventListener("online", on);
  });
}

function size(bytes) {
  return `${(bytes / 1048576).toLocaleString("vi-VN", { maximumFractionDigits: 1 })}\u00a0MB`;
}
