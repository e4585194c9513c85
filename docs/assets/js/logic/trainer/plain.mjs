// The engine in plain JavaScript, for browsers without SIMD. What it computes, and in which parts, is
// what docs/assets/trainer/engine.ts does: h = x w1 + b1, bent, logits = h w2 + b2, then backward.
//
// A normalised pixel is SCALE * grey - SHIFT. So x w1 is SCALE times the lit pixels alone, less SHIFT
// times the column sums of w1, which are the same for all images and go into the bias. Each product is
// then a list of terms, (offset of a row, value): the sum of these rows, each times its value.

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
    const { starts, most } = litCounts(images),
      lit = starts.at(-1);
    Object.assign(this, { starts, most });
    this.pixels = new Uint16Array(lit);
    this.greys = new Uint8Array(lit);
    litPixels(images, this.pixels, this.greys);
  }

  engine(hidden, batch) {
    return new PlainEngine(this, hidden, batch);
  }
}

class Terms {
  constructor(count) {
    this.offsets = new Uint32Array(count);
    this.values = new Float32Array(count);
  }

  set(at, offset, value) {
    this.offsets[at] = offset;
    this.values[at] = value;
  }
}

class PlainEngine {
  constructor(digits, hidden, batch) {
    Object.assign(this, { digits, hidden });
    this.b1 = PIXELS * hidden; // where it begins in the weights, after w1
    this.w2 = this.b1 + hidden;
    this.b2 = this.w2 + CLASSES * hidden;
    this.weights = new Float32Array(this.b2 + CLASSES);
    this.first = new Float32Array(this.weights.length); // Adam's running mean of each slope
    this.second = new Float32Array(this.weights.length); // and of its square
    this.sums = new Float64Array(hidden); // the column sums of w1
    this.images = new Uint32Array(batch);
    this.places = new Uint16Array(PIXELS);
    this.units = new Float32Array(batch * hidden);
    this.downs = new Float32Array(batch * hidden); // slopes of the loss along the units
    this.logits = new Float32Array(batch * CLASSES);
    this.slopes = new Float32Array(batch * CLASSES);
    this.lit = new Terms(batch * digits.most); // of each image, one after the other
    this.heads = new Uint32Array(batch + 1);
    this.sorted = new Terms(batch * digits.most); // the same, of each place
    this.placed = new Uint32Array(PIXELS + 2);
    this.few = new Terms(Math.max(batch, CLASSES));
    this.row = new Float64Array(hidden);
  }

  // w2 is kept as (10, hidden): both of its products then run along rows
  load({ w1, b1, w2, b2 }) {
    const { weights, hidden } = this;
    weights.set(w1);
    weights.set(b1, this.b1);
    for (let at = 0; at < w2.length; at++) {
      weights[this.w2 + (at % CLASSES) * hidden + Math.floor(at / CLASSES)] = w2[at];
    }
    weights.set(b2, this.b2);
    for (const list of [this.first, this.second, this.sums]) list.fill(0);
    for (let at = 0; at < this.b1; at++) this.sums[at % hidden] += weights[at];
  }

  unload() {
    const { weights, hidden } = this,
      w2 = new Float32Array(hidden * CLASSES);
    for (let at = 0; at < w2.length; at++) {
      w2[at] = weights[this.w2 + (at % CLASSES) * hidden + Math.floor(at / CLASSES)];
    }
    const b1 = weights.slice(this.b1, this.w2);
    return { w1: weights.slice(0, this.b1), b1, w2, b2: weights.slice(this.b2) };
  }

  // The logits of the first `count` of `images`
  forward(count, bend) {
    const { hidden, units, weights, row } = this;
    this.gather(count);
    for (let n = 0; n < count; n++) {
      addRows(row.fill(0), weights, 0, this.lit, this.heads[n], this.heads[n + 1]);
      for (let unit = 0, at = n * hidden; unit < hidden; unit++, at++) {
        const sum = SCALE * row[unit] + weights[this.b1 + unit] - SHIFT * this.sums[unit];
        units[at] = bend && sum <= 0 ? 0 : sum;
      }
      for (let digit = 0; digit < CLASSES; digit++) {
        let sum = weights[this.b2 + digit];
        for (let unit = 0, at = n * hidden, by = this.w2 + digit * hidden; unit < hidden; unit++) {
          sum += units[at++] * weights[by++];
        }
        this.logits[n * CLASSES + digit] = sum;
      }
    }
  }

