// The styles of an element come with it. Where it stands, and how high, the page says from the start
// (see book/site/places.py).

import { awaited, tellWhy } from "../kit/coming/told.js";
import { h } from "../kit/dom.js";

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

// What is on its way to an element or, undefined, cannot be had: said there, and tried `again` on demand
export const arrives = (element, coming, again) =>
  awaited(element, coming).catch((error) => {
    links.get(element.localName)?.link.remove(); // these may be missing too
    links.delete(element.localName);
    tellWhy(element, error, again);
  });
