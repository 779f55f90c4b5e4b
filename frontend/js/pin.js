// Number keys for the PIN on screens without a keyboard.
export function enhancePins(root) {
  root.querySelectorAll("form[data-pin]").forEach((form) => {
    const input = form.querySelector("input.hs-in");
    const keys = form.querySelector(".hs-pin__keys");
    keys.hidden = false;
    keys.addEventListener("click", (event) => {
      const key = event.target.closest("[data-key]")?.dataset.key;
      if (!key) return;
      if (key === "xoa") input.value = input.value.slice(0, -1);
      else if (input.maxLength < 0 || input.value.length < input.maxLength) input.value += key;
    });
  });
}
