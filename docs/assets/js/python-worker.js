// Python in a thread of its own, so that the page stays free and Stop can end it: Pyodide with
// NumPy from ../pyodide/, and ../python/session.py, which runs the cells.

const HOME = new URL("../pyodide/", import.meta.url).href;
const OURS = new URL("../python/", import.meta.url).href;
const FILES = ["session.py", "execute.py", "compare.py"];
const WASM = "application/wasm";

// Not every server names the type of .wasm, and without it a browser will not compile the stream
const plainFetch = self.fetch;
self.fetch = async (address, ...rest) => {
  const answer = await plainFetch(address, ...rest);
  const wasm = `${address.url ?? address}`.endsWith(".wasm") && answer.ok;
  if (!wasm || answer.headers.get("Content-Type") === WASM) return answer;
  return new Response(answer.body, { headers: { "Content-Type": WASM } });
};

self.began = (name) => postMessage({ began: name });

const text = async (address) => (await plainFetch(address)).text();

async function start() {
  postMessage({ loading: "Loading Python, once: 9 MB" });
  const ours = Promise.all(FILES.map((file) => text(`${OURS}${file}`)));
  const { loadPyodide } = await import(`${HOME}pyodide.mjs`);
  const pyodide = await loadPyodide({ indexURL: HOME, stdin: () => null });
  postMessage({ loading: "Python is here. Adding NumPy" });
  await pyodide.loadPackage("numpy", { messageCallback() {} });
  const sources = await ours;
  pyodide.FS.mkdir("/book");
  for (const [n, file] of FILES.entries()) pyodide.FS.writeFile(`/book/${file}`, sources[n]);
  return pyodide.runPython(`
import sys
sys.path.insert(0, "/book")
import session
from js import began
page = session.Session("/book", began)
lambda text: session.answer(page, text)
`);
}

const ready = start();
ready.then(
  () => postMessage({ ready: true }),
  (error) => postMessage({ broken: `${error}` }),
);

self.onmessage = async ({ data }) => {
  const answer = await ready;
  try {
    postMessage({ answer: answer(data) });
  } catch (error) {
    // Python itself has ended, for instance at its last byte of memory
    postMessage({ broken: `${error}`.trim().split("\n").pop() });
  }
};
