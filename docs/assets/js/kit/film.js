// A film is one SVG; what belongs to a frame of it has the class frame-N, and may have `data-told`, what
// that frame tells (see book/running/film.py). The player shows one frame, and those before it as a trace.

import { dress } from "./buttons.js";
import { h, still } from "./dom.js";
import { iconButton } from "./moves.js";

const HOLD = 500; // milliseconds a frame
const REST = 3000; // the last one stays so long

export class Player {
  constructor(svg, { hold = HOLD, rest = REST } = {}) {
    Object.assign(this, { svg, hold, rest, frames: framesOf(svg) });
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
    const name = { class: "film-controls", role: "group", "aria-label": "Film" };
    this.controls = h("span", name, this.button, back, on, this.slider, this.told);
    this.tell("all frames at once");
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

  // Until it is stopped, or taken from the page
  play() {
    const atEnd = this.move(1) === this.frames.length - 1;
    const next = () => (this.svg.isConnected ? this.play() : this.stop());
    this.timer = setTimeout(next, atEnd ? this.rest : this.hold);
    dress(this.button, "Pause");
  }

  stop() {
    clearTimeout(this.timer);
    this.timer = undefined;
    dress(this.button, "Play");
  }

  tell(words) {
    this.told.textContent = words;
    this.slider.setAttribute("aria-valuetext", words);
  }
}

// The controls of a drawing, which plays where motion is welcome; undefined for one that is no film
export function player(svg) {
  if (!framesOf(svg).length) return undefined;
  const film = new Player(svg);
  if (!still()) film.play();
  return film.controls;
}

function framesOf(svg) {
  const frames = [];
  for (const part of svg.querySelectorAll("[class^=frame-]")) {
    (frames[part.getAttribute("class").slice("frame-".length)] ??= []).push(part);
  }
  return frames;
}
