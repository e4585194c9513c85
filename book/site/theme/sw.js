// Keeps the whole book for reading without a network. The network comes first, so that nobody reads
// an old page; what is kept answers when it fails. FILES, written when the site is built, maps each
// file to a digest of what is in it: only what changed is fetched again. LATER are the large ones,
// Python and its editor for instance: kept once a reader has used them, and then they need no network.
// Kept is only what has its digest: not half a file, nor the page that a hotel's network sends for all.

const FILES = {};
const LATER = {};
const SIZE = 0; // of FILES, in bytes
const EDITION = ""; // of the scripts among them, see book/site/edition.py
// Some of them may lie at another place: see docs/assets/js/kit/heavy.js
const ELSEWHERE = {};
const LISTED = { ...FILES, ...LATER, ...ELSEWHERE.files };
const SCOPE = self.registration.scope;
const AWAY = SCOPE === ELSEWHERE.at ? ELSEWHERE.from : SCOPE;
const OLD = "shapes-that-fit"; // once one cache for all books of an origin
const CACHE = `${OLD} ${new URL(SCOPE).pathname}`;
const key = (file) => `${SCOPE}${file}?${LISTED[file]}`;

self.addEventListener("install", (event) =>
  event.waitUntil(keep(Object.keys(FILES)).then(() => self.skipWaiting())),
);
self.addEventListener("activate", (event) =>
  event.waitUntil(
    moveIn()
      .then(() => forget())
      .then(() => self.clients.claim()),
  ),
);
self.addEventListener("message", (event) => {
  const { keep: folder, whole } = event.data;
  const files = Object.keys(LATER).filter((file) => file.startsWith(folder));
  // Without a network the next run asks again, and the next page
  event.waitUntil((whole ? mend() : keep(files)).catch(() => {}));
});
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const home = [SCOPE, AWAY].find((address) => request.url.startsWith(address));
  if (request.method !== "GET" || !home) return;
  const file = fileOf(request, home);
  // Who says no-cache wants what fits the code beside it, and that may be newer than this worker
  const first = Object.hasOwn(LATER, file) && request.cache === "default" ? large : fresh;
  event.respondWith(first(request, file, event.clientId));
});

const FULL = "Your browser has no room to keep the book for reading without a network.";
const isListed = (file) => Object.hasOwn(LISTED, file);

function fileOf(request, home = SCOPE) {
  const file = decodeURI(new URL(request.url).pathname.slice(new URL(home).pathname.length));
  return file === "" || file.endsWith("/") ? `${file}index.html` : file;
}

// One after the other, whoever asks: two pages that run Python fetch it once. And what the reader asks for
// meanwhile goes first
let last = Promise.resolve();
function keep(files) {
  last = last.catch(() => {}).then(() => fill(files));
  return last;
}

async function fill(files) {
  const cache = await caches.open(CACHE);
  const known = new Set((await cache.keys()).map((request) => request.url));
  const missing = files.filter((file) => !known.has(key(file)));
  const added = [];
  try {
    await askForRoom(cache, missing);
    for (const file of missing) {
      await fetchInto(cache, file);
      added.push(file);
    }
  } catch (error) {
    if (error.name === "QuotaExceededError") await giveBack(cache, added);
    throw error;
  }
}

// Nothing is fetched for which there is no room: else each visit would do so in vain. What a browser says of
// its room need not be true, so as much as the files need is written, and removed
async function askForRoom(cache, missing) {
  const part = missing.filter((file) => Object.hasOwn(FILES, file)).length;
  const room = Math.ceil((SIZE * part) / Object.keys(FILES).length);
  if (!part) return;
  await cache.put(`${SCOPE}?room`, new Response(new Uint8Array(room)));
  await cache.delete(`${SCOPE}?room`);
}

// A part of the book is of no use: what it took goes, and what was kept before stays as it was
async function giveBack(cache, files) {
  for (const file of files) await cache.delete(key(file));
  for (const page of await self.clients.matchAll({ includeUncontrolled: true })) {
    page.postMessage({ full: FULL });
  }
}

// Once a page has settled: a reader, or the browser for want of room, may have removed a part of what was
// kept, and a worker of before may have added to it until it ended
async function mend() {
  const { installing, waiting } = self.registration;
  if (!installing && !waiting) await forget(async () => true);
  await keep(Object.keys(FILES));
}

async function fetchInto(cache, file) {
  const home = Object.hasOwn(ELSEWHERE.files ?? {}, file) ? AWAY : SCOPE;
  const answer = await fetch(home + file, { cache: "no-cache" });
  if (!answer.ok) throw new Error(`${file}: ${answer.status}`);
  if (!(await isWhole(answer.clone(), file))) throw new Error(`${file}: other than it was built`);
  await cache.put(key(file), answer);
}

async function isWhole(answer, file) {
  const code = new Uint8Array(await crypto.subtle.digest("SHA-256", await answer.arrayBuffer()));
  const digits = Array.from(code, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return digits.startsWith(LISTED[file]);
}

// What this site once kept in the cache that it shared. What is of others there stays theirs
async function moveIn() {
  if (!(await caches.has(OLD))) return;
  const [old, cache] = await Promise.all([OLD, CACHE].map((name) => caches.open(name)));
  for (const request of await old.keys()) {
    const file = fileOf(request);
    if (!request.url.startsWith(SCOPE) || !isListed(file)) continue;
    if (request.url === key(file)) await cache.put(request, await old.match(request));
    await old.delete(request);
  }
  if (!(await old.keys()).length) await caches.delete(OLD);
}

// What is no longer wanted; and what a worker of before kept without a look at it
async function forget(isRight = isWhole) {
  const cache = await caches.open(CACHE);
  for (const request of await cache.keys()) {
    const file = fileOf(request);
    const isOurs = request.url === key(file);
    if (!isOurs || !(await isRight(await cache.match(request), file))) await cache.delete(request);
  }
}

// A worker of another edition gets nothing that this one keeps: its address says of which it is
async function large(request, file, id) {
  const asks = new URL((await self.clients.get(id))?.url ?? SCOPE);
  const isOther = asks.pathname.endsWith(".js") && asks.search !== `?${EDITION}`;
  const cache = await caches.open(CACHE);
  return (!isOther && (await asAsked(cache, file))) || fetch(request);
}

// What the network has; what is kept where it fails, or answers with something else
async function fresh(request, file) {
  const answer = await fetch(request).catch(() => undefined);
  const isPage = file.endsWith(".html");
  const isOther = !isPage && answer?.headers.get("Content-Type")?.startsWith("text/html");
  const failed = !answer || answer.status >= 500 || (!isPage && answer.status >= 400);
  return (failed || isOther ? await kept(request, file) : answer) ?? answer ?? Response.error();
}

async function kept(request, file) {
  const cache = await caches.open(CACHE);
  const there = !isListed(file) && request.mode === "navigate" ? "404.html" : file;
  return isListed(there) ? asAsked(cache, there) : undefined;
}

// Without the address by which it was fetched: a script would take that for its own
async function asAsked(cache, file) {
  const answer = await cache.match(key(file));
  return answer && new Response(answer.body, answer);
}
