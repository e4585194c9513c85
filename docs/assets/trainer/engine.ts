// The arithmetic of the page's trainer, four numbers at a time. What it computes is what
// docs/assets/js/logic/trainer/plain.mjs does: h = x w1 + b1, bent, logits = h w2 + b2, then backward
// and Adam.
//
// Three ideas make it fast. Only lit pixels are multiplied, the rest is 0: a normalised pixel is
// SCALE grey - SHIFT, and SHIFT times the column sums of w1 goes into the bias. Matrices lie in tiles of
// 32 columns, whose sums stay in eight registers. And the slopes of w1 are never stored: a batch is
// turned into a list for each pixel, so that slopes, Adam and column sums are one pass over w1.
//
// Every product is then the same: a list of terms, (offset of a row, value), of 8 bytes each, and the
// sum of these rows, each times its value.

const PIXELS: usize = 784, DIGITS: usize = 10, AWAY: usize = PIXELS;
const ROW: usize = 128; // bytes of a row of a tile: 32 columns, 8 registers
const TERM: usize = 8;

// Where everything lies; the page reads these, and fills in what is meant for it
export let starts: usize, pixels: usize, greys: usize; // the lit pixels of all images
export let images: usize, places: usize, slopes: usize, logits: usize; // of a batch
export let weights: usize, b1: usize, w2: usize, b2: usize, sums: usize, block: usize;
let units: usize, downs: usize, heads: usize, ends: usize, terms: usize, columns: usize, turned: usize;
let bias: usize, row: usize, down: usize, tiles: usize, tileOf1: usize, tileOfUnits: usize;
let step: v128, root: v128, eps: v128, shrink: v128, new1: v128, old2: v128, new2: v128;
export let SCALE: f32, SHIFT: f32;

export let free: usize; // the end of what is used
let end: usize;

function take(bytes: usize): usize {
  const at = free;
  free = (free + bytes + 63) & ~63;
  const wanted = <i32>((free + 0xffff) >> 16) - memory.size();
  if (wanted > 0) memory.grow(wanted);
  return at;
}

/** Room for the pixels of so many images, so many of them lit. */
export function layDigits(count: usize, lit: usize): void {
  free = (__heap_base + 63) & ~63;
  starts = take((count + 1) * 4);
  pixels = take(lit * 2);
  greys = take(lit);
  end = free;
}

/** Room for a net of so many tiles, and for batches of so many images with so many lit pixels each. */
export function layNet(width: usize, batch: usize, most: usize): void {
  free = end;
  tiles = width;
  tileOf1 = PIXELS * ROW;
  tileOfUnits = batch * ROW;
  block = tiles * (PIXELS + 1 + DIGITS) * ROW + ROW;
  weights = take(3 * block); // themselves, and Adam's running means of their slopes and squared slopes
  b1 = weights + tiles * tileOf1;
  w2 = b1 + tiles * ROW;
  b2 = w2 + tiles * DIGITS * ROW;
  sums = take(tiles * ROW);
  images = take(batch * 4);
  places = take(PIXELS * 2);
  logits = take(batch * DIGITS * 4);
  slopes = take(batch * DIGITS * 4);
  units = take(tiles * tileOfUnits);
  downs = take(tiles * tileOfUnits);
  ends = take((batch + 1) * 4);
  heads = take((PIXELS + 2) * 4);
  terms = take(batch * most * TERM);
  columns = take(batch * most * TERM);
  turned = take((DIGITS + 1) * batch * TERM);
  bias = take(ROW);
  row = take(ROW);
  down = take(DIGITS * TERM);
}

/** The sum of rows of a tile, each times its value, as the terms from `at` to `end` say. */
function add(at: usize, end: usize, tile: usize, into: usize): void {
  let a = f32x4.splat(0), b = a, c = a, d = a, e = a, f = a, g = a, h = a;
  for (; at < end; at += TERM) {
    const from = tile + load<u32>(at), value = v128.load32_splat(at, 4);
    a = f32x4.add(a, f32x4.mul(value, v128.load(from, 0)));
    b = f32x4.add(b, f32x4.mul(value, v128.load(from, 16)));
    c = f32x4.add(c, f32x4.mul(value, v128.load(from, 32)));
    d = f32x4.add(d, f32x4.mul(value, v128.load(from, 48)));
    e = f32x4.add(e, f32x4.mul(value, v128.load(from, 64)));
    f = f32x4.add(f, f32x4.mul(value, v128.load(from, 80)));
    g = f32x4.add(g, f32x4.mul(value, v128.load(from, 96)));
    h = f32x4.add(h, f32x4.mul(value, v128.load(from, 112)));
  }
  v128.store(into, a, 0);
  v128.store(into, b, 16);
  v128.store(into, c, 32);
  v128.store(into, d, 48);
  v128.store(into, e, 64);
  v128.store(into, f, 80);
  v128.store(into, g, 96);
  v128.store(into, h, 112);
}

