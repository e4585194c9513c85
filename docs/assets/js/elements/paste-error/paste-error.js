// <paste-error>: a box for an error message. Which operation it was, which sizes clash, what would fit.
// The reader of messages comes with the first sign of a reader of the page: until then the page is light.

import { awaited, tellWhy } from "../../kit/coming/told.js";
import { h } from "../../kit/dom.js";

const SIGNS = ["pointermove", "pointerdown", "keydown", "scroll"];
const PATIENCE = 250; // milliseconds after the last key
let last; // the theme may draw a page anew: what the reader had is kept

class PasteError extends HTMLElement {
  connectedCallback() {
    if (!this.text) this.build();
    this.woken = () => this.wake();
    for (const sign of SIGNS) addEventListener(sign, this.woken, { once: true, passive: true });
  }

  disconnectedCallback() {
    this.sleep();
    clearTimeout(this.waiting);
  }

  build() {
    this.classList.add("stage");
    this.text = h("textarea", {
      rows: 4,
      spellcheck: "false",
      autocomplete: "off",
      "aria-label": "An error message, or a whole traceback",
      placeholder: "Paste an error here: its last line, or the whole traceback",
      oninput: () => this.soon(),
      onfocus: () => this.wake(),
    });
    this.answer = h("div", { class: "answer", role: "status" });
    this.replaceChildren(this.text, this.answer);
  }

  sleep() {
    for (const sign of SIGNS) removeEventListener(sign, this.woken);
  }

  // The example is there, answered, before a reader needs it
  async wake() {
    this.sleep();
    const reader = await this.reader();
    if (!reader || !this.isConnected || this.choice) return;
    this.choice = reader.choice((text) => this.take(text));
    this.text.after(h("label", { class: "pick" }, "Or look at an example ", this.choice));
    if (!this.text.value) this.text.value = last ?? reader.EXAMPLES[0].text;
    this.tell();
  }

  // What reads; undefined where it cannot be had, which is said
  async reader() {
    try {
      return await awaited(this.answer, import("./answer.js"));
    } catch (error) {
      tellWhy(this.answer, error, () => this.wake());
    }
  }

  // Typed in, so that the browser can undo it
  take(text) {
    this.text.focus();
    this.text.select();
    if (!document.execCommand("insertText", false, text)) this.text.value = text;
    this.tell();
  }

  soon() {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.tell(), PATIENCE);
  }

  async tell() {
    const reader = await this.reader();
    if (!reader) return;
    last = this.text.value;
    if (this.choice) this.choice.value = reader.named(last);
    this.answer.replaceChildren(...reader.answered(last));
  }
}

customElements.define("paste-error", PasteError);
