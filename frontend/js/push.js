// "Nhận trên máy này": the browser is asked for a subscription, which goes to the server in hidden fields.
const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));

export function offerPushes() {
  const form = document.querySelector("form[data-push]");
  if (!form) return;
  if (!("serviceWorker" in navigator) || !("PushManager" in window) || !("Notification" in window)) {
    say("none");
    return;
  }
  form.hidden = false;
  say(Notification.permission === "denied" ? "denied" : "");
  form.addEventListener("submit", (event) => {
    const { endpoint } = form.elements;
    if (endpoint.value) return;
    event.preventDefault();
    subscribe(form).then(() => form.submit(), (error) => {
      endpoint.value = "";
      console.warn("Máy chưa đăng ký được thông báo", error);
      say(Notification.permission === "denied" ? "denied" : "failed");
    });
  });
}

function say(which) {
  document.querySelectorAll("[data-push-case]").forEach((one) => { one.hidden = one.dataset.pushCase !== which; });
}

async function subscribe(form) {
  if (await Notification.requestPermission() !== "granted") throw new Error(Notification.permission);
  await navigator.serviceWorker.register("/khi-mat-mang.js", { scope: "/" });
  const { pushManager } = await navigator.serviceWorker.ready;
  // What another person of this browser left is given up: an address is never two people's.
  await (await pushManager.getSubscription())?.unsubscribe();
  const given = (await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytes(form.dataset.key) })).toJSON();
  form.elements.p256dh.value = given.keys.p256dh;
  form.elements.auth.value = given.keys.auth;
  form.elements.endpoint.value = given.endpoint;
}
