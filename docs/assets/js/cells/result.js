// What came out of a cell, under what is recorded, and in words whether it is the same.

import { button } from "../kit/buttons.js";
import { h } from "../kit/dom.js";
import { Away } from "./away.js";
import { indexOf } from "./path.js";
import { Pictures } from "./pictures.js";

const SAME = { undefined: "The same as recorded.", varies: "As recorded. Such numbers vary." };

export class Result {
  constructor(block, say) {
    Object.assign(this, { block, say, pictures: new Pictures(block) });
  }

  // Where the result goes: below the cell and all that is recorded for it
  get last() {
    let last = this.block;
    while (last.nextElementSibling?.matches(".language-output, .language-pytb")) {
      last = last.nextElementSibling;
    }
    return last;
  }

  draw(kind, words, text = "", aside = "") {
    if (!this.panel?.isConnected) {
      this.panel = h("div", { class: "cell-result", "data-of": this.block.dataset.run });
      this.last.after(this.panel);
    }
    if (kind === "wait") this.panel.style.minHeight = `${this.expected()}px`;
    this.panel.dataset.kind = kind;
    const verdict = h("p", {}, words);
    if (aside) verdict.append(h("span", {}, aside));
    this.panel.replaceChildren(verdict);
    if (text) this.panel.append(h("pre", {}, h("code", { tabindex: 0 }, text)));
  }

  // As high as what is recorded, so that nothing below moves when the same comes out
  expected() {
    const recorded = this.block.nextElementSibling;
    const there = recorded?.matches(".language-output, .language-pytb");
    return there ? recorded.offsetHeight + 30 : 0;
  }

  wait() {
    this.pictures.take();
    this.draw("wait", "Starting …");
  }

  progress({ loading }) {
    this.draw("wait", `${loading ?? "Running"} …`);
    if (loading) this.say(loading);
  }

  clear() {
    this.panel?.remove();
    this.pictures.clear();
  }

  finish(kind, words, text, aside) {
    this.draw(kind, words, text, aside);
    if (kind !== "same") this.panel.style.minHeight = "";
    this.pictures.show(this.panel);
    this.say([words, text].join(" ").slice(0, 300));
  }

  stopped(seconds) {
    this.finish("stop", `Stopped after ${seconds.toFixed(1)} s. The next run starts Python anew.`);
  }

  broken(error) {
    this.finish(
      "error",
      error instanceof Away
        ? "Python is not here yet: it needs the network once."
        : `Python ended: ${error.message}. Run it again to start anew.`,
    );
  }

  unfilled() {
    this.finish("open", "Write your answer first: put your code where the … stands, then check.");
  }

  show(answer, record, edited) {
    this.pictures.take(answer, record, edited);
    const text = lines(answer.output, shown(answer));
    const aside = took(answer.seconds);
    if (answer.failed && answer.failed !== this.name) return this.finishAbove(answer);
    if (answer.error && (edited || answer.difference)) {
      const hint = answer.error.hint ?? aside;
      return this.finish("error", `Stopped${place(answer.error)}`, text, hint);
    }
    if (answer.difference) {
      const words = edited
        ? `${edited} something else than recorded:`
        : `Not as recorded: ${answer.difference}.`;
      return this.finish(edited ? "own" : "differs", words, text, aside);
    }
    if (!text)
      return this.finish("same", this.pictures.words ?? "Done. It prints nothing.", "", aside);
    const same = SAME[record.mode] ?? `As recorded, ${record.mode.replace("%", " %")}.`;
    return this.finish("same", same, text, aside);
  }

  get name() {
    return `cell ${this.block.dataset.run}`;
  }

  finishAbove(answer) {
    const words = `A cell above, which this one needs, stopped${place(answer.error)}`;
    this.finish("error", words, shown(answer));
    const failed = document.querySelector(`[data-run="${indexOf(answer.failed)}"]`);
    if (!failed) return;
    const show = button("Show it", () => {
      failed.scrollIntoView({ block: "center" });
      failed.querySelector(".cell-run").focus({ preventScroll: true });
    });
    this.panel.firstChild.append(" ", show);
  }

  // Is the exercise solved? Says what is wrong, if something is.
  judge({ failed, error, check, output, ...answer }) {
    this.pictures.take(answer, undefined, true);
    if (failed) {
      const words = failed === this.name ? "Your code stopped" : "A cell above stopped";
      this.finish("error", words + place(error), lines(output, shown({ error, ...answer })));
    } else if (!check.error) {
      this.finish("solved", "Solved. Every check holds.", output);
    } else if (check.error.kind !== "AssertionError") {
      const at = check.error.code ? `, at ${check.error.code}` : "";
      this.finish("open", `Not yet: the check stops${at}`, lines(output, shown(check)));
    } else {
      const { message, asserted } = check.error;
      this.finish("open", `Not yet: ${message || "this does not hold"}`, output);
      if (asserted)
        this.panel.firstChild.after(h("pre", { class: "asserted" }, h("code", {}, asserted)));
    }
    return !failed && !check.error;
  }
}

const lines = (...texts) => texts.filter(Boolean).join("\n");

// What Python told, without the line that names a file that no reader knows
function shown({ told, error }) {
  return (told ?? error?.text ?? "").replace(/^ +File "<cell \d+>", line \d+\n/m, "");
}

function place({ line, code }) {
  if (!line) return ".";
  return code ? ` in line ${line}: ${code}` : ` in line ${line}.`;
}

function took(seconds) {
  return seconds < 1 ? `${Math.max(1, Math.round(1000 * seconds))} ms` : `${seconds.toFixed(1)} s`;
}
