// "Copy all it needs": for each Python cell a script that runs by itself in an empty folder.
// It was written into assets/copies/ with the site, and is fetched when first asked for.

import { button, dress } from "../kit/buttons.js";
import { h } from "../kit/dom.js";
import { nameOf, spokenOf } from "../kit/named.js";

const OURS = /^\s*from snippets\b/m;
const PLAIN = "imports from this book's snippets: take “Copy all it needs”";
const FETCH =
  "The script could not be fetched: it needs the network once. Connect, then press again";
const COMES = "The script is on its way …";
const WRITE = "The browser does not let this page copy: select the code, and copy it by hand";

export function offerScripts(root, tell) {
  const place = root.querySelector("[data-copies]");
  if (!place || place.dataset.offered) return;
  place.dataset.offered = "yes";
  const address = new URL(place.dataset.copies, location);
  let cells;
  const load = () =>
    (cells ??= fetchCells(address).catch(({ name, message }) => {
      cells = undefined; // the next click tries again
      throw new Error(name === "Changed" ? message : FETCH);
    }));
  const click = async (block) => {
    if (!cells) tell(COMES);
    const code = load().then((all) => all[block.dataset.cell].code);
    try {
      await copy(code);
      tell(`Copied ${counted(block)}, ${without(block) ?? "all it needs to run"}`);
    } catch {
      tell(await code.then(() => WRITE).catch(({ message }) => message));
    }
  };
  for (const block of root.querySelectorAll(".language-python[data-script]")) {
    const words = `Copy all it needs, ${counted(block)}`;
    const label = `${words}: ${nameOf(block)}`;
    const made = button("", () => click(block), { class: "copy-all", "aria-label": label });
    dress(made, "Copy all", h("span", {}, words), words);
    block.querySelector("pre").prepend(made);
  }
}

async function fetchCells(address) {
  const [answer, { fitting }] = await Promise.all([
    fetch(address),
    import("../kit/coming/fitting.js"),
  ]);
  if (!answer.ok) throw new Error(`${answer.status}`);
  return fitting(answer, address);
}

// The theme's button comes when its block is first seen: in a bar that is a landmark, and without a name
export function nameCopies(root) {
  const named = () => root.querySelectorAll(".md-code__nav:not([role])").forEach(name);
  new MutationObserver(named).observe(root.querySelector("article"), {
    childList: true,
    subtree: true,
  });
  named();
}

// All are called alike. Where a cell imports from the book, the tooltip says so
function name(bar) {
  bar.setAttribute("role", "none");
  const block = bar.closest(".highlight") ?? bar.parentElement;
  const button = bar.querySelector(".md-code__button");
  button.setAttribute("aria-label", `Copy ${nameOf(block)}`);
  const imports = block.dataset.cell && OURS.test(block.querySelector("code").textContent);
  if (imports) button.title += ` (${PLAIN})`;
}

// A promise inside a ClipboardItem keeps the click's permission while the script is on its way
async function copy(code) {
  if (!window.ClipboardItem) return navigator.clipboard.writeText(await code);
  const blob = code.then((text) => new Blob([text], { type: "text/plain" }));
  return navigator.clipboard.write([new ClipboardItem({ "text/plain": blob })]);
}

// A script is as the book has it: what the reader changed in the cell or above is not in it
function without(block) {
  const changed = [...document.querySelectorAll("[data-edited]")].filter(
    ({ dataset: { cell } }) => Number(cell) <= Number(block.dataset.cell),
  );
  if (!changed.length) return undefined;
  return `as in the book: without your change in ${changed.map(spokenOf).join(" and ")}`;
}

function counted({ dataset: { script } }) {
  return script === "1" ? "1 line" : `${script} lines`;
}
