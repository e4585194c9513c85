// What stands around a chart: its edges, its ticks with their labels, what its axes are called, titles.

import { INK } from "../colours.mjs";
import { lettering } from "../lettering.mjs";
import { boundsOf, group, shape, through } from "../shapes.mjs";
import { stroked } from "../strokes.mjs";

const EDGE = 0.8; // points wide, as are ticks
const PADS = { tick: 3.5, label: 4, title: 6, offset: 3 };
const TITLE = 11;
const SHARES = { left: 0, center: 0.5, right: 1 };
const THIN = { fill: "none", ...stroked({ color: INK, lw: EDGE, cap: "butt" }) };

// How the axis below and the one on the left are drawn: on which side; how many times its size a label
// needs; where a value is on the edge; what lies farther out; how words stand there, and how far out they
// reach; where its name and what it ends with stand; the line of a grid; how little room its name takes
const AXES = {
  x: {
    side: "bottom",
    needs: 3,
    length: ([left, , right]) => right - left,
    at: ({ box, across }, value) => [across(value), box[3]],
    out: ([x, y], by) => [x, y + by],
    label: { ha: "center", va: "top" },
    reach: ([, , , bottom], words) => words[3] - bottom,
    middle: ([left, , right, bottom]) => [(left + right) / 2, bottom],
    name: { ha: "center", va: "top" },
    end: ([, , right, bottom], far) => [right, bottom + far + PADS.offset],
    offset: { ha: "right", va: "top" },
    across: ([, top], [x, bottom]) => [
      [x, bottom],
      [x, top],
    ],
    thin: ([left, top, right, bottom]) => [(left + right) / 2, top, (left + right) / 2, bottom],
  },
  y: {
    side: "left",
    needs: 2,
    length: ([, top, , bottom]) => bottom - top,
    at: ({ box, up }, value) => [box[0], up(value)],
    out: ([x, y], by) => [x - by, y],
    label: { ha: "right", va: "center_baseline" },
    reach: ([left], words) => left - words[0],
    middle: ([left, top, , bottom]) => [left, (top + bottom) / 2],
    name: { ha: "center", va: "bottom", rotation: 90, mode: "anchor" },
    end: ([left, top]) => [left, top - PADS.offset],
    offset: {},
    across: ([, , right], [left, y]) => [
      [left, y],
      [right, y],
    ],
    thin: ([left, top, right, bottom]) => [left, (top + bottom) / 2, right, (top + bottom) / 2],
  },
};

// {below, edges, above, bounds}: shapes beneath the marks, the edges, shapes upon the marks, and what
// room all of it takes. Titles and the names of axes take none along the side on which they stand.
export function frameOf(chart, plane) {
  const found = { below: [], edges: [], above: [], bounds: [plane.box] };
  const ends = chart.isOn
    ? [drawAxis(chart, plane, "x", found), drawAxis(chart, plane, "y", found)]
    : [];
  if (chart.isOn) drawEdges(chart, plane.box, found);
  for (const [loc, title] of Object.entries(chart.titles)) {
    if (!`${title.text}`.trim()) continue;
    const { shapes, box } = titled(plane.box, loc, title, ends[1]);
    found.above.push(group({ class: "pen-title" }, ...shapes));
    found.bounds.push(AXES.x.thin(box));
  }
  return found;
}

// The title stands higher where what is written at the end of the upright axis would meet it
function titled([left, top, right], loc, { text, ...look }, end) {
  const style = { size: TITLE, ha: loc, ...look };
  const across = left + SHARES[loc] * (right - left);
  const usual = lettering([across, top - PADS.title], text, style);
  return end && meets(end, usual.box)
    ? lettering([across, end[1] - PADS.title], text, style)
    : usual;
}

const meets = (one, other) =>
  one[0] < other[2] && other[0] < one[2] && one[1] < other[3] && other[1] < one[3];

// One axis; gives the box of what is written at its end, if anything is
function drawAxis(chart, plane, name, { below, bounds }) {
  const way = AXES[name];
  const { box } = plane;
  const { ticks, offset } = ticksOf(chart, plane, name);
  const lines = ticks.map(({ line }) => line).filter(Boolean);
  const labels = ticks.map(({ label }) => label).filter(Boolean);
  const add = (kind, words, room = (found) => found) => {
    if (!words.length) return;
    below.push(group({ class: `pen-${name}-${kind}` }, ...words.flatMap(({ shapes }) => shapes)));
    bounds.push(...words.map((found) => room(found.box)));
  };
  below.push(...gridOf(chart, plane, name, ticks), ...pathOf("pen-tick", lines, THIN));
  if (chart.spines[way.side]) bounds.push(...lines.map(boundsOf));
  add("ticks", labels);
  const far = Math.max(
    ticks.length ? chart.tick[name].length : 0,
    ...labels.map((label) => way.reach(box, label.box)),
  );
  const title = chart.labels[name];
  const place = way.out(way.middle(box), far + PADS.label);
  add("label", title ? [lettering(place, title, way.name)] : [], way.thin);
  const isTold = offset && chart.isWritten[name];
  const end = isTold ? [lettering(way.end(box, far), offset, way.offset)] : [];
  add("offset", end);
  return end[0]?.box;
}

// Ticks with where they are, their line and their label
function ticksOf(chart, plane, name) {
  const way = AXES[name];
  const { length, labelsize: size = 10, labelfontfamily, labelcolor, rotation } = chart.tick[name];
  const family = labelfontfamily ?? "sans-serif";
  const style = { ...way.label, size, family, color: labelcolor, rotation };
  const room = Math.floor(way.length(plane.box) / (size * way.needs));
  const { ticks, offset } = chart[name].ticked(room);
  const drawn = ticks.map(({ at, text, isPower }) => {
    const place = way.at(plane, at);
    const isWritten = chart.isWritten[name] && text;
    const label =
      isWritten && lettering(way.out(place, length + PADS.tick), text, { ...style, isPower });
    return { place, line: length ? [place, way.out(place, length)] : undefined, label };
  });
  return { ticks: drawn, offset };
}

function gridOf(chart, plane, name, ticks) {
  const look = chart.grid[name];
  if (!look) return [];
  const lines = ticks.map(({ place }) => AXES[name].across(plane.box, place));
  return pathOf("pen-grid", lines, { fill: "none", ...stroked(look) });
}

const pathOf = (name, lines, look) =>
  lines.length
    ? [shape("path", { class: name, d: lines.map((line) => through(line)).join(""), ...look })]
    : [];

function drawEdges(chart, [left, top, right, bottom], { edges }) {
  const sides = {
    left: [
      [left, bottom],
      [left, top],
    ],
    right: [
      [right, bottom],
      [right, top],
    ],
    bottom: [
      [left, bottom],
      [right, bottom],
    ],
    top: [
      [left, top],
      [right, top],
    ],
  };
  const seen = Object.keys(sides).filter((side) => chart.spines[side]);
  const lines = seen.map((side) => sides[side]);
  edges.push(...pathOf("pen-edge", lines, { ...THIN, "stroke-linecap": "square" }));
}
