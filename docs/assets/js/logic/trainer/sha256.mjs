// SHA-256 (FIPS 180-4), for pages without https, to which a browser gives no crypto.subtle.

// The digest of a Uint8Array as 64 hexadecimal digits, by the browser where it can
export async function digest(bytes) {
  if (!globalThis.crypto?.subtle) return sha256(bytes);
  const code = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(code, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

const primes = [2];
for (let n = 3; primes.length < 64; n += 2) if (primes.every((prime) => n % prime)) primes.push(n);

// The first 32 bits behind the point
const fraction = (number) => Math.floor((number % 1) * 2 ** 32);
const ROUNDS = Int32Array.from(primes, (prime) => fraction(Math.cbrt(prime)));
const BEGIN = Int32Array.from(primes.slice(0, 8), (prime) => fraction(Math.sqrt(prime)));

// The same, by ourselves
export function sha256(bytes) {
  const state = BEGIN.slice(),
    words = new Int32Array(64);
  const whole = bytes.length - (bytes.length % 64),
    view = new DataView(bytes.buffer, bytes.byteOffset, whole);
  for (let at = 0; at < whole; at += 64) block(state, words, view, at);
  const rest = bytes.subarray(whole);
  const end = new DataView(new ArrayBuffer(rest.length < 56 ? 64 : 128));
  new Uint8Array(end.buffer).set(rest);
  end.setUint8(rest.length, 0x80);
  end.setBigUint64(end.byteLength - 8, BigInt(bytes.length) * 8n);
  for (let at = 0; at < end.byteLength; at += 64) block(state, words, end, at);
  return Array.from(state, (word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
}

const turned = (word, bits) => (word >>> bits) | (word << (32 - bits));

function block(state, words, view, from) {
  for (let t = 0; t < 16; t++) words[t] = view.getInt32(from + 4 * t);
  for (let t = 16; t < 64; t++) {
    const [u, v] = [words[t - 15], words[t - 2]];
    const low = turned(u, 7) ^ turned(u, 18) ^ (u >>> 3),
      high = turned(v, 17) ^ turned(v, 19) ^ (v >>> 10);
    words[t] = words[t - 16] + low + words[t - 7] + high;
  }
  let [a, b, c, d, e, f, g, h] = state;
  for (let t = 0; t < 64; t++) {
    const choice = (e & f) ^ (~e & g),
      most = (a & b) ^ (a & c) ^ (b & c);
    const one = (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) + h + choice + ROUNDS[t] + words[t],
      two = (turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + most;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0];
  }
  [a, b, c, d, e, f, g, h].forEach((word, at) => {
    state[at] += word;
  });
}
