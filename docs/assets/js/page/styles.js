// The styles of an element come with it. Where it stands, and how high, the page says from the start
// (see book/site/places.py).

import { h, tellAway } from "../kit/dom.js";

const NEWER = "The book has changed since you opened this page: reload it.";

// By tag, at the end of the body: the theme exchanges what is in the head with each page
const links = new Map();

// Resolves once the styles are here, or cannot be had; what also comes is fetched beside them
export function styled(tag, href, also) {
  if (links.has(tag)) return links.get(tag).here;
  const link = h("link", { rel: "stylesheet", href });
  const here = new Promise((resolve) => {
    link.onload = resolve;
    link.onerror = resolve;
  });
  links.set(tag, { link, here });
  document.body.append(link, h("link", { rel: "modulepreload", href: also }));
  return here;
}

// The styles of elements that are on other pages alone rest: they may use the same names
export function styledFor(tags) {
  for (const [tag, { link }] of links) link.media = tags.has(tag) ? "all" : "not all";
}

// Where an element did not come: without a network, in a browser that is too old, or because the book
// is newer than this page, whose modules do not fit
export function tellWhy(element, error, again) {
  const isAway = error instanceof TypeError;
  const isNewer = error instanceof SyntaxError && /export|import/i.test(error.message);
  links.get(element.localName)?.link.remove(); // these may be missing too
  links.delete(element.localName);
  if (isNewer) tellAway(element, () => location.reload(), NEWER);
  else if (isAway) tellAway(element, again);
  else tellAway(element, undefined, "This part does not run here: try a newer browser.");
  if (!isAway && !isNewer) throw error;
}
