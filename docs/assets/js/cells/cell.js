// A cell that runs: its editor, its path through the page, and what came out of it. Loaded with the
// first click on one of its buttons.

import { keep as keepFiles } from "../kit/keep.js";
import { keep, kept, keyOf, markSolved } from "./answers.js";
import { fetched } from "./away.js";
import { indexOf, Session } from "./path.js";
import { python, Stopped } from "./python.js";
import { Result } from "./result.js";
import { namesOf, rename } from "./tools.js";

const cells = new WeakMap(); // the block of a cell -> its Cell
const sessions = new WeakMap(); // the place of a page that names its record -> its Session
let open;

// A page that its reader has left runs no longer; one to which they come back begins anew
document$.subscribe(() => {
  if (open && !open.isConnected && python.busy) python.stop();
});

export function cellOf(block, place, address, say) {
  open = place;
  if (!sessions.has(place)) sessions.set(place, new Session(address));
  const session = sessions.get(place);
  if (!cells.has(block)) {
    const Kind = block.dataset.exercise ? Question : Cell;
    cells.set(block, new Kind(block, session, say));
  }
  return cells.get(block);
}

class Cell {
  constructor(block, session, say) {
    Object.assign(this, { block, session, say, index: Number(block.dataset.run) });
    this.code = block.querySelector("pre > code");
    this.recorded = { html: this.code.innerHTML, text: this.code.textContent.replace(/\n$/, "") };
    this.runButton = block.querySelector(".cell-run");
    this.editButton = block.querySelector(".cell-edit");
    this.result = new Result(block, say);
  }

  get edited() {
    return this.session.edited.has(this.index);
  }

  async run() {
    if (this.running) return python.stop();
    this.running = this.once();
    await this.running;
  }

  async once() {
    rename(this.runButton, "Stop");
    const began = Date.now();
    this.result.wait();
    let request, answer, at;
    try {
      await this.session.load();
      request = this.request();
      answer = await python.run(request, (state) => this.result.progress(state));
      this.show(answer, request);
    } catch (error) {
      at = error.at;
      if (error instanceof Stopped) this.result.stopped((Date.now() - began) / 1000);
      else this.result.broken(error);
    } finally {
      if (request) this.session.note(request, answer, at);
      this.running = undefined;
      rename(this.runButton, namesOf(this.block)[0]);
    }
  }

  request() {
    return this.session.request([this.index]);
  }

  show(answer, { record, path }) {
    const changed = path.some(({ name }) => this.session.edited.has(indexOf(name)));
    const why = this.edited ? "Your code gives" : changed && "With your change above it gives";
    this.result.show(answer, record, why);
    this.editor?.point(answer.failed === `cell ${this.index}` && answer.error?.line);
  }

  // The first click opens the editor, the next one puts the book's code back
  async edit() {
    await (this.editor || this.edited ? this.reset() : this.write());
  }

  async write() {
    if (!this.editor) await this.open();
    this.editor.focus();
  }

  async open() {
    const { openEditor } = await fetched(import("./editor.js"));
    if (this.editor) return;
    this.editor = openEditor(this.code, {
      label: this.name,
      run: () => this.run(),
      changed: (text) => this.changed(text),
    });
    rename(this.editButton, "Reset");
    keepFiles("assets/codemirror/");
  }

  get name() {
    return "Code of this cell. Escape, then Tab leaves it.";
  }

  changed(text) {
    this.code.textContent = text; // what the copy button takes
    if (text === this.recorded.text) this.session.edited.delete(this.index);
    else this.session.edited.set(this.index, text);
  }

  async reset() {
    if (this.running) python.stop();
    await this.running;
    this.editor?.close();
    this.editor = undefined;
    this.code.innerHTML = this.recorded.html;
    this.session.edited.delete(this.index);
    this.result.clear();
    rename(this.editButton, namesOf(this.block)[1]);
    this.say("The code is as in the book again");
    this.editButton.focus();
  }
}

// The cell of a question: it runs with the check below it
class Question extends Cell {
  constructor(block, session, say) {
    super(block, session, say);
    this.key = keyOf(block, session.address);
  }

  get name() {
    return "Your answer. Escape, then Tab leaves it.";
  }

  get group() {
    const { exercise } = this.block.dataset;
    return [...this.block.closest("details").querySelectorAll(`[data-exercise="${exercise}"]`)];
  }

  // What was written another day, shown without the editor
  restore() {
    this.changed(kept(this.key).code);
    rename(this.editButton, "Reset");
  }

  async run() {
    if (!this.edited) {
      this.result.unfilled();
      await this.write();
    } else {
      await super.run();
    }
  }

  request() {
    const numbers = (kind) => this.group.flatMap(({ dataset }) => dataset[kind] ?? []).map(Number);
    return this.session.request(numbers("run"), numbers("check")[0]);
  }

  show(answer) {
    const solved = this.result.judge(answer);
    this.editor?.point(answer.failed === `cell ${this.index}` && answer.error?.line);
    if (solved) {
      markSolved(this.block, true);
      keep(this.key, { ...kept(this.key), solved });
    }
  }

  changed(text) {
    super.changed(text);
    if (this.edited) keep(this.key, { ...kept(this.key), code: text });
    else keep(this.key, undefined);
  }

  async reset() {
    await super.reset();
    keep(this.key, undefined);
    markSolved(this.block, false);
  }
}
