// Makes elements: h for those of HTML, s for those of SVG.

// h("button", { class: "x", "--wide": 2, onclick: f }, "text", child): attributes, then children.
// Functions become listeners, names with -- styles; what is undefined or false is left out.
export function h(name, attributes = {}, ...children) {
  return dressed(document.createElement(name), attributes, children);
}

export function s(name, attributes = {}, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  return dressed(element, attributes, children);
}

function dressed(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name.slice("on".length), value);
    else if (name.startsWith("--")) element.style.setProperty(name, value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== undefined && value !== false) element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

export const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
