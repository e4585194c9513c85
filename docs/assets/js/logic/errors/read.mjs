// What an error message tells: which operation it was, which sizes clash, and what would fit. The shapes
// are those of the message: what it does not tell is not made up. No page here.

import { heard } from "./heard.mjs";
import { LAYERS } from "./kinds/layers.mjs";
import { PLACES } from "./kinds/places.mjs";
import { PRODUCTS } from "./kinds/products.mjs";
import { SUMS } from "./kinds/sums.mjs";

const KINDS = [...SUMS, ...PRODUCTS, ...LAYERS, ...PLACES];
const MOST = 4000; // characters of a message that are read

// { said, operation, section, page, rows: [{ name, role }], columns: [{ label, sizes, mark }], told, note,
// mends: [{ code, gives, when }], explore: { shapes, into }, stage: [a, b] } of a text with an error that
// is known; { said, unknown } of one with another; undefined of one without any.
// A size is a number, null where the message does not tell it, undefined where there is no such axis.
export function readError(text) {
  const { said, named } = heard(text);
  const short = said.slice(0, MOST);
  for (const [words, read] of KINDS) {
    const found = words.exec(short);
    if (!found) continue;
    const answer = read(...found.slice(1), short);
    return { page: "read-the-error", note: "", ...answer, said: short };
  }
  return named ? { said: short, unknown: true } : undefined;
}
