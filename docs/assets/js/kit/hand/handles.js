// Handles on a chart: what a hand drags and arrow keys move. Where several lie close together, the
// nearest to the finger is meant; beside them a finger scrolls the page.

import { s } from "../dom.js";
import { drags } from "./finger.js";

const REACH = 24; // in the units of the drawing: what a fingertip covers
const KEYS = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 };

// A handle that is a slider: key(steps) moves it by arrow keys, drag(place) to a place in the drawing
export function handle(label, kind, shape, { key, drag }) {
  const part = s(
    "g",
    { class: `handle ${kind}`, role: "slider", tabindex: "0", "aria-label": label },
    ...shape,
    s("circle", { class: "handle-hit", r: REACH - 2 }),
  );
  part.addEventListener("keydown", (event) => {
    const steps = KEYS[event.key];
    if (!steps || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    key(event.shiftKey ? 5 * steps : steps);
  });
  return { part, drag, at: [0, 0] };
}

export function put(handle, [x, y]) {
  handle.at = [x, y];
  handle.part.setAttribute("transform", `translate(${x} ${y})`);
}

// Let the handles that `all()` gives be dragged over a drawing
export function draggable(svg, all, begin) {
  const placeOf = ({ clientX, clientY }) => {
    const { x, y } = new DOMPoint(clientX, clientY).matrixTransform(svg.getScreenCTM().inverse());
    return [x, y];
  };
  const nearest = ([x, y]) => {
    const far = ({ at }) => Math.hypot(at[0] - x, at[1] - y);
    return all()
      .filter((each) => far(each) < REACH)
      .sort((a, b) => far(a) - far(b))[0];
  };
  let held, off; // the handle, and how far beside its middle it was taken
  drags(svg, {
    begin: (event) => {
      const place = placeOf(event);
      held = nearest(place);
      if (!held) return false;
      event.preventDefault();
      held.part.focus({ preventScroll: true });
      off = place.map((each, n) => held.at[n] - each);
      begin();
    },
    move: (event) => held.drag(placeOf(event).map((each, n) => each + off[n])),
  });
  // `touch-action` does not hold for a part of a drawing: without this the page would scroll
  const stay = (event) => {
    if (nearest(placeOf(event.changedTouches[0]))) event.preventDefault();
  };
  svg.addEventListener("touchstart", stay, { passive: false });
}
