// What is kept of an exercise, in this browser alone: the reader's code, and whether it was solved.

import { h } from "../kit/dom.js";
import { ROOT } from "../kit/site.js";

// An origin can hold several books, each at a path of its own; all once wrote to the same place
const OLD = "shapes-that-fit/";
const OURS = `shapes-that-fit${ROOT.pathname}`;

// The name of an exercise in the store, without that of the book
export function keyOf(block, address) {
  const chapter = address.pathname.split("/").pop().replace(".json", "");
  const exercise = block.closest("details");
  const title = exercise.querySelector("summary").firstChild.textContent.trim();
  const nth = [...exercise.querySelectorAll("[data-run]")].indexOf(block);
  return `${chapter}/${title}${nth ? `/${nth}` : ""}`;
}

export function kept(key) {
  try {
    moveIn(key);
    return JSON.parse(localStorage.getItem(OURS + key)) ?? {};
  } catch {
    return {};
  }
}

// An old answer to an exercise that this book has is its own; the first to ask takes it
function moveIn(key) {
  const old = localStorage.getItem(OLD + key);
  if (old === null || OLD === OURS) return;
  if (localStorage.getItem(OURS + key) === null) localStorage.setItem(OURS + key, old);
  localStorage.removeItem(OLD + key);
}

// Whether it is kept: a browser may have no room, or keep nothing. The page still works
export function keep(key, state) {
  try {
    if (state) localStorage.setItem(OURS + key, JSON.stringify(state));
    else localStorage.removeItem(OURS + key);
    return true;
  } catch {
    return false;
  }
}

export function markSolved(block, solved) {
  const summary = block.closest("details").querySelector("summary");
  summary.querySelector(".solved")?.remove();
  if (solved) summary.append(" ", h("span", { class: "solved" }, "solved"));
}
