// The marks on a chart that say something: words, arrows, titles, ticks, a legend.

import { INK } from "./colours.mjs";
import { lettering } from "./lettering.mjs";
import { framed, refuse, shape } from "./shapes.mjs";
import { arrowPath, stroked } from "./strokes.mjs";

const Z = 3;
const GRID = { color: "#dbdbdb", lw: 0.8 };
const NEAR = 4; // points around words that an arrow does not enter
const KEPT = ["axis", "labelsize", "labelfontfamily", "labelcolor", "rotation"];

// Words that are drawn where `at` says for a plane; undefined where that is off the chart
function lettered(chart, text, { zorder = Z, gid, color = INK, clip_on = false, ...look }, at) {
  const put = (plane) => {
    const place = at(plane);
    if (!place?.every(Number.isFinite)) return { shapes: [] };
    const { box } = lettering(place, text, look);
    return lettering(place, text, { ...look, color, ground: plane.ground(box) });
  };
  const draw = (plane) => put(plane).shapes;
  const bounds = (plane) => put(plane).box;
  const trace = (plane) => ({ boxes: bounds(plane) ? [bounds(plane)] : [] });
  chart.add({ z: zorder, clip: clip_on, frame: framed(gid), draw, bounds, trace });
}

export function words(chart, { x, y, text, ...look }) {
  lettered(chart, text, look, (plane) => plane.place([x, y]));
}

// Words so many points beside a place: `shift`, (right, up)
export function tag(chart, { x, y, text, shift, ...look }) {
  lettered(chart, text, look, (plane) => {
    const [across, up] = plane.place([x, y]);
    return plane.holds([across, up]) ? [across + shift[0], up - shift[1]] : undefined;
  });
}

// Words at a place, which the axes must then reach
export function name(chart, { x, y, text, ...look }) {
  chart.x.reach([x], { again: false });
  chart.y.reach([y], { again: false });
  words(chart, { x, y, text, ...look });
}

// An arrow from one place to another
export function arrow(
  chart,
  { start, end, color = INK, lw = 1.8, ls, gaps = [0, 0], head, ...look },
) {
  const { zorder = Z, gid, alpha, bend, ...rest } = look;
  refuse(rest, "an arrow");
  const draw = (plane) => {
    const [from, to] = [plane.place(start), plane.place(end)];
    if (!plane.holds(to)) return [];
    return arrowOf(from, to, { color, lw, ls, alpha, gaps, head, bend });
  };
  chart.add({ z: zorder, clip: false, frame: framed(gid), draw });
}

function arrowOf(from, to, { color, lw, ls, alpha, ...how }) {
  const { d } = arrowPath(from, to, { lw, ...how });
  const look = stroked({ color, lw, ls, alpha, cap: "round" });
  return [shape("path", { class: "pen-arrow", d, fill: "none", ...look })];
}

// Words, and an arrow from their edge to a place
export function note(
  chart,
  { x, y, to, text, color = INK, lw = 1, ls, head, gaps = [2, 2], ...look },
) {
  const { zorder = Z, gid, arrowcolor = color, bend, ...rest } = look;
  const put = (plane) => lettering(plane.place([x, y]), text, { ...rest, color });
  const draw = (plane) => {
    const { shapes, box } = put(plane);
    const end = plane.place(to);
    if (!plane.holds(end)) return [];
    const start = leaving(box, end);
    return [
      ...arrowOf(start, end, {
        color: arrowcolor,
        lw,
        ls,
        head,
        bend,
        gaps,
        size: rest.size ?? 10,
      }),
      ...shapes,
    ];
  };
  const bounds = (plane) => put(plane).box;
  chart.add({
    z: zorder,
    clip: false,
    frame: framed(gid),
    draw,
    bounds,
    trace: (plane) => ({ boxes: [bounds(plane)] }),
  });
}

// Where the straight way from the middle of words to a place leaves them
function leaving([left, top, right, bottom], [x, y]) {
  const [across, up] = [(left + right) / 2, (top + bottom) / 2];
  const [dx, dy] = [Math.abs(x - across), Math.abs(y - up)];
  const share = Math.min(((right - left) / 2 + NEAR) / dx, ((bottom - top) / 2 + NEAR) / dy, 1);
  return [across + share * (x - across), up + share * (y - up)];
}

// Axes whose ticks are words alone, without the edges at some sides
export function edges(chart, { sides, visible = false, axis = "both", ...ticks }) {
  chart.isOn = true;
  chart.show(sides === undefined ? undefined : [sides].flat(), visible);
  for (const each of axis === "both" ? ["x", "y"] : [axis]) {
    Object.assign(chart.tick[each], { length: 0, ...ticks });
  }
  refuse(
    Object.fromEntries(Object.entries(ticks).filter(([word]) => !KEPT.includes(word))),
    "edges",
  );
}

export function axis(chart, { on, ...rest }) {
  refuse(rest, "an axis");
  chart.isOn = on;
}

// A title that does not look as usual
export function title(chart, { text, loc = "center", ...look }) {
  chart.titles[loc] = { text, ...look };
}

// What the labels of the marks say that were drawn before it
export function legend(chart, look) {
  const handles = chart.items.map((item) => item.handle).filter(Boolean);
  chart.legend = { handles, ...look };
}

// The ticks on the y axis in percent: 1 is 100 %
export function percent(chart, { axis: along = "y", ...rest }) {
  refuse(rest, "percent");
  chart[along].ticks.percent = true;
}

// About so many ticks on the x axis
export function few_ticks(chart, { count, axis: along = "x", ...rest }) {
  refuse(rest, "few_ticks");
  chart[along].ticks.few = count;
}

// Lines at the ticks
export function grid(
  chart,
  { axis: along = "both", color = GRID.color, lw = GRID.lw, ls, alpha, ...rest },
) {
  refuse(rest, "a grid");
  const look = { color, lw, ls, alpha };
  for (const each of along === "both" ? ["x", "y"] : [along]) chart.grid[each] = look;
}

export const PENS = {
  ...{ words, tag, name, arrow, note, edges, axis, title, legend, percent, few_ticks, grid },
};
