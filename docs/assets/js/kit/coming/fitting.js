// What a chapter alone has, its cells and its copies, is fetched when it is first asked for: then the book
// may have changed. A page of a built site gives the address with a digest, `shops.json?01234567`, and
// takes nothing else.

import { NEWER } from "./told.js";

export class Changed extends Error {
  name = "Changed";

  constructor() {
    super(NEWER);
  }
}

// What the JSON of an answer says. A SyntaxError: it is none
export async function fitting(answer, { search }) {
  const bytes = await answer.arrayBuffer();
  const said = JSON.parse(new TextDecoder().decode(bytes));
  if (search && !(await isOf(bytes, search.slice(1)))) throw new Changed();
  return said;
}

// A page without https has no way to tell, and goes without
async function isOf(bytes, digest) {
  if (!globalThis.crypto?.subtle) return true;
  const code = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const digits = Array.from(code, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return digits.startsWith(digest);
}
