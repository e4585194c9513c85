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
    keep(this.key, { ...kept(this.key), solved });
  }

  changed(text) {
    super.changed(text);
    if (this.edited) keep(this.key, { ...kept(this.key), code: text, before: undefined });
    else keep(this.key, undefined);
  }

  written() {
    return { ...super.written(), solved: kept(this.key).solved };
  }

  // Also for the next visit
  offerUndo(before) {
    super.offerUndo(before);
    if (!before) return;
    keep(this.key, { before });
    markSolved(this.block, false);
  }

  async undo({ code, solved }) {
    await super.undo({ code });
    if (solved) this.solve(solved);
  }
}
