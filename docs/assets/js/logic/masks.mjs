// Two masks of 28 by 28 weights, 1, 0 or −1 each, are two columns of a matrix. Multiplied with a digit
// and summed, each gives a feature; two features are a place on a map. No page here.

export const SIDE = 28;
const PIXELS = SIDE * SIDE;
const [FOR, AGAINST] = [1, -1];
export const THICK = 1; // the brush covers so many pixels to each side of its middle

// Four pixels a byte, the first one highest, as digits of 784 numbers from 0 to 1
export function unpacked(bytes) {
  const digits = [];
  for (let at = 0; at < bytes.length * 4; at += PIXELS) {
    const grey = (_, pixel) => ((bytes[(at + pixel) >> 2] >> (6 - 2 * (pixel & 3))) & 3) / 3;
    digits.push(Float32Array.from({ length: PIXELS }, grey));
  }
  return digits;
}

// Multiply and sum
export function featureOf(mask, digit) {
  let sum = 0;
  for (let pixel = 0; pixel < PIXELS; pixel += 1) sum += mask[pixel] * digit[pixel];
  return sum;
}

// The pixels under a brush whose middle is there
export function under([row, column]) {
  const found = [];
  for (let y = row - THICK; y <= row + THICK; y += 1) {
    for (let x = column - THICK; x <= column + THICK; x += 1) {
      if (x >= 0 && x < SIDE && y >= 0 && y < SIDE) found.push(y * SIDE + x);
    }
  }
  return found;
}

// The mask after a stroke of the brush from place to place; `weight` 0 erases
export function painted(mask, from, to, weight) {
  const next = mask.slice();
  const steps = Math.max(1, ...from.map((each, axis) => Math.abs(to[axis] - each)));
  for (let step = 0; step <= steps; step += 1) {
    const place = from.map((each, axis) => Math.round(each + ((to[axis] - each) * step) / steps));
    for (const pixel of under(place)) next[pixel] = weight;
  }
  return next;
}

export const empty = () => new Int8Array(PIXELS);

const drawn = (...strokes) =>
  strokes.reduce((mask, [from, to, weight]) => painted(mask, from, to, weight), empty());

// Masks that tell 0 from 1: ink at both sides and none between; ink above and none below
export const FIRST = [
  drawn([[9, 8], [18, 8], FOR], [[9, 19], [18, 19], FOR], [[11, 14], [17, 14], AGAINST]),
  drawn([[7, 8], [7, 19], FOR], [[20, 8], [20, 19], AGAINST]),
];

// The range of a feature, from and to, with some room; of one that is the same for all, around it
export function rangeOf(feature) {
  const low = Math.min(...feature);
  const high = Math.max(...feature);
  const room = (high - low) / 20 || 1;
  return [low - room, high + room];
}

// Features, one list for each mask, as places [0 to 1, 0 to 1] for each digit
export function placesOf(features) {
  const parts = features.map((feature) => {
    const [low, high] = rangeOf(feature);
    return feature.map((each) => (each - low) / (high - low));
  });
  return parts[0].map((_, at) => parts.map((part) => part[at]));
}

// The mean place of each class; the labels are 0 to 9
export function meansOf(places, labels) {
  const sums = Array.from({ length: 10 }, () => [0, 0, 0]);
  places.forEach(([x, y], at) => {
    const sum = sums[labels[at]];
    sum[0] += x;
    sum[1] += y;
    sum[2] += 1;
  });
  return sums.map(([x, y, count]) => [x / count, y / count]);
}

// Of the digits of some classes, how many lie nearest to the mean of their own, [right, of all].
// Where two means are as near, nothing is told apart: that counts as wrong.
export function toldApart(places, labels, classes) {
  const means = meansOf(places, labels);
  let right = 0;
  let all = 0;
  places.forEach(([x, y], at) => {
    if (!classes.includes(labels[at])) return;
    const far = (digit) => Math.hypot(means[digit][0] - x, means[digit][1] - y);
    const others = classes.filter((digit) => digit !== labels[at]);
    all += 1;
    if (others.every((digit) => far(labels[at]) < far(digit) - 1e-9)) right += 1;
  });
  return [right, all];
}
