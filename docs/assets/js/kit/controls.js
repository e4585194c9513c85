// What readers turn. Where they are told what that does is in speaker.js.

import { h } from "./dom.js";

// A labelled slider; `told` writes its value in words
export function slider(label, { min, max, step, value }, told, input) {
  const range = h("input", { type: "range", min, max, step, value, "aria-label": label });
  const number = h("output", { "aria-hidden": "true" });
  const show = () => {
    number.textContent = told(range.valueAsNumber);
    range.setAttribute("aria-valuetext", number.textContent);
  };
  range.addEventListener("input", () => {
    show();
    input?.(range.valueAsNumber);
  });
  show();
  const set = (to) => {
    range.value = to;
    show();
  };
  const row = h("label", { class: "lab-slider" }, h("span", {}, label), range, number);
  return { range, set, row };
}

// One of several, as radio buttons: { key: words }; `choose` is told the key
export function choices(label, options, chosen, choose) {
  const name = `choice-${label.toLowerCase().replaceAll(" ", "-")}`;
  const radio = (value) =>
    h("input", {
      type: "radio",
      name,
      value,
      checked: value === chosen && "",
      onchange: () => choose(value),
    });
  const rows = Object.entries(options).map(([value, words]) =>
    h("label", {}, radio(value), h("span", {}, words)),
  );
  return h("div", { class: "choices", role: "radiogroup", "aria-label": label }, ...rows);
}
