// Offers buttons for the cells that run in the page. What they do comes with the first click: cell.js,
// the editor and Python itself.

import { h } from "../kit/dom.js";
import { kept, keyOf, markSolved } from "./answers.js";
import { Away, fetched } from "./away.js";
import { namesOf, toolOf } from "./tools.js";

export function offerCells(root, say) {
  const place = root.querySelector("[data-cells]");
  const address = new URL(place.dataset.cells, location);
  for (const block of root.querySelectorAll("[data-run]")) {
    if (block.querySelector(".cell-tools")) continue;
    const act = async (what) => {
      try {
        const { cellOf } = await fetched(import("./cell.js"));
        await cellOf(block, place, address, say)[what]();
      } catch (error) {
        say(error.message);
        if (!(error instanceof Away)) throw error; // a fault of ours: the console says where
      }
    };
    offer(block, act);
    if (block.dataset.exercise) restore(block, address, act);
  }
}

function offer(block, act) {
  const [run, edit] = namesOf(block);
  const tools = [toolOf(run, "run", () => act("run")), toolOf(edit, "edit", () => act("edit"))];
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
  const { code, solved } = kept(keyOf(block, address));
  markSolved(block, solved);
  if (code !== undefined) act("restore");
}
