// The marks on a chart that are areas, and images: a pen a kind, as in lines.mjs.

import { EDGES, FILLS, INK, painted } from "../colours.mjs";
import { boundsOf, rectangle, refuse, shape, short, through } from "../shapes.mjs";
import { filled, hatch } from "../strokes.mjs";
import { areaLook, common, handled, listed, placed, reach, Z } from "./common.mjs";
import { addressOf, pixelsOf } from "./images.mjs";

const PLAIN = { fc: EDGES.A, ec: "none" };

// A rectangle from its corner (x, y) on. sticky: the axis, "x" or "y", along which no margin goes beyond
// its beginning, so that bars stand on the edge of the chart
function box(chart, { x, y, width, height, sticky, hatch: signs, ...rest }) {
  const [item, look] = common(rest, Z.area);
  const area = areaLook(look, PLAIN, "a box");
  const corners = [
    [x, y],
    [x + width, y + height],
  ];
  if (width || height) reach(chart, corners);
  if (sticky) chart[sticky].sticky.push({ x, y }[sticky]);
  const bounds = (plane) => boundsOf(placed(plane, corners));
  const draw = (plane) => {
    if (!(width && height) && area.ec === "none") return [];
    const ground = plane.ground(bounds(plane));
    const drawn = rectangle(bounds(plane), { class: "pen-box", ...filled({ ...area, ground }) });
    return signs ? [drawn, hatched(bounds(plane), signs, { ...area, ground })] : [drawn];
  };
  const trace = (plane) => ({ boxes: [bounds(plane)] });
  const upon = signs && ((place) => hatched(place, signs, area));
  chart.add({ ...handled(item, { area, upon }), draw, trace, solid: solidOf(area, bounds) });
}

function hatched(bounds, signs, { ec, alpha, ground }) {
  const paint = painted("stroke", ec === "none" ? INK : ec, { alpha, ground });
  return hatch(bounds, signs, { ...paint, "stroke-width": "1" });
}

// What words may stand on: its colour, and where it is
const solidOf = ({ fc, alpha = 1 }, bounds) =>
  fc === "none" || alpha !== 1 ? undefined : { fc, bounds };

// What lies between two curves
function band(chart, { x, low, high, color = EDGES.A, ...look }) {
  const places = listed(x);
  const side = (values) => places.map((each, k) => [each, listed(values)[k] ?? values]);
  const points = [...side(low), ...side(high).toReversed()];
  polygon(chart, points, look, { fc: color, ec: "none" }, "a band");
}

// A polygon, closed or not
function polygonal(chart, { points, closed, ...look }) {
  polygon(chart, points, look, PLAIN, "a shape", closed);
}

function polygon(chart, points, rest, usual, where, closed = true) {
  const [item, look] = common(rest, Z.area);
  const area = areaLook(look, usual, where);
  reach(chart, points);
  const draw = (plane) => {
    const at = placed(plane, points);
    const paint = filled({ ...area, ground: plane.ground(boundsOf(at)) });
    return [shape("path", { class: "pen-shape", d: through(at, closed), ...paint })];
  };
  const trace = (plane) => ({ lines: [placed(plane, points)] });
  chart.add({ ...handled(item, { area }), draw, trace });
}

// Heights, each from one of the edges to the next
function steps(chart, { heights, edges, sticky = "y", ...look }) {
  const tops = heights.flatMap((height, k) => [
    [edges[k], height],
    [edges[k + 1], height],
  ]);
  const points = [[edges[0], 0], ...tops, [edges.at(-1), 0]];
  chart[sticky].sticky.push(0);
  polygon(chart, points, look, { fc: FILLS.A, ec: EDGES.A }, "steps");
}

// An image alone, without axes
function image(chart, { pixels, bytes, shape: form, cmap, vmin, vmax, extent, ...rest }) {
  const [item, { aspect = "equal", alpha = 1, ...others }] = common(rest, Z.image);
  refuse(others, "an image");
  const found = pixelsOf({ pixels, bytes, shape: form, cmap, vmin, vmax });
  const ends = extent ?? [-0.5, found.width - 0.5, found.height - 0.5, -0.5];
  hold(chart, ends, aspect);
  if (alpha === 1) chart.images.push(ends);
  const veil = alpha === 1 ? {} : { opacity: `${alpha}` };
  const look = { class: "pen-image", style: "image-rendering:pixelated", ...veil };
  const href = addressOf(found);
  const draw = (plane) => {
    const [left, top, right, bottom] = boundsOf(placed(plane, cornersOf(ends)));
    const size = { width: short(right - left), height: short(bottom - top) };
    const at = { x: short(left), y: short(top), ...size, preserveAspectRatio: "none" };
    return [shape("image", { ...look, href, ...at })];
  };
  chart.add({ ...item, draw });
}

const cornersOf = ([x0, x1, y0, y1]) => [
  [x0, y0],
  [x1, y1],
];

// The chart shows an image as far as it reaches, and no more
function hold(chart, ends, aspect) {
  reach(chart, cornersOf(ends), { again: false });
  for (const [axis, limits] of [
    [chart.x, ends.slice(0, 2)],
    [chart.y, ends.slice(2)],
  ]) {
    axis.sticky.push(...limits);
    if (axis.isFree) axis.limit(limits, { isFree: true });
  }
  chart.aspect = aspect === "equal" ? 1 : aspect;
  chart.isOn = false;
}

export const PENS = { box, band, shape: polygonal, steps, image };
