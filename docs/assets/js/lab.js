// What the interactives of the chapters share: sliders, words for screen readers, what a chapter exported.

import { h } from "./dom.js";

export function button(text, click, attributes = {}) {
  return h("button", { type: "button", onclick: click, ...attributes }, text);
}

// A board is black under both schemes: what is drawn over it takes the colours of the dark one
export const DARK = { "data-md-color-scheme": "slate" };

// A labelled slider; `told` writes its value in words
export function slider(label, { min, max, step, value }, told, input) {
  const range = h("input", { type: "range", min, max, step, value, "aria-label": label });
  const number = h("output", { "aria-hidden": "true" });
  const show = () => {
    number.textContent = told(range.valueAsNumber);
    range.setAttribute("aria-valuetext", number.textContent);
  };
  range.addEventListener("input", () => {
    show();
    input(range.valueAsNumber);
  });
  show();
  const set = (to) => {
    range.value = to;
    show();
  };
  return {
    range,
    set,
    row: h("label", { class: "lab-slider" }, h("span", {}, label), range, number),
  };
}

// A place for words that screen readers speak; not at every movement, only at rest
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

export async function fetchFrom(path, kind) {
  const answer = await fetch(new URL(`../exports/${path}`, import.meta.url));
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer[kind]();
}

// An element that is built from what its chapter exported, `static source`; without a network the
// text stays that stands in the page
export class Exported extends HTMLElement {
  async connectedCallback() {
    if (this.built) return;
    const exported = await fetchFrom(this.constructor.source, "json").catch(() => undefined);
    this.built = exported !== undefined;
    if (this.built) this.build(exported);
    else this.classList.add("failed");
  }
}

export const signed = (number, places = 1) =>
  `${number < 0 ? "−" : "+"}${Math.abs(number).toFixed(places)}`;

export const minus = (text) => text.replace(/-/g, "−");

export const bytesOf = (base64) => Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));

// Paint greys, 0 to 255, on a canvas of their size
export function paint(canvas, greys) {
  const context = canvas.getContext("2d");
  const image = context.createImageData(canvas.width, canvas.height);
  greys.forEach((grey, at) => image.data.set([grey, grey, grey, 255], 4 * at));
  context.putImageData(image, 0, 0);
}
