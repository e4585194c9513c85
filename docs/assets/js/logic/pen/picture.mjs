// A picture, which is plain data, as plain shapes: {width, height, shapes}.

import { drawCells } from "./cells.mjs";
import { drawPanels } from "./panels.mjs";
import { penOf } from "./shapes.mjs";

const KINDS = { cells: drawCells, panels: drawPanels, chart: alone };

export const shapesOf = (picture) => penOf(KINDS, picture.kind)(picture);

// A chart by itself is a figure of its own
function alone({ size, ...chart }) {
  return drawPanels({ kind: "panels", charts: [{ kind: "chart", ...chart }], size });
}
