// Once a reader has opened a page and the browser has nothing else to do, the whole book is kept
// for reading without a network.

import { registered } from "../kit/site.js";

export function keepForOffline() {
  const idle = window.requestIdleCallback ?? ((task) => setTimeout(task, 2000));
  const wait = () => idle(registered, { timeout: 10000 });
  if (document.readyState === "complete") wait();
  else addEventListener("load", wait);
}
