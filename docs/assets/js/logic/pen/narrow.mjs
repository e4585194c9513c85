// A picture as a phone shows it: narrower, its words as large as before, its panels in more rows. A page
// shows it as wide as the phone is: there, words as large as the text around them are half as large.
// book/running/narrow.py does the same for the recorded figures.

const PHONE = 360; // pixels: a phone shows a picture from edge to edge
const SMALLEST = 9; // pixels that words need there
const WIDTHS = [4.5, 4.9, 5.3, 5.7]; // inches: the narrowest in which no words meet
const TOUCH = 1.44; // points that words may share
const PANEL = 1.1; // inches that a picture needs, alone
const CELL = 0.7; // and in a table
const CLOSE = 0.15; // of a panel: so much narrower a chart may get
const USUAL = [7, 3.2];

// What is drawn of a picture on a phone; wide: what is drawn of it elsewhere; draw(picture, how): draws
export function narrowed(picture, wide, draw) {
  const words = wordsOf(wide.shapes);
  const width = wide.width / 72;
  const least = Math.min(...words.map(({ size }) => size));
  if ((least * PHONE) / wide.width >= SMALLEST) return wide;
  const met = meetings(words, wide);
  const change = picture.kind === "cells" ? cellsTo : panelsTo;
  for (const narrower of WIDTHS.filter((each) => each < width)) {
    const next = change(picture, narrower, width, draw);
    if (meetings(wordsOf(next.shapes), next) <= met) return next;
  }
  return wide;
}

const wordsOf = (shapes) =>
  shapes.flatMap(({ words, children }) => [...(words ? [words] : []), ...wordsOf(children)]);

// How many pairs of words touch each other, and how many words the edge of the picture
function meetings(words, { width, height }) {
  const boxes = words.map(({ box }) => box);
  const apart = (low, high) => low + TOUCH >= high;
  const meet = (one, other) =>
    !apart(one[0], other[2]) &&
    !apart(other[0], one[2]) &&
    !apart(one[1], other[3]) &&
    !apart(other[1], one[3]);
  const pairs = boxes.flatMap((one, k) => boxes.slice(k + 1).filter((other) => meet(one, other)));
  const outside = boxes.filter(
    ([left, top, right, bottom]) =>
      Math.min(left, top) < -TOUCH || right > width + TOUCH || bottom > height + TOUCH,
  );
  return pairs.length + outside.length;
}

const cellsTo = (picture, narrower, width, draw) => draw(picture, { scale: narrower / width });

function panelsTo(picture, narrower, width, draw) {
  const { charts, size, layout, width_ratios, height_ratios, ...rest } = picture;
  const [, height] = size ?? USUAL;
  const table = tableOf(charts, layout);
  const shaped = charts.every(isShaped);
  const scale = narrower / width;
  if (!table) {
    const sized = { ...picture, size: [narrower, (shaped ? scale : 1) * height] };
    return draw(sized);
  }
  const [rows, columns] = [table.length, table[0].length];
  const most = Math.trunc(shaped ? narrower / PANEL : columns * scale + CLOSE);
  let beside = besideOf(charts.length, Math.min(columns, Math.max(1, most)));
  // A table: what is a row there stays by itself
  if (shaped && rows > 1) {
    beside = besideOf(columns, Math.min(columns, Math.trunc(narrower / CELL)), 1);
  }
  const below = Math.ceil(charts.length / beside);
  const share = (below / rows) * (shaped ? (scale * columns) / beside : 1);
  const sized = { charts, ...rest, size: [narrower, share * height] };
  if (beside < columns) return draw({ ...sized, layout: places(below, beside) }, { before: table });
  const ratios = Object.entries({ width_ratios, height_ratios }).filter(([, each]) => each);
  return draw({ ...sized, layout: table, ...Object.fromEntries(ratios) });
}

// The table of panels, if each has one place in it, in order
function tableOf(charts, layout) {
  const table = layout ?? places(1, charts.length);
  const all = table.flat();
  const isPlain = charts.every(({ place }, k) => !place && all[k] === k);
  return isPlain && new Set(all).size === all.length ? table : undefined;
}

const places = (rows, columns) =>
  Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (_, column) => row * columns + column),
  );

// Whether a step along x is as long on a chart as one along y
function isShaped({ marks, aspect }) {
  const image = marks.findLast(({ kind }) => kind === "image");
  return (aspect ?? image?.aspect ?? (image ? "equal" : "auto")) !== "auto";
}

// How many panels stand beside each other, at most so many: as many in each row, if that are not too few
function besideOf(panels, most, least = Math.floor(most / 2) + 1) {
  let even = most;
  while (panels % even) even -= 1;
  return even >= least || panels < 4 ? even : most;
}
