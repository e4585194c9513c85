// One pointer at a time drags over a part of the page: a second finger is not heard.

// `begin(event)` may give false: then this one does not drag. It is told before the first `move(event)`,
// and `end()` after the last.
export function drags(part, { begin, move, end = () => {} }) {
  let held;
  part.addEventListener("pointerdown", (event) => {
    if (event.button || held !== undefined || begin(event) === false) return;
    held = event.pointerId;
    part.setPointerCapture(held);
  });
  part.addEventListener("pointermove", (event) => event.pointerId === held && move(event));
  for (const kind of ["pointerup", "pointercancel", "lostpointercapture"]) {
    part.addEventListener(kind, ({ pointerId }) => {
      if (pointerId !== held) return;
      held = undefined;
      end();
    });
  }
}
