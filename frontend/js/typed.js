// "Đã giữ lúc 10:42" under a form that keeps what is typed; forms that stand on a draft or a document (those with a
// version) are kept on the server too, so that another computer offers the text.
import { differs, offer } from "./keep.js";
import { cookie, hour } from "./words.js";

const PAUSE = 3000;
const timers = new WeakMap();

export function tellWhatIsKept() {
  document.addEventListener("hs:kept", ({ target: form, detail }) => {
    say(form, `Đã giữ trên máy này lúc ${hour(detail.at)}, chưa lưu.`);
    if (!onServer(form)) return;
    clearTimeout(timers.get(form));
    timers.set(form, setTimeout(() => keep(form, detail), PAUSE));
  });
  document.addEventListener("hs:dropped", ({ target: form }) => { if (onServer(form)) post({ address: address(form) }); });
  document.addEventListener("submit", ({ target: form }) => clearTimeout(timers.get(form)));
  const saved = document.querySelector("[data-saved]");
  document.querySelectorAll("form[data-keep]").forEach((form) => {
    if (!onServer(form)) return;
    if (saved) post({ address: address(form) });
    else look(form);
  });
}

function onServer(form) {
  return form.matches("form[data-keep]") && form.querySelector("input[name=version]");
}

function address(form) {
  return `${location.pathname}:${[...document.querySelectorAll("form[data-keep]")].indexOf(form)}`;
}

async function keep(form, { values }) {
  const answer = await post({ address: address(form), values: JSON.stringify(values) });
  if (answer?.ok) say(form, `Đã lưu nội dung đang gõ lúc ${hour((await answer.json()).at)}. Bấm nút lưu khi viết xong.`);
}

async function look(form) {
  const band = document.getElementById("go-do");
  if (!band?.hidden || "posted" in document.documentElement.dataset) return;
  const answer = await fetch(`/go-do/?${new URLSearchParams({ address: address(form) })}`).catch(() => null);
  if (answer?.status !== 200 || answer.redirected) return;
  const before = await answer.json();
  if (band.hidden && differs(form, before.values)) offer(form, "", before);
}

function post(fields) {
  const headers = { "X-CSRFToken": cookie("hs_csrf") };
  return fetch("/go-do/", { method: "POST", headers, body: new URLSearchParams(fields) }).catch(() => null);
}

function say(form, words) {
  let line = form.querySelector("[data-kept]");
  if (!line) {
    line = Object.assign(document.createElement("p"), { className: "hs-muted hs-mt" });
    line.dataset.kept = "";
    form.append(line);
  }
  line.textContent = words;
}
