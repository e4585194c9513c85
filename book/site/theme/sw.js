// Keeps the whole book for reading without a network. The network comes first, so that nobody reads
// an old page; what is kept answers when it fails. FILES, written when the site is built, maps each
// file to a digest of what is in it: only what changed is fetched again. LATER are the large ones,
// Python and its editor for instance: kept once a reader has used them, and then they need no network.

const FILES = {};
const LATER = {};
const SCOPE = self.registration.scope;
const OLD = "shapes-that-fit"; // once one cache for all books of an origin
const CACHE = `${OLD} ${new URL(SCOPE).pathname}`;
const key = (file) => `${SCOPE}${file}?${FILES[file] ?? LATER[file]}`;

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
  if (request.method !== "GET" || !request.url.startsWith(SCOPE)) return;
  const file = fileOf(request);
  if (Object.hasOwn(LATER, file)) event.respondWith(large(request, file));
  else event.respondWith(fetch(request).catch(() => kept(request, file)));
});

function fileOf(request) {
  const file = decodeURI(new URL(request.url).pathname.slice(new URL(SCOPE).pathname.length));
  return file === "" || file.endsWith("/") ? `${file}index.html` : file;
}

// One after the other: what the reader asks for meanwhile goes first
async function keep(files) {
  const cache = await caches.open(CACHE);
  const known = new Set((await cache.keys()).map((request) => request.url));
  for (const file of files) {
    if (known.has(key(file))) continue;
    const answer = await fetch(SCOPE + file, { cache: "no-cache" });
    if (!answer.ok) throw new Error(`${file}: ${answer.status}`);
    await cache.put(key(file), answer);
  }
}

// What this site once kept in the cache that it shared. What is of others there stays theirs
async function moveIn() {
  if (!(await caches.has(OLD))) return;
  const [old, cache] = await Promise.all([OLD, CACHE].map((name) => caches.open(name)));
  for (const request of await old.keys()) {
    const file = fileOf(request);
    if (!request.url.startsWith(SCOPE) || !(file in FILES || file in LATER)) continue;
    if (request.url === key(file)) await cache.put(request, await old.match(request));
    await old.delete(request);
  }
  if (!(await old.keys()).length) await caches.delete(OLD);
}

async function forget() {
  const cache = await caches.open(CACHE);
  const wanted = new Set([...Object.keys(FILES), ...Object.keys(LATER)].map(key));
  for (const request of await cache.keys()) {
    if (!wanted.has(request.url)) await cache.delete(request);
  }
}

async function large(request, file) {
  const cache = await caches.open(CACHE);
  return (await cache.match(key(file))) ?? fetch(request);
}

async function kept(request, file) {
  const cache = await caches.open(CACHE);
  const there = !Object.hasOwn(FILES, file) && request.mode === "navigate" ? "404.html" : file;
  return (Object.hasOwn(FILES, there) && (await cache.match(key(there)))) || Response.error();
}
