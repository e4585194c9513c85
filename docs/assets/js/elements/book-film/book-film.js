// <book-film> gives a film (see book/running/figures.py) buttons and a slider. In an <img> it plays, but nothing
// can stop it: so its SVG moves into the page, where its colours follow the page's switch.

import { h, still } from "../../kit/dom.js";
import { Player } from "../../kit/film.js";

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
    const whole = await fetch(isNarrow ? narrow.srcset : image.src)
      .then((answer) => answer.text())
      .catch(() => "");
    if (!WHOLE.test(whole)) return; // no film: the picture stays, and plays
    const text = followPage(whole);
    this.player = new Player(this.draw(text, image.alt), paceOf(text));
    image.replaceWith(this.player.controls);
    if (this.isConnected && !still()) this.player.play();
  }

  disconnectedCallback() {
    this.player?.stop();
  }

  draw(text, alt) {
    const svg = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
    svg.setAttribute("role", "img");
    svg.setAttribute("aria-label", alt);
    this.attachShadow({ mode: "open" }).append(h("style", {}, STYLE), svg, h("slot"));
    return svg;
  }
}

// How long, in milliseconds, a frame stays, and the last one
function paceOf(text) {
  const whole = 1000 * WHOLE.exec(text)[1];
  const hold = (whole * SECOND.exec(text)[1]) / 100;
  const frames = new Set(text.match(/\.frame-\d+/g)).size;
  return { hold, rest: whole - (frames - 1) * hold };
}

customElements.define("book-film", Film);
