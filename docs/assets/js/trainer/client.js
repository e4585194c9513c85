// The page's side of worker.js: a net that trains beside the page.
//
//   const lab = await openTrainer({ onprogress });   // fetches the digits, once: {share, bytes, total}
//   await lab.make({ rate: 0.03 });      // a new net; options: logic/trainer/options.mjs
//   await lab.step(3);                   // the losses of three batches
//   await lab.epoch((losses) => …);      // the rest of the epoch at full speed: {seconds, losses}
//
// All that goes wrong is an Error whose message is a sentence for the reader.

import { watch } from "../kit/coming/alive.js";
import { isNewer, NEWER } from "../kit/coming/told.js";
import { keep } from "../kit/keep.js";

export { DEFAULTS, FAST } from "../logic/trainer/options.mjs";

const ENDED = "The training was closed.";
const KILLED = "The browser stopped the training. Press again to take it up.";

// `signal` of an AbortController closes it, also while it loads
export async function openTrainer({ onprogress = () => {}, signal } = {}) {
  const lab = new Lab(onprogress);
  signal?.addEventListener("abort", () => lab.close());
  if (signal?.aborted) lab.close();
  try {
    lab.kind = await lab.ask("open");
  } catch (error) {
    lab.close();
    throw error;
  }
  for (const folder of ["assets/mnist/", "assets/trainer/"]) keep(folder);
  return lab;
}

class Lab {
  kind; // "simd" or "plain"
  seen = 0; // batches so far
  batchesAnEpoch = 0;
  done = false; // after the last epoch
  waiting = new Map(); // by its number, who waits for an answer
  asked = 0;

  constructor(onprogress) {
    this.onprogress = onprogress;
    this.worker = new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
    this.worker.onmessage = ({ data }) => this.hear(data);
    this.worker.onerror = (error) =>
      this.close(isNewer(error) ? NEWER : error.message || "Training needs the network once.");
  }

  // A new net, untrained, instead of the one before
  make = (options = {}) => this.ask("make", options);

  // Trains on so many batches, fewer at the end; gives the loss of each, a Float32Array
  step = (batches = 1) => this.ask("step", batches);

  // {loss, accuracy} on the first so many of 10,000 pictures that it does not train on
  validate = (count) => this.ask("validate", count);

  // {w1, b1, w2, b2} of normalised pixels, Float32Arrays row by row: (784, hidden), (hidden, 10)
  weights = () => this.ask("weights");

  // Ten raw scores for each of these pictures, 0 to 59,999
  logits = (images) => this.ask("logits", images);

  // Where the net has each pixel of a picture: elsewhere with `shuffledPixels`
  seats = () => this.ask("seats");

  // Trains at full speed to the end of the epoch, or until `pause`: {seconds, losses}. `tell` hears
  // the losses as they come.
  epoch(tell = () => {}) {
    this.tell = tell;
    return this.ask("epoch");
  }

  pause = () => this.ask("pause");

  close(why = ENDED) {
    this.worker.terminate();
    this.ended = why;
    for (const { reject } of this.waiting.values()) reject(new Error(why));
    this.waiting.clear();
  }

  ask(call, ...given) {
    if (this.ended) return Promise.reject(new Error(this.ended));
    const id = ++this.asked;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.worker.postMessage({ id, call, given });
    });
  }

  hear({ alive, id, result, error, progress, losses, state }) {
    Object.assign(this, state);
    if (alive) watch(alive, () => this.ended || this.close(KILLED));
    else if (progress) this.onprogress(progress);
    else if (losses) this.tell(losses);
    else {
      const { resolve, reject } = this.waiting.get(id);
      this.waiting.delete(id);
      if (error === undefined) resolve(result);
      else reject(new Error(error));
    }
  }
}
