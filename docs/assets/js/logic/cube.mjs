// The block of small products behind A @ B, without a page. Its shape is [rows, inner, columns]; the
// rows run down, the columns to the right, and the inner axis from far behind to the front.
//
// How it is looked at is the way of each of these axes: [to the right, down, towards the eye].

// As the figures draw it: the front is seen as it is, the left side and the top go back aslant
export const OBLIQUE = [
  [0, 1, -1],
  [0.8, 0.62, 1],
  [1, 0, -1],
];

// The cuts of the four views: along which of the three axes the block is taken apart
export const CUTS = {
  whole: [],
  entries: [0, 2],
  columns: [2],
  rows: [0],
  layers: [1],
};

// Whose numbers stand on the two sides across each axis: B's above and below, C's terms in front
// and behind, A's on the left and on the right
const ROLES = ["b", "c", "a"];

// Seen from the front where both angles are 0, from the left after `yaw`, from above after `pitch`
export function turned({ yaw, pitch }) {
  const [sy, cy, sp, cp] = [yaw, pitch].flatMap((angle) => {
    const radians = (angle * Math.PI) / 180;
    return [Math.sin(radians), Math.cos(radians)];
  });
  return [
    [0, cp, -sp],
    [sy, cy * sp, cy * cp],
    [cy, -sy * sp, -sy * cp],
  ];
}

// The sides that can be seen, those behind first, of bricks of side 1, with the middle of the block
// at (0, 0). `gaps` stand between bricks along each axis. A side has the role of the matrix whose
// numbers stand on it, the place of its brick, and its corners.
export function sidesOf(shape, gaps, axes) {
  const middle = shape.map((size, axis) => (size + (size - 1) * gaps[axis]) / 2);
  const at = (numbers) => [0, 1].map((way) => sum(axes.map((axis, n) => axis[way] * numbers[n])));
  const found = [];
  for (const place of inOrder(shape, axes)) {
    const from = place.map((index, axis) => index * (1 + gaps[axis]) - middle[axis]);
    for (const [axis, [, , near]] of axes.entries()) {
      if (Math.abs(near) < 1e-9 || hidden(place[axis], shape[axis], gaps[axis], near)) continue;
      const [u, v] = [0, 1, 2].filter((each) => each !== axis);
      const start = from.with(axis, from[axis] + (near > 0 ? 1 : 0));
      const along = (...ways) => at(ways.reduce((to, way) => to.with(way, to[way] + 1), start));
      const points = [along(), along(u), along(u, v), along(v)];
      found.push({ role: ROLES[axis], place, points });
    }
  }
  return found;
}

// All places, far ones before near ones: of two bricks, the later one is never behind the other
function inOrder(shape, axes) {
  const indices = shape.map((size, axis) => {
    const all = Array.from({ length: size }, (_, index) => index);
    return axes[axis][2] > 0 ? all : all.reverse();
  });
  return indices[1].flatMap((p) => indices[0].flatMap((i) => indices[2].map((j) => [i, p, j])));
}

// Whether the next brick towards the eye touches this one
function hidden(index, size, gap, near) {
  return !gap && (near > 0 ? index < size - 1 : index > 0);
}

// [width, height] in which the block has room however it is turned and cut, so that a brick keeps
// its size
export function frame(shape, gap) {
  const boxes = Object.values(CUTS).map((cut) =>
    shape.map((size, axis) => size + (cut.includes(axis) ? (size - 1) * gap : 0)),
  );
  const most = (axes) => Math.max(...boxes.map((box) => Math.hypot(...axes.map((n) => box[n]))));
  return [most([1, 2]), most([0, 1, 2])];
}

// How many pieces a cut makes, and the place of each, undefined for an axis that stays whole: the
// pieces come in the order of C, row by row
export function piecesOf(shape, view) {
  return CUTS[view].reduce((count, axis) => count * shape[axis], 1);
}

export function pieceAt(shape, view, piece) {
  const place = [undefined, undefined, undefined];
  let rest = piece;
  for (const axis of CUTS[view].toReversed()) {
    place[axis] = rest % shape[axis];
    rest = Math.floor(rest / shape[axis]);
  }
  return place;
}

// As NumPy takes a piece out: [1, :, 2]
export function indexOf(place) {
  return place.map((index) => (index === undefined ? ":" : `${index}`));
}

const sum = (numbers) => numbers.reduce((total, each) => total + each, 0);
