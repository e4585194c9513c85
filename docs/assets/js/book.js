// What the pages of the book do beside the theme. document$ and alert$ are the theme's: the first
// tells of every page, also after instant navigation, the second shows a short message.

import { nameCopies, offerScripts } from "./page/copy-all.js";
import { keepForOffline } from "./page/offline.js";
import { say } from "./page/say.js";
import { styled, styledFor, tellWhy } from "./page/styles.js";

// The element <tag> lives in elements/<tag>/, and is fetched when the first of its kind comes near:
// a page loads quickly, and the text that stands in the element is there until then.
const home = (tag) => new URL(`./elements/${tag}/${tag}`, import.meta.url).href;
const watch = new IntersectionObserver(
  (seen) => {
    for (const { isIntersecting, target } of seen) {
      if (!isIntersecting) continue;
      watch.unobserve(target);
      comes(target);
    }
  },
  { rootMargin: "600px" },
);

// The buttons of all cells come when the first that runs comes near
const watchCells = new IntersectionObserver(
  async (seen) => {
    if (!seen.some(({ isIntersecting }) => isIntersecting)) return;
    watchCells.disconnect();
    const { offerCells } = await import("./cells/offer.js");
    offerCells(document, say);
  },
  { rootMargin: "600px" },
);

const whenIdle = window.requestIdleCallback ?? setTimeout;
const isOurs = ({ localName }) => localName.includes("-");

async function comes(element) {
  const tag = element.localName;
  await styled(tag, `${home(tag)}.css`, `${home(tag)}.js`);
  await import(`${home(tag)}.js`).catch((error) => tellWhy(element, error, () => comes(element)));
}

alert$.subscribe(say);
document$.subscribe(() => {
  nameCopies(document);
  whenIdle(() => offerScripts(document, (message) => alert$.next(message)));
  if (document.querySelector("[data-definition]")) import("./page/terms.js");
  watchCells.disconnect();
  for (const cell of document.querySelectorAll("[data-run]")) {
    watchCells.observe(cell.closest("details") ?? cell); // what is folded is nowhere near
  }
  const elements = [...document.querySelectorAll(".md-content *")].filter(isOurs);
  styledFor(new Set(elements.map(({ localName }) => localName)));
  for (const element of elements) {
    watch.observe(element);
    // A link to `#id=…` leads to the element of that id, which reads the rest
    if (element.id && location.hash.startsWith(`#${element.id}=`)) element.scrollIntoView();
  }
});
keepForOffline();
