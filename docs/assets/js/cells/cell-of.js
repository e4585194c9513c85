// The cells of a page, and what they share. Loaded with the first click on one of their buttons.

import { Cell } from "./cell.js";
import { Session } from "./path.js";
import { Question } from "./question.js";

const cells = new WeakMap(); // the block of a cell -> its Cell
const sessions = new WeakMap(); // the place of a page that names its record -> its Session

export function cellOf(block, place, address, say) {
  if (!sessions.has(place)) sessions.set(place, new Session(address));
  if (!cells.has(block)) {
    const Kind = block.dataset.exercise ? Question : Cell;
    cells.set(block, new Kind(block, sessions.get(place), say));
  }
  return cells.get(block);
}
