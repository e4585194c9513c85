// The pictures that a cell drew, by the page's own pen. Each takes the place of a recorded figure, of
// the same size, and a button of the result shows that one again; they go when the cell is reset.

import { button } from "../kit/buttons.js";
import { awaited } from "../kit/coming/told.js";
import { h } from "../kit/dom.js";

const OUTPUTS = ".language-output, .language-pytb, .cell-result";
const FIGURE = "img, picture, book-film";
const AWAY = "The picture could not be drawn: that needs the network once.";
const NAMES = ["Show the recorded picture", "Show the drawn picture"];

export class Pictures {
  shown = []; // what was put into the page, and which figure it hides

  constructor(block) {
    this.block = block;
  }

  // What came out of a run, nothing as long as it runs; `own`: some code is not the book's
  take(answer, record, own) {
    Object.assign(this, { answer, record, own });
  }

  // Where a run prints nothing and nothing differs, this is to be said; undefined if it draws nothing
  get words() {
    const figures = this.record?.figures ?? [];
    if (!this.answer.pictures.length) return undefined;
    if (figures.some(({ varies }) => varies)) return "Drawn anew. Such pictures vary.";
    const told = figures.some(({ words }) => words.length);
    return told ? "Drawn anew: its words and numbers are as recorded." : "Drawn anew.";
  }

  // Draws them, below the panel of the result, which says so
  async show(panel) {
    const { answer } = this;
    if (answer?.undrawn) panel.firstChild.append(h("span", {}, `Not drawn: ${answer.undrawn}.`));
    if (!answer?.pictures.length) return this.clear();
    try {
      const pens = [import("../kit/pen/pen.js"), import("../kit/film.js")];
      const [{ drawing }, { player }] = await awaited(panel, Promise.all(pens));
      if (answer !== this.answer) return;
      this.clear();
      this.draw(panel, (picture, label) => {
        const svg = drawing(picture, { label });
        return [svg, player(svg) ?? ""];
      });
    } catch (error) {
      const away = error instanceof TypeError && /import|fetch|module/i.test(error.message);
      panel.firstChild.append(h("span", {}, away ? AWAY : `Not drawn: ${error.message}`));
      if (!away) throw error; // a fault of ours: the console says where
    }
  }

  draw(panel, drawn) {
    const places = this.places(panel);
    let last = places.at(-1) ?? panel;
    for (const [n, picture] of this.answer.pictures.entries()) {
      const figure = places[n]?.querySelector(FIGURE);
      const label = figure && !this.own ? altOf(figure) : "What your code draws";
      const own = h(figure ? "span" : "p", { class: "cell-drawn" }, ...drawn(picture, label));
      (figure ?? last).after(own);
      if (figure) figure.hidden = true;
      else last = own;
      this.shown.push({ own, figure });
    }
    if (places.length) this.offer(panel);
  }

  // The paragraphs of the recorded figures: right below the cell and its outputs
  places(panel) {
    const found = [];
    let next = panel.nextElementSibling;
    while (next?.matches(OUTPUTS)) next = next.nextElementSibling;
    for (const _ of this.record?.figures ?? []) {
      if (!next?.querySelector(FIGURE)) break;
      found.push(next);
      next = next.nextElementSibling;
    }
    return found;
  }

  // A button to go to and fro between what is recorded and what was drawn
  offer(panel) {
    const toggle = button(NAMES[0], () => {
      const recorded = toggle.textContent === NAMES[0];
      for (const { own, figure } of this.shown.filter(({ figure }) => figure)) {
        if (recorded) own.remove();
        else figure.after(own);
        figure.hidden = !recorded;
      }
      toggle.textContent = NAMES[recorded ? 1 : 0];
    });
    panel.firstChild.append(toggle);
  }

  clear() {
    for (const { own, figure } of this.shown) {
      own.remove();
      if (figure) figure.hidden = false;
    }
    this.shown = [];
  }
}

// What a recorded figure shows, in words; of a film its SVG says it
function altOf(figure) {
  const image = figure.matches("img") ? figure : figure.querySelector("img");
  return image?.alt ?? figure.shadowRoot?.querySelector("svg").getAttribute("aria-label");
}
