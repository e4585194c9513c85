// The page's trainer in Node. Each line asks {engine, options, calls} and gets what the calls gave, or
// {error}; `options.weights` names files of raw floats. A line {sha256: text} is answered, too.

import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { gunzipSync } from "node:zlib";
import { rateAt } from "../../docs/assets/js/logic/trainer/options.mjs";
import { sha256 } from "../../docs/assets/js/logic/trainer/sha256.mjs";
import { places, seats } from "../../docs/assets/js/logic/trainer/start.mjs";
import { FAST, makeTrainer, readDigits } from "../../docs/assets/js/logic/trainer.mjs";

const ROOT = new URL("../../", import.meta.url);
const read = (name) => readFileSync(new URL(name, ROOT));
const train = (name) => gunzipSync(read(`data/mnist/train-${name}-ubyte.gz`));
const images = train("images-idx3").subarray(16);
const labels = train("labels-idx1").subarray(8);
const engines = {
  simd: await readDigits(images, read("docs/assets/trainer/engine.wasm")),
  plain: await readDigits(images),
};

function floats(file) {
  const bytes = readFileSync(file);
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
}

async function trained({ engine, options: { weights, ...options }, calls }) {
  const files = Object.entries(weights ?? {}).map(([name, file]) => [name, floats(file)]);
  if (weights) options.weights = Object.fromEntries(files);
  const trainer = await makeTrainer({ digits: engines[engine], labels, ...options });
  return calls.map(([name, ...given]) => {
    if (typeof trainer[name] === "function") return trainer[name](...given);
    return name === "order" ? trainer.order.slice() : trainer[name];
  });
}

// How long so much training takes, and what comes of it
async function timed({ engine, options }) {
  const trainer = await makeTrainer({ digits: engines[engine], labels, ...options });
  const began = performance.now();
  const losses = trainer.step(Infinity);
  const seconds = (performance.now() - began) / 1000;
  const loss = losses.reduce((a, b) => a + b) / losses.length;
  return { seconds, trainLoss: loss, ...trainer.validate() };
}

const answers = {
  trained,
  timed,
  fast: () => FAST,
  memory: () => engines.simd.wasm.memory.buffer.byteLength,
  kinds: () => [engines.simd.kind, engines.plain.kind],
  async kindWithoutSimd() {
    const { validate } = WebAssembly;
    WebAssembly.validate = () => false;
    const { kind } = await readDigits(images.subarray(0, 784), read("docs/assets/trainer/engine.wasm"));
    WebAssembly.validate = validate;
    return kind;
  },
  sha256: (text) => sha256(Buffer.from(text, "base64")),
  rates: ([options, steps]) => Array.from({ length: steps }, (_, at) => rateAt(options, at, steps)),
  places: ([down, right]) => places(down, right, seats(false)),
  seats: (seed) => seats(true, seed),
};

// Lists of numbers of any kind become plain ones
const plainly = (_, value) => (ArrayBuffer.isView(value) ? Array.from(value) : value);

for await (const line of createInterface({ input: process.stdin })) {
  const [[what, given]] = Object.entries(JSON.parse(line));
  let answer;
  try {
    answer = await answers[what](given);
  } catch (error) {
    answer = { error: error.message };
  }
  console.log(JSON.stringify(answer, plainly));
}
