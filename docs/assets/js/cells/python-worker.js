// Python in a thread of its own, so that the page stays free and Stop can end it: Pyodide with
// NumPy from assets/pyodide/, and session.py, which runs the cells.

const HOME = new URL("../../pyodide/", import.meta.url).href;
const OURS = new URL("./", import.meta.url).href;
const FILES = ["session.py", "floating.py", "execute.py", "compare.py", "terminal.py"];
const WASM = "application/wasm";

// Says at once that something could not be fetched: Pyodide would wait for it without end
const fetched = (promise) =>
  promise.catch((error) => {
    if (error instanceof TypeError) postMessage({ away: true });
    throw error;
  });

// Not every server names the type of .wasm, and without it a browser will not compile the stream
const plainFetch = self.fetch;
self.fetch = async (address, ...rest) => {
  const answer = await fetched(plainFetch(address, ...rest));
  const wasm = `${address.url ?? address}`.endsWith(".wasm") && answer.ok;
  if (!wasm || answer.headers.get("Content-Type") === WASM) return answer;
  return new Response(answer.body, { headers: { "Content-Type": WASM } });
};

self.began = (name) => postMessage({ began: name });

const text = async (address) => (await fetched(plainFetch(address))).text();

async function start() {
  postMessage({ loading: "Loading Python, once: 9 MB" });
  const ours = Promise.all(FILES.map((file) => text(`${OURS}${file}`)));
  ours.catch(() => {}); // said already
  const { loadPyodide } = await fetched(import(`${HOME}pyodide.mjs`));
  const pyodide = await fetched(loadPyodide({ indexURL: HOME, stdin: () => null }));
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
  const answer = await ready.catch(() => undefined);
  if (!answer) return;
  try {
    postMessage({ answer: answer(data) });
  } catch (error) {
    // Python itself has ended, for instance at its last byte of memory
    postMessage({ broken: `${error}`.trim().split("\n").pop() });
  }
};
