// The buttons of a cell.

import { button, dress } from "../kit/buttons.js";

const TITLES = {
  Run: "Run (Ctrl+Enter)",
  Check: "Check (Ctrl+Enter)",
  Reset: "Back to the code of the book",
};

// What the two buttons are called as long as nothing runs and nothing was written
export const namesOf = (block) => (block.dataset.exercise ? ["Check", "Write"] : ["Run", "Edit"]);

export const toolOf = (name, kind, click) =>
  rename(button("", click, { class: `cell-${kind}` }), name);

export const rename = (tool, name) => dress(tool, name, name, TITLES[name] ?? "");
