// Reads a drawn digit: `prepare` brings a drawing onto the scale of the pictures that the net was
// trained with, `predict` is the net; digit/why.mjs says what spoke for an answer. The ruler and the
// weights are recorded by the chapters `digits` and `sequential`.

import { mean, std } from "../../exports/digits/ruler.mjs";

export const SIDE = 28;
export const BOARD = (0 - mean) / std; // what an empty pixel is after normalising
const BOX = 20;
const FINE = 4; // strokes are measured and thinned on a board this much finer
const STROKE = 2.7; // pixels: what a wider pen is thinned to, about the width in MNIST
const SOFT = 1 / 4; // of the brightest grey: what is fainter is a soft edge, beyond the box

// Chalk on a board, `width` times `height` greys from 0 (board) to 255 (chalk), row by row, as the
// makers of MNIST prepared theirs: scaled into a box of 20 x 20 with its aspect kept, edges grey,
// the centre of mass at the centre of 28 x 28. (LeCun et al., 1998. A broad pen, or a small digit
// that is scaled up, is thinned before.) Gives 784 normalised numbers, a Float32Array.
export function prepare(pixels, width, height) {
  if (pixels.length !== width * height) {
    throw new RangeError(`pixels: expected ${width} x ${height} greys, got ${pixels.length}`);
  }
  const drawing = boxed({ greys: pixels, width, height }, FINE * BOX);
  if (!drawing) return new Float32Array(SIDE * SIDE).fill(BOARD);
  const excess = Math.round((strokeWidth(drawing) - FINE * STROKE) / 2);
  const thin = excess > 0 && boxed(thinned(drawing, excess), BOX);
  return normalise(centred(thin || boxed({ greys: pixels, width, height }, BOX)));
}

// Twice the ink divided by the length of its edges
export function strokeWidth({ greys, width }) {
  let ink = 0,
    edges = 0;
  for (let at = 0; at < greys.length; at++) {
    const left = at % width ? greys[at - 1] : 0,
      above = greys[at - width] ?? 0;
    ink += greys[at];
    edges += Math.hypot(greys[at] - left, greys[at] - above);
    if ((at + 1) % width === 0) edges += greys[at];
    if (at + width >= greys.length) edges += greys[at];
  }
  return (2 * ink) / edges;
}

// Strokes that lost `radius` pixels on either side
function thinned({ greys, width, height }, radius) {
  const disc = [];
  for (let y = -radius; y <= radius; y++) {
    for (let x = -radius; x <= radius; x++) if (x * x + y * y <= radius * radius) disc.push([x, y]);
  }
  const result = greys.map((_, at) => {
    const x = at % width,
      y = Math.floor(at / width);
    let least = 255;
    for (const [right, down] of disc) {
      const inside = x + right >= 0 && x + right < width && y + down >= 0 && y + down < height;
      least = Math.min(least, inside ? greys[at + down * width + right] : 0);
    }
    return least;
  });
  return { greys: result, width, height };
}

// Greys from 0 to 255 on the ruler of the training pictures
export function normalise(greys) {
  return Float32Array.from(greys, (grey) => (grey / 255 - mean) / std);
}

function inkFrame(pixels, width, height) {
  const soft = SOFT * pixels.reduce((a, b) => Math.max(a, b), 0);
  let left = width,
    right = -1,
    top = height,
    bottom = -1;
  for (let row = 0, at = 0; row < height; row++) {
    for (let column = 0; column < width; column++, at++) {
      if (!(pixels[at] > soft)) continue;
      if (column < left) left = column;
      if (column > right) right = column;
      if (row < top) top = row;
      bottom = row;
    }
  }
  return bottom < 0 ? null : { left, top, width: right + 1 - left, height: bottom + 1 - top };
}

