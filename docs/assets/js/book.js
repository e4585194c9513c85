// What the pages of the book do beside the theme. document$ and alert$ are the theme's: the first
// tells of every page, also after instant navigation, the second shows a short message.

import { keepForOffline } from "./offline.js";
import { offerScripts } from "./scripts.js";

// Each element lives in a module of its name, which is fetched when the first of them comes near: a
// page loads quickly, and the text that stands in the element is there until then.
const ELEMENTS =
  "book-film, shape-explorer, product-stage, digit-pad, line-fit, degree-fit, " + "pixel-inspector";
const watch = new IntersectionObserver(
  (seen) => {
    for (const { isIntersecting, target } of seen) {
      if (!isIntersecting) continue;
      watch.unobserve(target);
      import(`./${target.localName}.js`).catch(() => {}); // without a network the text stays
    }
  },
  { rootMargin: "600px" },
);

const status = document.createElement("div");
status.className = "spoken";
status.setAttribute("role", "status");
document.body.append(status);
const say = (message) => {
  status.textContent = message;
};
alert$.subscribe(say);

document$.subscribe(() => {
  offerScripts(document, (message) => alert$.next(message));
  if (document.querySelector("[data-run]")) {
    import("./cells.js").then(({ offerCells }) => offerCells(document, say));
  }
  for (const element of document.querySelectorAll(ELEMENTS)) {
    watch.observe(element);
    // A link to `#id=…` leads to the element of that id, which reads the rest
    if (element.id && location.hash.startsWith(`#${element.id}=`)) element.scrollIntoView();
  }
  // The theme makes every block's copy button a landmark, dozens on a page and none with a name
  for (const bar of document.querySelectorAll(".md-code__nav")) bar.setAttribute("role", "none");
});
keepForOffline();
