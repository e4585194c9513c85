// Trains in a thread of its own, so that the page stays free: see client.js, which asks, and
// logic/trainer.mjs, which answers.

import { hold } from "../kit/coming/alive.js";
import { makeTrainer, readDigits } from "../logic/trainer.mjs";
import { fetchDigits } from "./digits.js";

const ENGINE = new URL("../../trainer/engine.wasm", import.meta.url);
const SLICE = 40; // milliseconds of training, after which somebody may say pause
let labels, digits, trainer, paused;

const calls = {
  async open() {
    const [fetched, wasm] = await Promise.all([
      fetchDigits((progress) => postMessage({ progress })),
      fetchEngine().catch(() => undefined), // then it trains in plain JavaScript
    ]);
    labels = fetched.labels;
    digits = await readDigits(fetched.images, wasm);
    return digits.kind;
  },
  async make(options) {
    trainer = undefined; // what trains ends
    trainer = await makeTrainer({ digits, labels, ...options });
  },
  step: (batches) => trainer.step(batches),
  validate: (count) => trainer.validate(count),
  weights: () => trainer.weights(),
  logits: (images) => images.map((image) => trainer.logits(image)),
  seats: () => trainer.seats,
  pause() {
    paused = true;
  },
  epoch,
};

async function fetchEngine() {
  const answer = await fetch(ENGINE, { cache: "no-cache" }); // it must fit the code beside it
  return answer.ok ? WebAssembly.compile(await answer.arrayBuffer()) : undefined;
}

// To the end of this epoch, or until it is paused; seconds counts the training alone
async function epoch() {
  const mine = trainer,
    all = [];
  let seconds = 0;
  paused = false;
  const { seen, batchesAnEpoch } = mine;
  const end = seen - (seen % batchesAnEpoch) + batchesAnEpoch;
  while (!paused && trainer === mine && !mine.done && mine.seen < end) {
    const began = performance.now(),
      losses = [];
    while (mine.seen < end && !mine.done && performance.now() - began < SLICE) {
      losses.push(...mine.step(1));
    }
    seconds += (performance.now() - began) / 1000;
    all.push(...losses);
    postMessage({ losses: Float32Array.from(losses), state: state(mine) });
    await messages();
  }
  return { seconds, losses: Float32Array.from(all) };
}

// What the engine or the browser says of a fault is no sentence for readers
function sentence({ message }) {
  return message.endsWith(".") ? message : `The training stopped: ${message}. Reload the page.`;
}

// Lets them in; a timer would wait some milliseconds each time
const { port1, port2 } = new MessageChannel();
const messages = () =>
  new Promise((resolve) => {
    port1.onmessage = resolve;
    port2.postMessage(0);
  });

const state = ({ seen, done, batchesAnEpoch }) => ({ seen, done, batchesAnEpoch });

hold();
self.onmessage = async ({ data: { id, call, given } }) => {
  try {
    if (call !== "open" && call !== "make" && !trainer) throw new Error("There is no net yet.");
    const result = await calls[call](...given);
    postMessage({ id, result, state: trainer && state(trainer) });
  } catch (error) {
    postMessage({ id, error: sentence(error) });
  }
};
