// Where the heavy files are: Python, the digits, the weights of nets. They lie in the site, unless mkdocs.yml
// names another place for them. Then the build writes here (book/site/heavy.py): {at: the address of the
// site, from: that place, files: {name in the site: its SHA-256}}. It holds at this address alone: a copy
// behind any other server brings its own files. What comes from another place is used only if it is, byte
// for byte, what was built.

const ELSEWHERE = {};

const SITE = new URL("../../../", import.meta.url).href;
const plainFetch = globalThis.fetch; // cells/python-worker.js puts its own in this place
const SCRIPT = { type: "text/javascript" }; // whatever a server calls it

export class Damaged extends Error {
  constructor() {
    const { host } = new URL(ELSEWHERE.from);
    super(`What ${host} sent is other than it was built, so it is not used. Try again later.`);
  }
}

// The name of a file of the site that lies at another place, by its address in the site
function nameElsewhere(address) {
  const name = SITE === ELSEWHERE.at && `${address}`.slice(SITE.length);
  return name && Object.hasOwn(ELSEWHERE.files, name) ? name : undefined;
}

// The address that the file of this address in the site has
export function placeOf(address) {
  const name = nameElsewhere(address);
  return name ? `${ELSEWHERE.from}${name}` : address;
}

// The answer to a request for a file of the site, wherever it lies: what was built, or no success
export async function fetchHeavy(address, options) {
  const name = nameElsewhere(address);
  if (!name) return plainFetch(address, options);
  const { digest } = await import("../logic/trainer/sha256.mjs");
  for (const cache of ["default", "reload"]) {
    const answer = await plainFetch(placeOf(address), { cache, credentials: "omit" });
    if (!answer.ok) return answer;
    const bytes = await answer.arrayBuffer();
    const isWhole = (await digest(new Uint8Array(bytes))) === ELSEWHERE.files[name];
    if (isWhole) return new Response(bytes, { headers: answer.headers });
  }
  throw new Damaged();
}

// A module of the site, wherever it lies; `fetched` is fetchHeavy, or tells more of what goes wrong
export async function importHeavy(address, fetched) {
  if (!nameElsewhere(address)) return import(address);
  const code = await (await fetched(address)).arrayBuffer();
  const module = URL.createObjectURL(new Blob([code], SCRIPT));
  return import(module).finally(() => URL.revokeObjectURL(module));
}
