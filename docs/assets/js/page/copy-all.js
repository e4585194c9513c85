// "Copy all it needs": for each Python cell a script that runs by itself in an empty folder.
// It was written into assets/copies/ with the site, and is fetched when first asked for.

import { button, dress } from "../kit/buttons.js";
import { h } from "../kit/dom.js";

const OURS = /^\s*from snippets\b/m;
const PLAIN = "imports from this book's snippets: take “Copy all it needs”";

export function offerScripts(root, tell) {
  const place = root.querySelector("[data-copies]");
  if (!place || place.dataset.offered) return;
  place.dataset.offered = "yes";
  const address = new URL(place.dataset.copies, location);
  let cells;
  const load = () =>
    (cells ??= fetchCells(address).catch((error) => {
      cells = undefined; // the next click tries again
      throw error;
    }));
  const click = async (block) => {
    try {
      await copy(load().then((all) => all[block.dataset.cell].code));
      tell(`Copied ${counted(block)}, all it needs to run`);
    } catch {
      tell("The script could not be copied");
    }
  };
  for (const block of root.querySelectorAll(".language-python[data-cell]")) {
    warn(block);
    if (!block.dataset.script) continue;
    const made = button("", () => click(block), { class: "copy-all" });
    dress(made, "Copy all", h("span", {}, label(block)), label(block));
    block.querySelector("pre").prepend(made);
  }
}

async function fetchCells(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${answer.status}`);
  return answer.json();
}

// Where a cell imports from the book, the theme's button says so in its tooltip; its name stays
function warn(block) {
  const button = block.querySelector(".md-code__button");
  if (!button || !OURS.test(block.querySelector("code").textContent)) return;
  button.setAttribute("aria-label", button.title);
  button.title += ` (${PLAIN})`;
}

// A promise inside a ClipboardItem keeps the click's permission while the script is on its way
async function copy(code) {
  if (!window.ClipboardItem) return navigator.clipboard.writeText(await code);
  const blob = code.then((text) => new Blob([text], { type: "text/plain" }));
  return navigator.clipboard.write([new ClipboardItem({ "text/plain": blob })]);
}

function label(block) {
  return `Copy all it needs, ${counted(block)}`;
}

function counted({ dataset: { script } }) {
  return script === "1" ? "1 line" : `${script} lines`;
}
