// The theme asks this classic worker instead of its own, see logic/search.mjs. It fetches what it reads
// with the first letter that somebody types.

const SECTIONS = new URL("../../../search/sections.json", self.location.href);
const [SETUP, READY, QUERY, RESULT] = [0, 1, 2, 3]; // the theme's

let separator, search;

async function start() {
  const [{ Search }, answer] = await Promise.all([import("../logic/search.mjs"), fetch(SECTIONS)]);
  return new Search(await answer.json(), separator);
}

async function found() {
  search ??= start();
  const mine = search;
  try {
    return await mine;
  } catch {
    if (search === mine) search = undefined;
  }
}

const told = (title) => ({ items: [[{ location: "", title, text: "", score: 0, terms: {} }]] });
const AWAY = told("The search needs the network once: connect, then type on.");
const COMES = told("The search is on its way …");
const SLOW = 500; // ms after which that is said
const named = ({ address, ...item }) => ({ ...item, location: address });

self.onmessage = async ({ data: { type, data } }) => {
  if (type === SETUP) {
    separator = data.config.separator;
    postMessage({ type: READY });
  }
  if (type !== QUERY) return;
  const answer = (data) => postMessage({ type: RESULT, data });
  if (!data.trim()) return answer({ items: [] });
  const slow = setTimeout(answer, SLOW, COMES);
  // The next letter asks again, also where what it waits for was asked for before and fails
  const isAsked = Boolean(search);
  const it = (await found()) ?? (isAsked && (await found()));
  clearTimeout(slow);
  answer(it ? { items: it.results(data).map((items) => items.map(named)) } : AWAY);
};
