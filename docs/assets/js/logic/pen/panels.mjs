// Charts side by side in one figure, as snippets/pictures/pen/figures.py draws them.

import { Chart } from "./chart/chart.mjs";
import { frameOf } from "./chart/frame.mjs";
import { boxesOf } from "./chart/layout.mjs";
import { legendOf, placeOf } from "./chart/legend.mjs";
import { PAPER } from "./colours.mjs";
import { lettering } from "./lettering.mjs";
import { PENS as AREAS } from "./marks/areas.mjs";
import { PENS as LINES } from "./marks/lines.mjs";
import { PENS as NOTES } from "./marks/notes.mjs";
import {
  around,
  group,
  penOf,
  rectangle,
  refuse,
  shape,
  sheet,
  short,
  stacked,
} from "./shapes.mjs";

const SIZE = [7, 3.2]; // inches
const PAD = 3;
const Z = { paper: -1, below: 0.5, edges: 2.5, title: 3, legend: 5 };
const ONE = [[0]];

// `before`: the layout of a picture that was wider
export function drawPanels({ kind, charts, size, layout, ...look }, { before } = {}) {
  const { shared = "", title, width_ratios: wide, height_ratios: high, ...rest } = look;
  refuse(rest, `a picture of kind "${kind}"`);
  const [width, height] = (size ?? SIZE).map((inches) => 72 * inches);
  const figure = { width, height, charts: [], legends: [], title };
  const made = [];
  for (const chart of charts) made.push(chartOf(chart, figure, made[0], shared));
  const table = layout ?? (charts.length > 1 ? [charts.map((_, k) => k)] : ONE);
  const onGrid = made.filter((chart) => !chart.place);
  const spans = onGrid.map((_, k) => spanOf(table, k));
  if (shared) onGrid.forEach((chart, k) => outer(chart, k, before ?? table, spans[k]));
  const grid = {
    width,
    height,
    columns: wide ?? table[0].map(() => 1),
    rows: high ?? table.map(() => 1),
    spans,
  };
  const boxes = boxesOf({
    ...grid,
    outer: outerOf(figure),
    roomFor: (all) => onGrid.map((chart, k) => roomIn(chart, all[k])),
  });
  const drawn = made.map((chart) =>
    drawChart(chart, chart.place ? placeIn(figure, chart) : boxes[onGrid.indexOf(chart)]),
  );
  return sheet(width, height, [...drawn, ...aroundAll(figure)]);
}

// A chart with all its marks, and what its axes say
function chartOf({ kind, marks: list, size, place, ...words }, figure, first, shared) {
  const chart = new Chart(
    first && Object.fromEntries([...shared].map((axis) => [axis, first[axis]])),
  );
  chart.place = place;
  for (const { kind: name, ...mark } of list) penOf(PENS, name)(chart, mark, figure);
  chart.set(words);
  figure.charts.push(chart);
  return chart;
}

// The legend of the whole figure, with the labels of what was drawn before it
function legendBelow(chart, look, figure) {
  const items = [...figure.charts, chart].flatMap((each) => each.items);
  const handles = items.map((item) => item.handle).filter(Boolean);
  figure.legends.push(legendOf({ handles, ncols: 3, ...look }));
}

const PENS = { ...LINES, ...AREAS, ...NOTES, legend_below: legendBelow };

// From which to which row and column a panel reaches
function spanOf(table, number) {
  const rows = table.flatMap((row, k) => (row.includes(number) ? [k] : []));
  const columns = table.flatMap((row) => row.flatMap((each, k) => (each === number ? [k] : [])));
  if (!rows.length) throw new Error(`the layout of the picture has no place for chart ${number}`);
  return {
    rows: [Math.min(...rows), Math.max(...rows)],
    columns: [Math.min(...columns), Math.max(...columns)],
  };
}

// Charts that share axes have labels on their outer sides alone: those that a wider picture had, and on
// the left those that stand there now
function outer(chart, number, table, now) {
  const { rows, columns } = spanOf(table, number);
  chart.isWritten.x &&= rows[1] === table.length - 1;
  chart.isWritten.y &&= columns[0] === 0 || now.columns[0] === 0;
}

function placeIn({ width, height }, { place: [left, bottom, wide, high] }) {
  return [left * width, (1 - bottom - high) * height, (left + wide) * width, (1 - bottom) * height];
}

// The room that a chart takes in a box, with all that is written around it
function roomIn(chart, box) {
  const plane = chart.plane(chart.shaped(box));
  const written = chart.items.map((item) => !item.clip && item.bounds?.(plane)).filter(Boolean);
  const legend = chart.legend ? [legendIn(chart, plane).box] : [];
  return around([...frameOf(chart, plane).bounds, ...written, ...legend]);
}

function legendIn(chart, plane) {
  const { loc, ...look } = chart.legend;
  const legend = legendOf(look);
  const traces = chart.items.map((item) => item.trace?.(plane)).filter(Boolean);
  const [left, top] = placeOf(legend, plane.box, loc, traces);
  return {
    box: [left, top, left + legend.wide, top + legend.high],
    shape: legend.draw([left, top]),
  };
}

function drawChart(chart, box) {
  const plane = chart.plane(chart.shaped(box));
  const frame = frameOf(chart, plane);
  const legend = chart.legend ? [{ z: Z.legend, shapes: [legendIn(chart, plane).shape] }] : [];
  const paper = chart.isLight ? [rectangle(plane.box, { class: "pen-light", fill: PAPER })] : [];
  const items = [
    { z: Z.paper, shapes: paper },
    { z: Z.below, shapes: frame.below },
    ...chart.items.map((item) => ({ ...item, shapes: framedIn(item, plane) })),
    { z: Z.edges, shapes: frame.edges },
    { z: Z.title, shapes: frame.above },
    ...legend,
  ];
  return group({ class: "pen-chart" }, ...runs(stacked(items), plane));
}

function framedIn({ draw, frame }, plane) {
  const shapes = draw(plane);
  return frame && Object.keys(frame).length && shapes.length ? [group(frame, ...shapes)] : shapes;
}

// What does not leave the axes, put together as far as its order allows
function runs(items, { box: [left, top, right, bottom] }) {
  const drawn = [];
  let clipped;
  for (const { shapes, clip } of items) {
    if (!shapes.length) continue;
    if (!clip) {
      clipped = undefined;
      drawn.push(...shapes);
      continue;
    }
    if (!clipped) {
      const [x, y, width, height] = [left, top, right - left, bottom - top].map(short);
      const viewBox = `${x} ${y} ${width} ${height}`;
      clipped = shape("svg", { class: "pen-clip", x, y, width, height, viewBox });
      drawn.push(clipped);
    }
    clipped.children.push(...shapes);
  }
  return drawn;
}

// What the title of the whole figure and its legend take
function outerOf(figure) {
  const title = figure.title ? lettering([0, 0], figure.title, { size: 11 }).box : [0, 0, 0, 0];
  const legends = figure.legends.map((legend) => legend.high + 2 * PAD);
  return { top: figure.title ? title[3] - title[1] + 2 * PAD : 0, bottom: Math.max(0, ...legends) };
}

function aroundAll(figure) {
  const { width, height, title, legends } = figure;
  const box = [0, 0, width, height];
  const drawn = legends.map((legend) => legend.draw(placeOf(legend, box, "lower center")));
  if (!title) return drawn;
  const { shapes } = lettering([width / 2, PAD], title, { size: 11, ha: "center", va: "top" });
  return [...drawn, group({ class: "pen-title" }, ...shapes)];
}
