// What was read from a scan goes into boxes that are still empty and that nobody has touched since the page came.
const touched = new WeakSet();

export function watchTyping() {
  for (const name of ["input", "change"]) {
    document.addEventListener(name, (event) => {
      if (event.isTrusted) touched.add(event.target);
    });
  }
}

// The place where the value in hand was read comes into view beside the form; that it is marked, the CSS does.
export function watchPlaces() {
  document.addEventListener("focusin", ({ target }) => {
    if (!target.name) return;
    const place = document.querySelector(`.hs-places [data-for="${CSS.escape(target.name)}"]`);
    const leaves = place?.closest(".hs-pdf--beside");
    if (!leaves) return;
    const { top, bottom } = place.getBoundingClientRect();
    const frame = leaves.getBoundingClientRect();
    if (top < frame.top + 60 || bottom > frame.bottom) leaves.scrollTop += top - frame.top - frame.height / 3;
  });
}

export function fillRead(root) {
  for (const read of root.querySelectorAll("[data-fill]")) {
    const boxes = [...document.getElementsByName(read.dataset.fill)].filter((box) => box.type !== "hidden");
    if (boxes.length && isFree(boxes)) fill(boxes, read.dataset);
  }
}

function isFree(boxes) {
  if (boxes.some((box) => touched.has(box) || box === document.activeElement)) return false;
  if (boxes[0].type === "radio") return boxes[0].checked;
  return boxes.length === 1 && boxes[0].value === "";
}

function fill(boxes, { value, hint }) {
  const box = boxes[0].type === "radio" ? boxes.find((one) => one.value === value) : boxes[0];
  if (!box || (box.type === "radio" && box.checked)) return;
  if (box.type === "radio") box.checked = true;
  else box.value = value;
  const field = box.closest(".hs-field");
  if (!hint || !field || field.querySelector("[data-read]")) return;
  const words = Object.assign(document.createElement("p"), { className: "hs-hint", textContent: hint });
  words.dataset.read = "";
  field.append(words);
}
