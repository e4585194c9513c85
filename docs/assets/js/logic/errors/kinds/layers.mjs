// Messages of layers and losses. No page here.

import { written } from "../../shapes.mjs";
import { alone, meeting } from "../products.mjs";
import { list, pattern, plain, rows } from "./words.mjs";

const CONV = "conv2d-expected-input-to-have-channels";
const LOSS = "expected-input-batch_size-to-match-target";
const FOLDED = "mat1-and-mat2-after-conv-and-flatten";

function channels(_groups, weightText, inputText, wantedText) {
  const [weight, input] = [weightText, inputText].map(list);
  const wanted = Number(wantedText);
  const axis = input.length - weight.length + 1;
  const columns = input.map((size, at) => {
    if (at === axis) return meeting("channels", size, weight[1]);
    return alone(
      at < axis ? "pile" : `axis ${at}`,
      size,
      at > axis ? weight[at - axis + 1] : undefined,
    );
  });
  const order = [...input.keys()];
  const last = order.pop();
  const moved = order.toSpliced(axis, 0, last);
  const mends = [];
  if (input.at(-1) === wanted && axis !== last) {
    const gives = written(moved.map((at) => input[at]));
    mends.push({
      code: `x.permute(${moved.join(", ")})`,
      gives,
      when: "if the channels stand last",
    });
  }
  mends.push({
    code: `nn.Conv2d(${input[axis]}, ${weight[0]}, …)`,
    when: `if there are ${input[axis]} channels`,
  });
  return {
    operation: "a convolution",
    section: CONV,
    rows: rows("input", "weight"),
    columns,
    told: `Axis ${axis} of the input holds the channels: ${input[axis]}, and the weight was made for ${wanted}.`,
    mends,
  };
}

function pictures(inputText) {
  const input = list(inputText);
  const mends = [];
  for (let axes = input.length + 1; axes <= 4; axes += 1) {
    if (axes < 3) continue;
    const gives = written([...Array(axes - input.length).fill(1), ...input]);
    mends.push({
      code: `x[${Array(axes - input.length)
        .fill("None")
        .join(", ")}]`,
      gives,
    });
  }
  return {
    operation: "a convolution",
    section: CONV,
    rows: rows("input"),
    columns: input.map((size, axis) => alone(`axis ${axis}`, size)),
    told: "It wants (channels, height, width), or a pile of these.",
    mends,
  };
}

const batches = (scores, labels) => ({
  operation: "a loss of scores and labels",
  section: LOSS,
  rows: rows("input", "target"),
  columns: [meeting("axis 0", Number(scores), Number(labels))],
  told: `There are ${scores} rows of scores and ${labels} labels. Each row needs one.`,
  mends: [],
});

const features = (wanted, own) => ({
  operation: "a layer that works on the last axis",
  section: FOLDED,
  rows: rows("input", "layer"),
  columns: [meeting("last axis", Number(own), Number(wanted))],
  told: `The last axis of the input is ${own}, and the layer was made for ${wanted}.`,
  mends: [],
});

export const LAYERS = [
  [
    pattern("Given groups={N}, weight of size {L}, expected input{L} to have {N} channels"),
    channels,
  ],
  [
    /Expected \dD \(unbatched\) or \dD \(batched\) input to conv\dd, but got input of size: (\[[\d, ]*\])/,
    pictures,
  ],
  [pattern("Expected input batch_size ({N}) to match target batch_size ({N})"), batches],
  [/input\.size\(-1\) must be equal to input_size\. Expected (\d+), got (\d+)/, features],
  [/Given normalized_shape=\[(?:\d+, )*(\d+)\].*input of size\[(?:\d+, )*(\d+)\]/, features],
  [
    pattern("running_mean should contain {N} elements not {N}"),
    (own, wanted) => ({
      ...features(wanted, own),
      columns: [meeting("channels", Number(own), Number(wanted))],
      told: `The input has ${own} channels, and the layer was made for ${wanted}.`,
    }),
  ],
  [
    /multi-target not supported/,
    () =>
      plain(
        "a loss of scores and labels",
        LOSS,
        "The labels have an axis too many: one class a row, of shape (batch,), is wanted.",
      ),
  ],
];
