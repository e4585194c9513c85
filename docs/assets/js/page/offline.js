// Once a reader has opened a page and the browser has nothing else to do, the whole book is kept
// for reading without a network. A built site names its service worker; the live preview has none.

export function keepForOffline() {
  const meta = document.querySelector('meta[name="service-worker"]');
  if (!meta || !("serviceWorker" in navigator) || !window.isSecureContext) return;
  const address = new URL(meta.content, location);
  const register = () => navigator.serviceWorker.register(address).catch(() => {});
  const idle = window.requestIdleCallback ?? ((task) => setTimeout(task, 2000));
  const wait = () => idle(register, { timeout: 10000 });
  if (document.readyState === "complete") wait();
  else addEventListener("load", wait);
}
