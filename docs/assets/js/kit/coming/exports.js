// What the chapters exported when they were recorded, for the elements of the pages.

import { fetchHeavy } from "../heavy.js";

export async function fetchFrom(path, kind) {
  const address = `../../../exports/${path}${globalThis.edition ?? ""}`;
  const answer = await fetchHeavy(new URL(address, import.meta.url));
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer[kind]();
}
