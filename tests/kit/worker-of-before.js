// The service worker of a site that was deployed before its caches had a book's name: what readers of then
// still have. A test installs it; nothing else uses it.

const FILES = {};
const LATER = {};
const CACHE = "shapes-that-fit";
const SCOPE = self.registration.scope;
const key = (file) => `${SCOPE}${file}?${FILES[file] ?? LATER[file]}`;

self.addEventListener("install", (event) =>
  event.waitUntil(keep(Object.keys(FILES)).then(() => self.skipWaiting())),
);
self.addEventListener("activate", (event) =>
  event.waitUntil(forget().then(() => self.clients.claim())),
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