  // The terms of each image of a batch: its lit pixels, where they have been moved to
  gather(count) {
    const { images, places, lit, heads, hidden } = this,
      { starts, pixels, greys } = this.digits;
    let to = 0;
    for (let n = 0; n < count; n++) {
      const end = starts[images[n] + 1];
      for (let at = starts[images[n]]; at < end; at++) {
        const place = places[pixels[at]];
        if (place !== AWAY) lit.set(to++, place * hidden, greys[at]);
      }
      heads[n + 1] = to;
    }
  }

  // One update of all weights, from the `slopes` of the loss along the logits of the last `forward`
  backward(count, bend, adam) {
    this.downward(count, bend);
    this.outputs(count, adam);
    this.byPlace(count);
    this.inputs(count, adam);
  }

  // From the slopes of the logits to those of the units before they were bent
  downward(count, bend) {
    const { hidden, downs, units, slopes, few, row } = this;
    for (let n = 0; n < count; n++) {
      for (let digit = 0; digit < CLASSES; digit++) {
        few.set(digit, digit * hidden, slopes[n * CLASSES + digit]);
      }
      addRows(row.fill(0), this.weights, this.w2, few, 0, CLASSES);
      for (let unit = 0, at = n * hidden; unit < hidden; unit++, at++) {
        downs[at] = bend && !units[at] ? 0 : row[unit];
      }
    }
  }

  // The update of w2 and b2
  outputs(count, adam) {
    const { hidden, slopes, few, row } = this,
      bias = new Float64Array(CLASSES);
    for (let digit = 0; digit < CLASSES; digit++) {
      for (let n = 0; n < count; n++) {
        const slope = slopes[n * CLASSES + digit];
        few.set(n, n * hidden, slope);
        bias[digit] += slope;
      }
      addRows(row.fill(0), this.units, 0, few, 0, count);
      this.adam(this.w2 + digit * hidden, row, adam);
    }
    this.adam(this.b2, bias, adam);
  }

  // The terms of the batch again, in the order of their places: which images are lit there
  byPlace(count) {
    const { lit, sorted, heads, hidden } = this,
      placed = this.placed.fill(0),
      end = heads[count];
    for (let at = 0; at < end; at++) placed[lit.offsets[at] / hidden + 2]++;
    for (let place = 1; place < placed.length; place++) placed[place] += placed[place - 1];
    for (let n = 0; n < count; n++) {
      for (let at = heads[n]; at < heads[n + 1]; at++) {
        sorted.set(placed[lit.offsets[at] / hidden + 1]++, n * hidden, lit.values[at]);
      }
    }
  }

  // The update of w1 and b1
  inputs(count, adam) {
    const { hidden, downs, few, weights, row, sums } = this,
      bias = new Float64Array(hidden);
    for (let n = 0; n < count; n++) few.set(n, n * hidden, 1);
    addRows(bias, downs, 0, few, 0, count);
    this.adam(this.b1, bias, adam);
    sums.fill(0);
    for (let place = 0, at = 0; place < PIXELS; place++) {
      addRows(row.fill(0), downs, 0, this.sorted, this.placed[place], this.placed[place + 1]);
      for (let unit = 0; unit < hidden; unit++) row[unit] = SCALE * row[unit] - SHIFT * bias[unit];
      this.adam(at, row, adam);
      for (let unit = 0; unit < hidden; unit++) sums[unit] += weights[at++];
    }
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

// sums += the rows of `matrix`, from `base` on, that the terms from `n` to `end` name: four in one pass
function addRows(sums, matrix, base, { offsets, values }, n, end) {
  const width = sums.length;
  for (; n + 3 < end; n += 4) {
    const a = base + offsets[n],
      b = base + offsets[n + 1],
      c = base + offsets[n + 2],
      d = base + offsets[n + 3];
    const [p, q, r, s] = [values[n], values[n + 1], values[n + 2], values[n + 3]];
    for (let at = 0; at < width; at++) {
      sums[at] += p * matrix[a + at] + q * matrix[b + at] + r * matrix[c + at] + s * matrix[d + at];
    }
  }
  for (; n < end; n++) {
    const from = base + offsets[n],
      value = values[n];
    for (let at = 0; at < width; at++) sums[at] += value * matrix[from + at];
  }
}
