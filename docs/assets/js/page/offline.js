// Once a reader has opened a page and the browser has nothing else to do, the whole book is kept
// for reading without a network; what has been lost of it since comes again.

import { registered } from "../kit/site.js";

const SAID = "shapes-that-fit full";

export function keepForOffline(tell) {
  navigator.serviceWorker?.addEventListener("message", ({ data: { full } }) => {
    if (!full || sessionStorage.getItem(SAID)) return; // it is not said on each page
    sessionStorage.setItem(SAID, "yes");
    tell(full);
  });
  const ask = async () => (await registered())?.active?.postMessage({ whole: true });
  const idle = window.requestIdleCallback ?? ((task) => setTimeout(task, 2000));
  const wait = () => idle(ask, { timeout: 10000 });
  if (document.readyState === "complete") wait();
  else addEventListener("load", wait);
}
