// Keeps the whole book for reading without a network. The network comes first, so that nobody reads
// an old page; what is kept answers when it fails. FILES, written when the site is built, maps each
// file to a digest of what is in it: only what changed is fetched again. LATER are the large ones,
// Python and its editor for instance: kept once a reader has used them, and then they need no network.
// Kept is only what has its digest: not half a file, nor the page that a hotel's network sends for all.

const FILES = {};
const LATER = {};
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
      .then(forget)
      .then(() => self.clients.claim()),
  ),
);
self.addEventListener("message", (event) => {
  const files = Object.keys(LATER).filter((file) => file.startsWith(event.data.keep));
  event.waitUntil(keep(files).catch(() => {})); // without a network: the next run asks again
});
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const home = [SCOPE, AWAY].find((address) => request.url.startsWith(address));
  if (request.method !== "GET" || !home) return;
  const file = fileOf(request, home);
  // Who says no-cache wants what fits the code beside it, and that may be newer than this worker
  const first = Object.hasOwn(LATER, file) && request.cache === "default" ? large : fresh;
  event.respondWith(first(request, file));
});

const isListed = (file) => Object.hasOwn(LISTED, file);

function fileOf(request, home = SCOPE) {
  const file = decodeURI(new URL(request.url).pathname.slice(new URL(home).pathname.length));
  return file === "" || file.endsWith("/") ? `${file}index.html` : file;
}

// One after the other: what the reader asks for meanwhile goes first
async function keep(files) {
  const cache = await caches.open(CACHE);
  const known = new Set((await cache.keys()).map((request) => request.url));
  for (const file of files) {
    if (known.has(key(file))) continue;
    const home = Object.hasOwn(ELSEWHERE.files ?? {}, file) ? AWAY : SCOPE;
    const answer = await fetch(home + file, { cache: "no-cache" });
    if (!answer.ok) throw new Error(`${file}: ${answer.status}`);
    if (!(await isWhole(answer.clone(), file))) throw new Error(`${file}: other than it was built`);
    await cache.put(key(file), answer);
  }
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
async function forget() {
  const cache = await caches.open(CACHE);
  for (const request of await cache.keys()) {
    const file = fileOf(request);
    const isOurs = request.url === key(file);
    if (!isOurs || !(await isWhole(await cache.match(request), file))) await cache.delete(request);
  }
}

async function large(request, file) {
  const cache = await caches.open(CACHE);
  return (await cache.match(key(file))) ?? fetch(request);
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
  return isListed(there) ? cache.match(key(there)) : undefined;
}
