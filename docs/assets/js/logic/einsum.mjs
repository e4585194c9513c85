// What an einsum of letters asks for, without a page. `inputs` holds the letters of each operand, a
// string; `output` those behind the arrow; `shapes` the sizes of each operand's axes.

// For each letter, in the order in which the operands name it: `sizes`, one for each operand
// (undefined: it lacks the letter), the `size` itself, and whether it is `kept` on the right
export function lettersOf(inputs, output, shapes) {
  const names = [...new Set(inputs.join(""))];
  return names.map((name) => {
    const sizes = inputs.map((letters, at) => shapes[at][letters.indexOf(name)]);
    const size = sizes.find((each) => each !== undefined);
    return { name, sizes, size, kept: output.includes(name) };
  });
}

// Why these letters give nothing, in words; undefined where they do
export function faultOf(inputs, output, shapes) {
  const sizes = new Map();
  for (const [at, letters] of inputs.entries()) {
    for (const [axis, name] of [...letters].entries()) {
      const size = shapes[at][axis];
      if (!sizes.has(name)) sizes.set(name, size);
      if (sizes.get(name) !== size) {
        return `${name} is ${sizes.get(name)} and ${size}: one letter is one size.`;
      }
    }
  }
  for (const [at, name] of [...output].entries()) {
    if (!sizes.has(name)) return `C asks for ${name}, which neither A nor B has.`;
    if (output.indexOf(name) < at) return `C has ${name} twice: a letter stands once on the right.`;
  }
  return undefined;
}

// The numbers that come out, in reading order, and their shape. `values`: each operand's numbers in
// reading order. Every letter is a loop; what none of the operands varies with is one number.
export function einsum(inputs, output, shapes, values) {
  const letters = lettersOf(inputs, output, shapes);
  const place = Object.fromEntries(letters.map(({ name }, at) => [name, at]));
  const shape = [...output].map((name) => letters[place[name]].size);
  const result = Array(shape.reduce((count, size) => count * size, 1)).fill(0);
  const index = letters.map(() => 0);
  const at = (names, sizes) =>
    [...names].reduce((sum, name, axis) => sum * sizes[axis] + index[place[name]], 0);
  const walk = (depth) => {
    if (depth === letters.length) {
      const factors = inputs.map((names, operand) => values[operand][at(names, shapes[operand])]);
      result[at(output, shape)] += factors.reduce((product, factor) => product * factor, 1);
      return;
    }
    for (index[depth] = 0; index[depth] < letters[depth].size; index[depth] += 1) walk(depth + 1);
  };
  walk(0);
  return { shape, values: result };
}

// The same as loops of Python, a line each: those of the right first, then the summed ones
export function loopsOf(inputs, output, shapes) {
  const letters = lettersOf(inputs, output, shapes);
  const summed = letters.filter(({ kept }) => !kept).map(({ name }) => name);
  const lines = [...output, ...summed].map((name, depth) => {
    const { size } = letters.find((letter) => letter.name === name);
    return `${"  ".repeat(depth)}for ${name} in range(${size}):`;
  });
  const where = (names) => `[${[...names].join(", ") || "()"}]`;
  const [left, right] = inputs.map((names, at) => `${"ab"[at]}${where(names)}`);
  return [...lines, `${"  ".repeat(lines.length)}c${where(output)} += ${left} * ${right}`];
}

const KNOWN = {
  "ab,bc->ac": "The product of matrices, A @ B.",
  "ab,bc->ca": "The product of matrices, turned: (A @ B).T.",
  "ab,bc->abc": "The cube of all small products: nothing is summed.",
  "ab,bc->": "All numbers of A @ B, added up.",
  "ab,bc->a": "The row sums of A @ B.",
  "ab,bc->c": "The column sums of A @ B.",
  "ab,cd->abcd": "Each number of A times each number of B.",
  "ab,cd->": "The sum of A times the sum of B.",
};

// What it is called, or else which letters are summed
export function toldOf(inputs, output) {
  const names = [...new Set(inputs.join(""))];
  const plain = (letters) => [...letters].map((name) => "abcdef"[names.indexOf(name)]).join("");
  const known = KNOWN[`${inputs.map(plain).join(",")}->${plain(output)}`];
  const summed = names.filter((name) => !output.includes(name));
  const sum = summed.length ? `Summed: ${summed.join(", ")}.` : "Nothing is summed.";
  return known ?? sum;
}
