// The arithmetic of fitting: a line by steps downhill, polynomials by least squares. No page here.

import { shuffle } from "./trainer/random.mjs";

// How badly the line a x + b misses the points: the mean squared miss
export function loss([a, b], x, y) {
  return x.reduce((sum, each, at) => sum + (a * each + b - y[at]) ** 2, 0) / x.length;
}

// The slopes of the loss along a and along b
export function gradient([a, b], x, y) {
  let alongA = 0,
    alongB = 0;
  x.forEach((each, at) => {
    const miss = a * each + b - y[at];
    alongA += 2 * miss * each;
    alongB += 2 * miss;
  });
  return [alongA / x.length, alongB / x.length];
}

// One step of SGD on the points whose numbers `batch` lists
export function step(p, x, y, batch, lr) {
  const slopes = gradient(
    p,
    batch.map((at) => x[at]),
    batch.map((at) => y[at]),
  );
  return p.map((each, at) => each - lr * slopes[at]);
}

// 0 to count - 1, shuffled
export function shuffled(count, random = Math.random) {
  return shuffle(
    Array.from({ length: count }, (_, at) => at),
    random,
  );
}

// The largest rate at which steps on all points still go down: 2 / the largest curvature
export function safeRate(x) {
  const mean = (f) => x.reduce((sum, each) => sum + f(each), 0) / x.length;
  const [aa, ab, bb] = [2 * mean((each) => each * each), 2 * mean((each) => each), 2];
  return 2 / ((aa + bb) / 2 + Math.hypot((aa - bb) / 2, ab));
}

// The polynomial of a degree with the least squared misses, as a function. Chebyshev polynomials on
// the range of x are its columns: powers of x would be too much alike from degree 9 or so.
export function polynomial(x, y, degree) {
  const low = Math.min(...x),
    high = Math.max(...x);
  const basis = (each) => {
    const t = (2 * each - low - high) / (high - low),
      row = [1, t];
    for (let at = 2; at <= degree; at++) row.push(2 * t * row[at - 1] - row[at - 2]);
    return row.slice(0, degree + 1);
  };
  const p = leastSquares(x.map(basis), y);
  return (each) => basis(each).reduce((sum, value, at) => sum + value * p[at], 0);
}

// p with the smallest |columns @ p - y|: Householder reflections make the columns triangular
export function leastSquares(columns, y) {
  const rows = columns.map((row, at) => [...row, y[at]]),
    count = columns[0].length;
  for (let at = 0; at < count; at++) {
    const norm = Math.hypot(...rows.slice(at).map((row) => row[at]));
    const mirror = rows.slice(at).map((row) => row[at]);
    mirror[0] += mirror[0] < 0 ? -norm : norm;
    const square = mirror.reduce((sum, each) => sum + each * each, 0);
    if (square === 0) continue;
    for (let column = at; column <= count; column++) {
      const dot = mirror.reduce((sum, each, row) => sum + each * rows[at + row][column], 0);
      mirror.forEach((each, row) => {
        rows[at + row][column] -= (2 * dot * each) / square;
      });
    }
  }
  const p = new Array(count).fill(0);
  for (let at = count - 1; at >= 0; at--) {
    const known = p.reduce(
      (sum, each, column) => sum + (column > at ? rows[at][column] * each : 0),
      0,
    );
    p[at] = (rows[at][count] - known) / rows[at][at];
  }
  return p;
}

// The mean squared miss of a function
export function missOf(f, x, y) {
  return x.reduce((sum, each, at) => sum + (f(each) - y[at]) ** 2, 0) / x.length;
}
