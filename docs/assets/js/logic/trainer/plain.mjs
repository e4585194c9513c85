// The engine in plain JavaScript, for browsers without SIMD. What it computes, and in which parts, is
// what docs/assets/trainer/engine.ts does: h = x w1 + b1, bent, logits = h w2 + b2, then backward.
//
// A normalised pixel is scale * grey - shift. So x w1 is scale times the lit pixels alone, less shift
// times the column sums of w1, which is the same for all images and goes into the bias.

import { mean, std } from "../../../exports/digits/ruler.mjs";
import { CLASSES } from "./head.mjs";
import { litCounts, litPixels, PIXELS } from "./lit.mjs";
import { AWAY } from "./start.mjs";

export const SCALE = 1 / (255 * std);
export const SHIFT = mean / std;

// The lit pixels of all images, and engines that train on them
export class PlainDigits {
  kind = "plain";

  constructor(images) {
    const { starts } = litCounts(images),
      lit = starts[starts.length - 1];
    Object.assign(this, { starts, pixels: new Uint16Array(lit), greys: new Uint8Array(lit) });
    litPixels(images, this.pixels, this.greys);
  }

  engine(hidden, batch) {
    return new PlainEngine(this, hidden, batch);
  }
}

class PlainEngine {
  constructor(digits, hidden, batch) {
    Object.assign(this, { digits, hidden });
    const sizes = [PIXELS * hidden, hidden, CLASSES * hidden, CLASSES];
    const count = sizes.reduce((a, b) => a + b);
    this.weights = new Float32Array(count);
    this.first = new Float32Array(count); // Adam's running mean of each slope
    this.second = new Float32Array(count); // and of its square
    const ends = sizes.map((_, at) => sizes.slice(0, at + 1).reduce((a, b) => a + b));
    [this.b1At, this.w2At, this.b2At] = ends;
    this.sums = new Float32Array(hidden); // the column sums of w1
    this.images = new Uint32Array(batch);
    this.places = new Uint16Array(PIXELS);
    this.units = new Float32Array(batch * hidden);
    this.downs = new Float32Array(batch * hidden); // slopes of the loss along the units
    this.logits = new Float32Array(batch * CLASSES);
    this.slopes = new Float32Array(batch * CLASSES);
  }

  // w2 is kept as (10, hidden): both of its products then run along rows
  load({ w1, b1, w2, b2 }) {
    const { weights, hidden, b1At, w2At, b2At } = this;
    weights.set(w1);
    weights.set(b1, b1At);
    for (let at = 0; at < w2.length; at++) {
      weights[w2At + (at % CLASSES) * hidden + Math.floor(at / CLASSES)] = w2[at];
    }
    weights.set(b2, b2At);
    this.first.fill(0);
    this.second.fill(0);
    this.sums.fill(0);
    for (let at = 0; at < b1At; at++) this.sums[at % hidden] += weights[at];
  }

  unload() {
    const { weights, hidden, b1At, w2At, b2At } = this;
    const w2 = new Float32Array(hidden * CLASSES);
    for (let at = 0; at < w2.length; at++) {
      w2[at] = weights[w2At + (at % CLASSES) * hidden + Math.floor(at / CLASSES)];
    }
    const [w1, b1] = [weights.slice(0, b1At), weights.slice(b1At, w2At)];
    return { w1, b1, w2, b2: weights.slice(b2At) };
  }

  // The logits of the first `count` of `images`
  forward(count, bend) {
    const { hidden, units, weights, w2At, b2At, logits } = this;
    for (let row = 0; row < count; row++) {
      const mine = units.subarray(row * hidden, (row + 1) * hidden);
      this.product(this.images[row], mine);
      for (let unit = 0; unit < hidden; unit++) {
        const bias = weights[this.b1At + unit] - SHIFT * this.sums[unit];
        const sum = SCALE * mine[unit] + bias;
        mine[unit] = bend && sum <= 0 ? 0 : sum;
      }
      for (let digit = 0; digit < CLASSES; digit++) {
        const from = w2At + digit * hidden;
        let sum = weights[b2At + digit];
        for (let unit = 0; unit < hidden; unit++) sum += mine[unit] * weights[from + unit];
        logits[row * CLASSES + digit] = sum;
      }
    }
  }

