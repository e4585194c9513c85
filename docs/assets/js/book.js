// What pages do beside the theme, whose document$ tells of every page, also after instant
// navigation, and whose alert$ shows a short message.

import { offerScripts } from "./page/copy-all.js";
import { keepForOffline } from "./page/offline.js";
import { say } from "./page/say.js";
import { linkStyle } from "./page/styles.js";

// The element <tag> lives in elements/<tag>/, and is fetched when the first of its kind comes near, as
// the buttons of cells are: a page loads quickly, and the element's text is there until then.
const home = (tag) => new URL(`./elements/${tag}/${tag}`, import.meta.url).href;
const watch = new IntersectionObserver(
  (seen) => {
    for (const { isIntersecting, target } of seen) {
      if (!isIntersecting) continue;
      watch.unobserve(target);
      if (target.localName.includes("-")) {
        import(`${home(target.localName)}.js`).catch((error) => {
          if (!(error instanceof TypeError)) throw error; // offline the text stays
        });
      } else import("./cells/offer.js").then(({ offerCells }) => offerCells(document, say));
    }
  },
  { rootMargin: "600px" },
);

alert$.subscribe(say);
document$.subscribe(() => {
  offerScripts(document, (message) => alert$.next(message));
  if (document.querySelector("[data-definition]")) import("./page/terms.js");
  for (const element of document.querySelectorAll(".md-content *")) {
    if (element.dataset.run) watch.observe(element.closest("details") ?? element);
    if (!element.localName.includes("-")) continue;
    linkStyle(`${home(element.localName)}.css`);
    watch.observe(element);
    // A link to `#id=…` leads to the element, which reads the rest
    if (element.id && location.hash.startsWith(`#${element.id}=`)) element.scrollIntoView();
  }
  // The theme makes each block's copy button a landmark without a name
  for (const bar of document.querySelectorAll(".md-code__nav")) bar.setAttribute("role", "none");
});
keepForOffline();
