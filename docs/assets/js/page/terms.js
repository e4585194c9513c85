// What a word means, where a page links it: below a mouse that rests on it, at keyboard focus, and at
// the first tap. The definition stands in the link; the link itself leads on. See book/site/terms.py.

import { h } from "../kit/dom.js";
import { placed } from "../logic/placed.mjs";

const REST = 200; // ms that a mouse rests before the note comes,
const LEAVE = 250; // and has to reach it before it goes
const note = h("div", { class: "definition", id: "definition", role: "tooltip", hidden: true });
let word; // whose definition is shown
let timer;

document.body.append(note);

function close() {
  clearTimeout(timer);
  word?.removeAttribute("aria-describedby");
  word = undefined;
  note.hidden = true;
}

function open(link) {
  clearTimeout(timer);
  if (word === link) return;
  close();
  word = link;
  const parts = link.dataset.definition.split("`");
  note.replaceChildren(...parts.map((text, place) => (place % 2 ? h("code", {}, text) : text)));
  note.hidden = false;
  link.setAttribute("aria-describedby", note.id);
  const { clientWidth: width } = document.documentElement;
  const top = document.querySelector(".md-header")?.getBoundingClientRect().bottom;
  const view = { width, height: innerHeight, top };
  const place = placed(link.getClientRects()[0], note.getBoundingClientRect(), view);
  note.style.left = `${place.left + scrollX}px`;
  note.style.top = `${place.top + scrollY}px`;
}

function later(action, wait) {
  clearTimeout(timer);
  timer = setTimeout(action, wait);
}

const linkAt = ({ target }) => target.closest?.("a[data-definition]");
const isTouch = ({ pointerType }) => pointerType === "touch";
let touched = false; // was the last pointer a finger?

document$.subscribe(close); // the theme tells of every page, also after instant navigation
document.addEventListener("pointerover", (event) => {
  if (isTouch(event)) return;
  const link = linkAt(event);
  if (link) later(() => open(link), REST);
  else if (note.contains(event.target)) clearTimeout(timer);
});
document.addEventListener("pointerout", (event) => {
  if (!isTouch(event) && (linkAt(event) || note.contains(event.target))) later(close, LEAVE);
});
document.addEventListener("focusin", (event) => {
  const link = linkAt(event);
  if (link?.matches(":focus-visible") && !touched) open(link);
});
document.addEventListener("focusout", (event) => linkAt(event) && close());
document.addEventListener("keydown", ({ key }) => {
  touched = false;
  if (key === "Escape") close();
});
document.addEventListener("pointerdown", (event) => {
  touched = isTouch(event);
  if (touched && linkAt(event) !== word && !note.contains(event.target)) close();
});
// Before the theme hears of the click: the first tap of a finger stays on the page
document.addEventListener(
  "click",
  (event) => {
    const link = linkAt(event);
    if (!link || !touched || link === word) return;
    event.preventDefault();
    event.stopPropagation();
    open(link);
  },
  true,
);
