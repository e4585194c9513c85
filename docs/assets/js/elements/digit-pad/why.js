// Who spoke for a digit: the two products of the net, pixel by pixel and unit by unit. A square's
// size says how much; a filled one spoke for the digit, a hollow one against it.

import { sheet } from "../../kit/coming/sheet.js";
import { h, s } from "../../kit/dom.js";
import { paint } from "../../kit/pixels.js";
import { explain, weightsOf } from "../../logic/digit/why.mjs";
import { predict, SIDE } from "../../logic/digit.mjs";
import { signed } from "../../logic/numbers.mjs";

const GRID = 16,
  LOUDEST = 4;

export async function explained(pad, place) {
  await sheet(pad, new URL("./why.css", import.meta.url));
  return new Why(place);
}

class Why {
  constructor(place) {
    this.choice = h("select", {
      "aria-label": "Digit to explain",
      onchange: () => {
        this.chosen = this.choice.value === "" ? null : Number(this.choice.value);
        this.update();
      },
    });
    this.which = h(
      "select",
      { "aria-label": "Net to explain", onchange: () => this.ask() },
      ...["to the book's net", "to your net"].map((words, at) => h("option", { value: at }, words)),
    );
    this.sum = h("p", { class: "why-sum" });
    this.pixels = chart(SIDE, "Which chalk spoke for it");
    this.units = chart(GRID, "Which hidden units spoke for it");
    this.cards = h("div", { class: "why-cards" });
    place.replaceChildren(
      h(
        "div",
        { class: "why-choice" },
        h("span", { "aria-hidden": "true" }, "Who spoke for"),
        this.choice,
        this.which,
      ),
      this.sum,
      h(
        "div",
        { class: "why-charts" },
        h(
          "figure",
          {},
          this.pixels.svg,
          h(
            "figcaption",
            {},
            h("b", {}, "First product"),
            " x\u00a0(1,\u00a0784) @ w1\u00a0(784,\u00a0256): the chalk, pixel by pixel",
          ),
        ),
        h(
          "figure",
          {},
          this.units.svg,
          h(
            "figcaption",
            {},
            h("b", {}, "Second product"),
            " h\u00a0(1,\u00a0256) @ w2\u00a0(256,\u00a010): the hidden units, 16 in a row",
          ),
        ),
      ),
      h("p", { class: "why-key" }, key("for", "for it"), key("against", "against it")),
      h(
        "p",
        { class: "why-loudest" },
        "The loudest units, what each looks for, and what it says: ",
        "its value × its weight for this digit.",
      ),
      this.cards,
    );
  }

  // nets: the book's and, where there is one, the reader's; x: the drawing, if something is `drawn`
  show(nets, x, drawn) {
    Object.assign(this, { nets, x, drawn });
    this.which.hidden = !nets[1];
    if (!nets[1]) this.which.value = 0;
    this.ask();
  }

  ask() {
    const net = this.nets[this.which.value];
    const shares = predict(net, this.x);
    const answer = this.drawn ? shares.indexOf(Math.max(...shares)) : null;
    Object.assign(this, { net, answer });
    const labels = ["the answer", ...Array.from({ length: 10 }, (_, digit) => `the ${digit}`)];
    if (answer !== null) labels[0] = `the answer, ${answer}`;
    this.choice.replaceChildren(
      ...labels.map((label, at) => h("option", { value: at ? at - 1 : "" }, label)),
    );
    this.choice.value = this.chosen ?? "";
    this.update();
  }

  update() {
    if (this.answer === null) return this.empty();
    const digit = this.chosen ?? this.answer;
    const told = explain(this.net, this.x, digit);
    const { units, score, bias } = told;
    const [loud, against] = [1, -1].map((sign) =>
      units.reduce((sum, each) => sum + Math.max(0, sign * each), 0),
    );
    this.sum.textContent =
      `Score of the ${digit}: ${signed(loud)} for it, ${signed(-against)} against it, ` +
      `${signed(bias)} bias, makes ${signed(score)}.`;
    this.pixels.draw(told.pixels);
    this.units.draw(units);
    const order = [...units.keys()].sort((a, b) => Math.abs(units[b]) - Math.abs(units[a]));
    this.cards.replaceChildren(
      ...order.slice(0, LOUDEST).map((unit) => card(this.net, unit, told)),
    );
  }

  empty() {
    this.sum.textContent = "The board is empty: nobody speaks.";
    this.pixels.draw([]);
    this.units.draw([]);
    this.cards.replaceChildren();
  }
}

const short = (number) => number.toFixed(2);

// A square for each of `side` x `side` numbers
function chart(side, label) {
  const pros = s("path", { class: "why-for" }),
    cons = s("path", { class: "why-against" });
  const svg = s(
    "svg",
    { viewBox: `0 0 ${side} ${side}`, role: "img", "aria-label": label },
    s("rect", { width: side, height: side, class: "why-ground" }),
    pros,
    cons,
  );
  const draw = (values) => {
    const most = values.reduce((a, b) => Math.max(a, Math.abs(b)), 1e-9);
    const paths = ["", ""];
    values.forEach((value, at) => {
      const size = 0.94 * Math.sqrt(Math.abs(value) / most);
      if (size < 0.12) return;
      // A hollow square is drawn along the middle of its edge
      const box = value > 0 ? size : Math.max(size - 0.14, 0.04);
      const [x, y] = [at % side, Math.floor(at / side)].map((each) => each + 0.5 - box / 2);
      paths[value > 0 ? 0 : 1] +=
        `M${short(x)} ${short(y)}h${short(box)}v${short(box)}h${short(-box)}z`;
    });
    pros.setAttribute("d", paths[0]);
    cons.setAttribute("d", paths[1]);
  };
  return { svg, draw };
}

function card(net, unit, { units, hidden, pull }) {
  const weights = weightsOf(net, unit);
  const most = weights.reduce((a, b) => Math.max(a, Math.abs(b)), 1e-9);
  const canvas = h("canvas", {
    width: SIDE,
    height: SIDE,
    class: "lab-pixels",
    role: "img",
    "aria-label": `What unit ${unit} looks for`,
  });
  paint(
    canvas,
    weights.map((weight) => 127.5 + (127.5 * weight) / most),
  );
  const sum = `${hidden[unit].toFixed(1)} × ${signed(pull[unit], 2)} = `;
  return h(
    "figure",
    {},
    canvas,
    h("figcaption", {}, h("b", {}, `unit ${unit}`), h("br"), sum, h("b", {}, signed(units[unit]))),
  );
}

const key = (kind, text) =>
  h(
    "span",
    {},
    s(
      "svg",
      { viewBox: "0 0 1 1", "aria-hidden": "true" },
      s("path", {
        class: `why-${kind}`,
        d: kind === "for" ? "M.1 .1h.8v.8h-.8z" : "M.17 .17h.66v.66h-.66z",
      }),
    ),
    text,
  );
