// What a chapter alone has, its cells and its copies, is fetched when it is first asked for: then the book
// may have changed. A page of a built site gives the address with a digest, `shops.json?01234567`, and
// takes nothing else.

import { digest } from "../../logic/trainer/sha256.mjs";
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
  if (search && !(await digest(new Uint8Array(bytes))).startsWith(search.slice(1))) {
    throw new Changed();
  }
  return said;
}
