// What all marks on a chart have in common.

import { framed, refuse } from "../shapes.mjs";

export const Z = { image: 0, area: 1, line: 2, words: 3 };
const FAR = 1e6; // points: where a logarithm puts what is not above 0

// What a mark says of itself apart from its look: [how it is added to its chart, its look]
export function common({ zorder, gid, clip_on: clip = true, label, ...look }, z) {
  const item = { z: zorder ?? z, clip, frame: framed(gid) };
  return [label ? { ...item, label: `${label}` } : item, look];
}

// The look of an area in Matplotlib's words, with what is usual for its kind
export function areaLook({ fc, ec, lw, ls, alpha, ...rest }, usual, where) {
  refuse(rest, where);
  const given = { fc, ec, lw, ls, alpha };
  for (const name of Object.keys(given)) if (given[name] === undefined) delete given[name];
  return { lw: 1, ...usual, ...given };
}

// What a legend shows of a mark that has a label
export const handled = ({ label, ...item }, parts) =>
  label ? { ...item, handle: { label, ...parts } } : item;

export const listed = (value) => (Array.isArray(value) ? value : [value]);
export const isKnown = (value) => Number.isFinite(value);

const clamped = (value) => (Number.isNaN(value) ? value : Math.max(-FAR, Math.min(FAR, value)));

// Where places of a chart lie on its plane
export const placed = (plane, points) => points.map((point) => plane.place(point).map(clamped));

// The axes must show these places
export function reach(chart, points, how) {
  chart.x.reach(
    points.map(([x]) => x),
    how,
  );
  chart.y.reach(
    points.map(([, y]) => y),
    how,
  );
}
