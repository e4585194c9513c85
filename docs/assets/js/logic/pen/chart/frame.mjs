// What stands around a chart: its edges, its ticks with their labels, what its axes are called, titles.

import { INK } from "../colours.mjs";
import { lettering } from "../lettering.mjs";
import { around, boundsOf, group, shape, through } from "../shapes.mjs";
import { stroked } from "../strokes.mjs";

const EDGE = 0.8; // points wide, as are ticks
const PADS = { tick: 3.5, label: 4, title: 6, offset: 3 };
const TITLE = 11;
const SHARES = { left: 0, center: 0.5, right: 1 };

// {below, edges, above, bounds}: shapes beneath the marks, the edges, shapes upon the marks, and what
// room all of it takes. Titles and the names of axes take none along the side on which they stand.
export function frameOf(chart, plane) {
  const found = { below: [], edges: [], above: [], bounds: [plane.box] };
  const raised = chart.isOn ? drawAxes(chart, plane, found) : [];
  for (const [loc, title] of Object.entries(chart.titles)) {
    if (!`${title.text}`.trim()) continue;
    const { shapes, box } = titled(plane.box, loc, title, raised);
    const middle = (box[0] + box[2]) / 2;
    found.above.push(group({ class: "pen-title" }, ...shapes));
    found.bounds.push([middle, box[1], middle, box[3]]);
  }
  return found;
}

// The title stands higher where what is written at the end of the upright axis would meet it
function titled([left, top, right], loc, { text, ...look }, raised) {
  const style = { size: TITLE, ha: loc, ...look };
  const across = left + SHARES[loc] * (right - left);
  const usual = lettering([across, top - PADS.title], text, style);
  const met = raised.find((box) => meets(box, usual.box));
  return met ? lettering([across, met[1] - PADS.title], text, style) : usual;
}

const meets = (one, other) =>
  one[0] < other[2] && other[0] < one[2] && one[1] < other[3] && other[1] < one[3];

function drawAxes(chart, plane, found) {
  const offsets = [];
  for (const axis of [across(chart, plane), up(chart, plane)]) {
    const { ticks, offset } = axis;
    const lines = ticks.map((tick) => tick.line).filter(Boolean);
    if (chart.spines[axis.side]) found.bounds.push(...lines.map(boundsOf));
    const mark = lines.length
      ? [
          shape("path", {
            class: "pen-tick",
            d: lines.map((line) => through(line)).join(""),
            ...thin,
          }),
        ]
      : [];
    const texts = ticks.map((tick) => tick.label).filter(Boolean);
    const labels = texts.flatMap((text) => text.shapes);
    const grid = axis.grid.length
      ? [
          shape("path", {
            class: "pen-grid",
            d: axis.grid.map((line) => through(line)).join(""),
            ...axis.look,
          }),
        ]
      : [];
    found.below.push(...grid, ...mark, group({ class: `pen-${axis.name}-ticks` }, ...labels));
    found.bounds.push(...texts.map((text) => text.box));
    if (offset) {
      found.below.push(group({ class: "pen-offset" }, ...offset.shapes));
      found.bounds.push(offset.box);
      if (axis.name === "y") offsets.push(offset.box);
    }
    if (axis.label) {
      found.below.push(group({ class: `pen-${axis.name}-label` }, ...axis.label.shapes));
      found.bounds.push(axis.thin(axis.label.box));
    }
  }
  drawEdges(chart, plane.box, found);
  return offsets;
}

const thin = { fill: "none", ...stroked({ color: INK, lw: EDGE, cap: "butt" }) };

// The edges take the room of the ticks along
function drawEdges(chart, [left, top, right, bottom], found) {
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
  const d = seen.map((side) => through(sides[side])).join("");
  if (d)
    found.edges.push(shape("path", { class: "pen-edge", ...thin, d, "stroke-linecap": "square" }));
}

// The axis below: its ticks, what it is called, and how little room that takes to the sides
function across(chart, plane) {
  const [left, top, right, bottom] = plane.box;
  const {
    length,
    labelsize: size = 10,
    labelfontfamily: family = "sans-serif",
    ...look
  } = chart.tick.x;
  const { ticks, offset } = chart.x.ticked(Math.floor((right - left) / (size * 3)));
  const style = {
    size,
    family,
    ha: "center",
    va: "top",
    color: look.labelcolor,
    rotation: look.rotation,
  };
  const drawn = ticks.map(({ at, text, isPower }) => {
    const x = plane.across(at);
    const label =
      chart.isWritten.x &&
      text &&
      lettering([x, bottom + length + PADS.tick], text, { ...style, isPower });
    return {
      x,
      line: length
        ? [
            [x, bottom],
            [x, bottom + length],
          ]
        : undefined,
      label,
    };
  });
  const low = lowest(drawn, bottom + (ticks.length ? length : 0));
  const middle = (left + right) / 2;
  const name = chart.labels.x;
  return {
    name: "x",
    side: "bottom",
    ticks: drawn,
    offset:
      offset &&
      chart.isWritten.x &&
      lettering([right, low + PADS.offset], offset, { ha: "right", va: "top" }),
    label: name && lettering([middle, low + PADS.label], name, { ha: "center", va: "top" }),
    thin: ([, upper, , lower]) => [middle, upper, middle, lower],
    grid: chart.grid.x
      ? drawn.map(({ x }) => [
          [x, bottom],
          [x, top],
        ])
      : [],
    look: chart.grid.x && { fill: "none", ...stroked(chart.grid.x) },
  };
}

const lowest = (ticks, least) =>
  Math.max(least, ...ticks.map(({ label }) => (label ? label.box[3] : -Infinity)));

function up(chart, plane) {
  const [left, top, right, bottom] = plane.box;
  const {
    length,
    labelsize: size = 10,
    labelfontfamily: family = "sans-serif",
    ...look
  } = chart.tick.y;
  const { ticks, offset } = chart.y.ticked(Math.floor((bottom - top) / (size * 2)));
  const style = {
    size,
    family,
    ha: "right",
    va: "center_baseline",
    color: look.labelcolor,
    rotation: look.rotation,
  };
  const drawn = ticks.map(({ at, text, isPower }) => {
    const y = plane.up(at);
    const label =
      chart.isWritten.y &&
      text &&
      lettering([left - length - PADS.tick, y], text, { ...style, isPower });
    return {
      y,
      line: length
        ? [
            [left, y],
            [left - length, y],
          ]
        : undefined,
      label,
    };
  });
  const edge = Math.min(
    left - (ticks.length ? length : 0),
    ...drawn.map(({ label }) => (label ? label.box[0] : Infinity)),
  );
  const middle = (top + bottom) / 2;
  const name = chart.labels.y;
  const turned = { ha: "center", va: "bottom", rotation: 90, mode: "anchor" };
  return {
    name: "y",
    side: "left",
    ticks: drawn,
    offset: offset && chart.isWritten.y && lettering([left, top - PADS.offset], offset, {}),
    label: name && lettering([edge - PADS.label, middle], name, turned),
    thin: ([first, , last]) => [first, middle, last, middle],
    grid: chart.grid.y
      ? drawn.map(({ y }) => [
          [left, y],
          [right, y],
        ])
      : [],
    look: chart.grid.y && { fill: "none", ...stroked(chart.grid.y) },
  };
}

export const roomOf = (bounds) => around(bounds);
