// A text box with the server's suggestions (ARIA combobox with a list). Without script the server searches what was typed.
const PAUSE = 250;
let boxes = 0;

export function enhanceSuggestions(root) {
  root.querySelectorAll("[data-suggest]").forEach((box) => {
    if (!box.querySelector("[role=listbox]")) enhance(box);
  });
}

function enhance(box) {
  const input = box.querySelector("input.hs-in");
  const chosen = box.querySelector("input[type=hidden]");
  const list = document.createElement("ul");
  const name = `goi-y-${++boxes}`;
  list.className = "hs-suggest__list";
  list.id = name;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Gợi ý");
  list.hidden = true;
  box.append(list);
  input.removeAttribute("list");
  for (const [key, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"], ["aria-controls", name]]) {
    input.setAttribute(key, value);
  }
  let timer = 0;
  let asked = 0;
  let at = -1;

  const options = () => [...list.querySelectorAll("[role=option]")];
  const close = () => {
    list.hidden = true;
    at = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const mark = (place) => {
    const all = options();
    at = (place + all.length) % all.length;
    all.forEach((option, index) => option.setAttribute("aria-selected", String(index === at)));
    input.setAttribute("aria-activedescendant", all[at].id);
    all[at].scrollIntoView({ block: "nearest" });
  };
  const chips = box.dataset.manyAs ? box.parentElement.querySelector(".hs-chips") : null;
  const take = (option) => {
    input.value = chips ? "" : option.dataset.label;
    chosen.value = chips ? "" : option.dataset.value;
    if (chips) addChip(chips, box.dataset.manyAs, option.dataset);
    close();
    box.dispatchEvent(new CustomEvent("hs:chosen", { bubbles: true, detail: { ...option.dataset } }));
  };
  const ask = async () => {
    const text = input.value.trim();
    const turn = ++asked;
    if (text.length < 2) {
      close();
      return;
    }
    const address = new URL(box.dataset.suggest, location.href);
    address.searchParams.set("q", text);
    const answer = await fetch(address, { credentials: "same-origin", headers: { "HX-Request": "true" } }).catch(() => null);
    if (!answer?.ok || turn !== asked) return;
    list.innerHTML = await answer.text();
    options().forEach((option, index) => {
      option.id = `${name}-${index}`;
      option.setAttribute("aria-selected", "false");
    });
    if (!options().length) {
      close();
      return;
    }
    at = -1;
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
  };

  input.addEventListener("input", () => {
    chosen.value = "";
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
  input.addEventListener("keydown", (event) => {
    if (list.hidden || event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      mark(event.key === "ArrowDown" ? at + 1 : at < 0 ? -1 : at - 1);
    } else if (event.key === "Enter" && at >= 0) {
      event.preventDefault();
      take(options()[at]);
    } else if (event.key === "Escape") {
      close();
    }
  });
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) take(option);
  });
  input.addEventListener("blur", close);
  chips?.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    event.preventDefault();
    button.closest("li").remove();
    input.focus();
  });
}

function addChip(chips, name, { value, label }) {
  if ([...chips.querySelectorAll("input")].some((input) => input.value === value)) return;
  const item = document.createElement("li");
  const kept = Object.assign(document.createElement("input"), { type: "hidden", name, value });
  const words = Object.assign(document.createElement("span"), { textContent: label });
  const button = Object.assign(document.createElement("button"), { type: "button", textContent: "Bỏ" });
  const whom = Object.assign(document.createElement("span"), { className: "hs-hide", textContent: ` ${label}` });
  button.append(whom);
  item.append(kept, words, button);
  chips.append(item);
}
