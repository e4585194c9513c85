// A legend: a row for each label, with a piece of what it names.

import { INK } from "../colours.mjs";
import { lettering } from "../lettering.mjs";
import { stamp } from "../marks/markers.mjs";
import { group, rectangle, refuse, shape, through } from "../shapes.mjs";
import { filled, stroked } from "../strokes.mjs";

// Of the size of its words
const PART = { pad: 0.4, sep: 0.5, wide: 2, high: 0.7, text: 0.8, columns: 2, away: 0.5 };
const LINE = 1; // how high a row is, and how much of that lies below the line of its words
const BELOW = 492 / 2048;
const LINES = 1.2002; // how high each of several lines is
const MIDDLE = 0.38;
const SCATTERED = 0.375;
// Where it may stand, in the order in which the best place is looked for: shares of the free room
const PLACES = {
  "upper right": [1, 0],
  "upper left": [0, 0],
  "lower left": [0, 1],
  "lower right": [1, 1],
  right: [1, 0.5],
  "center left": [0, 0.5],
  "center right": [1, 0.5],
  "lower center": [0.5, 1],
  "upper center": [0.5, 0],
  center: [0.5, 0.5],
};

// A legend that can be drawn once it is known where: its size, and shapes for a corner
export function legendOf({ handles, title, fontsize: size = 10, ncols = 1, labelcolor, ...rest }) {
  refuse(rest, "a legend");
  const columns = split(handles, ncols);
  const widths = columns.map((column) =>
    Math.max(...column.map(({ label }) => size * (PART.wide + PART.text) + widthOf(label, size))),
  );
  const head = title ? size * (LINE + PART.sep) : 0;
  const tallest = Math.max(0, ...columns.map(heightOf(size)));
  const width =
    widths.reduce((sum, each) => sum + each, 0) + size * PART.columns * (columns.length - 1);
  const wide = Math.max(width, title ? widthOf(title, size) : 0) + 2 * PART.pad * size;
  const high = tallest + head + 2 * PART.pad * size;
  const draw = ([left, top]) => {
    const shapes = [];
    const middle = left + wide / 2;
    const ground = top + PART.pad * size;
    if (title)
      shapes.push(...lettering([middle, ground], title, { size, ha: "center", va: "top" }).shapes);
    let x = left + (wide - width) / 2;
    columns.forEach((column, k) => {
      let y = ground + head;
      for (const handle of column) {
        shapes.push(...rowOf(handle, [x, y], size, labelcolor));
        y += size * (rowHigh(handle.label) + PART.sep);
      }
      x += widths[k] + size * PART.columns;
    });
    return group({ class: "pen-legend" }, ...shapes);
  };
  return { wide, high, draw };
}

const widthOf = (text, size) => {
  const [left, , right] = lettering([0, 0], text, { size }).box;
  return right - left;
};
// How high a row is, of the size of its words
function rowHigh(label) {
  const lines = `${label}`.split("\n").length;
  return lines > 1 ? lines * LINES : LINE;
}

const heightOf = (size) => (column) =>
  column.reduce((sum, { label }) => sum + size * rowHigh(label), 0) +
  size * PART.sep * (column.length - 1);

// As equal as can be; the first ones have one more
function split(handles, count) {
  const columns = [];
  let from = 0;
  for (let k = 0; k < count; k += 1) {
    const size = Math.floor(handles.length / count) + (k < handles.length % count ? 1 : 0);
    if (size) columns.push(handles.slice(from, from + size));
    from += size;
  }
  return columns;
}

function rowOf({ label, line, marks, area, upon }, [left, top], size, labelcolor) {
  const isOne = rowHigh(label) === LINE;
  // A piece stands on the line of the words, or in the middle of several
  const base = top + size * (isOne ? LINE - BELOW : rowHigh(label) / 2 + MIDDLE);
  const [wide, high] = [size * PART.wide, size * PART.high];
  const shapes = [];
  const stroke = line && stroked(line);
  if (stroke) {
    const d = through([
      [left, base - high / 2],
      [left + wide, base - high / 2],
    ]);
    shapes.push(shape("path", { d, fill: "none", ...stroke }));
  }
  if (marks) {
    const up = marks.isScattered ? SCATTERED * high : high / 2;
    shapes.push(stamp(marks.marker, marks)([left + wide / 2, base - up]));
  }
  const piece = [left, base - high, left + wide, base];
  if (area) shapes.push(rectangle(piece, filled(area)));
  if (upon) shapes.push(upon(piece));
  const color = labelcolor === "linecolor" ? colourOf({ line, marks, area }) : (labelcolor ?? INK);
  const place = isOne ? base : top;
  const va = isOne ? "baseline" : "top";
  const words = lettering([left + wide + size * PART.text, place], label, { size, color, va });
  return [...shapes, ...words.shapes];
}

const colourOf = ({ line, marks, area }) => line?.color ?? marks?.fc ?? area?.fc ?? INK;

// The corner of a legend in a box: at a named place, at shares of the box, or where it hides least
export function placeOf({ wide, high }, box, loc = "best", traces = []) {
  const [left, top, right, bottom] = box;
  if (Array.isArray(loc)) {
    return [left + loc[0] * (right - left), bottom - loc[1] * (bottom - top) - high];
  }
  const away = PART.away * 10;
  const corner = ([x, y]) => [
    left + away + x * (right - left - 2 * away - wide),
    top + away + y * (bottom - top - 2 * away - high),
  ];
  if (loc !== "best") {
    if (!PLACES[loc]) throw new Error(`the page knows no place "${loc}" for a legend`);
    return corner(PLACES[loc]);
  }
  let best;
  for (const place of Object.values(PLACES)) {
    const [x, y] = corner(place);
    const bad = badness([x, y, x + wide, y + high], traces);
    if (!best || bad < best.bad) best = { bad, at: [x, y] };
    if (!bad) break;
  }
  return best.at;
}

// How much of what is drawn a box would hide
function badness(box, traces) {
  const holds = ([x, y]) => x > box[0] && x < box[2] && y > box[1] && y < box[3];
  const count = (points) => points.filter(holds).length;
  return traces.reduce((sum, { lines = [], boxes = [], points = [] }) => {
    const met = boxes.filter(
      (b) => b[0] < box[2] && box[0] < b[2] && b[1] < box[3] && box[1] < b[3],
    );
    const crossed = lines.filter((line) =>
      line.some((to, k) => k && crosses(line[k - 1], to, box)),
    );
    const inside = lines.reduce((all, line) => all + count(line), 0);
    return sum + inside + count(points) + met.length + crossed.length;
  }, 0);
}

// Whether a line from point to point meets a box
function crosses([x0, y0], [x1, y1], [left, top, right, bottom]) {
  let [from, to] = [0, 1];
  for (const [start, way, low, high] of [
    [x0, x1 - x0, left, right],
    [y0, y1 - y0, top, bottom],
  ]) {
    if (!way && (start < low || start > high)) return false;
    if (!way) continue;
    const ends = [(low - start) / way, (high - start) / way].sort((one, other) => one - other);
    from = Math.max(from, ends[0]);
    to = Math.min(to, ends[1]);
  }
  return from <= to;
}
