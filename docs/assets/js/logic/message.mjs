// What an error message of NumPy or PyTorch says of shapes that should be broadcast. No page here.

import { parseShape } from "./shapes.mjs";

// What was raised stands in the last line of a traceback that begins with a name: above is code
const RAISED = /^[\w.]*(?:Error|Exception)\b/gm;
const SIZES = String.raw`(?:-?\d+(?:\s*,\s*-?\d+)*\s*,?)?`;
const BRACKETED = new RegExp(String.raw`\(\s*${SIZES}\s*\)|\[\s*${SIZES}\s*\]`, "g");
const TORCH_SUM = new RegExp(
  String.raw`tensor a \((\d+)\) must match the size of tensor b ` +
    String.raw`\((\d+)\) at non-singleton dimension (\d+)`,
);
const BROADCAST = /broadcast|expanded size|expand\(/;
const INTO = /output operand|output with shape|Target sizes/; // names what is there first,
const FROM = /into shape|requested|indexing result|expand\(/; // or last

// What a message is about that is not about broadcasting
const OTHERS = [
  [
    /not aligned|core dimension|signature|cannot be multiplied|, vec \(|batch2/,
    "a product: of its shapes only the two inner sizes must be equal",
  ],
  [/einsum|\)->\(/, "einsum, or a product of stacks: axes that go together are of one size"],
  [
    /reshape|invalid for input of size|view size|unflatten/,
    "reshape: the new shape must hold as many numbers as there are",
  ],
  [
    /concatenat|input arrays must have the same shape|must match except|stack expects/,
    "joining arrays: all sizes but that of the joined axis must be equal",
  ],
  [
    /out of bounds|out of range|too many indices|boolean index/,
    "an axis or index that is not there",
  ],
  [/axes don't match|permute|transpose/, "the order of the axes: each is named once"],
];
const INNER = [
  /: (\d+) \(dim \d+\) != (\d+)/,
  /\(\d+x(\d+) and (\d+)x\d+\)/,
  /size (?<right>\d+) is different from (?<left>\d+)/,
  /mat \(\d+x(\d+)\), vec \((\d+)\)/,
];
const INPLACE = "The first shape is where the result must go: that one cannot stretch.";

// What a message tells: { shapes, note, into }, `into` where the first shape must take the result;
// undefined for other texts
export function parseMessage(text) {
  const starts = [...text.matchAll(RAISED)];
  const said = text.slice(starts.at(-1)?.index ?? 0);
  const two = TORCH_SUM.exec(said);
  if (two) return fromTwoSizes(...two.slice(1).map(Number));
  const other = OTHERS.find(([words]) => words.test(said));
  if (other) return aside(`but about ${other[1]}${innerSizes(said)}`);
  if (!BROADCAST.test(said)) return starts.length ? aside("as far as can be read here") : undefined;
  const found = (said.match(BRACKETED) ?? []).filter((each) => !/^\(\d+\)$/.test(each));
  if (!found.length) return undefined;
  const into = INTO.test(said) || FROM.test(said);
  const [first, ...others] = FROM.test(said) ? found.reverse() : found;
  const shapes = [filled(first, others[0]), ...others].map(parseShape);
  return { shapes, into, note: into ? INPLACE : "" };
}

function aside(words) {
  const note = `This message is not about broadcasting, ${words}. The shapes here stay as they were.`;
  return { shapes: [], note };
}

function innerSizes(said) {
  const inner = INNER.map((sizes) => sizes.exec(said)).find(Boolean);
  if (!inner) return "";
  const { left = inner[1], right = inner[2] } = inner.groups ?? {};
  return `, and here ${left} and ${right} differ`;
}

// -1 in what PyTorch's expand was asked for stands for the size that is there
function filled(target, own = "") {
  const asked = target.match(/-?\d+/g) ?? [];
  const sizes = own.match(/\d+/g) ?? [];
  const known = asked.map((size, axis) => (size === "-1" ? sizes.at(axis - asked.length) : size));
  return `[${known}]`;
}

// PyTorch tells two sizes and an axis counted from the left of the result: no more is known
function fromTwoSizes(a, b, axis) {
  const shapes = [[...Array(axis).fill(1), a], [b]];
  const note =
    `PyTorch tells only two sizes, ${a} and ${b}, and the axis, ${axis} from the ` +
    "left. These are the smallest shapes with that message. Print .shape of both to see yours.";
  return { shapes, note };
}
