// What a pen draws: plain shapes, {tag, attributes, children, text}, which kit/pen/pen.js turns into
// elements. All lengths are points, 72 to an inch; x runs to the right and y down.

export const shape = (tag, attributes = {}, ...children) => ({ tag, attributes, children });
export const group = (attributes, ...children) => shape("g", attributes, ...children);

// As short as a hundredth of a point allows
export const short = (number) => `${Math.round(100 * number) / 100 + 0}`;
export const fine = (number) => `${Math.round(1000 * number) / 1000 + 0}`;
const point = ([x, y]) => `${short(x)} ${short(y)}`;

export const through = (points, closed = false) =>
  points.length ? `M${points.map(point).join("L")}${closed ? "z" : ""}` : "";

export const rectangle = ([left, top, right, bottom], attributes) =>
  shape("rect", {
    x: short(Math.min(left, right)),
    y: short(Math.min(top, bottom)),
    // Of a rectangle without a width not even its edge is drawn
    width: short(Math.max(0.01, Math.abs(right - left))),
    height: short(Math.max(0.01, Math.abs(bottom - top))),
    ...attributes,
  });

// Boxes are [left, top, right, bottom]; the smallest one around some of them
export const around = (boxes) =>
  boxes.reduce(([a, b, c, d], [left, top, right, bottom]) => [
    Math.min(a, left),
    Math.min(b, top),
    Math.max(c, right),
    Math.max(d, bottom),
  ]);

export const boundsOf = (points) => around(points.map(([x, y]) => [x, y, x, y]));

// A whole drawing on its paper
export const sheet = (width, height, shapes) => ({
  width,
  height,
  shapes: [
    rectangle([0, 0, width, height], { class: "pen-paper", fill: "var(--paper)" }),
    ...shapes,
  ],
});

// Everything in the order of its `z`; what has the same keeps the order in which it came
export const stacked = (items) =>
  items
    .map((item, place) => ({ item, place }))
    .sort((one, other) => one.item.z - other.item.z || one.place - other.place)
    .map(({ item }) => item);

// The pen of a kind; what a mark says that its pen does not know is named, not passed over
export function penOf(pens, kind) {
  if (!Object.hasOwn(pens, kind))
    throw new Error(`the page has no pen for a mark of kind "${kind}"`);
  return pens[kind];
}

export function refuse(rest, where) {
  const [name] = Object.keys(rest);
  if (name !== undefined) throw new Error(`the page cannot draw "${name}" of ${where}`);
}

// How a mark that belongs to a frame of a film is found again
const FRAME = /^(frame-\d+)(?: (.+))?$/s;

export function framed(gid) {
  const [, name, told] = FRAME.exec(gid ?? "") ?? [];
  return name ? { class: name, "data-told": told } : {};
}
