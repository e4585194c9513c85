// The shapes of the cube below each other, a column for each axis: where A and B stretch, what is cut
// out, and what is left after the sum.

import { h } from "../../kit/dom.js";
import { indexOf } from "../../logic/cube.mjs";

// mark(place) writes the piece that is cut out into its row
export function ladder([rows, inner, columns]) {
  const piece = [0, 1, 2].map(() => h("td", {}));
  const line = (role, name, sizes) =>
    h("tr", { class: role }, h("th", { scope: "row" }, name), ...sizes.map(size));
  const signs = [stretch(rows), "=", stretch(columns)];
  const table = h(
    "table",
    { class: "cube-ladder", "aria-label": "Shapes" },
    line("a", "A[:, :, None]", [rows, inner, 1]),
    line("b", "B", ["·", inner, columns]),
    h("tr", { class: "signs" }, h("td", {}), ...signs.map((sign) => h("td", {}, sign))),
    line("c", "cube", [rows, inner, columns]),
    h("tr", { class: "piece" }, h("th", { scope: "row" }, "piece"), ...piece),
    line("c", "summed", [rows, "·", columns]),
  );
  const mark = (place) =>
    indexOf(place).forEach((index, axis) => {
      piece[axis].textContent = index;
      piece[axis].classList.toggle("cut", index !== ":");
    });
  return { table, mark };
}

const stretch = (to) => (to === 1 ? "=" : `1⇢${to}`);
const size = (number) => h("td", { class: number === "·" ? "missing" : "size" }, `${number}`);
