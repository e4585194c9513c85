// Finds sections of the book by what a reader types: words, names in code, questions, pasted errors.
// No page here: page/search-worker.js asks. Sections are scored by BM25 (Robertson and Zaragoza, "The
// Probabilistic Relevance Framework", 2009), and more for words in a title and for words in a row.

import { isAside, nearly, tokens } from "./words.mjs";

const [SATURATION, LENGTH] = [1.2, 0.6]; // of BM25
const [TITLE, IN_A_ROW, LONGER, GUESSED] = [3, 1, 0.5, 0.6];
const [LEAST, WEAK] = [0.2, 0.08]; // of what was asked, of the best score: below is no answer
const COMMON = 1; // the rarity of a word that is on a third of all pages: nobody misses it
const [SHOWN, TEASER] = [30, 220]; // sections, characters

export class Search {
  // `sections` as `book/site/search.py` writes them, a page before its sections
  constructor(sections, separator) {
    this.separator = new RegExp(separator);
    this.sections = sections;
    this.places = new Map(); // {word: {section: [place in its row]}}
    this.lengths = sections.map((section, n) => this.add(section, n));
    this.mean = this.lengths.reduce((sum, length) => sum + length, 0) / sections.length;
    this.names = sections.map(({ title, also = [] }) =>
      [title, ...also].map((name) => new Set(this.words(name))),
    );
  }

  words(text) {
    return tokens(text, this.separator).flatMap(({ word, whole }) =>
      whole ? [word, whole] : [word],
    );
  }

  // Note the places of a section's words; gives their number
  add({ title, also = [], text }, section) {
    let row = 0;
    for (const block of [title, ...also, ...text.split("\n")]) {
      const found = tokens(block, this.separator);
      for (const token of found) {
        this.note(token.word, section, row + token.row);
        if (token.whole) this.note(token.whole, section, row + token.row);
      }
      row += found.length + 1; // so that no row goes on in the next block
    }
    return row;
  }

  note(word, section, row) {
    if (!this.places.has(word)) this.places.set(word, new Map());
    const places = this.places.get(word);
    if (!places.has(section)) places.set(section, []);
    places.get(section).push(row);
  }

  rarity(word) {
    const holds = this.places.get(word)?.size ?? 0;
    return Math.log(1 + (this.sections.length - holds + 0.5) / (holds + 0.5));
  }

  // [{ typed, words: {word: weight}, rarity, optional }]: what each part of a query may stand for
  terms(query) {
    const found = tokens(query, this.separator);
    const typed = ({ at, end }) => query.slice(at, end);
    const asides = found.filter((token) => isAside(typed(token)));
    const terms = [];
    let known = 0; // how many parts are still to come of a name that the book knows as one word
    for (const [n, token] of found.entries()) {
      if (this.places.has(token.whole)) {
        known = token.parts;
        terms.push({ typed: token.name, words: new Map([[token.whole, 1]]), optional: false });
      }
      const last = n === found.length - 1 && token.end === query.length;
      const optional = known > 0 || (asides.includes(token) && asides.length < found.length);
      const words = this.meant(token.word, typed(token), last);
      terms.push({ typed: typed(token), words, optional, token });
      known -= 1;
    }
    for (const term of terms) {
      const words = [...term.words.keys()];
      term.rarity = Math.min(...(words.length ? words : [""]).map((word) => this.rarity(word)));
      if (term.optional) term.rarity *= 0.3;
    }
    return terms;
  }

  // {word of the index: weight} that a typed word stands for; the `last` may not be whole yet
  meant(word, typed, last) {
    const words = new Map(this.places.has(word) ? [[word, 1]] : []);
    const start = typed.toLowerCase();
    const all = () => [...this.places.keys()];
    if ((last || !words.size) && start.length > 1)
      for (const other of all())
        if (other.startsWith(start) && !words.has(other)) words.set(other, GUESSED);
    if (!words.size && word.length > 4)
      for (const other of all()) if (nearly(word, other)) words.set(other, GUESSED);
    return words;
  }

  // [{ section, score, terms, missing }], the best first
  find(query) {
    const terms = this.terms(query);
    const needed = terms.filter(({ optional }) => !optional);
    const words = terms.flatMap((term) => [...term.words.keys()]);
    const candidates = new Set(words.flatMap((word) => [...this.places.get(word).keys()]));
    const scored = [...candidates].map((section) => {
      const held = terms.filter(({ words }) =>
        [...words.keys()].some((word) => this.at(word, section)),
      );
      const missing = needed.filter((term) => !held.includes(term));
      const share = 1 - total(missing) / total(needed);
      const scores = [
        this.inText(held, section),
        this.inNames(held, section),
        this.inARow(terms, section),
      ];
      const boost = this.sections[section].boost ?? 1;
      const score = (scores[0] + scores[1] + scores[2]) * share ** 1.5 * boost;
      return { section, share, score, terms: held, missing };
    });
    scored.sort((a, b) => b.score - a.score || a.section - b.section);
    return scored.filter(({ share, score }) => share > LEAST && score > scored[0].score * WEAK);
  }

  at(word, section) {
    return this.places.get(word)?.get(section);
  }

