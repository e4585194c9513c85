// Sliders for the three numbers of a colour, which are the `now` of an element (see past.js).

import { button } from "../buttons.js";
import { slider } from "../controls.js";
import { replace, undoes } from "./past.js";

export const COLOURS = ["red", "green", "blue"];
export const write = (number) => number.toFixed(2);

// `named`: numbers to begin from, by the words of their buttons. After each change `mark()`
export function colourBars(element, step, named) {
  let turning = false; // one pull is one change
  const bars = COLOURS.map((name, at) => {
    const limits = { min: 0, max: 1, step, value: element.now[at] };
    const bar = slider(name, limits, write, (value) => {
      if (!turning) element.past.keep(element.now);
      turning = true;
      element.now = element.now.with(at, value);
      element.show();
    });
    bar.range.addEventListener("change", () => {
      turning = false;
    });
    return bar;
  });
  const { undo, mark: markUndo } = undoes(element);
  const ways = Object.entries(named).map(([words, numbers]) =>
    button(words, () => replace(element, numbers)),
  );
  const mark = () => {
    bars.forEach((bar, at) => bar.set(element.now[at]));
    markUndo();
  };
  return { rows: bars.map(({ row }) => row), tools: [...ways, undo], mark };
}
