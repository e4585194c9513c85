// "Copy all it needs": for each Python cell a script that runs by itself in an empty folder.
// The recorder wrote it into assets/copies/; it is fetched when first asked for.

const CELLS = ".language-python, .language-sh";
const MANY = 40;
const ICON = "M3 3h12v4h-2V5H5v10h2v2H3zm6 6h12v12H9zm2 2v8h8v-8zm3 1h2v2h2v2h-2v2h-2v-2h-2v-2h2z";

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
  const buttons = new Map();
  const click = async (number) => {
    try {
      const cell = load().then((all) => all[number]);
      await copy(cell.then(({ code }) => code));
      tell(spoken(await cell));
      (await load()).forEach((each, index) => name(buttons.get(index), each));
    } catch {
      tell("The script could not be copied");
    }
  };
  [...root.querySelectorAll(CELLS)].forEach((block, number) => {
    if (!block.classList.contains("language-python")) return;
    const button = newButton();
    button.addEventListener("click", () => click(number));
    block.querySelector("pre").prepend(button);
    buttons.set(number, button);
  });
}

async function fetchCells(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${answer.status}`);
  return (await answer.json()).cells;
}

// A promise inside a ClipboardItem keeps the click's permission while the script is on its way
async function copy(code) {
  if (!window.ClipboardItem) return navigator.clipboard.writeText(await code);
  const blob = code.then((text) => new Blob([text], { type: "text/plain" }));
  return navigator.clipboard.write([new ClipboardItem({ "text/plain": blob })]);
}

export function spoken({ lines, whole }) {
  if (whole) return `Copied the whole chapter up to here, ${lines} lines`;
  return `Copied ${lines} ${lines === 1 ? "line" : "lines"}, all it needs to run`;
}

export function label(cell) {
  const many = cell && cell.lines > MANY;
  return many ? `Copy all it needs, ${cell.lines} lines` : "Copy all it needs";
}

function name(button, cell) {
  if (button) button.title = button.lastChild.textContent = label(cell);
}

function newButton() {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy-all";
  button.innerHTML = `<svg viewBox="0 0 24 24" aria-hidden="true"><path d="${ICON}"/></svg><span></span>`;
  name(button);
  return button;
}
