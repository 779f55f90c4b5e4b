// The service worker: the network first; without a line the page as it was read today, on a device whose owner asked
// for it. Which pages may be kept is decided by the server (header Hoiso-Keep, with the account).
import { ages, all, get, put, remove, wipe, wipePages } from "./vault.js";
import { hour } from "./words.js";

const ASSETS = "hoiso-tinh";
const EMPTY = "/khi-mat-mang/chua-luu/";
const LEAVING = ["/dang-xuat/", "/doi-nguoi/nhuong-may/"];
const DOOR = ["/dang-nhap/", "/doi-nguoi/"];
const MOST = 60;
const PAPERS = 30; // pages fetched for one meeting
const LARGEST = 600000; // characters of one page

self.addEventListener("install", (event) => event.waitUntil(prepare().then(() => self.skipWaiting())));
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("message", (event) => {
  if (event.data?.keep) event.waitUntil(fetch(event.data.keep).then((answer) => keep(new URL(event.data.keep), answer)));
  if (event.data?.papers) event.waitUntil(papers(event.data.papers));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== self.location.origin) return;
  if (request.method === "POST" && LEAVING.includes(url.pathname)) {
    event.respondWith(wipe().catch(() => null).then(() => fetch(request)));
  } else if (request.method === "GET" && url.pathname.startsWith("/static/")) {
    event.respondWith(asset(request));
  } else if (request.method === "GET" && request.mode === "navigate") {
    event.respondWith(page(event, url));
  }
});

// A push says that there is something and where; what it is stands on the page.
self.addEventListener("push", (event) => {
  let told = {};
  try { told = event.data?.json() ?? {}; } catch { told = {}; }
  event.waitUntil(self.registration.showNotification(told.text || "Có việc mới", {
    body: "Hội Số. Bấm để mở.",
    tag: "hoiso",
    renotify: true,
    lang: "vi",
    data: { open: told.open || "/thong-bao/" },
  }));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const url = new URL(event.notification.data?.open ?? "/thong-bao/", self.location.origin);
  const address = url.origin === self.location.origin ? url.href : self.location.origin;
  event.waitUntil(self.clients.openWindow(address));
});

async function prepare() {
  const answer = await fetch(EMPTY, { credentials: "omit" });
  const cache = await caches.open(ASSETS);
  await cache.put(EMPTY, answer.clone());
  const linked = [...(await answer.text()).matchAll(/(?:href|src)="(\/static\/[^"]+)"/g)].map((found) => found[1]);
  await cache.addAll([...new Set(linked)]);
}

async function asset(request) {
  const kept = await caches.match(request);
  const fresh = fetch(request).then(async (answer) => {
    if (answer.ok) await (await caches.open(ASSETS)).put(request, answer.clone());
    return answer;
  });
  return fresh.catch((error) => { if (kept) return kept; throw error; });
}

async function page(event, url) {
  const answer = await fetch(event.request).catch(() => null);
  if (!answer) return (await kept(url)) ?? nothing();
  // Nobody is signed in: what was kept to read goes; what waits to be sent stays sealed for its writer.
  if (answer.ok && DOOR.some((door) => url.pathname.startsWith(door))) event.waitUntil(wipePages());
  else event.waitUntil(keep(url, answer.clone()));
  return answer;
}

async function keep(url, answer) {
  const account = answer.headers.get("Hoiso-Keep");
  if (!answer.ok || answer.redirected) return;
  if (!account) {
    await remove("trang", url.pathname + url.search); // it was kept once and may not be any more
    return;
  }
  const html = await answer.text();
  if (html.length > LARGEST) return;
  const title = /<title>([^<]*)<\/title>/.exec(html)?.[1] ?? "";
  const policy = answer.headers.get("Content-Security-Policy") ?? "default-src 'self'";
  await put("trang", url.pathname + url.search, account, { at: Date.now(), html, title, policy });
  const held = await sweep();
  for (const old of held.slice(0, Math.max(0, held.length - MOST))) await remove("trang", old.id);
}

// Only pages of today stay.
async function sweep() {
  const today = new Date().toDateString();
  const held = await ages("trang");
  for (const old of held) if (new Date(old.at).toDateString() !== today) await remove("trang", old.id);
  return held.filter((one) => new Date(one.at).toDateString() === today);
}

// The papers of a meeting are fetched before the line is lost, each with its further pages.
async function papers(addresses) {
  const done = new Set((await sweep()).map((one) => one.id));
  const wanted = addresses.map((one) => new URL(one, self.location.origin));
  for (let left = PAPERS; wanted.length && left; left -= 1) {
    const url = wanted.shift();
    if (url.origin !== self.location.origin || done.has(url.pathname + url.search)) continue;
    done.add(url.pathname + url.search);
    const answer = await fetch(url).catch(() => null);
    if (!answer?.ok) continue;
    const html = await answer.clone().text();
    await keep(url, answer);
    for (const [, more] of html.matchAll(/href="(\?tu=\d+&amp;chu=1)"/g)) wanted.push(new URL(more.replace("&amp;", "&"), url));
  }
}

async function kept(url) {
  await sweep();
  const found = await get("trang", url.pathname + url.search);
  if (!found) return null;
  const html = found.html
    .replace('id="ban-luu" role="status" hidden', 'id="ban-luu" role="status"')
    .replace("Đang xem bản lưu lúc <span data-when></span>", `Đang xem bản lưu lúc <span data-when>${hour(found.at)}</span>`);
  return answered(html, found.policy);
}

async function nothing() {
  const empty = await caches.match(EMPTY);
  if (!empty) return Response.error();
  const rows = (await all("trang")).map((one) => `<li><div><a href="${one.id.replace(/"/g, "%22")}">${one.title}</a></div></li>`);
  const html = (await empty.text()).replace('id="da-giu"></ul>', `id="da-giu">${rows.join("")}</ul>`);
  return answered(html, empty.headers.get("Content-Security-Policy") ?? "default-src 'self'");
}

function answered(html, policy) {
  return new Response(html, { headers: { "Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": policy } });
}
