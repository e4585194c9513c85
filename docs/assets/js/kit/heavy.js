// Where the heavy files are: Python, the digits, the weights of nets. They lie in the site, unless mkdocs.yml
// names another place for them. Then the build writes here (book/site/heavy.py): {at: the address of the
// site, from: that place, files: {name in the site: its SHA-256}}. It holds at this address alone: a copy
// behind any other server brings its own files. What comes from another place is used only if it is, byte
// for byte, what was built.

const ELSEWHERE = {};

const SITE = new URL("../../../", import.meta.url).href;
const plainFetch = globalThis.fetch; // cells/python-worker.js puts its own in this place

// The name of a file of the site that lies at another place, by its address in the site
export function nameElsewhere(address) {
  const name = SITE === ELSEWHERE.at && `${address}`.slice(SITE.length).split("?")[0];
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
  const { fetchWhole } = await import("./coming/elsewhere.js");
  return fetchWhole(plainFetch, placeOf(address), ELSEWHERE.files[name]);
}
