// What <paste-error> answers: the operation, the ladder of its axes, what would fit, where to read on.

import { h } from "../../kit/dom.js";
import { ROOT } from "../../kit/site.js";
import { readError } from "../../logic/errors/read.mjs";
import { rungs } from "../../logic/shapes.mjs";

export const EXAMPLES = [
  {
    name: "a product of two layers",
    text: `Traceback (most recent call last):
  File "train.py", line 12, in <module>
    scores = layer(images)
RuntimeError: mat1 and mat2 shapes cannot be multiplied (1792x28 and 784x10)`,
  },
  {
    name: "a sum",
    text: "ValueError: operands could not be broadcast together with shapes (2,3) (2,)",
  },
  {
    name: "a product, np.dot",
    text: "ValueError: shapes (2,3) and (2,4) not aligned: 3 (dim 1) != 2 (dim 0)",
  },
  {
    name: "a product, @",
    text:
      "ValueError: matmul: Input operand 1 has a mismatch in its core dimension 0, with gufunc signature " +
      "(n?,k),(k,m?)->(n?,m?) (size 2 is different from 3)",
  },
  {
    name: "a value for a target",
    text: "ValueError: could not broadcast input array from shape (5,1) into shape (5,)",
  },
  {
    name: "a reshape",
    text: "ValueError: cannot reshape array of size 6 into shape (4,2)",
  },
  {
    name: "channels that stand last",
    text:
      "RuntimeError: Given groups=1, weight of size [8, 3, 3, 3], expected input[64, 32, 32, 3] to have 3 " +
      "channels, but got 32 channels instead",
  },
];
const STAGE = 5; // the largest size that the product stage has
const UNTOLD = "A ? is a size that the message does not tell.";

// A list of examples; take(text) gets the one that is picked
export function choice(take) {
  return h(
    "select",
    { onchange: ({ target }) => take(EXAMPLES[target.value].text) },
    h("option", { value: "", disabled: true }, "Pick one"),
    ...EXAMPLES.map(({ name }, n) => h("option", { value: n }, name)),
  );
}

// What the list says beside a text: the example that it is
export function named(text) {
  const at = EXAMPLES.findIndex((each) => each.text === text);
  return at < 0 ? "" : `${at}`;
}

export function answered(text) {
  if (!text.trim()) return [];
  const found = readError(text);
  if (!found) {
    return [h("p", {}, "There is no error in this text. The last line of a traceback holds it.")];
  }
  if (found.unknown) {
    const words = "This error is none about shapes that this box can read. It begins with: ";
    return [h("p", {}, words, h("code", {}, found.said.slice(0, 120)))];
  }
  const untold = found.columns.some(({ sizes }) => sizes.includes(null));
  return [
    h("p", {}, "This was ", h("strong", {}, found.operation), `. ${found.told}`),
    found.columns.length ? ladder(found) : "",
    ...[untold ? UNTOLD : "", found.note].filter(Boolean).map((words) => h("p", {}, words)),
    ...mended(found.mends),
    h("p", { class: "on" }, ...links(found)),
  ];
}

function mended(mends) {
  if (!mends.length) return [];
  const items = mends.map(({ code, gives, when }) =>
    h("li", {}, h("code", {}, code), gives ? ` gives ${gives}` : "", when ? `, ${when}` : ""),
  );
  return [h("p", {}, "These would fit. Which one is meant, only you know:"), h("ul", {}, ...items)];
}

function links({ page, section, explore, stage }) {
  const link = (words, place) => h("a", { href: new URL(place, ROOT).href }, words);
  const all = [link("Read this message number by number", `${page}/#${section}`)];
  if (explore && !explore.into) {
    const shapes = explore.shapes.map((shape) => shape.join() || "()").join(";");
    all.push(link("See it in the shape explorer", `broadcasting/#shape-explorer=${shapes}`));
  }
  if (stage?.flat().every((size) => size > 0 && size <= STAGE)) {
    all.push(link("See it on the product stage", `matmul/#product-stage=${stage.join(";")}`));
  }
  return all.flatMap((each, n) => (n ? [" · ", each] : [each]));
}

// A row for each operand, a column for each axis, and below it whether its sizes agree
function ladder({ rows, columns }) {
  const places = columns.map((column, number, { length }) => ({
    ...column,
    number,
    fromRight: number - length,
    kind: column.mark === "✗" ? "clash" : "",
  }));
  const shown = rungs(places);
  const head = h(
    "tr",
    {},
    h("td"),
    ...shown.map((each) => h("th", { scope: "col" }, each.label ?? "")),
  );
  const body = rows.map(({ name, role }, n) =>
    h(
      "tr",
      {},
      h("th", { scope: "row", class: role }, name),
      ...shown.map((each) => cell(each, n, role)),
    ),
  );
  const marks = shown.map((each) =>
    h("td", { class: each.mark === "✗" ? "mark clash" : "mark" }, spoken(each)),
  );
  const foot = h("tr", {}, h("td"), ...marks);
  const table = h("table", { class: "axes" }, h("thead", {}, head), h("tbody", {}, ...body, foot));
  return h(
    "div",
    { class: "axes-frame", tabindex: 0, role: "group", "aria-label": "The axes" },
    table,
  );
}

function cell(column, row, role) {
  if (column.left) return h("td", { class: "left-out" }, "⋯");
  const size = column.sizes[row];
  if (size === undefined) return h("td", { class: "none" });
  const clash = column.mark === "✗" ? " clash" : "";
  return h("td", { class: `has ${role}${clash}` }, h("span", {}, size === null ? "?" : `${size}`));
}

const WORDS = { "✗": "clash", "=": "equal", "⇢": "stretches" };

function spoken(column) {
  if (!column.mark) return "";
  return h("span", { role: "img", "aria-label": WORDS[column.mark] }, column.mark);
}
