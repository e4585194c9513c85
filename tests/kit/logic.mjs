// Answers function bodies that see a module of the page's logic as `it`, and what is `given`: each
// line {module, body, given} with a line of JSON.

import { createInterface } from "node:readline";

const HOME = new URL("../../docs/assets/js/logic/", import.meta.url);
// Lists of numbers of any kind become plain ones
const plainly = (_, value) => (ArrayBuffer.isView(value) ? Array.from(value) : value);

for await (const line of createInterface({ input: process.stdin })) {
  const { module, body, given } = JSON.parse(line);
  const it = await import(new URL(`${module}.mjs`, HOME));
  let answer;
  try {
    answer = { value: new Function("it", "given", body)(it, given) ?? null };
  } catch (error) {
    answer = { error: error.stack };
  }
  console.log(JSON.stringify(answer, plainly));
}
