// <mask-brush>: two masks of 28 by 28 weights to paint, two columns of a matrix. Each gives a digit one
// feature; two features are a place on a map, on which the ten classes move while a reader paints.

import { button } from "../../kit/buttons.js";
import { h } from "../../kit/dom.js";
import { Exported } from "../../kit/exported.js";
import { Past } from "../../kit/hand/past.js";
import { bytesOf } from "../../kit/pixels.js";
import { speaker } from "../../kit/speaker.js";
import {
  empty,
  FIRST,
  featureOf,
  painted,
  placesOf,
  toldApart,
  unpacked,
} from "../../logic/masks.mjs";
import { signed } from "../../logic/numbers.mjs";
import { Board } from "./board.js";
import { FeatureMap } from "./map.js";

const BRUSHES = { "For it +": 1, "Against it −": -1, Erase: 0 };
const KEYS = { "+": 1, "-": -1, 0: 0 };
const ALL = Array.from({ length: 10 }, (_, digit) => digit);
let kept = { masks: FIRST, past: new Past(), pair: [0, 1], at: 0 }; // the theme may draw a page anew

class MaskBrush extends Exported {
  static source = "digits/classes.json";

  build({ each, pixels }) {
    Object.assign(this, kept, { each, weight: 1 });
    this.digits = unpacked(bytesOf(pixels));
    this.labels = this.digits.map((_, at) => Math.floor(at / each));
    this.features = this.masks.map((mask) => this.featuresOf(mask));
    this.boards = this.masks.map((_, number) => this.board(number));
    this.map = new FeatureMap(this.labels, (at) => this.look(at));
    this.told = speaker();
    this.spoken = speaker({ class: "spoken" });
    this.replaceChildren(
      ladder(this.digits.length),
      h("div", { class: "mask-boards" }, ...this.boards.map(({ whole }) => whole)),
      this.tools(),
      h("div", { class: "mask-map" }, this.map.svg),
      this.told.place,
      this.spoken.place,
    );
    this.show();
  }

  board(number) {
    return new Board(number + 1, {
      stroke: (from, to, begins) => {
        if (begins) this.remember();
        this.take(number, painted(this.masks[number], from, to, this.weight));
      },
      clear: () => {
        this.remember();
        this.take(number, empty());
      },
      press: (key) => this.press(key),
      moved: (words) => this.spoken.say(words),
    });
  }

  tools() {
    this.brushes = Object.keys(BRUSHES).map((name) =>
      button(name, () => this.choose(BRUSHES[name])),
    );
    this.undoes = button("Undo", () => this.undo());
    const again = button("Start again", () => {
      this.remember();
      FIRST.forEach((mask, number) => this.take(number, mask));
    });
    const next = button("Another digit", () => this.another());
    this.picks = ["one class", "the other class"].map((name, which) =>
      h(
        "select",
        { "aria-label": `Tell apart: ${name}`, onchange: () => this.pick(which) },
        ...ALL.map((digit) => h("option", { value: digit }, `${digit}`)),
      ),
    );
    const tell = h("span", { class: "mask-pair" }, "Tell", this.picks[0], "from", this.picks[1]);
    const brush = { class: "lab-tools", role: "group", "aria-label": "Brush" };
    return h(
      "div",
      { class: "mask-tools" },
      h("div", brush, ...this.brushes),
      h("div", { class: "lab-tools" }, tell, next, this.undoes, again),
    );
  }

  // + and − and 0 choose a brush, Backspace undoes
  press(key) {
    if (key === "Backspace") this.undo();
    else if (key in KEYS) this.choose(KEYS[key]);
    else return false;
    return true;
  }

  choose(weight) {
    this.weight = weight;
    this.show();
  }

  pick(which) {
    const now = Number(this.picks[which].value);
    const pair = this.pair.with(which, now);
    if (pair[0] === pair[1]) pair[1 - which] = this.pair[which];
    this.pair = pair;
    this.look(this.pair[0] * this.each);
  }

  // The next digit of the two classes, by turns
  another() {
    const [one, other] = this.pair;
    const { each } = this;
    const place = this.at % each;
    const first = this.labels[this.at] === one;
    this.look(first ? other * each + place : one * each + ((place + 1) % each));
    const sums = this.features.map((feature) => signed(feature[this.at])).join(" and ");
    this.spoken.say(`a ${this.labels[this.at]}, its features ${sums}`);
  }

  look(at) {
    if (at === this.at && this.shownPair === this.pair) return;
    this.at = at;
    this.show();
  }

  remember() {
    this.past.keep(this.masks);
  }

  undo() {
    const before = this.past.back(this.masks);
    before?.forEach((mask, number) => this.take(number, mask));
  }

  take(number, mask) {
    this.masks = this.masks.with(number, mask);
    this.features = this.features.with(number, this.featuresOf(mask));
    this.frame ??= requestAnimationFrame(() => this.show());
  }

  featuresOf(mask) {
    return this.digits.map((digit) => featureOf(mask, digit));
  }

  show() {
    cancelAnimationFrame(this.frame);
    this.frame = undefined;
    const { masks, past, pair, at, labels } = this;
    kept = { masks, past, pair, at };
    this.shownPair = pair;
    const places = placesOf(this.features);
    this.map.draw(places, pair, at);
    this.boards.forEach((board, number) => {
      const sum = signed(this.features[number][at]);
      board.draw(masks[number], this.digits[at], `× this ${labels[at]}, summed: ${sum}`);
    });
    this.brushes.forEach((each) =>
      each.setAttribute("aria-pressed", BRUSHES[each.textContent] === this.weight),
    );
    this.picks.forEach((each, which) => {
      each.value = pair[which];
    });
    this.undoes.setAttribute("aria-disabled", !past.some(masks)); // the focus stays
    this.tell(places);
  }

  tell(places) {
    const { pair, labels } = this;
    const [right, of] = toldApart(places, labels, pair);
    const [some, all] = toldApart(places, labels, ALL);
    const words =
      `${right} of ${of} lie nearest to the mean of their own class, ${pair[0]} or ${pair[1]}. ` +
      `Of all ten classes: ${Math.round((100 * some) / all)} %.`;
    this.map.svg.setAttribute("aria-label", `The feature map. ${words}`);
    this.told.say(words);
  }
}

// What is multiplied here, in shapes
function ladder(count) {
  const part = (role, words) => h("b", { class: `mask-${role}` }, words);
  return h(
    "p",
    { class: "mask-ladder" },
    part("a", `A digits (${count}, 784)`),
    " @ ",
    part("b", "B masks (784, 2)"),
    " → ",
    part("c", `C features (${count}, 2)`),
  );
}

customElements.define("mask-brush", MaskBrush);
