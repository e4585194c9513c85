// <train-here>: the net of the twelve lines, trained in the page by its reader, from noise, and held
// against the one that the book recorded.

import { button } from "../../kit/buttons.js";
import { fetchFrom } from "../../kit/coming/exports.js";
import { h, s } from "../../kit/dom.js";
import { Exported } from "../../kit/exported.js";
import { readTensors, wordsOf } from "../../logic/digit.mjs";
import { inMB, SIZE } from "../../logic/trainer/idx.mjs";
import { compared, percent, took, unitOf } from "../../logic/trainer/lesson.mjs";
import { FAST } from "../../logic/trainer/options.mjs";
import { Curves } from "./curves.js";
import { Digits, Units } from "./pictures.js";
import { session } from "./session.js";

const RECIPE =
  ` Batches of ${FAST.batch}, a rate that rises and falls, ${FAST.epochs} epochs, and targets that ` +
  `are never quite sure: its loss stays higher, and it reads more.`;
const WHOLE = inMB(SIZE);

class TrainHere extends Exported {
  connectedCallback() {
    session.addEventListener("change", this);
    return super.connectedCallback();
  }

  fetched() {
    const names = ["twelve-lines/record", "gpu/epoch"];
    return Promise.all(names.map((name) => fetchFrom(`${name}.safetensors`, "arrayBuffer")));
  }

  // What plays stops; the net stays
  disconnectedCallback() {
    session.removeEventListener("change", this);
    if (session.mode === "play") session.rest();
  }

  // At most once a frame
  handleEvent() {
    if (!this.built) return;
    this.frame ??= requestAnimationFrame(() => {
      this.frame = undefined;
      this.draw();
    });
  }

  build([record, epoch]) {
    const { places, labels, digits, shares, units } = readTensors(record);
    const { losses } = readTensors(epoch);
    this.accuracy = Number(wordsOf(record).accuracy);
    this.took = wordsOf(epoch).took;
    this.epoch = losses.data.length;
    this.book = { units: rows(units), scores: rows(shares).map((row) => row.map(Math.log)) };
    session.places = Array.from(places.data);
    this.curves = new Curves(losses.data, this.accuracy);
    this.units = new Units(this.book.units.length);
    this.digits = new Digits(rows(digits), Array.from(labels.data));
    this.arrange();
    this.draw();
  }

  arrange() {
    this.main = button("Train", () => this.go(), { class: "train-main" });
    this.step = button("Step one batch", () => session.want("step"));
    this.race = button("Full speed", () => session.want("race"));
    this.fast = button("Fast recipe", () => session.begin(session.run.seed, FAST, "race"));
    this.again = button("Again with another seed", () => session.again());
    this.back = button("Back", () => session.back());
    this.bar = h("progress", { "aria-label": "How far it is" });
    this.now = h("p", { class: "train-now" });
    this.told = h("p", { class: "lab-told", role: "status" });
    this.whose = h("p", { class: "train-about" });
    const ways = [this.main, this.step, this.race, this.fast];
    const keys = [key("fit-line", "your net"), key("train-book", "the book's net")];
    this.replaceChildren(
      h("div", { class: "lab-tools" }, ...ways),
      h("div", { class: "lab-tools" }, this.again, this.back),
      h("div", { class: "train-way" }, this.bar, this.now),
      this.told,
      h("p", { class: "train-key" }, ...keys),
      this.curves.place,
      this.whose,
      this.units.place,
      h("p", { class: "train-about" }, "What it reads in eight digits that stay hard"),
      this.digits.place,
    );
  }

  go() {
    if (session.busy) session.rest();
    else if (over(session.run)) session.begin(session.run.seed, undefined, "play");
    else session.want("play");
  }

  draw() {
    const { run } = session;
    this.all = run.epochs * (run.epoch ?? this.epoch);
    this.curves.draw(run, this.all);
    this.drawNet(run);
    this.name(run);
    this.count(run);
    write(this.told, this.words(run));
  }

  drawNet(run) {
    const shown = run.weights ?? this.book;
    if (shown === this.shown) return;
    this.shown = shown;
    const { units, scores } = this.book;
    this.units.draw(run.begun ? units.map((_, unit) => unitOf(run.weights, unit)) : units);
    this.digits.draw(run.begun ? run.scores : scores);
    const whose = run.begun ? "your net" : "the book's net";
    this.whose.textContent = `What eight of 256 hidden units look for, in ${whose}`;
  }

  // What the buttons do now
  name(run) {
    const { opening, busy, error, former } = session;
    const on = over(run) || !run.seen ? "Train" : run.atEnd ? "Another epoch" : "Go on";
    write(this.main, opening ? "Stop" : busy ? "Pause" : error ? "Try again" : on);
    this.fast.disabled = Boolean(opening);
    this.step.disabled = this.race.disabled = Boolean(opening) || over(run);
    this.again.disabled = Boolean(opening) || !run.begun;
    this.back.disabled = Boolean(opening) || !former || former === run;
    const way = former?.recipe ? ", fast" : "";
    const before = former
      ? `Back to the net of seed ${former.seed}${way}`
      : "Back to the net before";
    this.back.title = before;
    this.back.setAttribute("aria-label", before);
  }

  count(run) {
    const { opening } = session;
    this.bar.value = opening ? opening.share : run.seen / this.all;
    const loss = run.seen ? `, loss ${run.losses.at(-1).toFixed(2)}` : "";
    const right = run.begun ? `, ${percent(run.accuracy)} right` : "";
    this.now.textContent = opening
      ? `${inMB(opening.bytes)} of ${WHOLE} MB`
      : `batch ${run.seen} of ${this.all}${loss}${right}`;
  }

  // Said seldom: when something begins or ends
  words(run) {
    const { opening, busy, error } = session;
    if (error) return error;
    if (opening) return `The digits are on their way, ${WHOLE} MB. The next time they are here.`;
    if (busy) return `Your net learns, from seed ${run.seed}.${run.recipe ? RECIPE : ""}`;
    if (!run.begun) {
      return (
        `The book's net reads ${percent(this.accuracy)} of 10,000 digits that it never saw. ` +
        `Train fetches 60,000 digits, once, ${WHOLE} MB, and makes such a net from noise.`
      );
    }
    if (!run.atEnd)
      return `After ${run.seen} batch${run.seen === 1 ? "" : "es"} your net reads ${percent(run.accuracy)} right.`;
    const speed = run.race ? ` ${took(run.race, run.epoch, this.took)}` : "";
    return compared(run.accuracy, this.accuracy, run.epochs) + speed;
  }
}

// A click between two equal texts would be lost
function write(place, words) {
  if (place.textContent !== words) place.textContent = words;
}

// Whether it has an end, and has reached it
const over = (run) => run.recipe !== undefined && run.atEnd;

// Those of a tensor of two axes
function rows({ data, shape: [count, wide] }) {
  return Array.from({ length: count }, (_, at) => data.subarray(at * wide, (at + 1) * wide));
}

function key(name, words) {
  const line = s("path", { class: name, d: "M0 4H24" });
  return h("span", {}, s("svg", { viewBox: "0 0 24 8", "aria-hidden": "true" }, line), words);
}

customElements.define("train-here", TrainHere);
