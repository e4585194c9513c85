// Trains the book's net, 784 pixels to 256 hidden units to 10 digits, on the 50,000 pictures of MNIST:
// Adam, cross-entropy, batches in an order drawn from a seed, as the loop of snippets/training.py does.
// The arithmetic is done by an engine: docs/assets/trainer/engine.wasm, or trainer/plain.mjs.

import { CLASSES, crossEntropy, rightOnes } from "./trainer/head.mjs";
import { checked, rateAt } from "./trainer/options.mjs";
import { PlainDigits } from "./trainer/plain.mjs";
import { numbers, shuffle } from "./trainer/random.mjs";
import { hasSimd, SimdDigits } from "./trainer/simd.mjs";
import { chance, places, seats, startWeights, wrongLabels } from "./trainer/start.mjs";

export { DEFAULTS, FAST } from "./trainer/options.mjs";

export const TRAINING = 50_000; // the others validate
const VALIDATED = 250; // at once

// images: greys from 0 to 255, 784 a picture; labels: a digit each. Instead of images and wasm there
// can be `digits`, which were read before. All else are options, see trainer/options.mjs.
export async function makeTrainer({ images, labels, wasm, digits, ...options }) {
  return new Trainer(digits ?? (await readDigits(images, wasm)), labels, checked(options));
}

// The lit pixels of images, ready for training, which takes a moment. One trainer at a time uses them.
export async function readDigits(images, wasm) {
  return wasm && hasSimd() ? SimdDigits.of(images, wasm) : new PlainDigits(images);
}

class Trainer {
  constructor(digits, labels, options) {
    const { hidden, batch, seed, shuffledPixels, start } = options;
    Object.assign(this, { options, labels, seen: 0, kind: digits.kind });
    this.count = labels.length;
    this.training = Math.min(TRAINING, this.count);
    this.targets = wrongLabels(labels, this.training, options.wrongLabels, seed);
    this.order = Uint32Array.from(options.order ?? numbers(this.training));
    this.batchesAnEpoch = Math.ceil(this.order.length / batch);
    this.batches = this.batchesAnEpoch * options.epochs;
    this.chance = { order: chance(seed, "order"), shift: chance(seed, "shift") };
    this.seats = seats(shuffledPixels, seed);
    this.unmoved = places(0, 0, this.seats);
    this.engine = digits.engine(hidden, Math.max(batch, VALIDATED));
    this.engine.places.set(this.unmoved);
    this.engine.load(options.weights ?? startWeights(start, hidden, seed));
    this.powers = [1, 1]; // of Adam's betas
    this.answers = new Uint8Array(Math.max(batch, VALIDATED));
  }

  get done() {
    return this.seen >= this.batches;
  }

  // Trains on so many batches, fewer where the training ends before; gives the loss of each
  step(batches) {
    const losses = new Float32Array(Math.min(batches, this.batches - this.seen));
    for (let at = 0; at < losses.length; at++) losses[at] = this.batch();
    return losses;
  }

  batch() {
    const { batch, smoothing, bend, softmaxTwice: twice, shift } = this.options,
      { engine } = this;
    const at = (this.seen % this.batchesAnEpoch) * batch;
    if (at === 0 && !this.options.order) shuffle(this.order, this.chance.order);
    if (shift) engine.places.set(places(this.moved(shift), this.moved(shift), this.seats));
    const images = this.order.subarray(at, at + batch),
      count = images.length;
    this.forward(images, this.targets);
    const { logits, slopes } = engine;
    const loss = crossEntropy(logits, this.answers, count, { slopes, smoothing, twice });
    engine.backward(count, bend, this.adam());
    if (shift) engine.places.set(this.unmoved);
    this.seen++;
    return loss;
  }

  moved(shift) {
    return Math.floor(this.chance.shift() * (2 * shift + 1)) - shift;
  }

  // The numbers of this step of Adam; its means start from 0, which step and root make up for
  adam() {
    const {
      betas: [beta1, beta2],
      eps,
      decay,
    } = this.options;
    const rate = rateAt(this.options, this.seen, this.batches);
    this.powers = [this.powers[0] * beta1, this.powers[1] * beta2];
    return {
      step: rate / (1 - this.powers[0]),
      root: 1 / Math.sqrt(1 - this.powers[1]),
      shrink: 1 - rate * decay,
      beta1,
      beta2,
      eps,
    };
  }

  forward(images, labels) {
    this.engine.images.set(images);
    for (let at = 0; at < images.length; at++) this.answers[at] = labels[images[at]];
    this.engine.forward(images.length, this.options.bend);
  }

  // How the net does on the first `count` of the pictures that it never trains on
  validate(count = this.count - this.training) {
    const twice = this.options.softmaxTwice,
      end = Math.min(this.training + count, this.count);
    let right = 0,
      loss = 0;
    for (let at = this.training; at < end; at += VALIDATED) {
      const images = numbers(Math.min(VALIDATED, end - at)).map((image) => at + image);
      this.forward(images, this.labels);
      const { logits } = this.engine;
      right += rightOnes(logits, this.answers, images.length);
      loss += crossEntropy(logits, this.answers, images.length, { twice }) * images.length;
    }
    return { loss: loss / (end - this.training), accuracy: right / (end - this.training) };
  }

  // Of normalised pixels: w1 is (784, hidden), w2 (hidden, 10), row by row
  weights() {
    return this.engine.unload();
  }

  // The ten raw scores of an image, by its number from 0 to 59,999
  logits(image) {
    this.forward([image], this.labels);
    return this.engine.logits.slice(0, CLASSES);
  }
}
