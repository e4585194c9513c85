// This book, one of several that an origin may hold, and its service worker.

export const ROOT = new URL("../../../", import.meta.url);

// Its own worker also where a site around this one has another; without https there is none, and the
// live preview names none
export async function registered() {
  if (!navigator.serviceWorker || !document.querySelector('meta[name="service-worker"]')) return;
  return navigator.serviceWorker.register(new URL("sw.js", ROOT)).catch(() => {}); // read online, then
}
