// Buttons: with words, or with words and an icon. Those that an icon alone tells apart are in moves.js.

import { h, s } from "./dom.js";

export const ICONS = {
  Run: "M8 5v14l11-7z",
  Stop: "M6 6h12v12H6z",
  Write: "M4 17v3h3L17.5 9.5l-3-3zM11 18h9v2h-9z",
  Edit: "M4 17v3h3L17.5 9.5l-3-3zM19.7 7.3a1 1 0 0 0 0-1.4l-1.6-1.6a1 1 0 0 0-1.4 0L15.5 5.5l3 3z",
  Reset: "M12 6V2L7 7l5 5V8a5 5 0 1 1-5 5H5a7 7 0 1 0 7-7z",
  Undo: "M12.5 8a10 10 0 0 0-6.9 2.6L2 7v9h9l-3.6-3.6A8 8 0 0 1 20.1 16l2.4-.8A10.5 10.5 0 0 0 12.5 8z",
  Check: "M9 16.2 4.8 12l-1.4 1.4L9 19 21 7l-1.4-1.4z",
  "Copy all": "M3 3h12v4h-2V5H5v10h2v2H3zm6 6h12v12H9zm2 2v8h8v-8zm3 1h2v2h2v2h-2v2h-2v-2h-2v-2h2z",
};
const shown = new WeakMap(); // a button -> the name of its icon

export function button(words, click, attributes = {}) {
  return h("button", { type: "button", onclick: click, ...attributes }, words);
}

// Changes the icon of a button, and the words beside it. A click between two equal ones would be lost
export function dress(button, name, words = "", title = name) {
  if (shown.get(button) === name) return button;
  shown.set(button, name);
  button.title = title;
  const path = s("path", { d: ICONS[name] });
  button.replaceChildren(s("svg", { viewBox: "0 0 24 24", "aria-hidden": "true" }, path), words);
  return button;
}
