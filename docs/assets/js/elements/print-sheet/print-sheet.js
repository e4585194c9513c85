// <print-sheet>: a button that prints its page. Its style sheet sets the page on one sheet of paper, and
// comes with it to this page alone.

import { button } from "../../kit/buttons.js";

class PrintSheet extends HTMLElement {
  connectedCallback() {
    if (this.querySelector("button")) return;
    this.classList.add("lab");
    this.append(button("Print this page", () => print()));
  }
}

customElements.define("print-sheet", PrintSheet);
