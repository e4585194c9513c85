// Images: their pixels through a colour map, and as a PNG that a browser shows.

import { colourMap } from "./maps.mjs";

// The pixels of an image mark, {width, height, bytes}: red, green, blue and opacity of each, row by row
export function pixelsOf({ pixels, bytes, shape, cmap = ["gray"], vmin, vmax }) {
  const image = bytes === undefined ? fromLists(pixels) : fromBytes(bytes, shape);
  const { height, width, depth } = image;
  const out = new Uint8Array(4 * width * height).fill(255);
  if (depth === 1) {
    const map = colourMap(...[cmap].flat());
    const share = bytes === undefined ? shareOf(image.values, vmin, vmax) : (value) => value / 255;
    image.values.forEach((value, at) => out.set(map(share(value)), 4 * at));
  } else {
    const whole = bytes !== undefined || image.values.some((value) => value > 1);
    const byte = (value) => Math.min(255, Math.max(0, Math.trunc(whole ? value : 255 * value)));
    image.values.forEach((value, k) => {
      out[4 * Math.floor(k / depth) + (k % depth)] = byte(value);
    });
  }
  return { width, height, bytes: out };
}

function fromLists(pixels) {
  const depth = Array.isArray(pixels[0][0]) ? pixels[0][0].length : 1;
  return { height: pixels.length, width: pixels[0].length, depth, values: pixels.flat(2) };
}

function fromBytes(text, [height, width, depth = 1]) {
  const values = Array.from(atob(text), (sign) => sign.charCodeAt(0));
  return { height, width, depth, values };
}

function shareOf(values, vmin, vmax) {
  const known = values.filter((value) => value !== null);
  const low = vmin ?? known.reduce((one, other) => Math.min(one, other), Infinity);
  const high = vmax ?? known.reduce((one, other) => Math.max(one, other), -Infinity);
  return (value) => (value === null ? undefined : high > low ? (value - low) / (high - low) : 0);
}

// As the address of a PNG that is not compressed
export function addressOf({ width, height, bytes }) {
  const row = 4 * width;
  const raw = new Uint8Array((row + 1) * height); // each row begins with how it is filtered: 0, not at all
  for (let y = 0; y < height; y += 1)
    raw.set(bytes.subarray(y * row, (y + 1) * row), y * (row + 1) + 1);
  const head = [...word(width), ...word(height), 8, 6, 0, 0, 0];
  const parts = [SIGNATURE, chunk("IHDR", head), chunk("IDAT", stored(raw)), chunk("IEND", [])];
  return `data:image/png;base64,${btoa(parts.map(textOf).join(""))}`;
}

const SIGNATURE = [137, 80, 78, 71, 13, 10, 26, 10];
const word = (value) => [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255];

function textOf(bytes) {
  const parts = [];
  for (let at = 0; at < bytes.length; at += 8192) {
    parts.push(String.fromCharCode(...bytes.slice(at, at + 8192)));
  }
  return parts.join("");
}

function chunk(name, data) {
  const body = new Uint8Array(4 + data.length);
  body.set([...name].map((sign) => sign.charCodeAt(0)));
  body.set(data, 4);
  const whole = new Uint8Array(body.length + 8);
  whole.set(word(data.length));
  whole.set(body, 4);
  whole.set(word(crc(body)), 4 + body.length);
  return whole;
}

// The form of zlib that stores bytes as they are, in blocks of 65,535 at most
function stored(raw) {
  const count = Math.max(1, Math.ceil(raw.length / BLOCK));
  const out = new Uint8Array(2 + raw.length + 5 * count + 4);
  out.set([0x78, 0x01]);
  let at = 2;
  for (let block = 0; block < count; block += 1) {
    const part = raw.subarray(block * BLOCK, (block + 1) * BLOCK);
    const size = [part.length & 255, part.length >>> 8];
    out.set([block === count - 1 ? 1 : 0, ...size, ...size.map((byte) => byte ^ 255)], at);
    out.set(part, at + 5);
    at += 5 + part.length;
  }
  let [a, b] = [1, 0];
  for (const byte of raw) {
    a = (a + byte) % 65521;
    b = (b + a) % 65521;
  }
  out.set([b >>> 8, b & 255, a >>> 8, a & 255], at);
  return out;
}

const BLOCK = 65535;
const TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  let value = n;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value >>> 0;
});

function crc(bytes) {
  let value = 0xffffffff;
  for (const byte of bytes) value = TABLE[(value ^ byte) & 255] ^ (value >>> 8);
  return (value ^ 0xffffffff) >>> 0;
}
