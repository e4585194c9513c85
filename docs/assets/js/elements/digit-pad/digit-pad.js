// <digit-pad>: draw a digit, and the net of the chapter `sequential` reads it while you draw. On
// demand it shows which chalk and which hidden units spoke for a digit. The net is fetched once, for
// all pads. Where the reader has trained one, it answers beside it; `<digit-pad both>` has room for
// that from the start.

import { button } from "../../kit/buttons.js";
import { fetchFrom } from "../../kit/coming/exports.js";
import { awaited, tellWhy } from "../../kit/coming/told.js";
import { h } from "../../kit/dom.js";
import { drags } from "../../kit/hand/finger.js";
import { own } from "../../kit/own-net.js";
import { DARK, paint } from "../../kit/pixels.js";
import { speaker } from "../../kit/speaker.js";
import { BOARD, predict, prepare, readTensors, SIDE } from "../../logic/digit.mjs";

const SIZE = 280,
  PEN = 22,
  MOVE = 7;
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const FIRST = 3; // the example that is on the board when a reader comes
const HELP =
  "Draw with mouse, finger or pen. With the keyboard: arrow keys move the pen, Space puts " +
  "it down or lifts it, 0 to 9 bring an example, Backspace takes the last stroke back.";

let net; // one for all pads and pages

function fetchNet() {
  net ??= fetchFrom("sequential/net.safetensors", "arrayBuffer").then(readTensors);
  net.catch(() => {
    net = undefined;
  }); // the next touch tries again
  return net;
}

class DigitPad extends HTMLElement {
  connectedCallback() {
    if (!this.board) this.build();
    this.wake();
    own.addEventListener("net", this);
    if (own.net || this.hasAttribute("both")) this.handleEvent();
  }

  disconnectedCallback() {
    own.removeEventListener("net", this);
  }

  // The reader's own net has changed, or is to have its place
  async handleEvent() {
    const load = () => import("./pair.js").then(({ paired }) => paired(this, this.bars));
    this.both = await this.part("pair", load, () => this.handleEvent());
    this.redraw();
  }

  build() {
    this.classList.add("lab");
    this.strokes = [];
    this.board = h("canvas", {
      width: SIZE,
      height: SIZE,
      class: "pad-board",
      tabindex: "0",
      role: "application",
      "aria-label": "Board for a digit",
      "aria-roledescription": "drawing board",
      "aria-description": HELP,
    });
    this.ink = this.board.getContext("2d", { willReadFrequently: true });
    this.pen = h("span", { class: "pad-pen", hidden: true });
    this.at = [SIZE / 2, SIZE / 4];
    this.seen = h("canvas", {
      width: SIDE,
      height: SIDE,
      class: "lab-pixels",
      role: "img",
      "aria-label": "What the net sees",
    });
    this.bars = Array.from({ length: 10 }, (_, digit) => bar(digit));
    this.told = speaker();
    this.penTold = speaker({ class: "spoken" });
    this.told.place.textContent = "The net is on its way …";
    this.choice = h(
      "select",
      { "aria-label": "Example digit", onchange: () => this.choose() },
      h("option", { value: "" }, "Example"),
      ...this.bars.map((_, digit) => h("option", { value: digit }, `a ${digit}`)),
    );
    this.whyButton = button("Why?", () => this.toggle(), { "aria-expanded": "false" });
    this.undoButton = button("Undo", () => this.undo());
    this.clearButton = button("Clear", () => this.clear());
    this.why = h("div", { class: "pad-why", hidden: true });
    this.arrange();
    this.listen();
    this.redraw();
  }

  arrange() {
    this.replaceChildren(
      h("div", { class: "pad-place", ...DARK }, this.board, this.pen),
      h(
        "div",
        { class: "pad-bars", role: "list", "aria-label": "Share of each digit" },
        ...this.bars.map(({ row }) => row),
      ),
      h(
        "div",
        { class: "pad-seen" },
        this.seen,
        h("span", {}, "what the net sees: 28 × 28 numbers"),
      ),
      h(
        "div",
        { class: "lab-tools" },
        this.undoButton,
        this.clearButton,
        this.choice,
        this.whyButton,
      ),
      this.told.place,
      this.penTold.place,
      this.why,
    );
  }

