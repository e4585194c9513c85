// What would fit where two shapes do not: for a sum, for a target that cannot grow, for a reshape. A mend
// here fits, no more: whether it is meant is the reader's to say. No page here.

import { intoText, written } from "../shapes.mjs";
import { product, together } from "./products.mjs";

const MOST = 3; // mends that are told

// The ways to look at an array so that its shape is another: [[code, shape]]
function looks(name, shape) {
  const ways = [];
  for (let axis = shape.length; axis > 0; axis -= 1) {
    const place = Array(shape.length + 1).fill(":");
    place[axis] = "None";
    const code = place.join(", ").replace(/(?:, :)+$/, "");
    ways.push([`${name}[${code}]`, shape.toSpliced(axis, 0, 1)]);
  }
  if (shape.length === 2) ways.push([`${name}.T`, [shape[1], shape[0]]]);
  shape.forEach((size, axis) => {
    if (size !== 1 || shape.length < 2) return;
    const place = shape.map((_, at) => (at === axis ? "0" : ":")).slice(0, axis + 1);
    ways.push([`${name}[${place.join(", ")}]`, shape.toSpliced(axis, 1)]);
  });
  return ways;
}

// What fits a + b: [{ code, gives, when }]
export function sumMends(a, b) {
  const ways = [
    ...looks("b", b).map(([code, shape]) => [`a + ${code}`, a, shape]),
    ...looks("a", a).map(([code, shape]) => [`${code} + b`, shape, b]),
  ];
  const found = ways.flatMap(([code, ...shapes]) => {
    const shape = together(...shapes);
    return shape ? [{ code, shape }] : [];
  });
  // More axes than need be are rarely meant
  const fewest = Math.min(...found.map(({ shape }) => shape.length));
  const mends = found
    .filter(({ shape }) => shape.length === fewest)
    .map(({ code, shape }) => ({ code, gives: written(shape) }));
  const multiplied = a.length > 1 && b.length > 1 ? product(a, b) : undefined;
  if (multiplied) {
    mends.unshift({ code: "a @ b", gives: written(multiplied), when: "if a product is meant" });
  }
  return mends.slice(0, MOST);
}

// What fits into a target: [{ code, gives }]
export function targetMends(target, value) {
  const fits = (shape) => {
    const result = together(target, shape);
    return result && !intoText(target, result);
  };
  const found = looks("value", value).filter(([, shape]) => fits(shape));
  const count = (shape) => shape.reduce((all, size) => all * size, 1);
  if (!found.length && count(target) === count(value) && target.length) {
    found.push([`value.reshape(${target.join(", ")})`, target]);
  }
  return found.slice(0, MOST).map(([code, shape]) => ({ code, gives: written(shape) }));
}

// Which axis of a new shape may be counted: [{ code, gives }]
export function reshapeMends(count, shape) {
  return shape
    .flatMap((_, axis) => {
      const others = shape.toSpliced(axis, 1).reduce((all, size) => all * size, 1);
      if (!others || count % others || shape.includes(-1)) return [];
      const asked = shape.with(axis, -1).join(", ");
      return [{ code: `x.reshape(${asked})`, gives: written(shape.with(axis, count / others)) }];
    })
    .slice(0, MOST);
}
