// Typed text of forms marked data-keep survives a lost session or a power cut, in this browser only.
// Kept per account and address; deleted after a saved message, at sign-out and when another person signs in.
// What a form holds when it comes back as the answer to its own sending (a search in it, a refusal) is not lost.
const PREFIX = "hs-go-do:";
const SENT = "hs-da-gui";
const PAUSE = 600;
const NEVER = new Set(["password", "file", "hidden", "submit", "button"]);

export function keepTypedText() {
  const root = document.documentElement;
  const account = root.dataset.account;
  document.querySelectorAll("form[data-sign-out]").forEach((form) => form.addEventListener("submit", () => wipe("")));
  if ("wipe" in root.dataset) wipe("");
  if (!account) return;
  wipe(`${PREFIX}${account}:`);
  if (document.querySelector("[data-saved]")) forgetSent();
  document.querySelectorAll("form[data-keep]").forEach((form) => keep(form, keyOf(form)));
}

export function keyOf(form) {
  const place = [...document.querySelectorAll("form[data-keep]")].indexOf(form);
  return `${PREFIX}${document.documentElement.dataset.account}:${location.pathname}:${place}`;
}

function wipe(own) {
  attempt(() => {
    for (const key of Object.keys(localStorage)) {
      if (key === SENT && !own) localStorage.removeItem(key);
      if (key.startsWith(PREFIX) && !(own && key.startsWith(own))) localStorage.removeItem(key);
    }
  });
}

function forgetSent() {
  attempt(() => {
    const key = localStorage.getItem(SENT);
    if (key) localStorage.removeItem(key);
    localStorage.removeItem(SENT);
  });
}

function keep(form, key) {
  const before = attempt(() => JSON.parse(localStorage.getItem(key) ?? "null"));
  const refused = document.querySelector(".hs-summary");
  const answer = "posted" in document.documentElement.dataset && attempt(() => localStorage.getItem(SENT)) === key;
  if (before && !refused && !answer && differs(form, before.values)) offer(form, key, before);
  let timer = 0;
  const save = () => {
    const kept = { at: Date.now(), values: read(form) };
    attempt(() => {
      localStorage.setItem(key, JSON.stringify(kept));
      form.dispatchEvent(new CustomEvent("hs:kept", { bubbles: true, detail: kept }));
    });
  };
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE);
  });
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    save();
    attempt(() => localStorage.setItem(SENT, key));
  });
}

export function offer(form, key, before) {
  const band = document.getElementById("go-do");
  if (!band) return;
  const two = (value) => String(value).padStart(2, "0");
  const at = new Date(before.at);
  const when = `${two(at.getDate())}/${two(at.getMonth() + 1)}, ${two(at.getHours())}:${two(at.getMinutes())}`;
  band.querySelector("[data-when]").textContent = when;
  band.hidden = false;
  band.querySelector("[data-restore]").addEventListener("click", () => {
    write(form, before.values);
    band.hidden = true;
    form.querySelector(".hs-in")?.focus();
  });
  band.querySelector("[data-discard]").addEventListener("click", () => {
    attempt(() => localStorage.removeItem(key));
    band.hidden = true;
    form.dispatchEvent(new CustomEvent("hs:dropped", { bubbles: true }));
  });
}

function inputs(form) {
  return [...form.elements].filter((input) => input.name && !NEVER.has(input.type) && input.autocomplete !== "one-time-code");
}

export function read(form) {
  return inputs(form).map((input) => [input.name, input.value, isTick(input) ? input.checked : null]);
}

function write(form, values) {
  const free = inputs(form);
  for (const [name, value, checked] of values) {
    const at = free.findIndex((input) => input.name === name && (!isTick(input) || input.value === value));
    if (at < 0) continue;
    const [input] = free.splice(at, 1);
    if (isTick(input)) input.checked = checked;
    else input.value = value;
  }
}

export function differs(form, values) {
  return JSON.stringify(read(form)) !== JSON.stringify(values);
}

function isTick(input) {
  return input.type === "checkbox" || input.type === "radio";
}

// A browser may forbid storage (private window, full disk): keeping is a comfort, typing goes on without it.
function attempt(act) {
  try {
    return act();
  } catch (error) {
    console.warn("Không giữ được nội dung gõ dở", error);
    return null;
  }
}