@inline function term(at: usize, offset: usize, value: f32): usize {
  store<u32>(at, <u32>offset);
  store<f32>(at, value, 4);
  return at + TERM;
}

/** The terms of each image of a batch: its lit pixels, where they have been moved to. */
function gather(count: usize): void {
  let at = terms;
  for (let n: usize = 0; n < count; n++) {
    store<u32>(ends + 4 * n, <u32>at);
    const image = starts + 4 * load<u32>(images + 4 * n), end = load<u32>(image, 4);
    for (let lit: usize = load<u32>(image); lit < end; lit++) {
      const place: usize = load<u16>(places + 2 * load<u16>(pixels + 2 * lit));
      if (place !== AWAY) at = term(at, place * ROW, load<u8>(greys + lit));
    }
  }
  store<u32>(ends + 4 * count, <u32>at);
}

/** The logits of a batch of `images`. */
export function forward(count: usize, bend: bool): void {
  gather(count);
  const scale = f32x4.splat(SCALE), floor = f32x4.splat(bend ? 0 : -Infinity);
  for (let tile: usize = 0; tile < tiles; tile++) {
    for (let n: usize = 0; n < ROW; n += 16) {
      const at = tile * ROW + n, less = f32x4.mul(f32x4.splat(SHIFT), v128.load(sums + at));
      v128.store(bias + n, f32x4.sub(v128.load(b1 + at), less));
    }
    for (let n: usize = 0; n < count; n++) {
      const unit = units + tile * tileOfUnits + n * ROW, range = ends + 4 * n;
      add(load<u32>(range), load<u32>(range, 4), weights + tile * tileOf1, unit);
      for (let k: usize = 0; k < ROW; k += 16) {
        const sum = f32x4.mul(scale, v128.load(unit + k));
        v128.store(unit + k, f32x4.pmax(floor, f32x4.add(sum, v128.load(bias + k))));
      }
    }
  }
  for (let n: usize = 0; n < count; n++) {
    for (let digit: usize = 0; digit < DIGITS; digit++) {
      store<f32>(logits + 4 * (n * DIGITS + digit), logit(n, digit));
    }
  }
}

function logit(n: usize, digit: usize): f32 {
  let even = f32x4.splat(0), odd = even;
  for (let tile: usize = 0; tile < tiles; tile++) {
    const h = units + tile * tileOfUnits + n * ROW, w = w2 + (tile * DIGITS + digit) * ROW;
    for (let k: usize = 0; k < ROW; k += 32) {
      even = f32x4.add(even, f32x4.mul(v128.load(h + k), v128.load(w + k)));
      odd = f32x4.add(odd, f32x4.mul(v128.load(h + k, 16), v128.load(w + k, 16)));
    }
  }
  const all = f32x4.add(even, odd);
  const pair = f32x4.add(all, i32x4.shuffle(all, all, 2, 3, 0, 1));
  return f32x4.extract_lane(pair, 0) + f32x4.extract_lane(pair, 1) + load<f32>(b2 + 4 * digit);
}

/** Adam, as PyTorch writes it, on the weights of a row; with `shrink` below 1 it is AdamW. */
function adam(at: usize): void {
  const a = step, b = root, c = eps, d = shrink, e = new1, f = old2, g = new2; // read once
  for (let n: usize = 0; n < ROW; n += 16, at += 16) {
    const slope = v128.load(row + n), m1 = v128.load(at + block), m2 = v128.load(at + 2 * block);
    const mean = f32x4.add(m1, f32x4.mul(e, f32x4.sub(slope, m1)));
    const square = f32x4.add(f32x4.mul(f, m2), f32x4.mul(g, f32x4.mul(slope, slope)));
    const spread = f32x4.add(f32x4.mul(b, f32x4.sqrt(square)), c);
    const change = f32x4.div(f32x4.mul(a, mean), spread);
    v128.store(at + block, mean);
    v128.store(at + 2 * block, square);
    v128.store(at, f32x4.sub(f32x4.mul(d, v128.load(at)), change));
  }
}

