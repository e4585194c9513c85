// What the pages of the book do beside the theme. document$ and alert$ are the theme's: the first
// tells of every page, also after instant navigation, the second shows a short message.

import { fits } from "./page/fits.js";
import { keepForOffline } from "./page/offline.js";
import { say } from "./page/say.js";
import { arrives, styled, styledFor } from "./page/styles.js";

// The element <tag> lives in elements/<tag>/, and is fetched when the first of its kind comes near:
// a page loads quickly, and the text that stands in the element is there until then.
const { edition = "" } = globalThis; // of all scripts: see edition.js
const home = (tag, kind) =>
  new URL(`./elements/${tag}/${tag}.${kind}${edition}`, import.meta.url).href;
const watch = new IntersectionObserver(
  (seen) => {
    for (const { isIntersecting, target } of seen) {
      if (!isIntersecting) continue;
      watch.unobserve(target);
      fetchFor(target);
    }
  },
  { rootMargin: "600px" },
);

// What a page needs of all its cells, or blocks, comes when the first of them comes near
function watchFirst(load, rootMargin) {
  const watch = new IntersectionObserver(
    (seen) => {
      const near = seen.find(({ isIntersecting }) => isIntersecting);
      if (!near) return;
      watch.disconnect();
      load(near.target);
    },
    { rootMargin },
  );
  return watch;
}

const whenIdle = window.requestIdleCallback ?? setTimeout;
const watchCells = watchFirst(offer, "600px");
const watchBlocks = watchFirst(copy, "0px");

async function offer(cell) {
  const module = await arrives(cell, import("./cells/offer.js"), () => offer(cell));
  module?.offerCells(document, say);
}

async function copy(block) {
  const module = await arrives(block, import("./page/copy-all.js"), () => copy(block));
  module?.nameCopies(document);
  whenIdle(() => module?.offerScripts(document, (message) => alert$.next(message)));
}

// Without them a word leads on all the same, and the next page asks for them again
const fetchNotes = () => import("./page/terms.js").catch(() => {});

const isOurs = ({ localName }) => localName.includes("-");

function fetchFor(element) {
  const tag = element.localName;
  const module = home(tag, "js");
  const coming = styled(tag, home(tag, "css"), module).then(() => import(module));
  arrives(element, coming, () => fetchFor(element));
}

alert$.subscribe(say);
document$.subscribe(() => {
  if (!fits()) return;
  if (document.querySelector("[data-definition]")) fetchNotes();
  watchCells.disconnect();
  watchBlocks.disconnect();
  for (const block of document.querySelectorAll("article .highlight")) watchBlocks.observe(block);
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
keepForOffline((message) => alert$.next(message));