  inText(terms, section) {
    const length = 1 - LENGTH + (LENGTH * this.lengths[section]) / this.mean;
    return terms.reduce((sum, { words, rarity }) => {
      const times = [...words].map(
        ([word, weight]) => weight * (this.at(word, section)?.length ?? 0),
      );
      const most = Math.max(...times) / length;
      return sum + (rarity * most * (SATURATION + 1)) / (most + SATURATION);
    }, 0);
  }

  // The more of a title, or of one of the other names, was typed, the better
  inNames(terms, section) {
    const scores = this.names[section].map((name) => {
      const rarities = [...name].map((word) => this.rarity(word));
      const all = rarities.reduce((sum, rarity) => sum + rarity, 0);
      const met = terms.reduce((sum, { words, rarity }) => {
        const best = Math.max(
          0,
          ...[...words].map(([word, weight]) => (name.has(word) ? weight : 0)),
        );
        return sum + best * rarity;
      }, 0);
      return met * Math.min(1, met / all);
    });
    return TITLE * Math.max(...scores);
  }

  // Words that follow each other in the query follow each other in the section, the more the better:
  // parts of a pasted message are in many sections, all of it is in one
  inARow(terms, section) {
    const row = terms.filter((term) => term.token && !term.token.number);
    let [sum, before] = [0, new Map()]; // {place of the word before: how many follow each other there}
    for (const [n, { words, rarity }] of row.entries()) {
      const places = [...words.keys()].flatMap((word) => this.at(word, section) ?? []);
      const here = new Map(places.map((place) => [place, (before.get(place - 1) ?? 0) + 1]));
      const longest = Math.max(0, ...here.values());
      if (longest > 1)
        sum += IN_A_ROW * (row[n - 1].rarity + rarity) * (1 + LONGER * (longest - 2));
      before = here;
    }
    return sum;
  }

  // What the theme draws for a query: a list for each page, of the page and its sections that were found
  results(query) {
    const pages = new Map();
    for (const found of this.find(query).slice(0, SHOWN)) {
      const [page] = this.sections[found.section].address.split("#");
      pages.set(page, [...(pages.get(page) ?? []), this.item(found)]);
    }
    for (const [page, items] of pages)
      if (!items.some(({ address }) => address === page)) {
        const { title } = this.sections.find(({ address }) => address === page);
        items.push({ address: page, title: marked(title), text: "", score: 0, terms: {} });
      }
    return [...pages.values()];
  }

  // `terms` tells the theme what to mark on the page that is gone to, and what the section lacks
  item({ section, score, terms, missing }) {
    const { address, title, text } = this.sections[section];
    const told = [...missing, ...terms].filter(({ rarity }) => rarity > COMMON);
    const words = new Set(this.marks(`${title} ${text}`, told).map(({ typed }) => typed));
    return {
      address,
      title: marked(title, this.marks(title, told)),
      text: this.teaser(text, terms),
      score,
      terms: Object.fromEntries([
        ...[...words].map((word) => [word, true]),
        ...missing.filter((term) => told.includes(term)).map(({ typed }) => [typed, false]),
      ]),
    };
  }

  // The words and names of a text that the terms found, with their places
  marks(text, terms) {
    const meant = new Set(terms.flatMap(({ words }) => [...words.keys()]));
    return tokens(text, this.separator)
      .filter(({ word, whole }) => meant.has(word) || meant.has(whole))
      .map(({ at, end, word, whole, name }) => {
        const to = meant.has(whole) ? at + name.length : end;
        return { at, end: to, word, typed: text.slice(at, to).toLowerCase() };
      });
  }

  // The line of a section that says most of what was asked for, as HTML; words rather than code
  teaser(text, terms) {
    let best = { worth: -1 };
    for (const line of text.split("\n")) {
      const marks = this.marks(line, terms);
      const words = new Set(marks.map(({ word }) => word));
      const said = [...words].reduce((sum, word) => sum + this.rarity(word), 0);
      const worth = line.startsWith("\t") ? said * 0.8 : said;
      if (worth > best.worth) best = { worth, line, marks };
    }
    const { line, marks } = best;
    const code = line.startsWith("\t");
    const first = marks[0]?.at ?? 0;
    const from =
      first > TEASER / 2 && line.length > TEASER ? line.lastIndexOf(" ", first - 60) + 1 : 0;
    const html = marked(line, marks, from, from + TEASER);
    return code ? `<p><code>${html.trim()}</code></p>` : `<p>${html}</p>`;
  }
}

const total = (terms) => terms.reduce((sum, { rarity }) => sum + rarity, 0);

const escaped = (text) =>
  text.replace(/[&<>]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[sign]);

// A piece of a text as HTML, its marks marked
function marked(text, marks = [], from = 0, to = text.length) {
  let [html, at] = [from ? "…" : "", from];
  for (const mark of marks) {
    if (mark.at < at || mark.end > to) continue;
    html += `${escaped(text.slice(at, mark.at))}<mark>${escaped(text.slice(mark.at, mark.end))}</mark>`;
    at = mark.end;
  }
  return html + escaped(text.slice(at, to)) + (to < text.length ? "…" : "");
}
