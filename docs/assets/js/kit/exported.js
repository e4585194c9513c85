// What the chapters exported when they were recorded, for the elements of the pages.

import { tellAway } from "./dom.js";
import { Damaged, fetchHeavy } from "./heavy.js";

export async function fetchFrom(path, kind) {
  const answer = await fetchHeavy(new URL(`../../exports/${path}`, import.meta.url));
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer[kind]();
}

// An element that is built from what its chapter exported, `static source`, or from what its `fetched`
// gives; without a network the text stays that stands in the page, and what is missing is said
export class Exported extends HTMLElement {
  async connectedCallback() {
    if (this.built) return;
    let words;
    const exported = await this.fetched().catch((error) => {
      if (error instanceof Damaged) words = error.message;
    });
    this.built = exported !== undefined;
    this.classList.toggle("lab", this.built);
    this.classList.toggle("failed", !this.built);
    if (this.built) this.build(exported);
    else tellAway(this, () => this.connectedCallback(), words);
  }

  fetched() {
    return fetchFrom(this.constructor.source, "json");
  }
}
