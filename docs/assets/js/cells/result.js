// What came out of a cell, under what is recorded, and in words whether it is the same.

import { button } from "../kit/buttons.js";
import { h } from "../kit/dom.js";
import { spokenOf } from "../kit/named.js";
import { Told } from "./away.js";
import { tell } from "./panel.js";
import { indexOf } from "./path.js";
import { Pictures } from "./pictures.js";

const SAME = {
  undefined: "The same as recorded.",
  varies: "As recorded. Such numbers vary.",
  "other words": "As many lines as recorded, in words of your machine.",
};

export class Result {
  constructor(block, say) {
    Object.assign(this, { block, say, pictures: new Pictures(block) });
  }

  draw(kind, words, text = "", ...parts) {
    this.panel = tell(this.block, kind, words, ...parts);
    if (kind === "wait") this.panel.style.minHeight = `${this.expected()}px`;
    if (text) this.panel.append(h("pre", {}, h("code", { tabindex: 0 }, text)));
  }

  // As high as what is recorded, so that nothing below moves when the same comes out
  expected() {
    const recorded = this.block.nextElementSibling;
    const there = recorded?.matches(".language-output, .language-pytb");
    return there ? recorded.offsetHeight + 30 : 0;
  }

  wait() {
    this.behind = undefined;
    this.pictures.take();
    this.draw("wait", "Starting …");
  }

  // `behind` is the block of the cell that has its turn
  progress({ loading, behind }) {
    if (!behind) {
      this.draw("wait", `${loading ?? "Running"} …`);
      if (loading) this.say(loading);
    } else if (behind !== this.behind) {
      const words = `Waiting for ${spokenOf(behind)} to end …`;
      this.draw("wait", words, "", show(behind));
      this.say(words);
    }
    this.behind = behind;
  }

  clear() {
    this.panel?.remove();
    this.pictures.clear();
  }

  finish(kind, words, text, ...parts) {
    this.draw(kind, words, text, ...parts);
    if (kind !== "same") this.panel.style.minHeight = "";
    this.pictures.show(this.panel);
    this.say([words, text].join(" ").slice(0, 300));
  }

  // After how many seconds; none where it had not begun
  stopped(seconds) {
    const after = `Stopped after ${seconds?.toFixed(1)} s. The next run starts Python anew.`;
    this.finish("stop", seconds === undefined ? "Stopped before it began." : after);
  }

  broken(error) {
    const ended = `Python ended: ${error.message}. Run it again to start anew.`;
    this.finish("error", error instanceof Told ? error.message : ended);
  }

  unfilled() {
    this.finish("open", "Write your answer first: put your code where the … stands, then check.");
  }

  unkept() {
    const words = "Your browser has no room to keep what you write: copy it before you leave.";
    this.finish("open", words);
  }

  // `edited` says whether the reader changed this cell, `changed` which cells above
  show(answer, record, { edited, changed }) {
    const own = edited
      ? "Your code"
      : changed.length && `With your change above, in ${above(changed)}, it`;
    this.pictures.take(answer, record, own);
    const text = lines(answer.output, told(answer));
    const parts = edited ? [] : changed.slice(0, 1).map((index) => show(blockOf(index)));
    if (answer.failed && answer.failed !== this.name) return this.finishAbove(answer, changed);
    if (answer.error && (own || answer.difference)) {
      const words = edited || !own ? "Stopped" : `${own} stops`;
      const aside = h("span", {}, answer.error.hint ?? took(answer.seconds));
      return this.finish("error", words + place(answer.error), text, ...parts, aside);
    }
    const aside = h("span", {}, took(answer.seconds));
    if (answer.difference) {
      const words = own
        ? `${own} gives something else than recorded:`
        : `Not as recorded: ${answer.difference}.`;
      return this.finish(own ? "own" : "differs", words, text, ...parts, aside);
    }
    if (!text)
      return this.finish("same", this.pictures.words ?? "Done. It prints nothing.", "", aside);
    const same = SAME[record.mode] ?? `As recorded, ${record.mode.replace("%", " %")}.`;
    return this.finish("same", same, text, aside);
  }

  get name() {
    return `cell ${this.block.dataset.run}`;
  }

  // A cell above stopped, through a change of the reader there, or in what it needs
  finishAbove(answer, changed) {
    const index = indexOf(answer.failed);
    const others = changed.filter((other) => other < index);
    const own = changed.includes(index) || !others.length;
    const which = own ? "A cell" : `With your change in ${above(others)} a cell`;
    const words = `${which} above, which this one needs, stopped${place(answer.error)}`;
    const block = blockOf(own ? index : others[0]);
    this.finish("error", words, told(answer), ...(block ? [show(block)] : []));
  }

  // Is the exercise solved? Says what is wrong, if something is.
  judge({ failed, error, check, output, ...answer }, changed) {
    this.pictures.take(answer, undefined, true);
    const parts = changed.length
      ? [h("span", {}, `With your change above, in ${above(changed)}.`), show(blockOf(changed[0]))]
      : [];
    if (failed) {
      const words = failed === this.name ? "Your code stopped" : "A cell above stopped";
      const hint = error.hint ? [h("span", {}, error.hint)] : [];
      const text = lines(output, told({ error, ...answer }));
      this.finish("error", words + place(error), text, ...hint, ...parts);
    } else if (!check.error) {
      this.finish("solved", "Solved. Every check holds.", output);
    } else if (check.error.kind !== "AssertionError") {
      const at = check.error.code ? `, at ${check.error.code}` : "";
      this.finish("open", `Not yet: the check stops${at}`, lines(output, told(check)), ...parts);
    } else {
      const { message, asserted } = check.error;
      this.finish("open", `Not yet: ${message || "this does not hold"}`, output, ...parts);
      const code = asserted && h("pre", { class: "asserted" }, h("code", {}, asserted));
      if (code) this.panel.firstChild.after(code);
    }
    return !failed && !check.error;
  }
}

const blockOf = (index) => document.querySelector(`[data-run="${index}"]`);

// Which cells are meant: each has buttons, or its reader could not have changed it
const above = (changed) => changed.map((index) => spokenOf(blockOf(index))).join(" and ");

// Leads to another cell
function show(block) {
  return button("Show it", () => {
    block.scrollIntoView({ block: "center" });
    block.querySelector(".cell-run").focus({ preventScroll: true });
  });
}

const lines = (...texts) => texts.filter(Boolean).join("\n");

// What Python told, without the line that names a file that no reader knows
function told({ told, error }) {
  return (told ?? error?.text ?? "").replace(/^ +File "<cell \d+>", line \d+\n/m, "");
}

function place({ line, code }) {
  if (!line) return ".";
  return code ? ` in line ${line}: ${code}` : ` in line ${line}.`;
}

function took(seconds) {
  return seconds < 1 ? `${Math.max(1, Math.round(1000 * seconds))} ms` : `${seconds.toFixed(1)} s`;
}
