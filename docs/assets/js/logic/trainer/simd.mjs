// The engine in WebAssembly, of docs/assets/trainer/engine.ts: four numbers at a time. All it works on
// lies in its memory, w1 and w2 in tiles of 32 columns.

import { CLASSES } from "./head.mjs";
import { litCounts, litPixels, PIXELS } from "./lit.mjs";
import { SCALE, SHIFT } from "./plain.mjs";

const WIDE = 32;

// (module (func (result v128) i32.const 0 i8x16.splat)): valid where there is SIMD
const SAMPLE = [
  [0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3],
  [2, 1, 0, 10, 8, 1, 6, 0, 65, 0, 253, 15, 11],
].flat();

export const hasSimd = () => globalThis.WebAssembly?.validate(Uint8Array.from(SAMPLE)) ?? false;

// The lit pixels of all images, and engines that train on them: one at a time
export class SimdDigits {
  kind = "simd";

  static async of(images, wasm) {
    const module = wasm instanceof WebAssembly.Module ? wasm : await WebAssembly.compile(wasm);
    return new SimdDigits(images, (await WebAssembly.instantiate(module)).exports);
  }

  constructor(images, wasm) {
    const { starts, most } = litCounts(images),
      lit = starts.at(-1);
    Object.assign(this, { wasm, most });
    wasm.layDigits(starts.length - 1, lit);
    room(wasm);
    const at = (name, Kind, length) => new Kind(wasm.memory.buffer, wasm[name].value, length);
    at("starts", Uint32Array, starts.length).set(starts);
    litPixels(images, at("pixels", Uint16Array, lit), at("greys", Uint8Array, lit));
  }

  engine(hidden, batch) {
    return new SimdEngine(this, hidden, batch);
  }
}

// Memory that could not grow is told apart from a fault in the arithmetic
function room({ memory, free }) {
  if (free.value > memory.buffer.byteLength) {
    throw new RangeError("This device has not enough memory to train here.");
  }
}

class SimdEngine {
  constructor({ wasm, most }, hidden, batch) {
    Object.assign(this, { wasm, hidden, tiles: Math.ceil(hidden / WIDE) });
    wasm.layNet(this.tiles, batch, most);
    room(wasm);
    [wasm.SCALE.value, wasm.SHIFT.value] = [SCALE, SHIFT];
    const floats = (at, length) => new Float32Array(wasm.memory.buffer, at, length);
    this.images = new Uint32Array(wasm.memory.buffer, wasm.images.value, batch);
    this.places = new Uint16Array(wasm.memory.buffer, wasm.places.value, PIXELS);
    this.logits = floats(wasm.logits.value, batch * CLASSES);
    this.slopes = floats(wasm.slopes.value, batch * CLASSES);
    this.all = floats(wasm.weights.value, (3 * wasm.block.value) / 4); // with what Adam remembers
    this.sums = floats(wasm.sums.value, this.tiles * WIDE);
    this.w1 = floats(wasm.weights.value, this.tiles * WIDE * PIXELS);
    this.b1 = floats(wasm.b1.value, hidden);
    this.w2 = floats(wasm.w2.value, this.tiles * WIDE * CLASSES);
    this.b2 = floats(wasm.b2.value, CLASSES);
  }

  load({ w1, b1, w2, b2 }) {
    const { hidden } = this;
    this.all.fill(0);
    this.sums.fill(0);
    for (let at = 0; at < w1.length; at++) {
      this.w1[tiled(Math.floor(at / hidden), at % hidden, PIXELS)] = w1[at];
      this.sums[at % hidden] += w1[at];
    }
    for (let at = 0; at < w2.length; at++) {
      this.w2[tiled(at % CLASSES, Math.floor(at / CLASSES), CLASSES)] = w2[at];
    }
    this.b1.set(b1);
    this.b2.set(b2);
  }

  unload() {
    const { hidden } = this,
      w1 = new Float32Array(PIXELS * hidden),
      w2 = new Float32Array(hidden * CLASSES);
    for (let at = 0; at < w1.length; at++) {
      w1[at] = this.w1[tiled(Math.floor(at / hidden), at % hidden, PIXELS)];
    }
    for (let at = 0; at < w2.length; at++) {
      w2[at] = this.w2[tiled(at % CLASSES, Math.floor(at / CLASSES), CLASSES)];
    }
    return { w1, b1: this.b1.slice(), w2, b2: this.b2.slice() };
  }

  forward(count, bend) {
    this.wasm.forward(count, bend);
  }

  backward(count, bend, { step, root, beta1, beta2, eps, shrink }) {
    const rest = [1 - beta1, beta2, 1 - beta2];
    this.wasm.backward(count, bend, step, root, eps, shrink, ...rest);
  }
}

// Where row and column of a matrix with so many rows lie
function tiled(row, column, rows) {
  return (Math.floor(column / WIDE) * rows + row) * WIDE + (column % WIDE);
}
