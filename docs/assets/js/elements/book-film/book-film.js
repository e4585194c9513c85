// <book-film> gives a film (see book/running/figures.py) buttons and a slider. In an <img> it plays, but nothing
// can stop it: so its SVG moves into the page, where its colours follow the page's switch.

import { dress, iconButton } from "../../kit/buttons.js";
import { h, still } from "../../kit/dom.js";

// Rules of the SVG: how many seconds all its frames take, and after how many percent the second comes
const WHOLE = /animation:([\d.]+)s/;
const SECOND = /frame-1\{0%\{visibility:hidden\}([\d.]+)%/;
const COLOUR = /(\.(?:fill|stroke)-[\w-]+)\{(\w+):(#\w+)\}/g;
const DARK = /@media \(prefers-color-scheme:dark\)\{((?:\.[\w-]+\{[^}]*\})*)\}/;
const STYLE =
  "svg{display:block;max-width:100%;height:auto;margin:auto}" +
  "[class^=frame-]{animation:none!important}";

// A picture asks the system for its scheme, unless it is an <img>; the page asks its switch
function followPage(text) {
  const rules = [...(DARK.exec(text)?.[1] ?? "").matchAll(COLOUR)];
  const dark = new Map(rules.map(([, name, , colour]) => [name, colour]));
  return text
    .replace(DARK, "")
    .replace(
      COLOUR,
      (_, name, paint, light) =>
        `${name}{${paint}:${light};${paint}:light-dark(${light},${dark.get(name)})}`,
    );
}

class Film extends HTMLElement {
  async connectedCallback() {
    const image = this.querySelector("img");
    if (!image || this.asked) return;
    this.asked = true;
    const narrow = this.querySelector("source");
    const isNarrow = narrow && matchMedia(narrow.media).matches;
    const answer = await fetch(isNarrow ? narrow.srcset : image.src).catch(() => undefined);
    if (!answer?.ok) return; // the picture stays, and plays
    const text = followPage(await answer.text());
    this.draw(text, image.alt);
    this.pace(text);
    image.replaceWith(this.controls());
    if (this.isConnected && !still()) this.play();
  }

  disconnectedCallback() {
    this.stop();
  }

  draw(text, alt) {
    const svg = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
    svg.setAttribute("role", "img");
    svg.setAttribute("aria-label", alt);
    this.attachShadow({ mode: "open" }).append(h("style", {}, STYLE), svg, h("slot"));
    this.frames = [];
    for (const part of svg.querySelectorAll("[class^=frame-]")) {
      (this.frames[part.getAttribute("class").slice("frame-".length)] ??= []).push(part);
    }
  }

  pace(text) {
    const whole = 1000 * WHOLE.exec(text)[1];
    this.hold = (whole * SECOND.exec(text)[1]) / 100;
    this.rest = whole - (this.frames.length - 1) * this.hold;
  }

  controls() {
    const last = this.frames.length - 1;
    this.slider = h("input", {
      type: "range",
      max: last,
      value: last,
      "aria-label": "Frame",
      oninput: () => this.step(0),
    });
    this.button = iconButton("Play", () => (this.timer ? this.stop() : this.play()));
    const back = iconButton("Previous frame", () => this.step(-1));
    const on = iconButton("Next frame", () => this.step(1));
    this.told = h("span");
    this.tell("all frames at once");
    return h(
      "span",
      { class: "film-controls", role: "group", "aria-label": "Film" },
      this.button,
      back,
      on,
      this.slider,
      this.told,
    );
  }

  step(by) {
    this.stop();
    this.move(by);
  }

  // The first frame follows the last one, and the picture of all frames
  move(by) {
    const count = this.frames.length;
    const now = (this.slider.valueAsNumber + by + count) % count;
    this.frames.forEach((parts, number) =>
      parts.forEach(({ classList }) => {
        classList.toggle("past", number < now);
        classList.toggle("later", number > now);
      }),
    );
    this.slider.value = now;
    this.tell(this.frames[now][0].dataset.told ?? `frame ${now}`);
    return now;
  }

  play() {
    const atEnd = this.move(1) === this.frames.length - 1;
    this.timer = setTimeout(() => this.play(), atEnd ? this.rest : this.hold);
    dress(this.button, "Pause");
  }

  stop() {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.button) dress(this.button, "Play");
  }

  tell(words) {
    this.told.textContent = words;
    this.slider.setAttribute("aria-valuetext", words);
  }
}

customElements.define("book-film", Film);
