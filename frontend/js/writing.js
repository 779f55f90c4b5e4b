// Writing a draft: buttons that put the mark of a line, numbered on from above; paste from Word as plain lines.
const ALPHABET = "abcdđeghiklmnopqrstuvxy";
const ROMAN = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV"];

function put(area, from, to, text) {
  area.focus();
  area.setSelectionRange(from, to);
  // insertText keeps the browser's own undo; the other way where it is not known.
  if (!document.execCommand("insertText", false, text)) {
    area.setRangeText(text, from, to, "end");
    area.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

// The mark that follows the last of its kind above: 1. after a heading, 3. after 2.
function next(mark, above) {
  const lines = above.split("\n").reverse();
  const last = (pattern, stop) => {
    for (const line of lines) {
      const found = pattern.exec(line);
      if (found) return found[1];
      if (stop && stop.test(line)) return null;
    }
    return null;
  };
  if (mark === "I. ") {
    const at = ROMAN.indexOf(last(/^([IVX]+)\.\s/, /^Chương\s/) ?? "");
    return `${ROMAN[at + 1] ?? "I"}. `;
  }
  if (mark === "Điều 1. ") return `Điều ${Number(last(/^Điều (\d+)\./) ?? 0) + 1}. `;
  if (mark === "1. ") return `${Number(last(/^(\d+)\.\s/, /^(?:[IVX]+\.|Điều \d+\.)\s/) ?? 0) + 1}. `;
  if (mark === "a) ") {
    const at = ALPHABET.indexOf(last(/^([a-zđ])\)/, /^(?:[IVX]+\.|\d+\.|Điều \d+\.)\s/) ?? "?");
    return `${ALPHABET[at + 1] ?? "a"}) `;
  }
  return mark;
}

export function enhanceWriting(root) {
  const bar = root.querySelector("[data-writing-marks]");
  const area = root.querySelector("textarea[data-writing]");
  if (!bar || !area) return;
  bar.hidden = false;
  bar.open = matchMedia("(min-width: 800px)").matches;
  bar.addEventListener("click", (event) => {
    const mark = event.target.closest("[data-mark]")?.dataset.mark;
    if (!mark) return;
    const start = area.value.lastIndexOf("\n", area.selectionStart - 1) + 1;
    const end = area.value.indexOf("\n", area.selectionStart);
    const line = area.value.slice(start, end < 0 ? area.value.length : end);
    const text = next(mark, area.value.slice(0, start));
    if (!line.trim()) put(area, start, start + line.length, text);
    else if (mark.startsWith("|")) put(area, start + line.length, start + line.length, `\n${text}`);
    else if (mark.endsWith(";")) put(area, start, start + line.length, `Căn cứ ${line.replace(/[;.]*$/, "")};`);
    else put(area, start, start, text);
  });
  area.addEventListener("paste", (event) => {
    const html = event.clipboardData?.getData("text/html");
    const plain = event.clipboardData?.getData("text/plain") ?? "";
    const token = area.form?.querySelector("input[name=csrfmiddlewaretoken]")?.value;
    if (!html || !token || !plain.includes("\n")) return; // words within a line need no cleaning
    event.preventDefault();
    const [from, to] = [area.selectionStart, area.selectionEnd];
    fetch(bar.dataset.paste, { method: "POST", body: new URLSearchParams({ html, csrfmiddlewaretoken: token }) })
      .then((answer) => (answer.ok ? answer.text() : plain))
      .catch(() => plain)
      .then((text) => put(area, from, to, text || plain));
  });
}
