// Writing without a line: the form is kept, encrypted, and sent when the line is back, once (the server knows its key).
// What changed on the page meanwhile is shown first; nothing is sent over it unasked, and nothing is lost.
import { keyOf } from "./keep.js";
import { all, keys, owner, put, remove, wipe } from "./vault.js";
import { hour } from "./words.js";

const PLACE = "cho-gui";
const ALREADY = 208;
const VOLATILE = ["csrfmiddlewaretoken", "version"];
const root = document.documentElement;

export async function workWithoutLine() {
  if (!("serviceWorker" in navigator) || !globalThis.crypto?.subtle) {
    const words = document.getElementById("can-https");
    if (words) words.hidden = false;
    return;
  }
  const { account } = root.dataset;
  if (!("keepsPages" in root.dataset)) {
    if ("told" in root.dataset) await nothingKeptButTold();
    else await forget();
    return;
  }
  if ((await owner().catch(() => null))?.account !== account) await wipe();
  register().then(keepPapers);
  document.addEventListener("submit", hold);
  document.addEventListener("submit", warn, true);
  window.addEventListener("online", send);
  list();
  if (navigator.onLine) await send();
  else await show();
}

// This device keeps nothing (any more): pages, key, worker and copies go.
export async function forget() {
  if (!("serviceWorker" in navigator)) return;
  const workers = await navigator.serviceWorker.getRegistrations().catch(() => []);
  if (!workers.length && !(await owner().catch(() => null))) return;
  await wipe();
  for (const worker of workers) await worker.unregister();
}

// This device keeps no pages, and its worker stays for what it is told.
async function nothingKeptButTold() {
  if (await owner().catch(() => null)) await wipe();
  await navigator.serviceWorker.register("/khi-mat-mang.js", { scope: "/" });
}

async function register() {
  const had = navigator.serviceWorker.controller;
  await navigator.serviceWorker.register("/khi-mat-mang.js", { scope: "/" });
  const ready = await navigator.serviceWorker.ready;
  if (!had) ready.active?.postMessage({ keep: location.href });
}

async function keepPapers() {
  const papers = [...document.querySelectorAll("[data-papers] a")].map((one) => one.href);
  if (papers.length && navigator.onLine) (await navigator.serviceWorker.ready).active?.postMessage({ papers });
}

function isOurs(form) {
  return form.method === "post" && form.matches("form[data-keep]")
    && ![...form.querySelectorAll("input[type=file]")].some((one) => one.files.length);
}

async function hold(event) {
  const form = event.target;
  if (navigator.onLine || event.defaultPrevented || !isOurs(form)) return;
  event.preventDefault();
  const { submitter } = event;
  const fields = [...new FormData(form)].filter(([, value]) => typeof value === "string");
  if (submitter?.name) fields.push([submitter.name, submitter.value]);
  const forms = [...document.querySelectorAll("form[data-keep]")];
  await put(PLACE, crypto.randomUUID(), root.dataset.account, {
    at: Date.now(),
    page: location.pathname + location.search,
    action: submitter?.getAttribute("formaction") ?? form.getAttribute("action") ?? "",
    place: forms.indexOf(form),
    key: keyOf(form),
    title: document.querySelector("h1")?.textContent.trim() ?? document.title,
    fields,
    seen: seen(document, form),
    state: "waiting",
  });
  form.removeAttribute("aria-busy");
  await show();
  document.getElementById("cho-gui")?.scrollIntoView({ block: "center" });
}

