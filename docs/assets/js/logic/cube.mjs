// The block of small products behind A @ B, without a page. Its shape is [rows, inner, columns]; the
// rows run down, the columns to the right, and the inner axis from far behind to the front.

const BACK = [0.8, 0.62]; // to the left and up, for one step from front to back

// The bricks that can be seen, those behind first, of side 1, with the front's corner at (0, 0). `gaps`
// stand between them along each axis. A brick's front has the role "c", its left side "a", its top "b".
export function bricks([rows, inner, columns], gaps = [0, 0, 0]) {
  const found = [];
  for (let p = 0; p < inner; p += 1) {
    for (let i = rows - 1; i >= 0; i -= 1) {
      for (let j = columns - 1; j >= 0; j -= 1) {
        const behind = (inner - 1 - p) * (1 + gaps[1]);
        const x = j * (1 + gaps[2]) - behind * BACK[0];
        const y = i * (1 + gaps[0]) - behind * BACK[1];
        const sides = corners(x, y);
        if (i > 0 && !gaps[0]) delete sides.b;
        if (j > 0 && !gaps[2]) delete sides.a;
        if (p < inner - 1 && !gaps[1]) delete sides.c;
        found.push({ place: [i, p, j], sides });
      }
    }
  }
  return found;
}

function corners(x, y) {
  const [back, up] = BACK;
  const behind = [x - back, y - up];
  return {
    b: [[x, y], [x + 1, y], [x + 1 - back, y - up], behind],
    a: [[x, y], [x, y + 1], [x - back, y + 1 - up], behind],
    c: [
      [x, y],
      [x + 1, y],
      [x + 1, y + 1],
      [x, y + 1],
    ],
  };
}

// [left, top, width, height] around a block that is cut along `axis` (undefined: nowhere) with a gap.
// It lies in the middle; the frame is as large for every axis, so that a brick keeps its size.
export function frame(shape, axis, gap) {
  const sizes = (cut) => shape.map((size, at) => size + (at === cut ? (size - 1) * gap : 0));
  const box = (cut) => {
    const [rows, inner, columns] = sizes(cut);
    return [columns + BACK[0] * inner, rows + BACK[1] * inner];
  };
  const [wide, high] = [0, 1].map((side) => Math.max(...[0, 1, 2].map((cut) => box(cut)[side])));
  const [own, tall] = box(axis);
  const [, inner] = sizes(axis);
  return [-BACK[0] * inner - (wide - own) / 2, -BACK[1] * inner - (high - tall) / 2, wide, high];
}

// A slice for each step: first along the rows, then along the inner axis, then along the columns.
// `axis` is where the block is cut, `index` which slice it is; undefined for step 0
export function sliceAt(shape, step) {
  let index = step - 1;
  for (const [axis, size] of shape.entries()) {
    if (index >= 0 && index < size) return { axis, index };
    index -= size;
  }
  return undefined;
}
