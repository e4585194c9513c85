// What a reader is told below the text that stands in an element: that it, or what it reads, is on its way,
// cannot be had, or is of another edition than the page.

import { h } from "../dom.js";

const AWAY = "This part needs the network once: connect, then try again.";
const OLD = "This part does not run here: try a newer browser.";
const COMES = "This part is on its way …";
const SLOW = 3000; // ms after which that is said
export const NEWER = "The book has changed since you opened this page: reload it.";

// Of another edition is what edition.js has ended, and a module that lacks a name which another wants. Also
// what a worker tells of its error
export const isNewer = ({ name, message }) =>
  /SyntaxError/.test(`${name} ${message}`) && /export|import/i.test(message);

function tell(element, words, click) {
  element.querySelector(":scope > .away")?.remove();
  const told = h("p", { class: "away" }, h("span", { role: "status" }, words));
  if (click) told.append(" ", h("button", { type: "button", onclick: click }, "Try again"));
  element.append(told);
  return told;
}

// `again` tries anew, and so does the network when it comes back
export function tellAway(element, again, words = AWAY) {
  const retry = () => {
    removeEventListener("online", retry);
    if (!told.isConnected) return;
    told.remove();
    again();
  };
  const told = tell(element, words, retry);
  addEventListener("online", retry);
}

export const tellNewer = (element) => tell(element, NEWER, () => location.reload());

// Why an import failed: without a network, of another edition, or in a browser that is too old
export function tellWhy(element, error, again) {
  if (isNewer(error)) tellNewer(element);
  else if (error instanceof TypeError) tellAway(element, again);
  else {
    tell(element, OLD);
    throw error;
  }
}

// What is long on its way is said until it comes, or does not
export function awaited(element, coming) {
  let told;
  const slow = setTimeout(() => {
    told = tell(element, COMES);
  }, SLOW);
  return coming.finally(() => {
    clearTimeout(slow);
    told?.remove(); // its own: something else may have failed there
  });
}
