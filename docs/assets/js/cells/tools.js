// The buttons of a cell.

import { button, dress } from "../kit/buttons.js";
import { nameOf } from "../kit/named.js";

const TITLES = {
  Run: "Run (Ctrl+Enter)",
  Check: "Check (Ctrl+Enter)",
  Reset: "Back to the code of the book",
  Undo: "Back to what you wrote",
};

// What the two buttons are called as long as nothing runs and nothing was written
export const namesOf = (block) => (block.dataset.exercise ? ["Check", "Write"] : ["Run", "Edit"]);

export const toolOf = (block, name, kind, click) =>
  rename(button("", click, { class: `cell-${kind}`, "data-of": nameOf(block) }), name);

export function rename(tool, name) {
  tool.setAttribute("aria-label", `${name} ${tool.dataset.of}`); // else they are all called alike
  return dress(tool, name, name, TITLES[name] ?? "");
}
