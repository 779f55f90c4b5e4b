// Two lines that appear by themselves: the line is lost, the session is about to end.
const WARN_BEFORE = 120;

export function watchLine() {
  const band = document.getElementById("mat-mang");
  if (!band) return;
  const look = () => { band.hidden = navigator.onLine; };
  window.addEventListener("online", look);
  window.addEventListener("offline", look);
  look();
}

export function watchSession() {
  const band = document.getElementById("sap-het-phien");
  const seconds = Number(document.documentElement.dataset.session ?? 0);
  if (!band || !seconds) return;
  let timer = 0;
  const wait = () => {
    clearTimeout(timer);
    timer = setTimeout(() => { band.hidden = false; }, Math.max(seconds - WARN_BEFORE, 1) * 1000);
  };
  band.querySelector("[data-stay]").addEventListener("click", async (event) => {
    const answer = await fetch(event.currentTarget.dataset.stay, { credentials: "same-origin" }).catch(() => null);
    if (!answer?.ok) return;
    band.hidden = true;
    wait();
  });
  wait();
}
