// What readers may break in the training of the chapter `twelve-lines`, one thing at a time: each is
// compared with the same training unbroken, from the same seed and over as many digits. A run says
// {losses, accuracy, loss, kinds}: of each batch, the share read right and the loss on the digits
// for checking, and how many different answers it gave them.

import { percent } from "./trainer/lesson.mjs";
import { TRAINING } from "./trainer.mjs";

const AT_ONCE = 2560; // digits from one look at the run to the next
const ASKED = Array.from({ length: 200 }, (_, at) => TRAINING + at); // how many kinds of answers?

const mean = (losses) => losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
const first = ({ losses }) => mean(losses.slice(0, 50));
const last = ({ losses }) => mean(losses.slice(-100));

// `holds(run, book)` is the claim of the chapter, `says` puts it into words with the numbers of this
// run, `about` is where the book explains it
const ALL = {
  "no-bend": {
    title: "Train it without the bend",
    options: { bend: false },
    holds: (run, book) => run.accuracy < book.accuracy - 0.02,
    says: (run) => `Two layers without a bend are one: it reads ${percent(run.accuracy)}.`,
    about: ["Take the bend away", "sequential/#take-the-bend-away"],
  },
  "all-zero": {
    title: "Start it at zero",
    options: { start: "zero" },
    holds: (run) => run.kinds === 1,
    says: (run) =>
      `It gives one and the same answer to every digit, and is right for ${percent(run.accuracy)} of them.`,
    about: ["Do it yourself", "by-hand/#do-it-yourself"],
  },
  "rate-30": {
    title: "Take steps thirty times as long",
    options: { rate: 0.03 },
    holds: (run, book) => run.accuracy < book.accuracy && last(run) > 1.5 * last(book),
    says: (run, book) =>
      `Its last hundred batches cost ${last(run).toFixed(2)} instead of ${last(book).toFixed(2)}: ` +
      `it steps over the valley again and again, and reads ${percent(run.accuracy)}.`,
    about: ["Find the rate that explodes", "fitting/#find-the-rate-that-explodes"],
  },
  "softmax-twice": {
    title: "Train it with a second softmax",
    options: { softmaxTwice: true },
    holds: (run) => run.loss > 1.46 && run.loss < 1.6,
    says: (run) =>
      `No error. Its loss is ${run.loss.toFixed(2)} and cannot fall below 1.46; it reads ${percent(run.accuracy)} all the same.`,
    about: ["Do not apply softmax twice", "sequential/#do-not-apply-softmax-twice"],
  },
  "shuffled-pixels": {
    title: "Scatter the pixels of every digit",
    options: { shuffledPixels: true },
    holds: (run, book) => Math.abs(run.accuracy - book.accuracy) < 0.01,
    says: (run, book) =>
      `It reads ${percent(run.accuracy)} of the scattered digits, and ${percent(book.accuracy)} of whole ones: it knows no neighbours.`,
    about: ["Search the lines for a 3", "twelve-lines/#search-the-lines-for-a-3"],
  },
  "one-over-n": {
    title: "Start it at 1/n",
    options: { start: "one-over-n" },
    holds: (run, book) => first(run) > 1.2 * first(book),
    says: (run, book) =>
      `Its first fifty batches cost ${first(run).toFixed(2)} instead of ${first(book).toFixed(2)}, a slow start. ` +
      `After the epoch Adam has made up for most of it: ${percent(run.accuracy)}.`,
    about: ["Start small, but not too small", "by-hand/#start-small-but-not-too-small"],
  },
  "batch-1": {
    title: "Deal one digit at a time",
    options: { batch: 1 },
    digits: 5_000,
    holds: (run, book) => run.accuracy < book.accuracy + 0.02,
    says: (run, book) =>
      `${run.losses.length.toLocaleString("en")} steps instead of ${book.losses.length} on the same digits, and it reads ${percent(run.accuracy)} ` +
      `instead of ${percent(book.accuracy)}: each step follows one digit alone, and much of it the next steps undo.`,
    about: ["Deal the digits out in batches", "twelve-lines/#deal-the-digits-out-in-batches"],
  },
  "batch-1024": {
    title: "Deal 1,024 digits at a time",
    options: { batch: 1024 },
    holds: (run, book) => run.accuracy < book.accuracy - 0.01,
    says: (run, book) =>
      `A smooth loss, but ${run.losses.length} steps instead of ${book.losses.length} in the epoch: ` +
      `it has come as far as ${percent(run.accuracy)}.`,
    about: ["Deal the digits out in batches", "twelve-lines/#deal-the-digits-out-in-batches"],
  },
  "wrong-labels": {
    title: "Give it a wrong label for one digit in five",
    options: { wrongLabels: 0.2 },
    holds: (run) => run.accuracy > 0.9 && last(run) > 0.8,
    says: (run) =>
      `A fifth of its teacher's answers were wrong, which keeps the loss near ${last(run).toFixed(1)}. ` +
      `It still reads ${percent(run.accuracy)}: the errors point everywhere, the right answers one way.`,
    about: ["Do not believe too much", "twelve-lines/#do-not-believe-too-much"],
  },
};

// `digits` are how many of them a try trains on
export const TRIES = Object.fromEntries(
  Object.entries(ALL).map(([name, given]) => [name, { digits: TRAINING, ...given }]),
);

// Train the net of a laboratory (see trainer/client.js) on the first `digits` that it deals, and hand
// to `show` what there is so far; gives the run. `signal` ends it between two looks.
export async function train(lab, options, digits, show = () => {}, signal = undefined) {
  const { batch = 64 } = options;
  const batches = Math.ceil(digits / batch);
  const run = { batch, losses: [] };
  await lab.make(options);
  while (run.losses.length < batches) {
    signal?.throwIfAborted();
    const some = Math.min(Math.ceil(AT_ONCE / batch), batches - run.losses.length);
    run.losses.push(...(await lab.step(some)));
    show(run);
  }
  const answers = (await lab.logits(ASKED)).map((scores) => scores.indexOf(Math.max(...scores)));
  Object.assign(run, await lab.validate(), { kinds: new Set(answers).size });
  show(run);
  return run;
}

// The last words of a try: what it did or, where chance hid it, that it did not show
export function verdict(name, run, book) {
  const { holds, says } = TRIES[name];
  const words = says(run, book);
  return holds(run, book) ? words : `${words} This seed hides what the chapter says: try another.`;
}

// Means of `losses` over about `digits` digits each, as places [digits seen, loss] of a line
export function smoothed(losses, batch, digits) {
  const count = Math.max(1, Math.round(digits / batch));
  const places = [];
  for (let from = 0; from < losses.length; from += count) {
    const some = losses.slice(from, from + count);
    places.push([batch * (from + some.length / 2), mean([...some])]);
  }
  return places;
}
