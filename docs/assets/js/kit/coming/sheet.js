// The styles of a part of an element that comes later than the element, and goes with it.

import { h } from "../dom.js";

// Resolves once they count; without a network the part stays plain
export function sheet(element, href) {
  return new Promise((done) => {
    element.append(h("link", { rel: "stylesheet", href, onload: done, onerror: done }));
  });
}
