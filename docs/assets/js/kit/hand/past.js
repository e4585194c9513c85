// What a reader can take back: the states before each change. A state is never changed, but replaced.

import { button } from "../buttons.js";

const MOST = 99;

export class Past {
  states = [];

  // Before a change, or what may become one
  keep(now) {
    if (this.states.at(-1) === now) return;
    this.states.push(now);
    if (this.states.length > MOST) this.states.shift();
  }

  // The state before this one; undefined where there is none
  back(now) {
    this.forget(now);
    return this.states.pop();
  }

  some(now) {
    this.forget(now);
    return this.states.length > 0;
  }

  // What was kept, and then did not change
  forget(now) {
    while (this.states.at(-1) === now) this.states.pop();
  }
}

// Takes back the last change of an element whose state is its `now`: its `past` holds those before,
// `show()` draws it. `mark()` after each change: not `disabled`, or the focus would fall to the page.
export function undoes(element) {
  const undo = button("Undo", () => {
    element.now = element.past.back(element.now) ?? element.now;
    element.show();
  });
  const mark = () => undo.setAttribute("aria-disabled", !element.past.some(element.now));
  return { undo, mark };
}

// The same, and a button in these words for the first state
export function takesBack(element, first, words) {
  const { undo, mark: markUndo } = undoes(element);
  const isFirst = () => JSON.stringify(element.now) === JSON.stringify(first);
  const restart = button(words, () => {
    if (!isFirst()) replace(element, first);
  });
  const mark = () => {
    markUndo();
    restart.setAttribute("aria-disabled", isFirst());
  };
  return { undo, restart, mark };
}

// Another state in the place of this one, which can be taken back
export function replace(element, state) {
  element.past.keep(element.now);
  element.now = state;
  element.show();
}
