// The rule of broadcasting, without a page: what fits, what comes out, what NumPy and PyTorch would
// say, and what a reader typed. A shape is an array of sizes, whole numbers from 0 on.

const MOST_CELLS = 2n ** 63n - 1n; // NumPy counts cells in 64 bits
const UNITS = ["B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];
const MOST_AXES = 64; // of an array of NumPy
const FEWER_AXES = 32; // of what np.broadcast and its like take, see numpyTooMany
const MOST = { columns: 8, rows: 12, cells: 60, axes: 8 }; // what is drawn in full

// The shape that comes out; an Error names the axis that clashes, the last one first, as PyTorch.
export function broadcastShapes(...shapes) {
  for (const shape of shapes) {
    if (!Array.isArray(shape) || !shape.every((size) => Number.isInteger(size) && size >= 0)) {
      throw new Error(`a shape is an array of sizes, whole numbers from 0 on: not ${shape}`);
    }
  }
  const axes = axesOf(shapes);
  const clashing = axes.findLast(({ kind }) => kind === "clash");
  if (clashing) throw new Error(clashText(clashing));
  const result = axes.map(({ size }) => size);
  if (tooLarge(result)) throw new Error("broadcast dimensions too large.");
  return result;
}

// For each axis of the result: `number` from the left, `fromRight` (-1 is the last), the `sizes`
// of all shapes (undefined: missing), and its kind: "equal", "stretched" or "clash". With `into` the
// first shape is where the result must go: that one does not stretch.
export function axesOf(shapes, into = false) {
  const rank = Math.max(0, ...shapes.map((shape) => shape.length));
  return Array.from({ length: rank }, (_, number) => {
    const fromRight = number - rank;
    const sizes = shapes.map((shape) => shape[shape.length + fromRight]);
    const others = [...new Set(sizes.map((size) => size ?? 1))].filter((size) => size !== 1);
    const size = others.length ? others[0] : 1;
    const same = sizes.every((each) => (each ?? 1) === size);
    const clash = others.length > 1 || (into && sizes[0] !== size);
    const kind = clash ? "clash" : same ? "equal" : "stretched";
    return { number, fromRight, sizes, others, size, kind };
  });
}

// How a row of the ladder shows its size of an axis: "missing", "one" (it stretches) or "solid"
export function cellKind(axis, size) {
  if (size === undefined) return "missing";
  return size === 1 && axis.kind !== "equal" ? "one" : "solid";
}

export function markOf({ kind, size }) {
  return { equal: "=", stretched: `1⇢${size}`, clash: "✗" }[kind];
}

export function clashText({ number, fromRight, others }) {
  return (
    `axis ${number} (${fromRight} from the right) clashes: the lengths ` +
    `${others.join(" and ")} differ, and only a 1 can stretch`
  );
}

// Why a result does not go into a shape that is there already; undefined where it does
export function intoText(target, result) {
  if (written(target) === written(result)) return undefined;
  return `what comes out is ${written(result)}, and ${written(target)}, where it must go, cannot stretch`;
}

// NumPy multiplies the sizes from the left and gives up as soon as it cannot count on
function tooLarge(shape) {
  let cells = 1n;
  return shape.some((size) => (cells *= BigInt(size)) > MOST_CELLS);
}

// The axes of a ladder: of very many the first, the last and what clashes. In the place of others
// stands { left: [axis, …] }, for ⋯.
export function rungs(axes) {
  if (axes.length <= MOST.axes) return axes;
  const rows = [];
  for (const axis of axes) {
    const kept = axis.number < 2 || axis.fromRight >= -4 || axis.kind === "clash";
    if (kept) rows.push(axis);
    else if (rows.at(-1).left) rows.at(-1).left.push(axis);
    else rows.push({ left: [axis] });
  }
  return rows.flatMap((row) => (row.left?.length === 1 ? row.left : [row]));
}

// What is drawn of a shape, cell by cell: for its layers, rows and columns how many are `shown`, and
// whether there are `more`, for ⋯. All axes before the last two count as layers.
export function excerpt(shape) {
  const [rows, columns] = [1, 1, ...shape].slice(-2);
  const layers = shape.slice(0, -2).reduce((product, size) => product * size, 1);
  const high = layers * rows;
  const fits = columns <= MOST.columns && high <= MOST.rows && high * columns <= MOST.cells;
  const part = (size, most, shown) =>
    fits || size <= most ? { shown: size, more: false } : { shown, more: true };
  return {
    layers: part(layers, 1, 1),
    rows: part(rows, 4, 3),
    columns: part(columns, MOST.columns, 3),
  };
}

// Which number of an operand is read for a cell of the result, counted from 1, and how many
// layers, rows and columns away from there it stands
export function source(shape, result, { layer, row, column }) {
  const { strides } = memory(shape, result);
  const index = result.map(() => 0);
  let rest = layer;
  result.slice(0, -2).forEach((_, place, leading) => {
    const axis = leading.length - 1 - place;
    index[axis] = rest % leading[axis];
    rest = Math.floor(rest / leading[axis]);
  });
  if (result.length > 1) index[result.length - 2] = row;
  if (result.length) index[result.length - 1] = column;
  const read = index.map((at, axis) => (strides[axis] ? at : 0));
  const own = result.slice(0, -2).reduce((sum, size, axis) => sum * size + read[axis], 0);
  return {
    number: read.reduce((sum, at, axis) => sum + at * strides[axis], 1),
    away: {
      layers: layer - own,
      rows: row - (read.at(-2) ?? 0),
      columns: column - (read.at(-1) ?? 0),
    },
  };
}

// How Python writes a shape: (2, 3), (3,), ()
export function written(shape, between = ", ") {
  return `(${shape.join(between)}${shape.length === 1 ? "," : ""})`;
}

// The same with ⋯ in the middle of many axes
export function brief(shape) {
  const ends = [...shape.slice(0, 2), "⋯", ...shape.slice(-2)];
  return written(shape.length > 5 ? ends : shape);
}

// For arrays of these shapes, named `names`: [{ library, code, error }], what the code raises
export function messages(shapes, names) {
  const meeting = firstClash(shapes);
  const sum = names.join(" + ");
  const list = names.join(", ");
  if (!meeting) {
    if (!tooLarge(axesOf(shapes).map(({ size }) => size))) return [];
    const code = `np.broadcast(${list})`;
    const error = numpyTooMany(shapes) ?? "ValueError: broadcast dimensions too large.";
    return [{ library: "NumPy", code, error }];
  }
  const said = [
    { library: "NumPy", code: sum, error: numpySum(...meeting) },
    { library: "PyTorch", code: sum, error: torchSum(...meeting) },
  ];
  if (shapes.length > 2) {
    const code = `np.broadcast_arrays(${list})`;
    said.splice(1, 0, { library: "NumPy", code, error: numpyAll(shapes) });
  }
  return said;
}

// A sum goes from left to right: what came out so far and what came next, where these clash first
function firstClash(shapes) {
  let sum = shapes[0] ?? [];
  for (const shape of shapes.slice(1)) {
    const axes = axesOf([sum, shape]);
    if (axes.some(({ kind }) => kind === "clash")) return [sum, shape];
    sum = axes.map(({ size }) => size);
  }
  return undefined;
}

function numpySum(a, b) {
  return (
    "ValueError: operands could not be broadcast together with shapes " +
    `${written(a, ",")} ${written(b, ",")} `
  );
}

function torchSum(a, b) {
  const { number, sizes } = axesOf([a, b]).findLast(({ kind }) => kind === "clash");
  return (
    `RuntimeError: The size of tensor a (${sizes[0]}) must match the size of tensor b ` +
    `(${sizes[1]}) at non-singleton dimension ${number}`
  );
}

// Of all arguments NumPy names the first pair on the first clashing axis from the left
function numpyAll(shapes) {
  const many = numpyTooMany(shapes);
  if (many) return many;
  const { sizes, others } = axesOf(shapes).find(({ kind }) => kind === "clash");
  const [one, other] = others.map((size) => sizes.indexOf(size));
  return (
    "ValueError: shape mismatch: objects cannot be broadcast to a single shape.  " +
    `Mismatch is between arg ${one} with shape ${written(shapes[one])} ` +
    `and arg ${other} with shape ${written(shapes[other])}.`
  );
}

// Arrays have up to 64 axes, and a + b adds them; np.broadcast and np.broadcast_arrays stop at 32
function numpyTooMany(shapes) {
  const axes = shapes.map(({ length }) => length).find((length) => length > FEWER_AXES);
  if (!axes) return undefined;
  return (
    `RuntimeError: this function only supports up to ${FEWER_AXES} dimensions ` +
    `but the array has ${axes}.`
  );
}

// What one operand takes: bytes it holds, bytes of a full copy, and strides, counted in numbers
export function memory(shape, result, itemSize = 4) {
  const own = [];
  shape.reduceRight((step, size, axis) => {
    own[axis] = step;
    return step * Math.max(size, 1);
  }, 1);
  const lead = result.length - shape.length;
  const strides = result.map((size, axis) => {
    const still = axis < lead || (shape[axis - lead] === 1 && size !== 1);
    return still ? 0 : own[axis - lead];
  });
  const bytes = (sizes) => sizes.reduce((product, size) => product * size, itemSize);
  return { held: bytes(shape), copied: bytes(result), strides };
}

export function bytesText(bytes) {
  const power = bytes && Math.min(Math.floor(Math.log2(bytes) / 10), UNITS.length - 1);
  const number = bytes / 1024 ** power;
  const digits = number >= 100 || Number.isInteger(number) ? 0 : number >= 10 ? 1 : 2;
  return `${number >= 1e6 ? number.toExponential(0) : number.toFixed(digits)} ${UNITS[power]}`;
}

// One shape, in any of the usual ways to write it: "(3, 1)", "3,1", "3 1", "3×1", "torch.Size([3])"
export function parseShape(text) {
  const bare = text
    .trim()
    .replace(/^(?:torch\.)?Size\s*\((.*)\)$/s, "$1")
    .trim();
  const inner = /^\((.*)\)$|^\[(.*)\]$/s.exec(bare);
  const list = (inner ? (inner[1] ?? inner[2]) : bare).trim();
  if (!list && !inner) throw new Error("no size yet: write () for a single number");
  const sizes = list ? list.replace(/,$/, "").split(/\s*[,×x*]\s*|\s+/) : [];
  const wrong = sizes.find((size) => !/^\d+(_\d+)*$/.test(size.trim()));
  if (wrong !== undefined) throw new Error(`“${wrong || ","}” is no size: write them like 2, 3`);
  if (sizes.length > MOST_AXES) {
    throw new Error(`${sizes.length} axes: an array of NumPy has ${MOST_AXES} at most`);
  }
  const shape = sizes.map((size) => Number(size.replaceAll("_", "")));
  if (!shape.every(Number.isSafeInteger)) throw new Error("a size too large for any array");
  return shape;
}

// Several shapes in one text, parted by ";", a new line, a word or sign, or just side by side
export function parseShapes(text) {
  const parts = text
    .replace(/([)\]])(\s*,)?\s*(?=[([]|torch|Size)/g, "$1;")
    .split(/[;\n]|\s(?:\+|-|and|with|&)\s/);
  return parts.filter((part) => part.trim()).map(parseShape);
}
