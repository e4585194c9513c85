// Keeps the whole book for reading without a network. The network comes first, so that nobody reads
// an old page; what is kept answers when it fails. FILES, written when the site is built, maps each
// file to a digest of what is in it: only what changed is fetched again.

const FILES = {};
const CACHE = "shapes-that-fit";
const SCOPE = self.registration.scope;
const key = (file) => `${SCOPE}${file}?${FILES[file]}`;

self.addEventListener("install", (event) => event.waitUntil(keep().then(() => self.skipWaiting())));
self.addEventListener("activate", (event) => event.waitUntil(forget().then(() => self.clients.claim())));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(SCOPE)) return;
  event.respondWith(fetch(request).catch(() => kept(request)));
});

// One after the other: what the reader asks for meanwhile goes first
async function keep() {
  const cache = await caches.open(CACHE);
  const known = new Set((await cache.keys()).map((request) => request.url));
  for (const file of Object.keys(FILES)) {
    if (known.has(key(file))) continue;
    const answer = await fetch(SCOPE + file, { cache: "no-cache" });
    if (!answer.ok) throw new Error(`${file}: ${answer.status}`);
    await cache.put(key(file), answer);
  }
}

async function forget() {
  const cache = await caches.open(CACHE);
  const wanted = new Set(Object.keys(FILES).map(key));
  for (const request of await cache.keys()) {
    if (!wanted.has(request.url)) await cache.delete(request);
  }
}

async function kept(request) {
  const cache = await caches.open(CACHE);
  let file = decodeURI(new URL(request.url).pathname.slice(new URL(SCOPE).pathname.length));
  if (file === "" || file.endsWith("/")) file += "index.html";
  if (!Object.hasOwn(FILES, file) && request.mode === "navigate") file = "404.html";
  return (Object.hasOwn(FILES, file) && await cache.match(key(file))) || Response.error();
}
