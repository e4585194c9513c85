// What stands on top of the net: from ten raw scores to a loss, and the slopes of the loss along them.

export const CLASSES = 10;

// The mean cross-entropy of a batch of `count`: its logits, (count, 10) row by row, against labels.
// `slopes`, of the same shape, is filled in where it is given. smoothing: the share of the target
// that all ten classes get alike. twice: softmax is taken of what is softmaxed already, as happens to
// those who end their net with one and call PyTorch's cross_entropy.
export function crossEntropy(logits, labels, count, { slopes, smoothing = 0, twice = false } = {}) {
  const shares = new Float64Array(CLASSES),
    first = new Float64Array(CLASSES),
    down = new Float64Array(CLASSES),
    others = smoothing / CLASSES;
  let loss = 0;
  for (let row = 0; row < count; row++) {
    const at = row * CLASSES;
    for (let digit = 0; digit < CLASSES; digit++) first[digit] = logits[at + digit];
    if (twice) softmax(first, first);
    const logSum = softmax(first, shares);
    for (let digit = 0; digit < CLASSES; digit++) {
      const target = others + (digit === labels[row] ? 1 - smoothing : 0);
      loss += target * (logSum - first[digit]);
      down[digit] = (shares[digit] - target) / count;
    }
    if (!slopes) continue;
    if (twice) throughSoftmax(first, down);
    slopes.set(down, at);
  }
  return loss / count;
}

// Fills in `shares`, which may be the same list, and gives the logarithm of what they were divided by
function softmax(logits, shares) {
  let highest = logits[0],
    sum = 0;
  for (const logit of logits) highest = Math.max(highest, logit);
  for (let at = 0; at < CLASSES; at++) sum += shares[at] = Math.exp(logits[at] - highest);
  for (let at = 0; at < CLASSES; at++) shares[at] /= sum;
  return highest + Math.log(sum);
}

// Slopes along shares become slopes along the logits that the shares were made of
function throughSoftmax(shares, slopes) {
  let mean = 0;
  for (let at = 0; at < CLASSES; at++) mean += shares[at] * slopes[at];
  for (let at = 0; at < CLASSES; at++) slopes[at] = shares[at] * (slopes[at] - mean);
}

// How many of a batch have their highest logit where their label is
export function rightOnes(logits, labels, count) {
  let right = 0;
  for (let row = 0; row < count; row++) {
    const scores = logits.subarray(row * CLASSES, (row + 1) * CLASSES);
    right += scores.indexOf(Math.max(...scores)) === labels[row];
  }
  return right;
}
