// <schedule-editor>: one cycle of the learning rate. Its start, its peak, its end and how long it goes up
// are dragged, and a net is trained with it in the page.

import { button } from "../../kit/buttons.js";
import { Chart, through } from "../../kit/chart.js";
import { h, s } from "../../kit/dom.js";
import { draggable, handle, put } from "../../kit/hand/handles.js";
import { Past, takesBack } from "../../kit/hand/past.js";
import { speaker } from "../../kit/speaker.js";
import {
  A_STEP,
  bent,
  EPOCH,
  FIRST,
  MOST,
  optionsOf,
  outcome,
  places,
  STEPS,
  told,
  topOf,
  write,
} from "../../logic/trainer/cycle.mjs";
import { inMB, SIZE } from "../../logic/trainer/idx.mjs";
import { openTrainer } from "../../trainer/client.js";

const TALL = 240;
const RATES = [0.003, 0.006, 0.009, 0.012];
const NAMES = {
  start: "rate of the first step",
  peak: "highest rate",
  end: "rate of the last step",
  up: "share of the steps that go up",
};
const SHAPES = {
  up: "M-8 6L0 -6L8 6z",
  peak: "M0 -9L9 0L0 9L-9 0z",
};
let kept = { now: FIRST, past: new Past() }; // the theme may draw a page anew: it is still there

class ScheduleEditor extends HTMLElement {
  connectedCallback() {
    if (!this.chart) this.build();
  }

  disconnectedCallback() {
    this.running?.abort();
  }

  build() {
    this.classList.add("lab");
    Object.assign(this, kept);
    this.told = speaker();
    this.came = h("p", { class: "cycle-came", role: "status" }, "");
    this.draw();
    this.train = button("Train with it", () => this.press(), { class: "cycle-train" });
    this.tools = takesBack(this, FIRST, "The recipe's own");
    const tools = h("div", { class: "lab-tools" }, this.train, this.tools.undo, this.tools.restart);
    this.replaceChildren(
      h(
        "div",
        { class: "fit-charts" },
        this.chart.svg,
        h("div", {}, this.told.place, tools, this.came),
      ),
    );
    this.show();
  }

  draw() {
    const label = "The learning rate of each step";
    const chart = new Chart(label, { x: [0, STEPS], y: [0, MOST], tall: TALL, left: 38 });
    chart.svg.setAttribute("role", "group"); // its handles are for everybody
    const epochs = [EPOCH].map((step) => `M${chart.across(step)} 0V${chart.high}`).join("");
    this.line = s("path", { class: "fit-line" });
    this.handles = Object.keys(NAMES).map((name) => this.grip(name));
    chart.svg.append(
      s("path", { class: "cycle-epoch", d: epochs }),
      s("text", { x: chart.across(EPOCH) + 4, y: 22 }, "second epoch"),
      chart.axes([0, EPOCH, STEPS], RATES, ["step", "rate"]),
      chart.clipped(this.line),
      ...this.handles.map(({ part }) => part),
    );
    this.chart = chart;
    draggable(
      chart.svg,
      () => this.handles,
      () => {
        this.gesture = {}; // a new one: the next change can be undone by itself
      },
    );
  }

  grip(name) {
    const shape = SHAPES[name]
      ? s("path", { class: "handle-grip", d: SHAPES[name] })
      : s("circle", { class: "handle-grip", r: 8 });
    const level = name === "up";
    const made = handle(NAMES[name], level ? "level" : "upright", [shape], {
      key: (steps) => this.bend(name, this.now[name] + steps * (level ? 0.01 : A_STEP)),
      drag: (place) => {
        const [step, rate] = this.chart.numbers(place);
        this.bend(name, level ? (step + 1) / STEPS : rate);
      },
    });
    made.part.setAttribute("aria-valuemin", 0);
    made.part.setAttribute("aria-valuemax", level ? 1 : MOST);
    made.part.addEventListener("focus", () => {
      this.gesture = {};
    });
    return made;
  }

  bend(name, value) {
    if (this.gesture !== this.done) this.past.keep(this.now);
    this.done = this.gesture;
    this.now = bent(this.now, name, value);
    this.show();
  }

  show() {
    kept = { now: this.now, past: this.past };
    const { chart, now } = this;
    this.line.setAttribute("d", through(places(now).map((place) => chart.place(place))));
    const [start, peak, end, up] = this.handles;
    const top = topOf(now);
    put(start, chart.place([0, now.start]));
    put(peak, chart.place([top, now.peak]));
    put(end, chart.place([STEPS, now.end]));
    put(up, chart.place([top, 0]));
    Object.keys(NAMES).forEach((name, at) => {
      const { part } = this.handles[at];
      part.setAttribute("aria-valuenow", now[name].toFixed(5));
      const words = name === "up" ? `${Math.round(100 * now.up)} %` : write(now[name]);
      part.setAttribute("aria-valuetext", words);
    });
    this.tools.mark();
    this.told.say(told(now));
  }

  press() {
    if (this.running) return this.running.abort();
    this.running = new AbortController();
    this.train.textContent = "Stop";
    const { signal } = this.running;
    return this.run(signal)
      .catch((error) => this.say(signal.aborted ? "Stopped." : error.message))
      .finally(() => {
        this.running = undefined;
        this.train.textContent = "Train with it";
      });
  }

  async run(signal) {
    this.say(`Fetching the digits, ${inMB(SIZE)} MB, once …`);
    const onprogress = ({ bytes, total }) =>
      this.say(`Fetching the digits, once: ${inMB(bytes)} of ${inMB(total)} MB …`);
    const lab = await openTrainer({ onprogress, signal });
    try {
      const options = optionsOf(this.now);
      await lab.make(options);
      let seconds = 0;
      for (let epoch = 1; epoch <= options.epochs; epoch++) {
        this.say(`Epoch ${epoch} of ${options.epochs} …`);
        seconds += (await lab.epoch()).seconds;
      }
      const found = { seconds, ...(await lab.validate()) };
      this.say(outcome(found, this.former));
      this.former = found;
    } finally {
      lab.close();
    }
  }

  say(words) {
    this.came.textContent = words;
  }
}

customElements.define("schedule-editor", ScheduleEditor);
