// Fetches the training digits, once: the browser keeps them. They are used only if they are, byte for
// byte, what the book was recorded with; what is not is fetched anew, and never kept.

import { placeOf } from "../kit/heavy.js";
import { content, FILES, inMB, isPacked, SIZE } from "../logic/trainer/idx.mjs";
import { digest } from "../logic/trainer/sha256.mjs";

const HOME = new URL("../../mnist/", import.meta.url);

// {images, labels}: Uint8Arrays. `tell` hears how far it is: {share, bytes, total}. What goes wrong is
// an Error that says in a sentence what, and what to do.
export async function fetchDigits(tell) {
  let before = 0;
  const result = {};
  for (const kind of ["labels", "images"]) {
    const file = FILES[kind],
      { size } = file.packed;
    const bytes = await whole(file, (share) => {
      const done = before + share * size;
      tell({ share: done / SIZE, bytes: Math.round(done), total: SIZE });
    });
    before += size;
    result[kind] = content(isPacked(bytes) ? await unpacked(bytes) : bytes);
  }
  return result;
}

// A file as it should be. The second time it is asked for past all that a browser has kept
async function whole(file, tell) {
  const address = new URL(file.name, HOME);
  let fault;
  for (const cache of ["default", "reload"]) {
    try {
      const answer = await asked(address, cache);
      const bytes = await received(answer, file, tell);
      await check(bytes, file);
      return bytes;
    } catch (error) {
      if (error instanceof Away) throw error;
      fault = error;
    }
    await forget(address);
  }
  throw fault;
}

class Away extends Error {
  constructor() {
    super("The digits could not be fetched: training here needs the network once.");
  }
}

async function asked(address, cache) {
  const answer = await fetch(placeOf(address), { cache }).catch(() => {
    throw new Away();
  });
  if (answer.ok) return answer;
  throw new Error(
    `The digits are not to be had: asked for ${address.pathname}, the server answered ${answer.status}.`,
  );
}

// The bytes of an answer. A server may have unpacked them on the way; none has more than these
async function received(answer, { packed, bare }, tell) {
  const reader = answer.body.getReader(),
    parts = [];
  let bytes = 0,
    size = packed.size;
  for (;;) {
    const { value, done } = await reader.read().catch(() => {
      throw new Error(
        `The connection broke after ${inMB(bytes)} of ${inMB(size)} MB of digits. Try again.`,
      );
    });
    if (done) break;
    if (!bytes && !isPacked(value)) size = bare.size;
    parts.push(value);
    bytes += value.length;
    if (bytes > size) break;
    tell(bytes / size);
  }
  reader.cancel().catch(() => {});
  return joined(parts, bytes);
}

function joined(parts, length) {
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

async function check(bytes, { packed, bare }) {
  const wanted = isPacked(bytes) ? packed : bare;
  if (bytes.length === wanted.size && (await digest(bytes)) === wanted.sha256) return;
  if (/^\s*</.test(new TextDecoder().decode(bytes.subarray(0, 100)))) {
    throw new Error(
      "Instead of the digits the server sent a page. Try again from another network.",
    );
  }
  throw new Error("The digits arrived damaged, so they are not used. Try again.");
}

async function unpacked(bytes) {
  if (!globalThis.DecompressionStream) {
    throw new Error("This browser is too old to unpack the digits: it has no DecompressionStream.");
  }
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

// The service worker may have kept it
async function forget(address) {
  for (const name of (await globalThis.caches?.keys().catch(() => [])) ?? []) {
    const cache = await caches.open(name);
    await cache.delete(address, { ignoreSearch: true });
  }
}
