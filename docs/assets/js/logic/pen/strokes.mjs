// Lines: their dashes, and the paths of arrows.

import { dressed, painted } from "./colours.mjs";
import { fine, shape, short, through } from "./shapes.mjs";

// In widths of the line: how long it is drawn, how long not
const DASHES = { "--": [3.7, 1.6], ":": [1, 1.65], "-.": [6.4, 1.6, 1, 1.6] };
const NAMES = { solid: "-", dashed: "--", dotted: ":", dashdot: "-." };
const HEAD = { length: 0.4, width: 0.2 }; // of the size of words
const DENSE = 24; // points between the lines of a hatch, over the signs in its name
const CAPS = { butt: undefined, round: "round", projecting: "square" };

// The attributes of a line in a colour; undefined where nothing is drawn
export function stroked({ color, lw, ls = "-", alpha = 1, cap, join = "round", ground }) {
  const name = NAMES[ls] ?? ls;
  if (lw === 0 || color === "none" || ["", " ", "none", "None"].includes(name)) return undefined;
  if (name !== "-" && !DASHES[name]) throw new Error(`the page knows no line style "${ls}"`);
  const dashes = DASHES[name]?.map((length) => fine(length * lw)).join(" ");
  return dressed(painted("stroke", color, { alpha, ground }), {
    "stroke-width": short(lw),
    "stroke-dasharray": dashes,
    "stroke-linejoin": join,
    "stroke-linecap": CAPS[cap ?? (dashes ? "butt" : "projecting")],
  });
}

// What an area looks like: its fill and its edge
export function filled({ fc, ec, lw, ls = "-", alpha = 1, join = "miter", ground }) {
  const edge = stroked({ color: ec, lw, ls, alpha, cap: "butt", join, ground });
  return dressed(painted("fill", fc, { alpha, ground }), edge ?? { stroke: "none" });
}

// Lines at 45° through a box; they lie on one grid, so that they meet in boxes side by side
export function hatch([left, top, right, bottom], signs, attributes) {
  if (!/^\/+$/.test(signs)) throw new Error(`the page knows no hatch "${signs}"`);
  const pitch = DENSE / signs.length;
  const lines = [];
  const first = Math.floor((left + top) / pitch) + 1;
  for (let k = first; k * pitch < right + bottom; k += 1) {
    const sum = k * pitch; // where x + y is the same
    const [x0, x1] = [Math.max(left, sum - bottom), Math.min(right, sum - top)];
    lines.push(`M${short(x0)} ${short(sum - x0)}L${short(x1)} ${short(sum - x1)}`);
  }
  return shape("path", { class: "pen-hatch", d: lines.join(""), ...attributes });
}

// The way of an arrow from point to point. bend: as arc3's rad; gaps: points that stay free at both ends
export function arrowPath(start, end, { bend = 0, gaps = [0, 0], lw, head = "->", size = 10 }) {
  const [dx, dy] = [end[0] - start[0], end[1] - start[1]];
  const middle = [(start[0] + end[0]) / 2 - bend * dy, (start[1] + end[1]) / 2 + bend * dx];
  let way = [start, middle, end];
  way = cutBack(way, gaps[0]);
  way = cutBack(way.toReversed(), gaps[1]).toReversed();
  const wedges = [];
  const ends = [way[0], way[2]];
  if (head.startsWith("<")) [ends[0], wedges[0]] = wedge(way[1], way[0], lw, size);
  if (head.endsWith(">")) [ends[1], wedges[1]] = wedge(way[1], way[2], lw, size);
  const [[x0, y0], [x1, y1], [x2, y2]] = [ends[0], way[1], ends[1]].map((each) => each.map(short));
  const shaft = bend ? `M${x0} ${y0}Q${x1} ${y1} ${x2} ${y2}` : through(ends);
  return {
    d:
      shaft +
      wedges
        .filter(Boolean)
        .map((each) => through(each))
        .join(""),
    way,
  };
}

// The head of an arrow that comes from one point to another: where its tip is, and its three points
function wedge(from, to, lw, size) {
  const [dx, dy] = [from[0] - to[0], from[1] - to[1]];
  const distance = Math.hypot(dx, dy) || 1;
  const reach = Math.hypot(HEAD.length, HEAD.width);
  const [cos, sin] = [HEAD.length / reach, HEAD.width / reach];
  const pad = (0.5 * lw) / sin / distance;
  const tip = [to[0] + pad * dx, to[1] + pad * dy];
  const [u, v] = [(dx / distance) * reach * size, (dy / distance) * reach * size];
  const one = [tip[0] + cos * u + sin * v, tip[1] - sin * u + cos * v];
  const other = [tip[0] + cos * u - sin * v, tip[1] + sin * u + cos * v];
  return [tip, [one, tip, other]];
}

// A bent way without what lies nearer to its start than so many points
function cutBack(way, gap) {
  if (!gap) return way;
  const away = (t) => Math.hypot(...at(way, t).map((value, axis) => value - way[0][axis]));
  if (away(1) <= gap) return way;
  let [low, high] = [0, 1];
  for (let turn = 0; turn < 30; turn += 1) {
    const half = (low + high) / 2;
    if (away(half) < gap) low = half;
    else high = half;
  }
  return [at(way, high), between(way[1], way[2], high), way[2]];
}

const between = (one, other, t) => one.map((value, axis) => value + t * (other[axis] - value));
const at = ([a, b, c], t) => between(between(a, b, t), between(b, c, t), t);
