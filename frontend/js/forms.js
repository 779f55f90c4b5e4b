// One press, one sending: hands tremble and lines are slow. Buttons are never greyed out.
const PAUSE = 5000;
const sent = new WeakMap();

export function guardForms() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || "again" in form.dataset) return;
    if (Date.now() - (sent.get(form) ?? -PAUSE) < PAUSE) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    sent.set(form, Date.now());
    form.setAttribute("aria-busy", "true");
  }, true);
  document.addEventListener("htmx:afterRequest", (event) => release(event.target));
  window.addEventListener("pageshow", () => document.querySelectorAll("form[aria-busy]").forEach(release));
}

function release(form) {
  sent.delete(form);
  form.removeAttribute("aria-busy");
}
