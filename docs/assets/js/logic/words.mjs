// Words as the search compares them. No page here.

const RUN = /[\p{L}\p{N}]+(?:[_-]+[\p{L}\p{N}]+)*/gu; // expand_dims, cross-entropy
const PLAIN = /^[a-z]+$/; // most words: there is nothing to part
const NUMBER = /^[\dx]*\d$/; // 3, 32x28: another in each reader's error
// What a question says beside its subject
const ASKING = new Set(
  "a an and are at be can do does for how i in is it my of on or that the this to we what when where which why with you".split(
    " ",
  ),
);
const IRREGULAR = new Map([
  ["axes", "axis"],
  ["indices", "index"],
  ["matrices", "matrix"],
  ["vertices", "vertex"],
]);
const ENDINGS = [
  [/iz(?=[aei])/, "is"],
  [/our(?=s?$|ed$|ing$|ful$)/, "or"],
  [/(?:ies|ied|ications?)$/, "y"],
  [/(?<=ss|sh|ch|x)es$|(?<![siu])s$/, ""],
  [/(?<=....)(?:ations?|ate)$/, ""],
  [/(?<=...)(?:ing|(?<!e)ed)$/, ""],
  [/(?<=...)e$/, ""],
  [/([^aeious])\1$/, "$1"],
];

const stems = new Map(); // the same few words come again and again

// A word without its ending: reshaped, reshapes and reshaping are one
export function stem(word) {
  const low = word.toLowerCase();
  if (!stems.has(low)) stems.set(low, IRREGULAR.get(low) ?? cut(low));
  return stems.get(low);
}

function cut(word) {
  const endings = word.length < 4 ? [] : ENDINGS;
  return endings.reduce((word, [ending, other]) => word.replace(ending, other), word);
}

// Whether a question would be the same without a word: a number in a pasted error, or "how does"
export const isAside = (word) => NUMBER.test(word) || ASKING.has(word.toLowerCase());

// The words of a text with their places in it. A number has no place of its own in the row of words;
// of a name of several parts `whole` holds them as one word, on its first part.
export function tokens(text, separator) {
  const found = [];
  let row = 0;
  for (const { 0: run, index } of text.matchAll(RUN)) {
    const parts = [];
    let at = index;
    const pieces = PLAIN.test(run) ? [run] : run.split(separator);
    for (const part of pieces) {
      at = text.indexOf(part, at);
      const number = NUMBER.test(part);
      if (part) parts.push({ word: stem(part), at, end: at + part.length, number, row });
      if (part && !number) row += 1;
      at += part.length;
    }
    if (parts.length > 1 && !parts.some(({ number }) => number)) {
      const whole = stem(run.split(separator).join(""));
      Object.assign(parts[0], { whole, parts: parts.length, name: run });
    }
    found.push(...parts);
  }
  return found;
}

// Whether one edit makes `b` of `a`: a letter more, less, another, or two that changed places
export function nearly(a, b) {
  if (Math.abs(a.length - b.length) > 1) return false;
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  const [x, y] = [a.slice(at), b.slice(at)];
  const swapped = x[0] === y[1] && x[1] === y[0] && x.slice(2) === y.slice(2);
  return x.slice(1) === y.slice(1) || x.slice(1) === y || x === y.slice(1) || swapped;
}
