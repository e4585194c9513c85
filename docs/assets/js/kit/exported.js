import { fetchFrom } from "./coming/exports.js";
import { awaited, tellAway } from "./coming/told.js";

// An element that is built from what its chapter exported, `static source`, or from what its `fetched`
// gives; without a network the text stays that stands in the page, and what is missing is said
export class Exported extends HTMLElement {
  async connectedCallback() {
    if (this.built) return;
    let words;
    const exported = await awaited(this, this.fetched()).catch(({ name, message }) => {
      if (name === "Damaged") words = message;
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
