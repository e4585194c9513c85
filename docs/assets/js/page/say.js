// Tells a screen reader what happened; seen by nobody.

import { h } from "../kit/dom.js";

const status = h("div", { class: "spoken", role: "status" });
document.body.append(status);

export function say(message) {
  status.textContent = message;
}