  listen() {
    const { board } = this;
    drags(board, {
      begin: (event) => {
        this.pen.hidden = true;
        this.begin(this.place(event));
      },
      move: (event) => {
        const all = event.getCoalescedEvents?.() ?? [];
        (all.length ? all : [event]).forEach((each) => this.draw(this.place(each)));
      },
      end: () => {
        this.stroke = undefined;
      },
    });
    board.addEventListener("keydown", (event) => this.press(event));
    board.addEventListener("blur", () => {
      this.pen.hidden = true;
      this.stroke = undefined;
    });
  }

  // Where on the board an event happened, in its own pixels
  place({ clientX, clientY }) {
    const { left, top, width, height } = this.board.getBoundingClientRect();
    return [((clientX - left) * SIZE) / width, ((clientY - top) * SIZE) / height];
  }

  press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const arrow = ARROWS[event.key];
    if (arrow) this.travel(arrow, event.shiftKey ? 3 * MOVE : MOVE);
    else if (event.key === " ") this.dip();
    else if (/^\d$/.test(event.key)) this.show(Number(event.key));
    else if (event.key === "Backspace") this.undo();
    else if (event.key === "Delete") this.clear();
    else return;
    event.preventDefault();
  }

  travel([right, down], far) {
    const inside = (value) => Math.min(SIZE, Math.max(0, value));
    this.at = [inside(this.at[0] + right * far), inside(this.at[1] + down * far)];
    if (this.stroke) this.draw(this.at);
    this.showPen();
  }

  dip() {
    if (this.stroke) this.stroke = undefined;
    else this.begin(this.at);
    this.showPen();
    this.penTold.say(this.stroke ? "The pen is down." : "The pen is up.");
  }

  showPen() {
    this.pen.hidden = false;
    this.pen.classList.toggle("down", Boolean(this.stroke));
    this.pen.style.left = `${(100 * this.at[0]) / SIZE}%`;
    this.pen.style.top = `${(100 * this.at[1]) / SIZE}%`;
  }

  begin(point) {
    this.touched = true;
    if (this.strokes.length === 1 && this.strokes[0].shown) this.strokes = []; // a new digit
    this.stroke = [point, point];
    this.strokes.push(this.stroke);
    if (!this.net) this.wake();
    this.redraw();
  }

  draw(point) {
    if (!this.stroke) return;
    this.stroke.push(point);
    this.redraw();
  }

  undo() {
    this.touched = true;
    this.strokes.pop();
    this.stroke = undefined;
    this.redraw();
  }

  clear() {
    this.touched = true;
    this.strokes = [];
    this.stroke = undefined;
    this.redraw();
  }

  choose() {
    if (this.choice.value !== "") this.show(Number(this.choice.value));
    else this.redraw();
  }

  // Put one of the ten validation digits on the board. Not all of them are read right
  async show(digit) {
    this.touched = true;
    const { examples } = await this.wake();
    if (!examples) return;
    const from = digit * SIDE * SIDE;
    const canvas = h("canvas", { width: SIDE, height: SIDE });
    paint(canvas, examples.data.subarray(from, from + SIDE * SIDE));
    this.strokes = [{ shown: canvas, meant: digit }];
    this.redraw();
  }

  async wake() {
    try {
      this.net ??= await fetchNet();
    } catch {
      this.told.say("The net could not be fetched. Draw on to try again.");
      return {};
    }
    if (!this.touched) this.show(FIRST);
    else this.redraw();
    return this.net;
  }

  redraw() {
    this.frame ??= requestAnimationFrame(() => {
      this.frame = undefined;
      this.drawAll();
      this.read();
    });
  }

  drawAll() {
    const { ink } = this;
    ink.fillStyle = "#000";
    ink.fillRect(0, 0, SIZE, SIZE);
    Object.assign(ink, {
      lineWidth: PEN,
      lineCap: "round",
      lineJoin: "round",
      strokeStyle: "#fff",
    });
    for (const stroke of this.strokes) {
      if (stroke.shown) ink.drawImage(stroke.shown, 0, 0, SIZE, SIZE);
      else trace(ink, stroke);
    }
    const none = !this.strokes.length;
    this.choice.value = this.strokes.at(-1)?.meant ?? "";
    this.undoButton.disabled = this.clearButton.disabled = none;
    this.board.classList.toggle("empty", none);
  }

  read() {
    const { data } = this.ink.getImageData(0, 0, SIZE, SIZE);
    const x = prepare(
      Uint8Array.from({ length: SIZE * SIZE }, (_, at) => data[4 * at]),
      SIZE,
      SIZE,
    );
    const chalk = x.map((value) => value - BOARD),
      most = Math.max(...chalk, 1e-6);
    paint(
      this.seen,
      chalk.map((value) => (255 * value) / most),
    );
    if (!this.net) return;
    this.x = x;
    const none = !this.strokes.length;
    const shares = none ? new Float64Array(10) : predict(this.net, x);
    this.answer = shares.indexOf(Math.max(...shares));
    this.tell(shares, none);
    if (!this.why.hidden) this.explain();
  }

  tell(shares, none) {
    this.bars.forEach(({ row, fill, number }, digit) => {
      row.classList.toggle("faint", shares[digit] < 0.005);
      row.classList.toggle("best", !none && digit === this.answer);
      fill.style.transform = `scaleX(${shares[digit]})`;
      number.textContent = none ? "" : percent(shares[digit]);
    });
    const meant = this.strokes.at(-1)?.meant ?? this.answer;
    const both = this.both?.tell(none ? undefined : this.x, shares, percent);
    const words = none
      ? "Draw a digit."
      : (both ??
          `The net reads a ${this.answer}, with a share of ${inWords(shares[this.answer])}.`) +
        (meant === this.answer ? "" : ` Its writer meant a ${meant}.`);
    this.seen.setAttribute(
      "aria-label",
      none ? "an empty board" : "the drawing in 28 by 28 pixels",
    );
    this.whyButton.disabled = none;
    this.told.say(words);
  }

  toggle() {
    this.why.hidden = !this.why.hidden;
    this.whyButton.setAttribute("aria-expanded", String(!this.why.hidden));
    if (!this.why.hidden) this.explain();
  }

  async explain() {
    const load = () => import("./why.js").then(({ explained }) => explained(this, this.why));
    const view = await this.part("view", load, () => this.explain());
    view?.show([this.net, own.net], this.x, this.strokes.length > 0);
  }

  // What is needed of the pad later, once; undefined where it cannot be had, until it is asked for again
  async part(name, load, again) {
    if (!this[name]) this.querySelector(":scope > .away")?.remove();
    this[name] ??= awaited(this, load());
    return this[name].catch((error) => {
      this[name] = undefined;
      tellWhy(this, error, again);
    });
  }
}

function bar(digit) {
  const fill = h("i"),
    number = h("span", { class: "pad-share" });
  const row = h(
    "div",
    { role: "listitem" },
    h("b", {}, `${digit}`),
    h("span", { class: "pad-bar" }, fill),
    number,
  );
  return { row, fill, number };
}

// A stroke as a curve through the middles of its points
function trace(ink, points) {
  ink.beginPath();
  ink.moveTo(...points[0]);
  for (let at = 1; at < points.length - 1; at++) {
    const [x, y] = points[at],
      [nextX, nextY] = points[at + 1];
    ink.quadraticCurveTo(x, y, (x + nextX) / 2, (y + nextY) / 2);
  }
  ink.lineTo(...points.at(-1));
  ink.stroke();
}

const percent = (share) => (share > 0.995 && share < 1 ? "> 99 %" : `${Math.round(100 * share)} %`);
const inWords = (share) => percent(share).replace(">", "over");

customElements.define("digit-pad", DigitPad);
