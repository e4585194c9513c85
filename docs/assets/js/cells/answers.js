// What is kept of an exercise, in this browser alone: the reader's code, and whether it was solved.

import { h } from "../kit/dom.js";

const BEGINNING = "shapes-that-fit/";

export function keyOf(block, address) {
  const chapter = address.pathname.split("/").pop().replace(".json", "");
  const exercise = block.closest("details");
  const title = exercise.querySelector("summary").firstChild.textContent.trim();
  const nth = [...exercise.querySelectorAll("[data-run]")].indexOf(block);
  return `${BEGINNING}${chapter}/${title}${nth ? `/${nth}` : ""}`;
}

export function kept(key) {
  try {
    return JSON.parse(localStorage.getItem(key)) ?? {};
  } catch {
    return {};
  }
}

export function keep(key, state) {
  try {
    if (state) localStorage.setItem(key, JSON.stringify(state));
    else localStorage.removeItem(key);
  } catch {
    /* A browser that keeps nothing: the page still works */
  }
}

export function markSolved(block, solved) {
  const summary = block.closest("details").querySelector("summary");
  summary.querySelector(".solved")?.remove();
  if (solved) summary.append(" ", h("span", { class: "solved" }, "solved"));
}
