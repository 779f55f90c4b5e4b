// What a browser keeps for one account: pages and unsent writings, encrypted with a key that cannot be taken out and
// that goes with them. Used by pages and by the service worker.
const NAME = "hoiso-giu";
const PLACES = ["khoa", "trang", "cho-gui"];

function open() {
  return new Promise((done, fail) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => PLACES.forEach((place) => asked.result.createObjectStore(place));
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => fail(asked.error);
  });
}

async function within(places, mode, act) {
  const base = await open();
  try {
    const task = base.transaction(places, mode);
    const asked = act((place) => task.objectStore(place));
    await new Promise((done, fail) => {
      task.oncomplete = done;
      task.onerror = task.onabort = () => fail(task.error);
    });
    return asked?.result;
  } finally {
    base.close();
  }
}

export function owner() {
  return within(["khoa"], "readonly", (place) => place("khoa").get("khoa"));
}

// Everything of everybody goes, the key with it.
export function wipe() {
  return within(PLACES, "readwrite", (place) => { PLACES.forEach((one) => place(one).clear()); });
}

export function wipePages() {
  return within(["trang"], "readwrite", (place) => { place("trang").clear(); });
}

// The key of this account. What another account left is wiped first.
async function keyOf(account) {
  const held = await owner();
  if (held?.account === account) return held.key;
  await wipe();
  const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  await within(["khoa"], "readwrite", (place) => place("khoa").put({ account, key }, "khoa"));
  return key;
}

export async function put(place, id, account, content) {
  const key = await keyOf(account);
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const data = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, new TextEncoder().encode(JSON.stringify(content)));
  // A wipe that came meanwhile stays: what is sealed with a key that is gone is not put down.
  const base = await open();
  const task = base.transaction(["khoa", place], "readwrite");
  const now = task.objectStore("khoa").get("khoa");
  now.onsuccess = () => {
    if (now.result?.account === account) task.objectStore(place).put({ iv, data, at: content.at }, id);
  };
  await new Promise((done, fail) => { task.oncomplete = done; task.onerror = () => fail(task.error); });
  base.close();
}

export async function get(place, id) {
  const held = await owner();
  const sealed = held && await within([place], "readonly", (store) => store(place).get(id));
  if (!sealed) return null;
  const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv: sealed.iv }, held.key, sealed.data);
  return { ...JSON.parse(new TextDecoder().decode(plain)), account: held.account };
}

export function keys(place) {
  return within([place], "readonly", (store) => store(place).getAllKeys());
}

export function remove(place, id) {
  return within([place], "readwrite", (store) => { store(place).delete(id); });
}

export async function all(place) {
  const found = [];
  for (const id of await keys(place)) {
    const content = await get(place, id);
    if (content) found.push({ ...content, id });
  }
  return found.sort((one, two) => one.at - two.at);
}

// Times at which the pages were kept, oldest first, without opening them.
export async function ages(place) {
  const ids = await keys(place);
  const rows = await within([place], "readonly", (store) => store(place).getAll());
  return ids.map((id, at) => ({ id, at: rows[at].at })).sort((one, two) => one.at - two.at);
}
