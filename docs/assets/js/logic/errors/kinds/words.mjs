// The parts that messages are made of, and of an answer. No page here.

import { parseShape } from "../../shapes.mjs";

export const TUPLE = String.raw`\((?:\d+(?:, ?\d+)*,?)?\)`;
export const LIST = String.raw`\[(?:-?\d+(?:, ?-?\d+)*)?\]`;

// A pattern out of its words, where ( and ) of a message need no backslash: {T} a shape as NumPy writes
// it, {L} as PyTorch does, {N} a number, {W} a name; $ is the end
export function pattern(words) {
  const source = words
    .replace(/[.*+?()[\]|\\]/g, String.raw`\$&`)
    .replaceAll("{T}", `(${TUPLE})`)
    .replaceAll("{L}", `(${LIST})`)
    .replaceAll("{N}", String.raw`(-?\d+)`)
    .replaceAll("{W}", String.raw`([\w.]+)`)
    .replaceAll("{…}", ".*?");
  return new RegExp(source);
}

export const shape = (text) => parseShape(text);
// The sizes that PyTorch writes, [2, 3]; a -1 among them stays
export const list = (text) => text.match(/-?\d+/g)?.map(Number) ?? [];
export const shapesIn = (text) =>
  (text.match(new RegExp(`${TUPLE}|${LIST}`, "g")) ?? []).map(shape);

// The rows of a ladder: which operand it is, and the name that the message or the mends give it
export const rows = (...names) => names.map((name, n) => ({ name, role: "abc"[n] ?? "other" }));

// An answer that has no shapes to show
export const plain = (operation, section, told, mends = []) => ({
  operation,
  section,
  told,
  mends,
  rows: [],
  columns: [],
});
