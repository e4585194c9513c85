// A place for words that screen readers speak; not at every movement, only at rest

import { h } from "./dom.js";

export function speaker(attributes = {}) {
  const place = h("p", { class: "lab-told", role: "status", ...attributes });
  let timer;
  const say = (words) => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (place.textContent !== words) place.textContent = words;
    }, 250);
  };
  return { place, say };
}
