// The theme asks this classic worker instead of its own, see logic/search.mjs. It fetches what it reads
// with the first letter that somebody types.

const SECTIONS = new URL("../../../search/sections.json", self.location.href);
const [SETUP, READY, QUERY, RESULT] = [0, 1, 2, 3]; // the theme's

let separator, search;

async function start() {
  const [{ Search }, answer] = await Promise.all([import("../logic/search.mjs"), fetch(SECTIONS)]);
  return new Search(await answer.json(), separator);
}

const AWAY = {
  location: "",
  title: "The search needs the network once: connect, then type on.",
  text: "",
  score: 0,
  terms: {},
};
const named = ({ address, ...item }) => ({ ...item, location: address });

self.onmessage = async ({ data: { type, data } }) => {
  if (type === SETUP) {
    separator = data.config.separator;
    postMessage({ type: READY });
  }
  if (type !== QUERY) return;
  if (data.trim()) search ??= start();
  const it = await search?.catch(() => (search = undefined)); // the next letter asks again
  const asked = Boolean(data.trim());
  const found = it?.results(data).map((items) => items.map(named)) ?? (asked ? [[AWAY]] : []);
  postMessage({ type: RESULT, data: { items: found } });
};
