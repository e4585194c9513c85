// The marks on a chart that show data: a pen a kind, named as in snippets/pictures/pen/charts.py. What
// they say in Matplotlib's words means here what it means there.

import { hatch } from "./cells.mjs";
import { CYCLE, EDGES, FILLS, INK, PAPER, painted } from "./colours.mjs";
import { contoursOf } from "./contours.mjs";
import { addressOf, pixelsOf } from "./images.mjs";
import { colourMap } from "./maps.mjs";
import { isMarker, stamp } from "./markers.mjs";
import { boundsOf, framed, rectangle, refuse, shape, short, through } from "./shapes.mjs";
import { filled, stroked } from "./strokes.mjs";

const Z = { image: 0, area: 1, line: 2, words: 3 };
const FAR = 1e6; // points: where a logarithm puts what is not above 0

export const listed = (value) => (Array.isArray(value) ? value : [value]);
const isKnown = (value) => Number.isFinite(value);
const clamped = (value) => (Number.isNaN(value) ? value : Math.max(-FAR, Math.min(FAR, value)));
const placed = (plane, points) => points.map((point) => plane.place(point).map(clamped));

// Places joined by a line, or marked, or both
export function curve(chart, { x, y, ...look }) {
  const {
    color = CYCLE[chart.turn++ % CYCLE.length],
    ls = "-",
    lw = 2,
    alpha,
    drawstyle,
    ...more
  } = look;
  const { marker = "", ms = 6, mfc = color, mec = color, mew = 1, zorder = Z.line, ...rest } = more;
  const { label, gid, clip_on = true, markevery = 1, ...others } = rest;
  refuse(others, "a curve");
  const points = stepped(
    listed(x).map((each, k) => [each, listed(y)[k]]),
    drawstyle,
  );
  reach(chart, points);
  const line = { color, lw, ls, alpha };
  const marks = isMarker(marker) && { marker, size: ms, fc: mfc, ec: mec, lw: mew, alpha };
  const trace = (plane) => ({
    lines: [
      placed(
        plane,
        points.filter(([a, b]) => isKnown(a) && isKnown(b)),
      ),
    ],
  });
  const draw = (plane) => {
    const at = placed(
      plane,
      points.map(([a, b]) => [a ?? Number.NaN, b ?? Number.NaN]),
    );
    const ground = at.length ? plane.ground(boundsOf(at)) : "paper";
    const dots = marks ? at.filter((each, k) => k % markevery === 0 && each.every(isKnown)) : [];
    const stamps = dots.length ? dots.map(stamp(marker, { ...marks, ground })) : [];
    return [...lineOf(at, { ...line, ground }), ...stamps];
  };
  const handle = label && { label, line, marks };
  chart.add({ z: zorder, clip: clip_on, frame: framed(gid), draw, trace, handle });
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

function stepped(points, style = "default") {
  if (style === "default") return points;
  const turns = {
    steps: ([x0], [, y1]) => [[x0, y1]],
    "steps-pre": ([x0], [, y1]) => [[x0, y1]],
    "steps-post": ([, y0], [x1]) => [[x1, y0]],
    "steps-mid": ([x0, y0], [x1, y1]) => [
      [(x0 + x1) / 2, y0],
      [(x0 + x1) / 2, y1],
    ],
  };
  if (!turns[style]) throw new Error(`the page knows no drawstyle "${style}"`);
  return points.flatMap((point, k) => [...(k ? turns[style](points[k - 1], point) : []), point]);
}

function reach(chart, points, how) {
  chart.x.reach(
    points.map(([x]) => x),
    how,
  );
  chart.y.reach(
    points.map(([, y]) => y),
    how,
  );
}

// A rectangle from its corner (x, y) on; `foot` names the axis along which it begins where a chart may end
export function box(chart, { x, y, width, height, fc = EDGES.A, ec = "none", ...look }) {
  const { lw = 1, ls, alpha, label, zorder = Z.area, gid, clip_on = true, foot, ...more } = look;
  const { hatch: signs, ...rest } = more;
  refuse(rest, "a box");
  const corners = [
    [x, y],
    [x + width, y + height],
  ];
  if (width || height) reach(chart, corners);
  if (foot) chart[foot].sticky.push({ x, y }[foot]);
  const area = { fc, ec, lw, ls, alpha };
  const draw = (plane) => {
    if (!(width && height) && ec === "none") return [];
    const bounds = placed(plane, corners).flat();
    const ground = plane.ground(boundsOf(placed(plane, corners)));
    const drawn = rectangle(bounds, { class: "pen-box", ...filled({ ...area, ground }) });
    return signs ? [drawn, hatchOf(bounds, signs, { ec, alpha, ground })] : [drawn];
  };
  const trace = (plane) => ({ boxes: [boundsOf(placed(plane, corners))] });
  chart.add({
    z: zorder,
    clip: clip_on,
    frame: framed(gid),
    draw,
    trace,
    handle: label && { label, area },
  });
}

function hatchOf(bounds, signs, { ec, alpha, ground }) {
  const paint = painted("stroke", ec === "none" ? INK : ec, { alpha, ground });
  const upright = boundsOf([bounds.slice(0, 2), bounds.slice(2)]);
  return hatch(upright, signs, { ...paint, "stroke-width": "1" });
}

// Places marked one by one, as in a scatter plot; `s`: points², of all or of each
export function dots(chart, { x, y, s = 36, color = EDGES.A, marker = "o", fc, ec, ...look }) {
  const {
    lw = 1,
    alpha,
    label,
    zorder = Z.area,
    gid,
    clip_on = true,
    shades,
    cmap,
    ...rest
  } = look;
  refuse(rest, "dots");
  const points = listed(x).map((each, k) => [each, listed(y)[k]]);
  reach(chart, points);
  const of = (value, k) => (Array.isArray(value) ? value[k % value.length] : value);
  const shade = shades && colourMap(...(cmap ?? ["viridis"]));
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
  const handle = label && { label, marks: { ...marks(0), isScattered: true } };
  chart.isLight ||= shades !== undefined; // colours that stand for numbers stay as they are
  chart.add({ z: zorder, clip: clip_on, frame: framed(gid), draw, trace, handle });
}

const hexOf = (bytes) =>
  `#${bytes
    .slice(0, 3)
    .map((byte) => byte.toString(16).padStart(2, "0"))
    .join("")}`;

// Large open diamonds at places
export function diamonds(chart, { x, y, ...look }) {
  dots(chart, { x, y, fc: PAPER, marker: "D", s: 60, lw: 2, zorder: Z.words, ...look });
}

// What lies between two curves
export function band(chart, { x, low, high, color = EDGES.A, ...look }) {
  const { fc = color, ec = "none", lw = 1, ls, alpha, label, zorder = Z.area, gid, ...rest } = look;
  refuse(rest, "a band");
  const side = (values) =>
    listed(x).map((each, k) => [each, Array.isArray(values) ? values[k] : values]);
  const points = [...side(low), ...side(high).toReversed()];
  polygon(chart, points, { fc, ec, lw, ls, alpha }, { zorder, gid, label });
}

// A polygon, closed or not
export function shapeMark(chart, { points, fc = EDGES.A, ec = "none", closed = true, ...look }) {
  const { lw = 1, ls, alpha, label, zorder = Z.area, gid, ...rest } = look;
  refuse(rest, "a shape");
  polygon(chart, points, { fc, ec, lw, ls, alpha }, { zorder, gid, label, closed });
}

function polygon(chart, points, area, { zorder, gid, label, closed = true }) {
  reach(chart, points);
  const draw = (plane) => {
    const at = placed(plane, points);
    const look = filled({ ...area, ground: plane.ground(boundsOf(at)) });
    return [shape("path", { class: "pen-shape", d: through(at, closed), ...look })];
  };
  const trace = (plane) => ({ lines: [placed(plane, points)] });
  chart.add({
    z: zorder,
    clip: true,
    frame: framed(gid),
    draw,
    trace,
    handle: label && { label, area },
  });
}

// Heights, each from one of the edges to the next
export function steps(chart, { heights, edges, ...look }) {
  const {
    fc = FILLS.A,
    ec = EDGES.A,
    lw = 1,
    alpha,
    ls,
    label,
    zorder = Z.area,
    gid,
    ...rest
  } = look;
  refuse(rest, "steps");
  const tops = heights.flatMap((height, k) => [
    [edges[k], height],
    [edges[k + 1], height],
  ]);
  const points = [[edges[0], 0], ...tops, [edges.at(-1), 0]];
  chart.y.sticky.push(0);
  polygon(chart, points, { fc, ec, lw, ls, alpha }, { zorder, gid, label });
}

// A line through the whole chart, upright at x or level at y
export function upright(chart, { x, color = INK, ls = "--", ...look }) {
  across(chart, "x", x, { color, ls, ...look });
}

export function level(chart, { y, color = INK, lw = 1, ...look }) {
  across(chart, "y", y, { color, lw, ...look });
}

function across(chart, axis, value, { color, ls = "-", lw = 2, alpha, label, ...look }) {
  const { zorder = Z.line, gid, ...rest } = look;
  refuse(rest, "a line through the chart");
  const [low, high] = chart[axis].seen.toSorted((one, other) => one - other);
  chart[axis].reach([value], { again: value < low || value > high });
  const line = { color, ls, lw, alpha };
  const ends = ({ box: [left, top, right, bottom], ...plane }) =>
    axis === "x"
      ? [
          [plane.across(value), bottom],
          [plane.across(value), top],
        ]
      : [
          [left, plane.up(value)],
          [right, plane.up(value)],
        ];
  const draw = (plane) =>
    lineOf(ends(plane), { ...line, ground: plane.ground(boundsOf(ends(plane))) });
  const trace = (plane) => ({ lines: [ends(plane)] });
  chart.add({
    z: zorder,
    clip: true,
    frame: framed(gid),
    draw,
    trace,
    handle: label && { label, line },
  });
}

// Lines that join equal heights, (rows, columns), one for each level
export function contours(
  chart,
  { x, y, heights, levels, color = INK, alpha = 0.35, lw = 1, ...look },
) {
  const { zorder = Z.line, filled: isFilled = false, ...rest } = look;
  refuse(rest, "contours");
  if (isFilled) throw new Error("the page draws contours as lines, not filled");
  reach(chart, [
    [Math.min(...x), Math.min(...y)],
    [Math.max(...x), Math.max(...y)],
  ]);
  chart.x.sticky.push(Math.min(...x), Math.max(...x));
  chart.y.sticky.push(Math.min(...y), Math.max(...y));
  const found = contoursOf(x, y, heights, levels);
  const draw = (plane) =>
    found.map((lines) => {
      const d = lines.map((line) => through(placed(plane, line))).join("");
      return shape("path", {
        class: "pen-contour",
        d,
        fill: "none",
        ...stroked({ color, lw, alpha }),
      });
    });
  chart.add({ z: zorder, clip: true, draw });
}

// An image alone, without axes
export function image(chart, { pixels, bytes, shape: form, cmap, vmin, vmax, extent, ...look }) {
  const { aspect = "equal", zorder = Z.image, alpha = 1, origin = "upper", gid, ...rest } = look;
  refuse(rest, "an image");
  const found = pixelsOf({ pixels, bytes, shape: form, cmap, vmin, vmax });
  const { width, height } = found;
  const rows = origin === "upper" ? [height - 0.5, -0.5] : [-0.5, height - 0.5];
  const [x0, x1, y0, y1] = extent ?? [-0.5, width - 0.5, ...rows];
  const drawn = origin === "upper" ? found : upsideDown(found);
  const { x, y } = chart;
  reach(
    chart,
    [
      [x0, y0],
      [x1, y1],
    ],
    { again: false },
  );
  x.sticky.push(x0, x1);
  y.sticky.push(y0, y1);
  if (x.isFree) x.limit([x0, x1], { isFree: true });
  if (y.isFree) y.limit([y0, y1], { isFree: true });
  chart.aspect = aspect === "equal" ? 1 : aspect;
  chart.isOn = false;
  if (alpha === 1) chart.images.push([x0, x1, y0, y1]);
  const href = addressOf(drawn);
  const draw = (plane) => {
    const [[left, bottom], [right, top]] = [plane.place([x0, y0]), plane.place([x1, y1])];
    const size = { width: short(right - left), height: short(bottom - top) };
    const at = { x: short(left), y: short(top), ...size, preserveAspectRatio: "none" };
    const veil = alpha === 1 ? {} : { opacity: `${alpha}` };
    return [
      shape("image", {
        class: "pen-image",
        href,
        ...at,
        style: "image-rendering:pixelated",
        ...veil,
      }),
    ];
  };
  chart.add({ z: zorder, clip: true, frame: framed(gid), draw });
}

function upsideDown({ width, height, bytes }) {
  const out = new Uint8Array(bytes.length);
  const row = 4 * width;
  for (let y = 0; y < height; y += 1)
    out.set(bytes.subarray(y * row, (y + 1) * row), (height - 1 - y) * row);
  return { width, height, bytes: out };
}

export const PENS = {
  curve,
  box,
  dots,
  diamonds,
  band,
  shape: shapeMark,
  steps,
  upright,
  level,
  contours,
  image,
};
