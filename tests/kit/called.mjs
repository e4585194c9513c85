// Functions of the page's logic in Node: each line [module, name, ...given] is answered with what
// the function of docs/assets/js/logic/MODULE.mjs gives.

import { createInterface } from "node:readline";

const HOME = new URL("../../docs/assets/js/logic/", import.meta.url);
const plainly = (_, value) => (ArrayBuffer.isView(value) ? Array.from(value) : value);

for await (const line of createInterface({ input: process.stdin })) {
  const [module, name, ...given] = JSON.parse(line);
  const all = await import(new URL(`${module}.mjs`, HOME));
  console.log(JSON.stringify(all[name](...given) ?? null, plainly));
}
