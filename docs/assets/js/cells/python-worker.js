// Python in a thread of its own, so that the page stays free and Stop can end it: Pyodide with what
// its lock file lists, from assets/pyodide/, and session.py, which runs the cells.

import { hold } from "../kit/coming/alive.js";
import { Damaged } from "../kit/coming/elsewhere.js";
import { fetchHeavy, nameElsewhere } from "../kit/heavy.js";

const HOME = new URL("../../pyodide/", import.meta.url).href;
const OURS = new URL("./", import.meta.url).href;
const FILES = ["session.py", "execute.py", "compare.py", "terminal.py"];
// What watches a cell: its numbers, what it draws. And what stands in for Matplotlib: data, no picture
const BESIDE = [
  "watch/floating.py",
  "watch/drawn.py",
  "standins/matplotlib/__init__.py",
  "standins/matplotlib/_looks.py",
  "standins/matplotlib/_open.py",
  "standins/matplotlib/_plots.py",
  "standins/matplotlib/axes.py",
  "standins/matplotlib/colors.py",
  "standins/matplotlib/figure.py",
  "standins/matplotlib/patches.py",
  "standins/matplotlib/pyplot.py",
];
const FOLDER = /^(standins|watch)./;
const WASM = "application/wasm";

// Says at once that something could not be fetched: Pyodide would wait for it without end
const fetched = (promise) =>
  promise.catch((error) => {
    if (error instanceof TypeError) postMessage({ away: true });
    if (error instanceof Damaged) postMessage({ away: error.message });
    throw error;
  });

const plainFetch = self.fetch;
const PAGE = "Instead of Python the server sent a page: press again, or try from another network.";

// Only what was asked for: no error, and no page in its place
async function asked(address, ...rest) {
  const answer = await fetched(fetchHeavy(address, ...rest));
  const isPage = answer.headers.get("Content-Type")?.startsWith("text/html");
  if (answer.ok && !isPage) return answer;
  const lost = `Python is not to be had: the server answered ${answer.status}. Press again later.`;
  const away = answer.ok ? PAGE : lost;
  postMessage({ away });
  throw new Error(away);
}

// Pyodide would wait without end for what breaks off on the way, too. And not every server names the
// type of .wasm, without which a browser will not compile the stream
self.fetch = async (address, ...rest) => {
  const url = `${address.url ?? address}`;
  if (!url.startsWith(HOME)) return plainFetch(address, ...rest); // what the reader's code asks for
  const answer = await asked(address, ...rest);
  fetched(answer.clone().arrayBuffer()).catch(() => {}); // said already
  if (!url.endsWith(".wasm") || answer.headers.get("Content-Type") === WASM) return answer;
  return new Response(answer.body, { headers: { "Content-Type": WASM } });
};

// A module of Python, wherever it lies
const SCRIPT = { type: "text/javascript" }; // whatever a server calls it
async function imported(address) {
  if (!nameElsewhere(address)) return import(address);
  const code = await (await asked(address)).arrayBuffer();
  const module = URL.createObjectURL(new Blob([code], SCRIPT));
  return import(module).finally(() => URL.revokeObjectURL(module));
}

hold();
self.began = (name) => postMessage({ began: name });

const text = async (address) => fetched((await asked(address)).text());

async function start() {
  postMessage({ loading: "Loading Python, once: 9 MB" });
  const names = [...FILES, ...BESIDE];
  const ours = Promise.all(names.map((file) => text(`${OURS}${file}${self.edition ?? ""}`)));
  ours.catch(() => {}); // said already
  const modules = ["pyodide.mjs", "pyodide.asm.mjs"].map((file) => imported(`${HOME}${file}`));
  const [{ loadPyodide }, { default: createPyodideModule }] = await fetched(Promise.all(modules));
  const given = { indexURL: HOME, createPyodideModule, stdin: () => null };
  const pyodide = await fetched(loadPyodide(given));
  const sources = await ours;
  pyodide.FS.mkdirTree("/book/matplotlib");
  for (const [n, file] of names.entries()) {
    pyodide.FS.writeFile(`/book/${file.replace(FOLDER, "")}`, sources[n]);
  }
  const there = Object.values(pyodide.lockfile.packages).flatMap(({ imports }) => imports);
  self.there = pyodide.toPy(there);
  const page = pyodide.runPython(`
import sys
sys.path.insert(0, "/book")
import session
from js import began, there
session.Session("/book", began, there)
`);
  return { pyodide, page };
}

// The packages that some code imports, and what they depend on: those of the lock file. What stands in
// for Matplotlib needs NumPy, also where the code itself does not
async function load(pyodide, codes) {
  const beside = codes.some((code) => /\bmatplotlib\b/.test(code)) ? ["import numpy"] : [];
  for (const code of [...beside, ...codes]) {
    await pyodide.loadPackagesFromImports(code, {
      messageCallback(told) {
        if (told.startsWith("Loading ")) postMessage({ loading: `Python is here. ${told}` });
      },
    });
  }
}

const ready = start();
ready.catch((error) => postMessage({ broken: `${error}` }));
let loaded; // how many packages are there

self.onmessage = async ({ data }) => {
  const started = await ready.catch(() => undefined);
  if (!started) return;
  const { pyodide, page } = started;
  const { modules = {}, path, check } = JSON.parse(data);
  const sources = [...path, check].map((step) => step?.source ?? "");
  try {
    await load(pyodide, [...Object.values(modules), ...sources]);
    const count = Object.keys(pyodide.loadedPackages).length;
    if (count !== loaded) {
      page.prepare();
      postMessage({ ready: true });
    }
    loaded = count;
    postMessage({ answer: page.answer(data) });
  } catch (error) {
    // Python itself has ended, for instance at its last byte of memory
    postMessage({ broken: `${error}`.trim().split("\n").pop() });
  }
};
