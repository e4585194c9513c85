// Offers buttons for the cells that run in the page. What they do comes with the first click: cell-of.js,
// the editor and Python itself.

import { awaited } from "../kit/coming/told.js";
import { h } from "../kit/dom.js";
import { kept, keyOf, markSolved } from "./answers.js";
import { imported, Told } from "./away.js";
import { tell } from "./panel.js";
import { namesOf, rename, toolOf } from "./tools.js";

const RESTORE = "What you wrote here is kept, and to show it";
const NEEDS = { run: "Running a cell", restore: RESTORE, edit: "The editor", write: "The editor" };
const waiting = new Set(); // blocks of cells that were asked to run before cell-of.js is here
let cellOf; // of cell-of.js, once it is

export function offerCells(root, say) {
  const place = root.querySelector("[data-cells]");
  if (!place) return; // its reader went on, while this was fetched, to a page without cells
  const address = new URL(place.dataset.cells, location);
  for (const block of root.querySelectorAll("[data-run]")) {
    if (block.querySelector(".cell-tools")) continue;
    const act = async (what) => {
      try {
        if (cellOf || (await comes(block, what))) {
          await cellOf(block, place, address, say)[what]();
        }
      } catch (error) {
        const fault = `The page itself failed: ${error.message}. Reload it and try again.`;
        const words = error instanceof Told ? error.message : fault;
        tell(block, "error", words);
        say(words);
        if (!(error instanceof Told)) throw error; // a fault of ours: the console says where
      }
    };
    offer(block, act);
    if (block.dataset.exercise) restore(block, address, act);
  }
}

// Has cell-of.js come, and is it still wanted?
async function comes(block, what) {
  const runs = what === "run";
  if (runs && !waits(block)) return false;
  try {
    ({ cellOf } = await imported(awaited(block, import("./cell-of.js")), NEEDS[what]));
    return !runs || waiting.has(block);
  } finally {
    if (waiting.delete(block)) rename(block.querySelector(".cell-run"), namesOf(block)[0]);
  }
}

// Until then a second click on Run takes back the first
function waits(block) {
  const begins = !waiting.delete(block);
  if (begins) waiting.add(block);
  rename(block.querySelector(".cell-run"), begins ? "Stop" : namesOf(block)[0]);
  tell(block, ...(begins ? ["wait", "Starting …"] : ["stop", "Stopped before it began."]));
  return begins;
}

function offer(block, act) {
  const [run, edit] = namesOf(block);
  const tools = [
    toolOf(block, run, "run", () => act("run")),
    toolOf(block, edit, "edit", () => act("edit")),
  ];
  block.querySelector("pre").append(h("div", { class: "cell-tools" }, ...tools));
  if (block.dataset.exercise) {
    block.querySelector("pre > code").addEventListener("click", () => act("write"));
  }
  block.addEventListener("keydown", (event) => {
    const asks = event.key === "Enter" && (event.ctrlKey || event.metaKey);
    if (!asks || event.defaultPrevented) return; // the editor has heard it already
    event.preventDefault();
    act("run");
  });
}

function restore(block, address, act) {
  const { code, solved, before } = kept(keyOf(block, address));
  markSolved(block, solved);
  if (code !== undefined || before) act("restore");
}
