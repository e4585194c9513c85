// Says which ink and which hidden units spoke for an answer.

import { BOARD, forward } from "../digit.mjs";

// Who spoke for `digit`. The score is a sum over hidden units, and each of these, once awake, a sum
// over pixels. So: `units`, what each added to the score; `pixels`, what the chalk in each changed
// about it, held against an empty board and with the same units awake.
export function explain(weights, x, digit) {
  const { hidden, logits } = forward(weights, x);
  const { w1, w1_scale, w2, w2_scale, b2 } = weights;
  const classes = b2.data.length,
    count = hidden.length;
  const pull = hidden.map((_, unit) => w2.data[unit * classes + digit] * w2_scale.data[digit]);
  const units = hidden.map((value, unit) => value * pull[unit]);
  const pixels = new Float64Array(x.length);
  for (let pixel = 0; pixel < x.length; pixel++) {
    const chalk = x[pixel] - BOARD;
    if (chalk < 1e-6) continue;
    for (let unit = 0; unit < count; unit++) {
      if (hidden[unit] === 0) continue;
      const weight = w1.data[pixel * count + unit] * w1_scale.data[unit];
      pixels[pixel] += chalk * weight * pull[unit];
    }
  }
  return { units, pixels, hidden, pull, score: logits[digit], bias: b2.data[digit] };
}

// The picture that a hidden unit looks for: its 784 weights
export function weightsOf({ w1, w1_scale, b1 }, unit) {
  const count = b1.data.length;
  return Float64Array.from(
    { length: w1.data.length / count },
    (_, pixel) => w1.data[pixel * count + unit] * w1_scale.data[unit],
  );
}
