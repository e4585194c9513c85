// What lies at another place than the site (see ../heavy.js): it is used only if it is what was built.

import { digest } from "../../logic/trainer/sha256.mjs";

export class Damaged extends Error {
  name = "Damaged";

  constructor(address) {
    const { host } = new URL(address);
    super(`What ${host} sent is other than it was built, so it is not used. Try again later.`);
  }
}

export async function fetchWhole(plainFetch, address, wanted) {
  for (const cache of ["default", "reload"]) {
    const answer = await plainFetch(address, { cache, credentials: "omit" });
    if (!answer.ok) return answer;
    const bytes = await answer.arrayBuffer();
    const isWhole = (await digest(new Uint8Array(bytes))) === wanted;
    if (isWhole) return new Response(bytes, { headers: answer.headers });
  }
  throw new Damaged(address);
}