  // The greys of an image times w1, four rows of it at a time
  product(image, sums) {
    const { hidden, weights, places } = this,
      { starts, pixels, greys } = this.digits;
    sums.fill(0);
    const rows = [],
      values = [];
    for (let lit = starts[image]; lit < starts[image + 1]; lit++) {
      const place = places[pixels[lit]];
      if (place === AWAY) continue;
      rows.push(place * hidden);
      values.push(greys[lit]);
    }
    addRows(sums, weights, rows, values, hidden);
  }

  // One update of all weights, from the `slopes` of the loss along the logits of the last `forward`
  backward(count, bend, adam) {
    this.downward(count, bend);
    const { hidden, downs, slopes, units, b1At, w2At, b2At } = this;
    const bias = new Float64Array(hidden),
      every = Array.from({ length: count }, (_, row) => row);
    const rows = every.map((row) => row * hidden);
    addRows(bias, downs, rows, every.fill(1), hidden);
    const row = new Float64Array(hidden);
    for (let digit = 0; digit < CLASSES; digit++) {
      const mine = every.map((_, at) => slopes[at * CLASSES + digit]);
      addRows(row.fill(0), units, rows, mine, hidden);
      this.adam(w2At + digit * hidden, row, adam);
      row[0] = mine.reduce((a, b) => a + b);
      this.adam(b2At + digit, row.subarray(0, 1), adam);
    }
    this.adam(b1At, bias, adam);
    const lists = this.byPlace(count),
      sums = new Float64Array(hidden);
    for (let place = 0; place < PIXELS; place++) {
      addRows(row.fill(0), downs, lists.rows[place], lists.values[place], hidden);
      for (let unit = 0; unit < hidden; unit++) row[unit] = SCALE * row[unit] - SHIFT * bias[unit];
      this.adam(place * hidden, row, adam);
      const at = place * hidden;
      for (let unit = 0; unit < hidden; unit++) sums[unit] += this.weights[at + unit];
    }
    this.sums.set(sums);
  }

  // From the slopes of the logits to those of the units before they were bent
  downward(count, bend) {
    const { hidden, downs, units, weights, slopes, w2At } = this;
    const rows = Array.from({ length: CLASSES }, (_, digit) => w2At + digit * hidden);
    for (let row = 0; row < count; row++) {
      const mine = downs.subarray(row * hidden, (row + 1) * hidden).fill(0);
      const values = slopes.subarray(row * CLASSES, (row + 1) * CLASSES);
      addRows(mine, weights, rows, values, hidden);
      if (!bend) continue;
      for (let unit = 0; unit < hidden; unit++) if (!units[row * hidden + unit]) mine[unit] = 0;
    }
  }

  // For each place which rows of the batch are lit there, and how much
  byPlace(count) {
    const { starts, pixels, greys } = this.digits;
    const rows = Array.from({ length: AWAY + 1 }, () => []),
      values = Array.from({ length: AWAY + 1 }, () => []);
    for (let row = 0; row < count; row++) {
      const image = this.images[row];
      for (let lit = starts[image]; lit < starts[image + 1]; lit++) {
        const place = this.places[pixels[lit]];
        rows[place].push(row * this.hidden);
        values[place].push(greys[lit]);
      }
    }
    return { rows, values };
  }

  // Adam, as PyTorch writes it, on the weights from `at` on; with `shrink` below 1 it is AdamW
  adam(at, slopes, { step, beta1, beta2, root, eps, shrink }) {
    const { weights, first, second } = this;
    for (let n = 0; n < slopes.length; n++, at++) {
      const slope = slopes[n];
      const mean = (first[at] += (1 - beta1) * (slope - first[at]));
      const square = (second[at] = beta2 * second[at] + (1 - beta2) * slope * slope);
      weights[at] = shrink * weights[at] - (step * mean) / (root * Math.sqrt(square) + eps);
    }
  }
}

// sums += the rows of `matrix` that begin at `rows`, each times its value: four in one pass
function addRows(sums, matrix, rows, values, width) {
  let n = 0;
  for (; n + 3 < rows.length; n += 4) {
    const a = rows[n],
      b = rows[n + 1],
      c = rows[n + 2],
      d = rows[n + 3];
    const p = values[n],
      q = values[n + 1],
      r = values[n + 2],
      s = values[n + 3];
    for (let at = 0; at < width; at++) {
      sums[at] += p * matrix[a + at] + q * matrix[b + at] + r * matrix[c + at] + s * matrix[d + at];
    }
  }
  for (; n < rows.length; n++) {
    const from = rows[n],
      value = values[n];
    for (let at = 0; at < width; at++) sums[at] += value * matrix[from + at];
  }
}
