// What the cells of a page need of each other. Written with the site (see book/copying/in_page.py):
// which cells go before a cell. What a reader wrote may need more: every cell that binds a word.

import { Changed, fitting } from "../kit/coming/fitting.js";
import { fetched, Told } from "./away.js";

const WHAT = "Running a cell";
const FAILED = "What this page says of its cells could not be read";
const OTHER = "the server sent something else. Press again, or try from another network.";
const WORD = /[^\W\d]\w*/gu;

export class Session {
  constructor(address) {
    this.address = address;
    this.edited = new Map(); // index of a cell -> what the reader wrote
    this.failing = new Map(); // the same, where it was stopped or failed: no cell runs it unasked
    this.ran = []; // the cells that the session has run, top to bottom
  }

  // `signal` takes it back
  async load(signal) {
    if (this.cells) return;
    const answer = await fetched(fetch(this.address, { signal }), WHAT);
    if (!answer.ok) throw new Told(`${FAILED} (${answer.status}): press again.`);
    const cells = fetched(fitting(answer, this.address), WHAT).catch((error) => {
      if (error instanceof Changed) throw new Told(error.message);
      throw error instanceof SyntaxError ? new Told(`${FAILED}: ${OTHER}`) : error;
    });
    Object.assign(this, await cells);
  }

  source(index) {
    const cell = this.cells[index];
    return this.edited.get(index) ?? cell.source ?? cell.setup;
  }

  // The indices of all cells to run before those of `goal`, in order
  before(goal) {
    const first = Math.min(...goal);
    const needed = new Set();
    const earlier = (index) => index < first && this.cells[index].binds;
    const add = (index) => {
      for (const other of [...this.cells[index].needs, index]) {
        if (earlier(other) && !needed.has(other)) {
          needed.add(other);
          if (this.edited.has(other)) addWords(other);
        }
      }
    };
    const addWords = (index) => {
      const words = new Set(this.source(index).match(WORD));
      this.cells.slice(0, Math.min(index, first)).forEach((cell, other) => {
        if (cell.binds?.some((name) => words.has(name))) add(other);
      });
    };
    for (const index of goal) {
      this.cells[index].needs.forEach(add);
      if (this.edited.has(index)) addWords(index);
    }
    for (const [index, text] of this.edited) {
      if (earlier(index) && this.failing.get(index) !== text) add(index);
    }
    return [...needed].sort((a, b) => a - b);
  }

  step(index) {
    return { name: `cell ${index}`, source: this.source(index) };
  }

  // Further down the page the session goes on. Anything else starts from what is needed, so that
  // what comes out is always what the page gives from top to bottom.
  path(goal) {
    const needed = [...this.before(goal).filter((index) => this.source(index)), ...goal];
    const last = this.ran.at(-1) ?? -1;
    const missing = needed.filter((index) => !this.ran.includes(index));
    const aside = this.cells[goal[0]].role || !missing.length;
    const onward = !aside && missing.every((index) => index > last);
    return onward ? [...this.ran, ...missing] : needed;
  }

  // What python.js is asked for a cell, or for a question's cells and their check
  request(goal, check) {
    if (check !== undefined) {
      const before = this.before([...goal, check]).filter((index) => this.source(index));
      const path = [...before, ...goal].map((index) => this.step(index));
      return { ...this.asked, path, check: this.step(check) };
    }
    const { output, pytb, mode, figures } = this.cells[goal[0]];
    const path = this.path(goal).map((index) => this.step(index));
    return { ...this.asked, path, record: { output, pytb, mode, figures } };
  }

  get asked() {
    return { chapter: this.address.pathname, modules: this.modules };
  }

  // After a request: how far the session is now, and which cell failed or was stopped
  note({ path, check }, answer, stoppedAt) {
    const failed = answer?.failed ?? stoppedAt;
    if (failed) this.failing.set(indexOf(failed), this.source(indexOf(failed)));
    const aside = path.some(({ name }) => this.cells[indexOf(name)].role);
    const goesOn = answer && !answer.failed && !check && !aside;
    this.ran = goesOn ? path.map(({ name }) => indexOf(name)) : [];
  }
}

export const indexOf = (name) => Number(name.split(" ")[1]);
