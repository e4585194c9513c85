// A cell that runs: its editor, its path through the page, and what came out of it.

import { awaited } from "../kit/coming/told.js";
import { keep as keepFiles } from "../kit/keep.js";
import { imported } from "./away.js";
import { indexOf } from "./path.js";
import { python, Stopped } from "./python.js";
import { Result } from "./result.js";
import { namesOf, rename, toolOf } from "./tools.js";

const running = new Set(); // cells that run or wait, on whichever page

// A page that its reader has left runs no longer; one to which they come back begins anew
document$.subscribe(() => {
  for (const cell of running) if (!cell.block.isConnected) cell.stop();
});

export class Cell {
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
    if (this.running) return this.stop();
    const end = new AbortController();
    this.stop = () => end.abort(new Stopped());
    running.add(this);
    this.running = this.once(end.signal);
    await this.running;
  }

  async once(signal) {
    rename(this.runButton, "Stop");
    const tell = (state) => this.result.progress(state);
    let began, request, answer, at;
    this.result.wait();
    try {
      await this.session.load(signal);
      await python.turn(this.block, signal, tell);
      began = Date.now();
      request = this.request();
      answer = await python.run(request, tell);
      this.show(answer, request);
    } catch (error) {
      at = error.at;
      if (error instanceof Stopped) this.result.stopped(began && (Date.now() - began) / 1000);
      else this.result.broken(error);
    } finally {
      if (request) this.session.note(request, answer, at);
      python.leave(this.block);
      running.delete(this);
      this.running = this.stop = undefined;
      rename(this.runButton, namesOf(this.block)[0]);
    }
  }

  request() {
    return this.session.request([this.index]);
  }

  show(answer, { record, path }) {
    const changed = this.changedAbove(path, [this.index]);
    this.result.show(answer, record, { edited: this.edited, changed });
    this.point(answer);
  }

  // What comes out may be due to what the reader wrote above: the indices of those cells
  changedAbove(path, own) {
    const above = path.map(({ name }) => indexOf(name)).filter((index) => !own.includes(index));
    return above.filter((index) => this.session.edited.has(index));
  }

  point({ failed, error }) {
    this.editor?.point(failed === `cell ${this.index}` && error?.line);
  }

  // The first click opens the editor, the next one puts the book's code back
  async edit() {
    await (this.editor ? this.reset() : this.write());
  }

  async write() {
    if (!this.editor) await this.open();
    this.editor.focus();
  }

  async open() {
    const coming = awaited(this.block, import("./editor.js"));
    const { openEditor } = await imported(coming, "The editor");
    if (this.editor) return;
    this.editor = openEditor(this.code, {
      label: this.name,
      run: () => this.run(),
      changed: (text) => this.changed(text),
    });
    rename(this.editButton, "Reset");
    keepFiles("assets/codemirror/");
  }

  close() {
    this.editor?.close();
    this.editor = undefined;
  }

  get name() {
    return "Code of this cell. Escape, then Tab leaves it.";
  }

  changed(text) {
    this.code.textContent = text; // what the copy button takes
    this.block.toggleAttribute("data-edited", text !== this.recorded.text);
    if (text === this.recorded.text) this.session.edited.delete(this.index);
    else this.session.edited.set(this.index, text);
    if (this.edited) this.offerUndo(undefined); // there is something newer
  }

  async reset() {
    this.stop?.();
    await this.running;
    const before = this.edited && this.written();
    this.close();
    this.changed(this.recorded.text);
    this.code.innerHTML = this.recorded.html;
    this.result.clear();
    rename(this.editButton, namesOf(this.block)[1]);
    if (before) this.offerUndo(before);
    this.say("The code is as in the book again");
    this.editButton.focus();
  }

  // What is lost with the next click on Reset
  written() {
    return { code: this.session.edited.get(this.index) };
  }

  offerUndo(before) {
    this.undoButton?.remove();
    this.undoButton = before && toolOf(this.block, "Undo", "undo", () => this.undo(before));
    if (before) this.editButton.after(this.undoButton);
  }

  async undo({ code }) {
    this.close();
    this.changed(code);
    await this.write();
    this.say("Your code is back");
  }
}
