// <train-try name="no-bend">: one click breaks one thing of the net's training and trains it in the
// page, beside the same training unbroken. What each breaks is told in logic/tries.mjs.

import { button } from "../../kit/buttons.js";
import { Chart, through } from "../../kit/chart.js";
import { h, s } from "../../kit/dom.js";
import { inMB, SIZE } from "../../logic/trainer/idx.mjs";
import { percent } from "../../logic/trainer/lesson.mjs";
import { smoothed, TRIES, train, verdict } from "../../logic/tries.mjs";
import { openTrainer } from "../../trainer/client.js";

const TOP = 2.6; // a little above ln 10, the loss of pure guessing
const GUESSING = Math.log(10);
const PLACES = 40; // of a line: each is the mean loss of so many equal parts of the digits
const whole = new Map(); // seed and digits -> the unbroken run, for all tries of the page
let laboratory; // one for all tries: they would train at the same time otherwise
let turn = Promise.resolve();

class TrainTry extends HTMLElement {
  connectedCallback() {
    if (!this.start) this.build();
  }

  disconnectedCallback() {
    this.stop();
  }

  build() {
    this.trying = TRIES[this.getAttribute("name")];
    this.seed = 0;
    this.start = button(this.trying.title, () => this.press());
    this.hint = h("span", { class: "try-hint" }, "in this page, beside the book's own training");
    this.told = h("p", { class: "try-told", role: "status" });
    this.panel = h("div", { class: "try-panel", hidden: true });
    this.classList.add("lab");
    this.replaceChildren(h("div", { class: "lab-tools" }, this.start, this.hint), this.panel);
  }

  open() {
    this.chart = new Chart("Loss against digits seen, as in the book and broken", {
      x: [0, this.trying.digits / 1000],
      y: [0, TOP],
      tall: 190,
      left: 26,
    });
    this.rows = { book: row("as in the book"), run: row("broken") };
    const table = h("dl", { class: "try-runs" }, ...this.rows.book.parts, ...this.rows.run.parts);
    const side = h("div", {}, table, this.told);
    this.panel.replaceChildren(this.chart.svg, side);
    this.panel.hidden = false;
    this.hint.remove();
    this.draw({});
  }

  // One button: it begins, stops, and begins again with another seed
  press() {
    if (this.running) return this.stop();
    if (this.panel.hidden) this.open();
    this.running = new AbortController();
    this.start.textContent = "Stop";
    const mine = turn.then(() => this.run(this.running.signal));
    this.say("Waiting for the other training …");
    turn = mine.catch(() => {});
    return mine
      .catch((error) => this.fail(error))
      .finally(() => {
        this.running = undefined;
        this.start.textContent = this.done ? "Again, with another seed" : this.trying.title;
      });
  }

  stop() {
    this.running?.abort();
  }

  async run(signal) {
    signal.throwIfAborted();
    const { digits, options } = this.trying;
    this.say(`Fetching the digits, ${inMB(SIZE)} MB, once …`);
    const trainer = (laboratory ??= await this.fetch(signal));
    const seed = this.done ? this.seed + 1 : this.seed;
    const key = `${seed} ${digits}`;
    const runs = {};
    const shows = (which) => (run) => {
      runs[which] = run;
      this.draw(runs);
    };
    this.say("Training it as in the book …");
    const known = whole.get(key);
    if (known) shows("book")(known);
    else whole.set(key, await train(trainer, { seed }, digits, shows("book"), signal));
    this.say(`And now: ${this.trying.title.toLowerCase()} …`);
    await train(trainer, { seed, ...options }, digits, shows("run"), signal);
    this.done = true;
    this.seed = seed;
    this.tell(runs);
  }

  // Stop ends the fetching; what has come stays when a training is stopped
  async fetch(signal) {
    const opening = new AbortController();
    const stop = () => opening.abort();
    signal.addEventListener("abort", stop);
    const onprogress = (share) => this.fetched(share);
    return openTrainer({ onprogress, signal: opening.signal }).finally(() =>
      signal.removeEventListener("abort", stop),
    );
  }

  // What has failed is made once more by the next press
  fail(error) {
    if (this.running.signal.aborted) return this.say("Stopped.");
    laboratory?.close();
    laboratory = undefined;
    this.say(error.message);
  }

  fetched({ bytes, total }) {
    this.say(`Fetching the digits, once: ${inMB(bytes)} of ${inMB(total)} MB …`);
  }

  draw(runs) {
    const { chart } = this;
    const far = chart.x[1];
    const place = ([digits, loss]) => chart.place([digits / 1000, loss]);
    const line = (run, look) =>
      run &&
      s("path", {
        class: look,
        d: through(
          smoothed(run.losses, run.batch, (1000 * far) / PLACES).map((at) => place(at).join(" ")),
        ),
      });
    const level = chart.up(GUESSING);
    const guess = s("path", { class: "try-guess", d: `M${chart.left} ${level}H300` });
    chart.svg.replaceChildren(
      chart.axes([0, far / 2, far], [0, 1, 2], ["thousand digits seen", "loss"]),
      guess,
      s("text", { x: 298, y: level - 4, "text-anchor": "end" }, "guessing"),
      chart.clipped(...[line(runs.book, "try-book"), line(runs.run, "fit-line")].filter(Boolean)),
    );
    for (const [name, row] of Object.entries(this.rows)) row.show(runs[name]);
  }

  tell(runs) {
    const [title, address] = this.trying.about;
    const href = new URL(`../../../../../${address}`, import.meta.url).href;
    const words = verdict(this.getAttribute("name"), runs.run, runs.book);
    this.told.replaceChildren(`${words} Explained in “`, h("a", { href }, title), "”.");
  }

  say(words) {
    this.told.textContent = words;
  }
}

// A line of the table: what a run is called, and what came of it
function row(name) {
  const value = h("dd", {}, "…");
  const show = (run) => {
    if (!run) value.textContent = "…";
    else if (run.accuracy === undefined) value.textContent = `${run.losses.length} batches …`;
    else value.textContent = `${percent(run.accuracy)} right, loss ${run.loss.toFixed(2)}`;
  };
  return { parts: [h("dt", { class: name === "broken" ? "broken" : "" }, name), value], show };
}

customElements.define("train-try", TrainTry);
