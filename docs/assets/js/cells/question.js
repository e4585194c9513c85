// The cell of a question: it runs with the check below it, and what was written in it is kept.

import { keep, kept, keyOf, markSolved } from "./answers.js";
import { Cell } from "./cell.js";

export class Question extends Cell {
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
    const { code, before } = kept(this.key);
    if (code !== undefined) this.changed(code);
    else this.offerUndo(before);
  }

  async run() {
    if (!this.edited) {
      this.result.unfilled();
      await this.write();
    } else {
      await super.run();
    }
  }

  numbers(kind) {
    return this.group.flatMap(({ dataset }) => dataset[kind] ?? []).map(Number);
  }

  request() {
    return this.session.request(this.numbers("run"), this.numbers("check")[0]);
  }

  show(answer, { path }) {
    const solved = this.result.judge(answer, this.changedAbove(path, this.numbers("run")));
    this.point(answer);
    if (solved) this.solve(solved);
  }

  solve(solved) {
    markSolved(this.block, solved);
    this.keep({ ...kept(this.key), solved });
  }

  // Said once, not with every letter
  keep(state) {
    const lost = !keep(this.key, state);
    if (lost && !this.lost) this.result.unkept();
    this.lost = lost;
  }

  changed(text) {
    super.changed(text);
    if (this.edited) this.keep({ ...kept(this.key), code: text, before: undefined });
    else this.keep(undefined);
  }

  written() {
    return { ...super.written(), solved: kept(this.key).solved };
  }

  // Also for the next visit
  offerUndo(before) {
    super.offerUndo(before);
    if (!before) return;
    this.keep({ before });
    markSolved(this.block, false);
  }

  async undo({ code, solved }) {
    await super.undo({ code });
    if (solved) this.solve(solved);
  }
}
