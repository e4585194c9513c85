// What the pages of the book do beside the theme. document$ and alert$ are the theme's: the first
// tells of every page, also after instant navigation, the second shows a short message.

import { offerScripts } from "./scripts.js";
import { keepForOffline } from "./offline.js";

// Each element lives in a module of its name. The first page that holds one fetches it: some at once,
// the others when their place comes near, as a page should load quickly.
const AT_ONCE = ["book-film", "shape-explorer", "product-stage"];
const NEAR = "digit-pad, line-fit, degree-fit, pixel-inspector";
const watch = new IntersectionObserver((seen) => {
  for (const { isIntersecting, target } of seen) {
    if (!isIntersecting) continue;
    watch.unobserve(target);
    import(`./${target.localName}.js`);
  }
}, { rootMargin: "600px" });

const status = document.createElement("div");
status.className = "spoken";
status.setAttribute("role", "status");
document.body.append(status);
const say = (message) => { status.textContent = message; };
alert$.subscribe(say);

document$.subscribe(() => {
  offerScripts(document, (message) => alert$.next(message));
  if (document.querySelector("[data-run]")) {
    import("./cells.js").then(({ offerCells }) => offerCells(document, say));
  }
  for (const name of AT_ONCE) {
    if (document.querySelector(name)) import(`./${name}.js`);
  }
  for (const element of document.querySelectorAll(NEAR)) watch.observe(element);
  // The theme makes every block's copy button a landmark, dozens on a page and none with a name
  for (const bar of document.querySelectorAll(".md-code__nav")) bar.setAttribute("role", "none");
});
keepForOffline();
