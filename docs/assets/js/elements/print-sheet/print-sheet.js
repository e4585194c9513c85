// <print-sheet>: a button that prints its page. Its style sheet sets the page on one sheet of paper, and
// comes with it to this page alone. Paper is white: also who reads in the dark prints the light colours.

import { button } from "../../kit/buttons.js";
import { h } from "../../kit/dom.js";

const SCHEME = "data-md-color-scheme";
const PRINTS = {
  beforeprint() {
    this.read = document.body.getAttribute(SCHEME);
    document.body.setAttribute(SCHEME, "default");
  },
  afterprint() {
    document.body.setAttribute(SCHEME, this.read);
  },
};

class PrintSheet extends HTMLElement {
  constructor() {
    super();
    for (const [event, act] of Object.entries(PRINTS)) this[event] = act.bind(this);
  }

  connectedCallback() {
    for (const event of Object.keys(PRINTS)) addEventListener(event, this[event]);
    if (this.querySelector("button")) return;
    this.classList.add("lab");
    const { host, pathname } = location;
    this.append(
      button("Print this page", () => print()),
      h("span", { class: "sheet-from" }, `Shapes That Fit · ${host}${pathname}`),
    );
  }

  disconnectedCallback() {
    for (const event of Object.keys(PRINTS)) removeEventListener(event, this[event]);
  }
}

customElements.define("print-sheet", PrintSheet);