/** One update of all weights, from the `slopes` of the loss along the logits of the last `forward`. */
export function backward(
  count: usize, bend: bool,
  rate: f32, toRoot: f32, epsilon: f32, kept: f32, part1: f32, rest2: f32, part2: f32,
): void {
  step = f32x4.splat(rate);
  root = f32x4.splat(toRoot);
  eps = f32x4.splat(epsilon);
  shrink = f32x4.splat(kept);
  new1 = f32x4.splat(part1);
  old2 = f32x4.splat(rest2);
  new2 = f32x4.splat(part2);
  downward(count, bend);
  outputs(count);
  byPlace(count);
  for (let tile: usize = 0; tile < tiles; tile++) inputs(tile, count);
}

/** From the slopes of the logits to those of the units before they were bent. */
function downward(count: usize, bend: bool): void {
  const floor = f32x4.splat(bend ? 0 : -Infinity);
  for (let n: usize = 0; n < count; n++) {
    let at = down;
    for (let digit: usize = 0; digit < DIGITS; digit++) {
      at = term(at, digit * ROW, load<f32>(slopes + 4 * (n * DIGITS + digit)));
    }
    for (let tile: usize = 0; tile < tiles; tile++) {
      const from = tile * tileOfUnits + n * ROW;
      add(down, at, w2 + tile * DIGITS * ROW, row);
      for (let k: usize = 0; k < ROW; k += 16) {
        const awake = f32x4.gt(v128.load(units + from + k), floor);
        v128.store(downs + from + k, v128.and(awake, v128.load(row + k)));
      }
    }
  }
}

/** The update of w2 and b2, and in `turned` the terms that sum a batch as it is. */
function outputs(count: usize): void {
  let at = turned;
  memory.fill(bias, 0, ROW);
  for (let digit: usize = 0; digit < DIGITS; digit++) {
    const from = at;
    let sum: f32 = 0;
    for (let n: usize = 0; n < count; n++) {
      const slope = load<f32>(slopes + 4 * (n * DIGITS + digit));
      at = term(at, n * ROW, slope);
      sum += slope;
    }
    store<f32>(bias + 4 * digit, sum);
    for (let tile: usize = 0; tile < tiles; tile++) {
      add(from, at, units + tile * tileOfUnits, row);
      adam(w2 + (tile * DIGITS + digit) * ROW);
    }
  }
  memory.copy(row, bias, ROW);
  adam(b2);
  at = turned;
  for (let n: usize = 0; n < count; n++) at = term(at, n * ROW, 1);
}

/** The terms of the batch again, in the order of their places: which images are lit there. */
function byPlace(count: usize): void {
  const end: usize = load<u32>(ends + 4 * count);
  memory.fill(heads, 0, 4 * (PIXELS + 2));
  for (let at = terms; at < end; at += TERM) {
    const head = heads + <usize>load<u32>(at) / (ROW / 4) + 8;
    store<u32>(head, load<u32>(head) + <u32>TERM);
  }
  store<u32>(heads, <u32>columns, 4);
  for (let at = heads + 8; at < heads + 4 * (PIXELS + 2); at += 4) {
    store<u32>(at, load<u32>(at) + load<u32>(at - 4));
  }
  let at = terms;
  for (let n: usize = 0; n < count; n++) {
    for (const rowEnd: usize = load<u32>(ends + 4 * n, 4); at < rowEnd; at += TERM) {
      const head = heads + <usize>load<u32>(at) / (ROW / 4) + 4;
      store<u32>(head, <u32>term(load<u32>(head), n * ROW, load<f32>(at, 4)));
    }
  }
  store<u32>(heads, <u32>columns);
}

/** The update of a tile of w1 and b1. */
function inputs(tile: usize, count: usize): void {
  const down = downs + tile * tileOfUnits, w1 = weights + tile * tileOf1, sum = sums + tile * ROW;
  const scale = f32x4.splat(SCALE), shift = f32x4.splat(SHIFT);
  add(turned, turned + count * TERM, down, row);
  adam(b1 + tile * ROW);
  for (let k: usize = 0; k < ROW; k += 16) {
    v128.store(bias + k, f32x4.mul(shift, v128.load(row + k)));
  }
  memory.fill(sum, 0, ROW);
  for (let place: usize = 0; place < PIXELS; place++) {
    const head = heads + 4 * place;
    add(load<u32>(head), load<u32>(head, 4), down, row);
    for (let k: usize = 0; k < ROW; k += 16) {
      v128.store(row + k, f32x4.sub(f32x4.mul(scale, v128.load(row + k)), v128.load(bias + k)));
    }
    adam(w1 + place * ROW);
    for (let k: usize = 0; k < ROW; k += 16) {
      v128.store(sum + k, f32x4.add(v128.load(sum + k), v128.load(w1 + place * ROW + k)));
    }
  }
}
