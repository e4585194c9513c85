// The marks on a chart that are places and lines: a pen a kind, named as in snippets/pictures/pen/charts.py.
// What they say in Matplotlib's words means here what it means there.

import { CYCLE, EDGES, INK, PAPER } from "../colours.mjs";
import { boundsOf, refuse, shape, through } from "../shapes.mjs";
import { stroked } from "../strokes.mjs";
import { common, handled, isKnown, listed, placed, reach, Z } from "./common.mjs";
import { contoursOf } from "./contours.mjs";
import { colourMap } from "./maps.mjs";
import { isMarker, stamp } from "./markers.mjs";

const DOT = 36; // points²

// Places joined by a line, or marked, or both
function curve(chart, { x, y, ...rest }) {
  const [item, look] = common(rest, Z.line);
  const { color = CYCLE[chart.turn++ % CYCLE.length], ls = "-", lw = 2, alpha, ...more } = look;
  const { marker = "", ms = 6, mfc = color, mec = color, mew = 1, ...others } = more;
  refuse(others, "a curve");
  const points = listed(x).map((each, k) => [each, listed(y)[k]]);
  reach(chart, points);
  const line = { color, lw, ls, alpha };
  const marks = isMarker(marker) && { marker, size: ms, fc: mfc, ec: mec, lw: mew, alpha };
  const draw = (plane) => {
    const at = placed(
      plane,
      points.map(([a, b]) => [a ?? Number.NaN, b ?? Number.NaN]),
    );
    const ground = at.length ? plane.ground(boundsOf(at)) : "paper";
    const dots = marks ? at.filter((each) => each.every(isKnown)) : [];
    const stamps = dots.length ? dots.map(stamp(marker, { ...marks, ground })) : [];
    return [...lineOf(at, { ...line, ground }), ...stamps];
  };
  const known = points.filter((point) => point.every(isKnown));
  const trace = (plane) => ({ lines: [placed(plane, known)] });
  chart.add({ ...handled(item, { line, marks }), draw, trace });
}

// A line through places, with a gap where one is not known
function lineOf(points, look) {
  const stroke = stroked(look);
  if (!stroke) return [];
  const runs = [[]];
  for (const point of points) {
    if (point.every(isKnown)) runs.at(-1).push(point);
    else runs.push([]);
  }
  const d = runs
    .filter((run) => run.length > 1)
    .map((run) => through(run))
    .join("");
  return d ? [shape("path", { class: "pen-line", d, fill: "none", ...stroke })] : [];
}

// Places marked one by one, as in a scatter plot. s: points², of all or of each; shades: each one's share
// of the colours of `cmap`
function dots(chart, { x, y, s = DOT, color = EDGES.A, marker = "o", ...rest }) {
  const [item, look] = common(rest, Z.area);
  const { fc, ec, lw = 1, alpha, shades, cmap = ["viridis"], ...others } = look;
  refuse(others, "dots");
  const points = listed(x).map((each, k) => [each, listed(y)[k]]);
  reach(chart, points);
  const of = (value, k) => (Array.isArray(value) ? value[k % value.length] : value);
  const shade = shades && colourMap(...cmap);
  const marks = (k) => {
    const own = shades ? hexOf(shade(shades[k])) : of(fc ?? color, k);
    return { marker, size: Math.sqrt(of(s, k)), fc: own, ec: of(ec ?? own, k), lw, alpha };
  };
  const draw = (plane) =>
    placed(plane, points).flatMap((at, k) => {
      const ground = plane.ground([...at, ...at]);
      return at.every(isKnown) ? [stamp(marker, { ...marks(k), ground })(at)] : [];
    });
  const trace = (plane) => ({ points: placed(plane, points) });
  chart.isLight ||= shades !== undefined; // colours that stand for numbers stay as they are
  const sizes = listed(s);
  const middle = Math.sqrt((Math.max(...sizes) + Math.min(...sizes)) / 2);
  const one = { ...marks(0), size: middle, isScattered: true };
  chart.add({ ...handled(item, { marks: one }), draw, trace });
}

const hexOf = (bytes) => `#${Array.from(bytes.slice(0, 3), two).join("")}`;
const two = (byte) => byte.toString(16).padStart(2, "0");

// Large open diamonds at places
function diamonds(chart, { x, y, ...look }) {
  dots(chart, { x, y, fc: PAPER, marker: "D", s: 60, lw: 2, zorder: Z.words, ...look });
}

// A line through the whole chart, upright at x or level at y
function upright(chart, { x, color = INK, ls = "--", ...look }) {
  across(chart, "x", x, { color, ls, ...look });
}

function level(chart, { y, color = INK, lw = 1, ...look }) {
  across(chart, "y", y, { color, lw, ...look });
}

function across(chart, axis, value, rest) {
  const [item, { color, ls = "-", lw = 2, alpha, ...others }] = common(rest, Z.line);
  refuse(others, "a line through the chart");
  const [low, high] = chart[axis].seen.toSorted((one, other) => one - other);
  chart[axis].reach([value], { again: value < low || value > high });
  const line = { color, ls, lw, alpha };
  const ends = (plane) => {
    const [left, top, right, bottom] = plane.box;
    const [x, y] = [plane.across(value), plane.up(value)];
    const box = axis === "x" ? [x, bottom, x, top] : [left, y, right, y];
    return [box.slice(0, 2), box.slice(2)];
  };
  const draw = (plane) => {
    const at = ends(plane);
    return lineOf(at, { ...line, ground: plane.ground(boundsOf(at)) });
  };
  const trace = (plane) => ({ lines: [ends(plane)] });
  chart.add({ ...handled(item, { line }), draw, trace });
}

// Lines that join equal heights, (rows, columns), one for each level
function contours(chart, { x, y, heights, levels, filled = false, ...rest }) {
  const [item, { color = INK, alpha = 0.35, lw = 1, ls, ...others }] = common(rest, Z.line);
  refuse(others, "contours");
  if (filled) throw new Error("the page draws contours as lines, not filled");
  const ends = [x, y].map((places) => [Math.min(...places), Math.max(...places)]);
  for (const [axis, limits] of [
    [chart.x, ends[0]],
    [chart.y, ends[1]],
  ]) {
    axis.reach(limits);
    axis.sticky.push(...limits);
  }
  const found = contoursOf(x, y, heights, levels);
  const look = { fill: "none", ...stroked({ color, lw, ls, alpha }) };
  const draw = (plane) =>
    found.map((lines) => {
      const d = lines.map((line) => through(placed(plane, line))).join("");
      return shape("path", { class: "pen-contour", d, ...look });
    });
  chart.add({ ...item, draw });
}

export const PENS = { curve, dots, diamonds, upright, level, contours };
