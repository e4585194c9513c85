// The marks on a chart that say something: words, arrows, titles, ticks, a legend.

import { contrast, INK, PAPER, RULE } from "../colours.mjs";
import { lettering } from "../lettering.mjs";
import { refuse, shape } from "../shapes.mjs";
import { arrowPath, stroked } from "../strokes.mjs";
import { common, Z } from "./common.mjs";

const READ = 4.5; // WCAG's contrast for words
const NEAR = 4; // points around words that an arrow does not enter
const TICKS = ["axis", "labelsize", "labelfontfamily", "labelcolor", "rotation"];

// Words that are drawn where `at` says for a plane; undefined where that is off the chart
function lettered(chart, text, rest, at) {
  const [item, { color = INK, ...look }] = common({ clip_on: false, ...rest }, Z.words);
  const put = (plane) => {
    const place = at(plane);
    if (!place?.every(Number.isFinite)) return { shapes: [] };
    const { box } = lettering(place, text, look);
    const seen = look.bbox ? color : readable(chart, plane, color, box);
    return lettering(place, text, { ...look, color: seen, ground: plane.ground(box) });
  };
  const bounds = (plane) => put(plane).box;
  const trace = (plane) => ({ boxes: [bounds(plane)].filter(Boolean) });
  chart.add({ ...item, draw: (plane) => put(plane).shapes, bounds, trace });
}

// Ink, or paper where words in ink stand on an area on which it cannot be read
function readable(chart, plane, color, [left, top, right, bottom]) {
  if (color !== INK) return color;
  const [x, y] = [(left + right) / 2, (top + bottom) / 2];
  const holds = (box) => box[0] <= x && x <= box[2] && box[1] <= y && y <= box[3];
  const solids = chart.items.map((item) => item.solid).filter(Boolean);
  const below = solids.findLast(({ bounds }) => holds(bounds(plane)))?.fc ?? PAPER;
  const seen = contrast(INK, below);
  return seen < Math.min(READ, contrast(PAPER, below)) ? PAPER : INK;
}

function words(chart, { x, y, text, ...look }) {
  lettered(chart, text, look, (plane) => plane.place([x, y]));
}

// Words so many points beside a place: `shift`, (right, up)
function tag(chart, { x, y, text, shift, ...look }) {
  lettered(chart, text, look, (plane) => {
    const [across, up] = plane.place([x, y]);
    return plane.holds([across, up]) ? [across + shift[0], up - shift[1]] : undefined;
  });
}

// Words at a place, which the axes must then reach
function name(chart, { x, y, text, ...look }) {
  chart.x.reach([x], { again: false });
  chart.y.reach([y], { again: false });
  words(chart, { x, y, text, ...look });
}

// An arrow from one place to another
function arrow(chart, { start, end, ...rest }) {
  const [item, look] = common({ clip_on: false, ...rest }, Z.words);
  const drawn = arrowPen({ lw: 1.8, gaps: [0, 0], ...look });
  const draw = (plane) => {
    const to = plane.place(end);
    return plane.holds(to) ? [drawn(plane.place(start), to)] : [];
  };
  chart.add({ ...item, draw });
}

function arrowPen({ color = INK, lw, ls, alpha, gaps, head, bend, size, ...rest }) {
  refuse(rest, "an arrow");
  const look = {
    class: "pen-arrow",
    fill: "none",
    ...stroked({ color, lw, ls, alpha, cap: "round" }),
  };
  return (from, to) => {
    const { d } = arrowPath(from, to, { lw, gaps, head, bend, size });
    return shape("path", { ...look, d });
  };
}

// Words, and an arrow from their edge to a place
function note(chart, { x, y, to, text, arrow: how = {}, ...rest }) {
  const [item, look] = common({ clip_on: false, ...rest }, Z.words);
  const { size = 10 } = look;
  const drawn = arrowPen({ lw: 1, gaps: [2, 2], size, ...how });
  const put = (plane) => lettering(plane.place([x, y]), text, look);
  const draw = (plane) => {
    const end = plane.place(to);
    if (!plane.holds(end)) return [];
    const { shapes, box } = put(plane);
    return [drawn(leaving(box, end), end), ...shapes];
  };
  const bounds = (plane) => put(plane).box;
  chart.add({ ...item, draw, bounds, trace: (plane) => ({ boxes: [bounds(plane)] }) });
}

// Where the straight way from the middle of words to a place leaves them
function leaving([left, top, right, bottom], [x, y]) {
  const [across, up] = [(left + right) / 2, (top + bottom) / 2];
  const [dx, dy] = [Math.abs(x - across), Math.abs(y - up)];
  const share = Math.min(((right - left) / 2 + NEAR) / dx, ((bottom - top) / 2 + NEAR) / dy, 1);
  return [across + share * (x - across), up + share * (y - up)];
}

// Axes whose ticks are words alone, without the edges at some sides
function edges(chart, { sides, visible = false, axis: along = "both", ...ticks }) {
  chart.isOn = true;
  chart.show(sides === undefined ? undefined : [sides].flat(), visible);
  const others = Object.entries(ticks).filter(([word]) => !TICKS.includes(word));
  refuse(Object.fromEntries(others), "edges");
  for (const each of axesOf(along)) Object.assign(chart.tick[each], { length: 0, ...ticks });
}

const axesOf = (along) => (along === "both" ? ["x", "y"] : [along]);

function axis(chart, { on, ...rest }) {
  refuse(rest, "an axis");
  chart.isOn = on;
}

// A title that does not look as usual
function title(chart, { text, loc = "center", ...look }) {
  chart.titles[loc] = { text, ...look };
}

// What the labels of the marks say that were drawn before it
function legend(chart, look) {
  const handles = chart.items.map((item) => item.handle).filter(Boolean);
  chart.legend = { handles, ...look };
}

// The ticks on an axis in percent: 1 is 100 %
function percent(chart, { axis: along = "y", ...rest }) {
  refuse(rest, "percent");
  chart[along].ticks.percent = true;
}

// About so many ticks on an axis
function few_ticks(chart, { count, axis: along = "x", ...rest }) {
  refuse(rest, "few_ticks");
  chart[along].ticks.few = count;
}

// Lines at the ticks
function grid(chart, { axis: along = "both", color = RULE, lw = 0.8, ls, alpha, ...rest }) {
  refuse(rest, "a grid");
  for (const each of axesOf(along)) chart.grid[each] = { color, lw, ls, alpha };
}

export const PENS = {
  ...{ words, tag, name, arrow, note, edges, axis, title, legend, percent, few_ticks, grid },
};
