// A picture, which is plain data, as plain shapes: {width, height, shapes}.

import { drawCells } from "./cells.mjs";
import { narrowed } from "./narrow.mjs";
import { drawPanels } from "./panels.mjs";
import { penOf } from "./shapes.mjs";

const KINDS = { cells: drawCells, panels: drawPanels };

// isNarrow: as a phone shows it
export function shapesOf(picture, { isNarrow = false } = {}) {
  const whole = picture.kind === "chart" ? alone(picture) : picture;
  const draw = penOf(KINDS, whole.kind);
  const drawn = draw(whole);
  return isNarrow ? narrowed(whole, drawn, draw) : drawn;
}

// A chart by itself is a figure of its own
const alone = ({ size, ...chart }) => ({ kind: "panels", charts: [chart], size });
