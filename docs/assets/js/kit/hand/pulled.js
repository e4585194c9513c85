// A number that a reader pulls to the left and to the right, steps by the Up and Down keys, or types.

import { parseNumber } from "../../logic/product.mjs";
import { h } from "../dom.js";

const FAR = 4; // pixels, from where on a press is a pull
const KEYS = { ArrowUp: 1, ArrowDown: -1, PageUp: 10, PageDown: -10 };

// An input with a bar that shows `value` between 0 and `most`. `pixels` of pulling are a step.
// `write(value)` is its text; `begin()` is told before each change that a reader would undo in one,
// `change(value)` gets what the number is to be; `set(value)` shows what it is.
export function pulled({ label, value, most, step, pixels, write, begin, change, ...attributes }) {
  let now = value;
  let typing = false;
  const input = h("input", {
    type: "text",
    inputmode: "decimal",
    role: "spinbutton",
    maxlength: 5,
    autocomplete: "off",
    "aria-label": label,
    "aria-valuemin": 0,
    "aria-valuemax": most,
    "aria-description": "Up and Down change it",
    ...attributes,
    class: `pulled ${attributes.class ?? ""}`,
  });
  const show = () => {
    const text = write(now);
    if (input.value !== text) input.value = text;
    input.removeAttribute("aria-invalid");
  };
  const set = (to) => {
    now = to;
    input.setAttribute("aria-valuenow", to);
    input.style.setProperty("--share", Math.min(1, Math.max(0, to / most)));
    input.style.setProperty("--digits", Math.max(3, write(to).length));
    if (!typing) show();
  };
  const clamp = (to) => Math.max(0, Math.min(Math.round(to / step) * step, most));
  const to = (wanted) => {
    const tidy = Number(wanted.toPrecision(12));
    if (tidy !== now) change(tidy);
  };
  input.addEventListener("keydown", (event) => {
    const by = KEYS[event.key];
    if (event.key === "Enter") input.select();
    if (!by) return;
    event.preventDefault();
    typing = false;
    begin();
    to(clamp(now + by * step));
    show();
    input.select();
  });
  input.addEventListener("input", () => {
    const typed = parseNumber(input.value);
    const wrong = typed === undefined || typed < 0 || typed > most;
    input.toggleAttribute("aria-invalid", wrong);
    if (wrong) return;
    if (!typing) begin();
    typing = true;
    to(typed);
  });
  input.addEventListener("focus", () => input.select());
  input.addEventListener("blur", () => {
    typing = false;
    show();
  });
  pull(input, {
    begin: () => {
      typing = false;
      begin();
      return now;
    },
    by: (from, way) => to(clamp(from + Math.round(way / pixels) * step)),
  });
  set(value);
  return { input, set };
}

// A press is a click into the field, unless the pointer goes aside; a second finger is ignored
function pull(input, { begin, by }) {
  let held, pulled;
  input.addEventListener("mousedown", (event) => event.preventDefault()); // nothing is selected
  input.addEventListener("pointerdown", ({ button, pointerId, clientX }) => {
    if (button || held) return;
    held = { pointerId, clientX };
    pulled = false;
  });
  input.addEventListener("pointermove", ({ pointerId, clientX }) => {
    if (held?.pointerId !== pointerId) return;
    const way = clientX - held.clientX;
    if (held.from === undefined) {
      if (Math.abs(way) < FAR) return;
      held.from = begin();
      pulled = true;
      input.setPointerCapture(pointerId);
    }
    by(held.from, way);
  });
  for (const end of ["pointerup", "pointercancel"]) {
    input.addEventListener(end, ({ pointerId }) => {
      if (held?.pointerId === pointerId) held = undefined;
    });
  }
  input.addEventListener("click", () => !pulled && input.focus());
}
