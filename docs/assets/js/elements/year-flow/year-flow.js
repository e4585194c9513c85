// <year-flow>: the chain of the chapter `markov`. A thousand people go along its arrows, a year at a
// step; the chances on the arrows can be pulled, and beside it stands the product that a year is.

import { button } from "../../kit/buttons.js";
import { h } from "../../kit/dom.js";
import { block, cellAt, crossing, names, ring } from "../../kit/grid.js";
import { Past, takesBack } from "../../kit/hand/past.js";
import { pulled } from "../../kit/hand/pulled.js";
import { speaker } from "../../kit/speaker.js";
import {
  ARROWS,
  lived,
  START,
  STATES,
  sumOf,
  withChance,
  written,
} from "../../logic/use/markov.mjs";
import { People } from "./people.js";

const SHORT = ["asym.", "symp.", "AIDS", "death"];
const ARE = ["asymptomatic", "symptomatic", "with AIDS", "dead"];
const MOST = 99; // years
const PACE = 1700; // milliseconds a year
// The theme may draw a page anew: what the reader had is kept
let last = { now: START, past: new Past(), year: 1, to: 1 };

class YearFlow extends HTMLElement {
  connectedCallback() {
    if (!this.people) this.build();
  }

  disconnectedCallback() {
    this.stop();
    this.people.stop();
  }

  build() {
    this.classList.add("stage", "lab");
    Object.assign(this, last);
    this.people = new People((state) => this.follow(state));
    this.fields = ARROWS.map((arrow) => this.chance(arrow));
    this.line = h("p", { class: "line" });
    this.told = speaker({ class: "years" });
    this.replaceChildren(
      h(
        "p",
        { class: "about" },
        "1,000 people, a dot each. Pull a chance, or press a state to see its sum.",
      ),
      h(
        "div",
        { class: "both" },
        this.people.place,
        h("div", { class: "beside" }, this.product(), this.line),
      ),
      this.tools(),
      this.told.place,
    );
    this.show();
  }

  // The number on an arrow, and how many go along it
  chance([from, to]) {
    const count = h("small", {}, "");
    const way = from === to ? `${STATES[from]} stays` : `${STATES[from]} to ${STATES[to]}`;
    const alone = ARROWS.filter(([start]) => start === from).length === 1;
    const field = alone
      ? { input: h("span", { class: "cell" }, written(1)), set() {} }
      : pulled({
          label: `Chance: ${way}`,
          class: "cell",
          value: this.now[from][to],
          most: 1,
          step: 0.01,
          pixels: 4,
          write: written,
          begin: () => this.past.keep(this.now),
          change: (value) => this.put(from, to, value),
        });
    const sort = from === to ? "stays" : "goes";
    this.people.put(h("div", { class: `chance b ${sort}` }, field.input, count), [from, to]);
    return { from, to, field, count };
  }

  // s below, T above, and s @ T where they cross
  product() {
    const cell = () => h("span", { class: "cell" });
    const size = STATES.length;
    const row = { rows: 1, columns: size };
    this.s = block({ role: "a", name: "", ...row, cell });
    this.t = block({ role: "b", name: `B: T (${size}, ${size})`, rows: size, columns: size, cell });
    this.after = block({ role: "c", name: "", ...row, cell });
    this.s.append(names("along", SHORT));
    this.t.querySelector(".name").after(
      names(
        "along",
        SHORT.map((name) => `to ${name}`),
      ),
    );
    this.after.append(names("along", SHORT));
    const inner = STATES.map((name) => `from ${name}`);
    return crossing({ a: this.s, b: this.t, c: this.after, inner });
  }

  tools() {
    this.next = button("Next year", () => this.go(this.year + 1));
    this.play = button("Play", () => (this.timer ? this.stop() : this.run()));
    this.start = button("Back to year 0", () => this.go(0));
    this.back = takesBack(this, START, "As in the chapter");
    return h(
      "div",
      { class: "lab-tools" },
      this.next,
      this.play,
      this.start,
      this.back.undo,
      this.back.restart,
    );
  }

  put(from, to, value) {
    const row = this.now[from];
    const next = withChance(this.now, from, to, value);
    if (`${next[from]}` === `${row}`) return;
    this.now = next;
    this.to = to;
    this.show();
  }

  follow(to) {
    this.to = to;
    this.show();
  }

  // People walk where a year passes; in all else they are shown where they are
  go(year) {
    this.stop();
    this.pass(year);
  }

  pass(year) {
    const passes = year === this.year + 1 && year <= MOST;
    this.year = Math.max(0, Math.min(year, MOST));
    this.show(passes);
  }

  run() {
    this.play.textContent = "Pause";
    if (this.year === MOST) this.pass(0);
    else this.pass(this.year + 1);
    if (this.year === MOST) return this.stop();
    this.timer = setTimeout(() => this.run(), PACE);
  }

  stop() {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.play.textContent = "Play";
  }

  show(passes = false) {
    const { now, past, year, to } = this;
    last = { now, past, year, to };
    const all = lived(now, year);
    const here = all[year];
    if (passes) this.people.walk(all[year - 1], here);
    else this.people.show(here);
    for (const { from, to: end, field, count } of this.fields) {
      field.set(now[from][end]);
      count.textContent = year ? here.moved[from][end] : "";
    }
    this.write(all.at(-2)?.shares, here.shares);
    const people = here.places.map(({ length }, state) => `${length} ${ARE[state]}`).join(", ");
    this.told.say(`Year ${year}: ${people}.`);
    // Not `disabled`: the focus would fall from the button to the page
    this.next.setAttribute("aria-disabled", year === MOST);
    this.start.setAttribute("aria-disabled", year === 0);
    this.back.mark();
  }

  // The product of this year; in year 0 there is none yet
  write(before, shares) {
    const { now, year, to } = this;
    this.s.querySelector(".name").textContent = `A: s (4,), year ${Math.max(0, year - 1)}`;
    this.after.querySelector(".name").textContent = before ? `C: s @ T, year ${year}` : "C: s @ T";
    fill(this.s, [before ?? shares]);
    fill(this.t, now);
    fill(this.after, [before ? shares : shares.map(() => undefined)]);
    ring(this.s, 0, undefined, !before);
    ring(this.t, undefined, to, !before);
    ring(this.after, 0, to, !before);
    this.people.choose(to);
    this.line.textContent = before
      ? sumOf(before, now, to)
      : "No year has passed: press Next year.";
  }
}

function fill(made, rows) {
  rows.forEach((row, i) =>
    row.forEach((value, j) => {
      const cell = cellAt(made, i, j);
      const text = value === undefined ? "" : written(value);
      cell.textContent = text;
      cell.classList.toggle("empty", !text);
      cell.style.setProperty("--digits", Math.max(3, text.length));
    }),
  );
}

customElements.define("year-flow", YearFlow);
