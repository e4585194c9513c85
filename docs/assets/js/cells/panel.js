// The panel below a cell and all that is recorded for it. Here words and outputs appear.

import { h } from "../kit/dom.js";

const RECORDED = ".language-output, .language-pytb";

// `parts` stand in its first line, beside the words
export function tell(block, kind, words, ...parts) {
  let last = block;
  while (last.nextElementSibling?.matches(RECORDED)) last = last.nextElementSibling;
  let panel = last.nextElementSibling;
  if (!panel?.matches(".cell-result")) {
    panel = h("div", { class: "cell-result", "data-of": block.dataset.run });
    last.after(panel);
  }
  panel.dataset.kind = kind;
  panel.replaceChildren(h("p", {}, words, ...parts));
  return panel;
}
