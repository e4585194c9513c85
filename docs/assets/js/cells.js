// Buttons for the cells that run in the page. What they do comes with the first click: cell.js,
// the editor and Python itself. What a reader wrote and solved is kept in this browser alone.

const ICONS = {
  Run: "M8 5v14l11-7z",
  Stop: "M6 6h12v12H6z",
  Write: "M4 17v3h3L17.5 9.5l-3-3zM11 18h9v2h-9z",
  Edit: "M4 17v3h3L17.5 9.5l-3-3zM19.7 7.3a1 1 0 0 0 0-1.4l-1.6-1.6a1 1 0 0 0-1.4 0L15.5 5.5l3 3z",
  Reset: "M12 6V2L7 7l5 5V8a5 5 0 1 1-5 5H5a7 7 0 1 0 7-7z",
  Check: "M9 16.2 4.8 12l-1.4 1.4L9 19 21 7l-1.4-1.4z",
};
const BEGINNING = "shapes-that-fit/";

export function offerCells(root, say) {
  const place = root.querySelector("[data-copies]");
  const address = new URL(place.dataset.copies, location);
  for (const block of root.querySelectorAll("[data-run]")) {
    if (block.querySelector(".cell-tools")) continue;
    const act = async (what) => {
      try {
        const { cellOf } = await import("./cell.js");
        await cellOf(block, place, address, say)[what]();
      } catch {
        say("This needs the network once");
      }
    };
    offer(block, act);
    if (block.dataset.exercise) restore(block, address, act);
  }
}

function offer(block, act) {
  const tools = document.createElement("div");
  tools.className = "cell-tools";
  const [run, edit] = namesOf(block);
  tools.append(
    newButton(run, "run", () => act("run")),
    newButton(edit, "edit", () => act("edit")),
  );
  block.querySelector("pre").append(tools);
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

export const namesOf = (block) => (block.dataset.exercise ? ["Check", "Write"] : ["Run", "Edit"]);

function newButton(name, kind, click) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = `cell-${kind}`;
  button.addEventListener("click", click);
  return dress(button, name);
}

export function dress(button, name) {
  button.innerHTML = `<svg viewBox="0 0 24 24" aria-hidden="true"><path d="${ICONS[name]}"/></svg>`;
  button.append(name);
  button.title =
    { Run: "Run (Ctrl+Enter)", Check: "Check (Ctrl+Enter)", Reset: "Back to the code of the book" }[
      name
    ] ?? "";
  return button;
}

// What is kept of an exercise: the reader's code, and whether it was solved

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

function restore(block, address, act) {
  const { code, solved } = kept(keyOf(block, address));
  markSolved(block, solved);
  if (code !== undefined) act("restore");
}

export function markSolved(block, solved) {
  const summary = block.closest("details").querySelector("summary");
  summary.querySelector(".solved")?.remove();
  if (!solved) return;
  const mark = document.createElement("span");
  mark.className = "solved";
  mark.textContent = "solved";
  summary.append(" ", mark);
}
