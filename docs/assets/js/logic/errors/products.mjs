// Products in an error message, and shapes that broadcast: which axes meet, and what would fit. A size is a number; null where the
// message does not tell it; undefined where an operand has no such axis. No page here.

import { axesOf, broadcastShapes, written } from "../shapes.mjs";

// A column of the ladder, for an axis that has to agree
export function meeting(label, ...sizes) {
  const known = sizes.filter((size) => typeof size === "number");
  const clash = new Set(known).size > 1;
  return { label, sizes, mark: clash ? "✗" : known.length > 1 ? "=" : "" };
}

export const alone = (label, ...sizes) => ({ label, sizes, mark: "" });

// The axes of shapes that broadcast, right-aligned; `into`: the first is a target, and cannot stretch
export const aligned = (shapes, into = false) =>
  axesOf(shapes, into).map(({ number, sizes, kind }) => ({
    label: `axis ${number}`,
    sizes,
    mark: { equal: "=", stretched: "⇢", clash: "✗" }[kind],
  }));

// What shapes broadcast to; undefined where they do not
export function together(...shapes) {
  try {
    return broadcastShapes(...shapes);
  } catch {
    return undefined;
  }
}

// The axes of a @ b: what stands in front broadcasts, the inner ones must be equal
export function productAxes(a, b) {
  const columns = aligned([a.slice(0, -2), b.slice(0, -2)]);
  if (a.length > 1) columns.push(alone("rows", a.at(-2)));
  columns.push(meeting("inner", a.at(-1), b.at(b.length > 1 ? -2 : -1)));
  if (b.length > 1) columns.push(alone("columns", undefined, b.at(-1)));
  return columns;
}

// The axes of np.dot(a, b): all but the inner ones stay, each for itself
export function dotAxes(a, b) {
  const inner = b.length > 1 ? b.length - 2 : 0;
  return [
    ...a.slice(0, -1).map((size, axis) => alone(`a's ${axis}`, size)),
    meeting("inner", a.at(-1), b[inner]),
    ...b.flatMap((size, axis) => (axis === inner ? [] : [alone(`b's ${axis}`, undefined, size)])),
  ];
}

// The shape of a @ b; undefined where they do not fit
export function product(a, b) {
  if (!a.length || !b.length || a.at(-1) !== b.at(b.length > 1 ? -2 : -1)) return undefined;
  const front = together(a.slice(0, -2), b.slice(0, -2));
  if (!front) return undefined;
  return [...front, ...(a.length > 1 ? [a.at(-2)] : []), ...(b.length > 1 ? [b.at(-1)] : [])];
}

export const turned = (shape) => [...shape.slice(0, -2), shape.at(-1), shape.at(-2)];

// What people mean when a @ b fails: [{ code, gives }]
export function productMends(a, b, [first, second] = ["a", "b"]) {
  const flip = (name, shape) => `${name}.${shape.length > 2 ? "mT" : "T"}`;
  const ways = [];
  if (b.length > 1) ways.push([`${first} @ ${flip(second, b)}`, a, turned(b)]);
  if (a.length > 1) ways.push([`${flip(first, a)} @ ${second}`, turned(a), b]);
  ways.push([`${second} @ ${first}`, b, a]);
  if (a.length > 2 && b.length > 1 && a.length === b.length + 1) {
    ways.push([`${first} @ ${second}[..., None]`, a, [...b, 1]]);
  }
  const found = ways.flatMap(([code, left, right]) => {
    const shape = product(left, right);
    return shape ? [{ code, gives: written(shape) }] : [];
  });
  const same = together(a, b);
  if (same)
    found.push({ code: `${first} * ${second}`, gives: written(same), when: "place by place" });
  return found;
}

// What a layer was given and what it has: (1792x28 and 784x10) is a Linear(784, 10) on rows of 28
export function layerMends([rows, inner], [wanted, out]) {
  const mends = productMends([rows, inner], [wanted, out], ["x", "W"]).slice(0, 2);
  if (wanted % inner === 0 && (rows * inner) % wanted === 0) {
    const gives = written([(rows * inner) / wanted, wanted]);
    mends.push({ code: "x.flatten(1)", gives, when: "if x is a pile whose axes belong together" });
  }
  const gives = `(…, ${out})`;
  mends.push({
    code: `nn.Linear(${inner}, ${out})`,
    gives,
    when: "if the layer is to take what comes",
  });
  return mends;
}
