// A line through points, trained on the mean squared error. `paired`: each prediction meets its own
// label, (N, 1) against (N, 1); else it meets every label, (N, 1) against (N,). No page here.

const COUNT = 6;
const RATE = 0.3;
export const STEPS = 40;
export const TRUTH = [3, 2]; // slope and height: the points lie on it

const x = Array.from({ length: COUNT }, (_, at) => -1 + (2 * at) / (COUNT - 1));
export const heights = ([slope, height]) => x.map((each) => slope * each + height);
export const POINTS = { x, y: heights(TRUTH) };

const mean = (values) => values.reduce((sum, each) => sum + each, 0) / values.length;
export const meanOf = mean;
export const variance = (values) => mean(values.map((each) => (each - mean(values)) ** 2));

// prediction - y, a row for each prediction: (N, 1) or (N, N)
export function errors(line, paired, { y } = POINTS) {
  return heights(line).map((each, at) =>
    paired ? [each - y[at]] : y.map((label) => each - label),
  );
}

export const lossOf = (line, paired) =>
  mean(
    errors(line, paired)
      .flat()
      .map((each) => each ** 2),
  );

// The slopes of the loss along the line's slope and height
export function slopes(line, paired) {
  const rows = errors(line, paired);
  const sum = rows.map(mean); // the mean error of each prediction
  return [mean(sum.map((each, at) => 2 * each * x[at])), mean(sum.map((each) => 2 * each))];
}

// The line before each step and after the last
export function trained(paired) {
  const track = [[0, 0]];
  while (track.length <= STEPS) {
    const line = track.at(-1);
    const down = slopes(line, paired);
    track.push(line.map((each, at) => each - RATE * down[at]));
  }
  return track;
}
