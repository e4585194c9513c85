// What the reader's own net answers, beside the book's: a second bar and number in each row.

import { sheet } from "../../kit/coming/sheet.js";
import { h } from "../../kit/dom.js";
import { own } from "../../kit/own-net.js";
import { predict } from "../../logic/digit.mjs";

// rows: those of the pad, as digit-pad.js makes them
export async function paired(pad, rows) {
  await sheet(pad, new URL("./pair.css", import.meta.url));
  return new Pair(pad, rows);
}

class Pair {
  constructor(pad, rows) {
    this.pad = pad;
    this.rows = rows.map(({ row, fill, number }) => {
      const second = h("i", { class: "own" }),
        share = h("span", { class: "own" });
      fill.parentNode.append(second);
      number.after(
        h("span", { class: "pad-own-share" }, h("span", { class: "spoken" }, "yours "), share),
      );
      return { row, second, share };
    });
    this.told = h("span");
    const swatch = (kind) => h("i", { class: kind, "aria-hidden": "true" });
    const key = h(
      "p",
      { class: "pad-key" },
      h("span", {}, swatch(""), "the book's net"),
      h("span", {}, swatch("own"), this.told),
    );
    pad.querySelector(".pad-seen").after(key);
    pad.classList.add("pair");
  }

  // Shows how both read x, undefined where there is nothing to read; gives that in words
  tell(x, books, written) {
    const none = !own.net || !x;
    const shares = none ? new Float64Array(10) : predict(own.net, x);
    const answer = best(shares);
    this.pad.classList.toggle("two", own.net !== undefined);
    this.told.textContent = own.net ? own.told : "yours: train it above";
    this.rows.forEach(({ row, second, share }, digit) => {
      row.classList.toggle("own-best", !none && digit === answer);
      second.style.transform = `scaleX(${shares[digit]})`;
      share.textContent = none ? "" : written(shares[digit]);
    });
    return none ? undefined : words(books, shares, written);
  }
}

function words(books, shares, written) {
  const [read, ours] = [books, shares].map(best);
  const [sure, ourSure] = [books[read], shares[ours]].map((share) =>
    written(share).replace(">", "over"),
  );
  if (own.learning) return `The book's net reads a ${read}, with ${sure}. Yours is learning.`;
  return read === ours
    ? `Both read a ${read}: the book's net with ${sure}, yours with ${ourSure}.`
    : `The book's net reads a ${read}, with ${sure}. Yours reads a ${ours}, with ${ourSure}.`;
}

const best = (shares) => shares.indexOf(Math.max(...shares));
