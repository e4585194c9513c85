// The second pen of the book's pictures: what Matplotlib's drew when the book was recorded, this one
// draws in the page, from the same plain data (see snippets/pictures and logic/pen/).

import { shapesOf } from "../../logic/pen/picture.mjs";
import { short } from "../../logic/pen/shapes.mjs";
import { s } from "../dom.js";

const PHONE = "(max-width: 500px)"; // as for recorded figures: book/site/finish.py

// The <svg> of a picture; `label` says to those who do not see it what it shows
export function drawing(picture, { label, isNarrow = matchMedia(PHONE).matches } = {}) {
  const { width, height, shapes } = shapesOf(picture, { isNarrow });
  const size = { width: `${short(width)}pt`, height: `${short(height)}pt` };
  const viewBox = `0 0 ${short(width)} ${short(height)}`;
  const look = { class: "pen", "font-family": "system-ui, sans-serif", "stroke-linejoin": "round" };
  const told = { role: "img", "aria-label": label ?? "Picture" };
  return s("svg", { ...look, viewBox, ...size, ...told }, ...shapes.map(element));
}

const element = ({ tag, attributes, children, text }) =>
  s(tag, attributes, ...(text === undefined ? children.map(element) : [text]));
