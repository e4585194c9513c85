// What a training starts from: weights, labels, places of the pixels.

import { CLASSES } from "./head.mjs";
import { PIXELS } from "./lit.mjs";
import { normal, numbers, random, shuffle } from "./random.mjs";

const SIDE = 28;
export const AWAY = PIXELS; // the place of a pixel that a shift has moved off the picture
const STREAMS = { weights: 0, order: 1, labels: 2, pixels: 3, shift: 4 };

export const chance = (seed, what) => random(seed, STREAMS[what]);

// "torch": as nn.Linear starts, evenly between -1/√n and 1/√n for n inputs, weights and biases.
// "one-over-n": as the book's own net does, normal numbers divided by the first size of each.
// "zero": all alike.
export function startWeights(start, hidden, seed) {
  const next = chance(seed, "weights");
  const draw = {
    torch: (inputs) => (2 * next() - 1) / Math.sqrt(inputs),
    "one-over-n": (_, first) => normal(next) / first,
    zero: () => 0,
  }[start];
  const filled = (count, inputs, first) =>
    Float32Array.from({ length: count }, () => draw(inputs, first));
  return {
    w1: filled(PIXELS * hidden, PIXELS, PIXELS),
    b1: filled(hidden, PIXELS, hidden),
    w2: filled(hidden * CLASSES, hidden, hidden),
    b2: filled(CLASSES, hidden, CLASSES),
  };
}

// The labels, of which a share of the first `count` is replaced by another digit
export function wrongLabels(labels, count, share, seed) {
  const wrong = Uint8Array.from(labels),
    next = chance(seed, "labels");
  for (const at of shuffle(numbers(count), next).subarray(0, Math.round(share * count))) {
    wrong[at] = (labels[at] + 1 + Math.floor(next() * (CLASSES - 1))) % CLASSES;
  }
  return wrong;
}

// Where each pixel of a picture goes: moved by so many rows and columns, then to its seat of `seats`
export function places(down, right, seats) {
  return Uint16Array.from({ length: PIXELS }, (_, pixel) => {
    const row = Math.floor(pixel / SIDE) + down,
      column = (pixel % SIDE) + right;
    const inside = row >= 0 && row < SIDE && column >= 0 && column < SIDE;
    return inside ? seats[row * SIDE + column] : AWAY;
  });
}

// The seat of each pixel: its own, or, the same for all pictures, another one
export function seats(shuffled, seed) {
  const own = numbers(PIXELS);
  return shuffled ? shuffle(own, chance(seed, "pixels")) : own;
}