// Leaving wipes what waits: it is said before.
function warn(event) {
  if (!event.target.matches("form[data-sign-out]") || !Number(root.dataset.unsent)) return;
  if (window.confirm(`Còn ${root.dataset.unsent} nội dung chưa gửi. Rời máy thì các nội dung này bị xoá. Vẫn rời máy?`)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}

// What a reader sees of the page and what the form held at first: compared with the page of later.
function seen(from, form) {
  const main = from.querySelector("main");
  const lines = [...main.querySelectorAll("h1,h2,p,li,dt,dd,td")]
    .filter((one) => !one.closest("form, .hs-notice, .hs-undo") && !one.querySelector("p,li,dd,td"))
    .map((one) => one.textContent.replace(/\s+/g, " ").trim());
  const held = [...form.elements]
    .filter((one) => one.name && !VOLATILE.includes(one.name) && one.type !== "hidden" && one.tagName !== "BUTTON")
    .map((one) => {
      const label = one.labels?.[0]?.textContent.replace(/\s+/g, " ").trim() ?? one.name;
      return `${label}: ${initial(one)}`;
    });
  return [...lines, ...held].filter(Boolean);
}

function initial(input) {
  if (input.tagName === "SELECT") return [...input.options].find((one) => one.defaultSelected)?.textContent.trim() ?? "";
  if (input.type === "checkbox" || input.type === "radio") return input.defaultChecked ? "có" : "không";
  return input.defaultValue;
}

function changes(before, after) {
  const known = new Set(before);
  const still = new Set(after);
  return [
    ...after.filter((line) => !known.has(line)),
    ...before.filter((line) => !still.has(line)).map((line) => `Không còn: ${line}`),
  ].slice(0, 10).map((line) => line.slice(0, 300));
}

async function send() {
  const act = async () => {
    for (const item of await all(PLACE)) {
      if (item.account === root.dataset.account && item.state === "waiting") await sendOne(item);
    }
  };
  if (navigator.locks) await navigator.locks.request("hs-cho-gui", act);
  else await act();
  await show();
}

async function sendOne(item) {
  const answer = await fetch(item.page, { headers: { "Cache-Control": "no-cache" } }).catch(() => null);
  if (!answer || answer.status >= 500) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (!fresh.documentElement.dataset.account) return; // signed out: it waits for its writer
  if (fresh.documentElement.dataset.account !== item.account) return;
  const form = answer.ok && !answer.redirected ? fresh.querySelectorAll("form[data-keep]")[item.place] : null;
  if (!form) {
    const words = fresh.querySelector("h1")?.textContent.trim() ?? "";
    await note(item, "gone", [`Trang này không còn nhận nội dung. ${words}`]);
    return;
  }
  const changed = changes(item.seen, seen(fresh, form));
  const moved = field(form, "version") !== (item.fields.find(([name]) => name === "version")?.[1] ?? null);
  if ((changed.length || moved) && JSON.stringify(changed) !== JSON.stringify(item.agreed ?? null)) {
    await note(item, "changed", changed.length ? changed : ["Có người vừa lưu một bản mới."]);
    return;
  }
  const body = new URLSearchParams();
  for (const [name, value] of item.fields) body.append(name, VOLATILE.includes(name) ? field(form, name) ?? value : value);
  const headers = { "Hoiso-Once": item.id };
  const sent = await fetch(item.action || item.page, { method: "POST", headers, body }).catch(() => null);
  if (!sent || sent.status >= 500) return;
  if (sent.ok || sent.status === ALREADY) {
    await remove(PLACE, item.id);
    try {
      localStorage.removeItem(item.key);
    } catch (error) {
      console.warn("Không xoá được nội dung gõ dở", error);
    }
    said.push(`Đã gửi nội dung viết lúc ${hour(item.at)}: ${item.title}.`);
    return;
  }
  const refused = new DOMParser().parseFromString(await sent.text(), "text/html");
  const reasons = [...refused.querySelectorAll(".hs-summary li, .hs-error, h1")].map((one) => one.textContent.trim());
  await note(item, "refused", [...new Set(reasons)].slice(0, 6));
}

const said = [];

function field(form, name) {
  return form.querySelector(`[name="${name}"]`)?.value ?? null;
}

function note(item, state, reasons) {
  const { id, account, ...content } = item;
  return put(PLACE, id, account, { ...content, state, reasons });
}

const WORDS = {
  waiting: (item) => `Đã giữ trên máy này lúc ${hour(item.at)}: ${item.title}. Có mạng sẽ tự gửi.`,
  changed: (item) => `Chưa gửi nội dung viết lúc ${hour(item.at)}: ${item.title}. Trang đã thay đổi trong lúc mất mạng:`,
  refused: (item) => `Chưa gửi được nội dung viết lúc ${hour(item.at)}: ${item.title}.`,
  gone: (item) => `Chưa gửi được nội dung viết lúc ${hour(item.at)}: ${item.title}.`,
};

async function show() {
  const band = document.getElementById("cho-gui");
  if (!band) return;
  const items = (await all(PLACE)).filter((item) => item.account === root.dataset.account);
  root.dataset.unsent = items.length;
  band.hidden = !items.length && !said.length;
  band.querySelector("[data-words]").textContent = said.join(" ");
  band.querySelector("[data-list]").replaceChildren(...items.map(row));
}

function row(item) {
  const line = document.createElement("li");
  line.append(element("p", WORDS[item.state](item)));
  if (item.reasons) {
    const reasons = document.createElement("ul");
    reasons.append(...item.reasons.map((reason) => element("li", reason)));
    line.append(reasons);
  }
  if (item.state === "waiting") return line;
  const written = item.fields.filter(([name, value]) => value && !VOLATILE.includes(name) && value.length > 12);
  if (written.length) {
    const details = document.createElement("details");
    details.append(element("summary", "Nội dung đã viết"), ...written.map(([, value]) => element("p", value)));
    line.append(details);
  }
  const bar = Object.assign(document.createElement("div"), { className: "hs-bar" });
  if (item.state === "changed") {
    bar.append(button("Vẫn gửi", async () => {
      const { id, account, ...content } = item;
      await put(PLACE, id, account, { ...content, state: "waiting", agreed: item.reasons });
      await send();
    }));
  }
  if (item.state !== "gone") {
    const link = Object.assign(element("a", "Mở trang để sửa"), { className: "hs-btn", href: item.page });
    bar.append(link);
  }
  bar.append(button("Bỏ nội dung này", async () => {
    await remove(PLACE, item.id);
    await show();
  }));
  line.append(bar);
  return line;
}

function element(name, words) {
  return Object.assign(document.createElement(name), { textContent: words });
}

function button(words, act) {
  const made = Object.assign(element("button", words), { type: "button", className: "hs-btn hs-btn--plain" });
  made.addEventListener("click", act);
  return made;
}

// On the page "Khi mất mạng": what is kept.
async function list() {
  const place = document.getElementById("da-giu");
  if (!place || !(await keys("trang").catch(() => [])).length) return;
  const pages = await all("trang");
  place.replaceChildren(...pages.map((one) => {
    const line = document.createElement("li");
    const box = document.createElement("div");
    const title = one.title.replace(/ – Hội Số$/, "");
    box.append(Object.assign(element("a", new DOMParser().parseFromString(title, "text/html").body.textContent), { href: one.id }));
    box.append(Object.assign(element("p", `Lưu lúc ${hour(one.at)}`), { className: "hs-muted" }));
    line.append(box);
    return line;
  }));
  const none = document.getElementById("chua-giu");
  if (none) none.hidden = true;
}