// The frame's ink, its longer side 20 pixels long; each pixel averages the area that it covers
function boxed({ greys: pixels, width, height }, box) {
  const frame = inkFrame(pixels, width, height);
  if (!frame) return null;
  const step = Math.max(frame.width, frame.height) / box;
  const columns = overlaps(frame.width, step),
    rows = overlaps(frame.height, step);
  const across = new Float32Array(frame.height * columns.length);
  for (let row = 0; row < frame.height; row++) {
    const start = (frame.top + row) * width + frame.left;
    columns.forEach((parts, column) => {
      let sum = 0;
      for (const [from, share] of parts) sum += share * pixels[start + from];
      across[row * columns.length + column] = sum;
    });
  }
  const greys = new Float32Array(rows.length * columns.length);
  rows.forEach((parts, row) => {
    for (const [from, share] of parts) {
      for (let column = 0; column < columns.length; column++) {
        greys[row * columns.length + column] += share * across[from * columns.length + column];
      }
    }
  });
  return { greys, width: columns.length, height: rows.length };
}

// For each target pixel the source pixels below it, [index, share of its area]
function overlaps(length, step) {
  const count = Math.max(1, Math.round(length / step));
  const wide = length / count;
  return Array.from({ length: count }, (_, target) => {
    const from = target * wide,
      to = Math.min(from + wide, length),
      parts = [];
    for (let source = Math.floor(from); source < to; source++) {
      const share = (Math.min(source + 1, to) - Math.max(source, from)) / wide;
      if (share > 0) parts.push([source, share]);
    }
    return parts;
  });
}

// On 28 x 28, moved by whole pixels, as MNIST is, so that no edge blurs
function centred({ greys, width, height }) {
  let mass = 0,
    x = 0,
    y = 0;
  greys.forEach((grey, at) => {
    mass += grey;
    x += grey * ((at % width) + 0.5);
    y += grey * (Math.floor(at / width) + 0.5);
  });
  const place = (middle, length) =>
    Math.min(SIDE - length, Math.max(0, Math.ceil(SIDE / 2 - middle / mass)));
  const left = place(x, width),
    top = place(y, height);
  const picture = new Float32Array(SIDE * SIDE);
  greys.forEach((grey, at) => {
    picture[(top + Math.floor(at / width)) * SIDE + left + (at % width)] = grey;
  });
  return picture;
}

// The tensors of a safetensors file, by name: {w1: {shape, data}, …}
export function readTensors(buffer) {
  const { length, header } = headerOf(buffer);
  const kinds = { I8: Int8Array, U8: Uint8Array, F32: Float32Array };
  delete header.__metadata__; // words about the file
  const tensors = {};
  for (const [
    name,
    {
      dtype,
      shape,
      data_offsets: [from, to],
    },
  ] of Object.entries(header)) {
    tensors[name] = {
      shape,
      data: new kinds[dtype](buffer.slice(8 + length + from, 8 + length + to)),
    };
  }
  return tensors;
}

// The words about such a file, {name: text}
export const wordsOf = (buffer) => headerOf(buffer).header.__metadata__;

function headerOf(buffer) {
  const length = Number(new DataView(buffer).getBigUint64(0, true));
  const header = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 8, length)));
  return { length, header };
}

// x @ w + b, where w is whole numbers with a scale for each column
function linear(x, w, scale, b) {
  const columns = b.data.length,
    sums = new Float64Array(columns);
  for (let row = 0, at = 0; row < x.length; row++) {
    const value = x[row];
    if (value === 0) at += columns;
    else for (let column = 0; column < columns; column++) sums[column] += value * w.data[at++];
  }
  return sums.map((sum, column) => sum * scale.data[column] + b.data[column]);
}

export function forward({ w1, w1_scale, b1, w2, w2_scale, b2 }, x) {
  const hidden = linear(x, w1, w1_scale, b1).map((value) => Math.max(0, value));
  return { hidden, logits: linear(hidden, w2, w2_scale, b2) };
}

// What the net gives each of the ten digits: shares that add up to 1
export function predict(weights, x) {
  return shares(forward(weights, x).logits);
}

// Softmax: shares of raw scores, a Float64Array
export function shares(scores) {
  const highest = Math.max(...scores);
  const powers = Float64Array.from(scores, (score) => Math.exp(score - highest));
  const sum = powers.reduce((a, b) => a + b);
  return powers.map((power) => power / sum);
}
