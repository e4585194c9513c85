// <shop-prices>: the lists and the prices of the chapter `shops`, to be pulled. The bills follow, and
// with them who goes where.

import { button } from "../../kit/buttons.js";
import { h } from "../../kit/dom.js";
import { block, cellAt, crossing, names, ring, rove } from "../../kit/grid.js";
import { Past, takesBack } from "../../kit/hand/past.js";
import { pulled } from "../../kit/hand/pulled.js";
import { speaker } from "../../kit/speaker.js";
import { brief } from "../../logic/product.mjs";
import { billsOf, choicesOf, GOODS, START, sumOf, told } from "../../logic/use/shops.mjs";

const PEOPLE = START.q.map((_, person) => `person ${person + 1}`);
const SHOPS = START.p[0].map((_, shop) => `shop ${shop + 1}`);
const MOST = { q: GOODS.map(() => 12), p: [4, 5, 10, 32] }; // for each good
const STEP = { q: 1, p: 0.25 };
// The theme may draw a page anew: what the reader had is kept
let last = { now: START, past: new Past(), at: [0, 1] };

class ShopPrices extends HTMLElement {
  connectedCallback() {
    if (!this.picture) this.build();
  }

  build() {
    this.classList.add("stage", "lab");
    Object.assign(this, last);
    this.fields = { q: [], p: [] };
    this.a = this.numbers("q", "a", "A: Q (3, 4)", PEOPLE.length, GOODS.length);
    this.b = this.numbers("p", "b", "B: P (4, 2)", GOODS.length, SHOPS.length);
    const look = (person, shop) => button("", () => this.follow(person, shop), { class: "cell" });
    this.c = block({ role: "c", name: "C: Q @ P (3, 2)", rows: 3, columns: 2, cell: look });
    rove(this.c, PEOPLE.length, SHOPS.length);
    this.picture = this.cross();
    this.line = h("p", { class: "line" });
    this.told = speaker({ class: "who" });
    this.back = takesBack(this, START, "As in the chapter");
    this.replaceChildren(
      h("p", { class: "about" }, "Pull a price or a quantity aside. Press a bill to see its sum."),
      this.picture,
      this.line,
      this.told.place,
      h("div", { class: "lab-tools" }, this.back.undo, this.back.restart),
    );
    this.show();
  }

  // With the names of goods, shops and people, as the chapter has it
  cross() {
    const { a, b, c } = this;
    b.querySelector(".name").after(names("along", SHOPS));
    a.append(names("along", GOODS));
    c.append(names("along", SHOPS));
    return crossing({ a, b, c, inner: GOODS, people: PEOPLE });
  }

  numbers(which, role, name, rows, columns) {
    const cell = (i, j) => {
      const good = which === "q" ? j : i;
      const of = which === "q" ? `${PEOPLE[i]}, ${GOODS[j]}` : `${GOODS[i]}, ${SHOPS[j]}`;
      const field = pulled({
        label: `${which === "q" ? "Quantity" : "Price"}: ${of}`,
        class: "cell",
        value: this.now[which][i][j],
        most: MOST[which][good],
        step: STEP[which],
        pixels: which === "q" ? 10 : 6,
        write: String,
        begin: () => this.past.keep(this.now),
        change: (value) => this.put(which, i, j, value),
      });
      this.fields[which].push([i, j, field]);
      return field.input;
    };
    const made = block({ role, name, rows, columns, cell });
    // Up and Down are the number's; within a number being written, left and right move the caret
    rove(made, rows, columns, ({ key, target }) => {
      const { selectionStart: from, selectionEnd: to, value } = target;
      if (/Arrow(Up|Down)/.test(key)) return true;
      return to - from < value.length && from !== (key === "ArrowLeft" ? 0 : value.length);
    });
    return made;
  }

  put(which, i, j, value) {
    const rows = this.now[which];
    this.now = { ...this.now, [which]: rows.with(i, rows[i].with(j, value)) };
    this.at = which === "q" ? [i, this.at[1]] : [this.at[0], j];
    this.show();
  }

  follow(person, shop) {
    this.at = [person, shop];
    this.show();
  }

  show() {
    const { now, past, at } = this;
    last = { now, past, at };
    for (const which of ["q", "p"]) {
      for (const [i, j, field] of this.fields[which]) field.set(now[which][i][j]);
    }
    const bills = billsOf(now);
    const choices = choicesOf(bills);
    bills.forEach((row, person) =>
      row.forEach((bill, shop) => this.bill(person, shop, bill, choices[person].shops)),
    );
    const [person, shop] = at;
    ring(this.a, person, undefined);
    ring(this.b, undefined, shop);
    ring(this.c, person, shop);
    this.line.textContent = sumOf(now, person, shop);
    this.told.say(choices.map(told).join("\n"));
    this.back.mark();
  }

  bill(person, shop, bill, shops) {
    const cell = cellAt(this.c, person, shop);
    const least = shops.includes(shop);
    const word = least ? (shops.length > 1 ? "tie" : "least") : "";
    const of = `${PEOPLE[person]} in ${SHOPS[shop]}: ${bill}`;
    cell.classList.toggle("empty", !least);
    cell.style.setProperty("--digits", Math.max(3, brief(bill).length));
    cell.setAttribute("aria-label", word ? `${of}, ${word}` : of);
    cell.replaceChildren(brief(bill), h("small", {}, word));
  }
}

customElements.define("shop-prices", ShopPrices);
