// Words: how much room they take, and where each of their lines stands. A figure is laid out with the
// widths of DejaVu, as the recorded ones are; a reader's own fonts are about as wide.

import { dressed, EDGES, INK, painted } from "./colours.mjs";
import { boundsOf, fine, group, refuse, shape, short, through } from "./shapes.mjs";
import { filled } from "./strokes.mjs";

const ASCENT = 1556 / 2048; // above the line, of the size
const DESCENT = 492 / 2048;
const GAP = 410 / 2048; // between two lines
const MONO = 0.602;
const RAISED = { scale: 0.7, ascent: 0.94, after: 0.04 }; // exponents that an axis counts by
// Thousandths of the size for each sign from the blank to ~
const SANS = widths(`
  318 401 460 838 636 950 780 275 390 390 500 838 318 361 318 337 636 636 636 636 636 636 636 636 636 636
  337 337 838 838 838 531 1000 684 686 698 770 632 575 775 752 295 295 656 557 863 748 787 603 787 695 635
  611 732 684 989 685 611 685 390 337 390 838 500 500 613 635 550 635 615 352 635 634 278 278 579 278 974
  634 612 635 635 411 521 392 634 592 818 592 592 525 636 337 636 838`);
const BOLD = widths(`
  348 456 521 838 696 1002 872 306 457 457 523 838 380 415 380 365 696 696 696 696 696 696 696 696 696 696
  400 400 838 838 838 580 1000 774 762 734 830 683 683 821 837 372 372 775 637 995 837 850 733 850 770 720
  682 812 774 1103 771 724 725 457 365 457 838 500 500 675 716 593 716 678 435 716 712 343 343 665 343 1042
  712 687 716 716 493 595 478 712 652 924 645 652 582 712 365 712 838`);
const ZERO = 16; // its place among these
const MINUS = 11; // as wide as a +
const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹⁻";
const SIZES = { "x-small": 6.94, small: 8.33, medium: 10, large: 12, "x-large": 14.4 };
const ANCHORS = { left: "start", center: "middle", right: "end" };
const SHARES = { left: 0, center: 0.5, right: 1 };

function widths(text) {
  return text
    .trim()
    .split(/\s+/)
    .map((width) => width / 1000);
}

function widthOf(line, { size, weight, family }) {
  if (family === "monospace") return MONO * size * [...line].length;
  const table = isBold(weight) ? BOLD : SANS;
  return [...line].reduce((sum, sign) => sum + size * signWidth(sign, table), 0);
}

// Of a power of ten, or a multiple of one, whose exponent is smaller and higher
function powerWidth(text, { size }) {
  const [base, exponent] = text.split(/(?<=10)(?=[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+$)/);
  const signs = [...exponent].map((sign) => SANS[sign === "⁻" ? MINUS : ZERO]);
  const raised = signs.reduce((sum, width) => sum + RAISED.scale * width, RAISED.after);
  return widthOf(base, { size }) + size * raised;
}

const isBold = (weight) => weight === "bold" || weight >= 600;

function signWidth(sign, table) {
  if (SUPERSCRIPTS.includes(sign)) return sign === "⁻" ? 0.528 : 0.401;
  if (sign === "·") return table[0];
  return table[sign.codePointAt(0) - 32] ?? 0.838;
}

// What is said of words in Matplotlib's words, with what is usual
export function styleOf(look) {
  const { size = 10, weight = "normal", family = "sans-serif", style = "normal", ...rest } = look;
  const points = SIZES[size] ?? size;
  if (!Number.isFinite(points)) throw new Error(`the page knows no size "${size}" of words`);
  return [{ size: points, weight, family: familyOf(family), style }, rest];
}

const familyOf = (family) => (/mono/i.test(family) ? "monospace" : "sans-serif");

// Lines of words around the place (0, 0): {lines: [{text, x, y}], box}, as if they were not turned
function laid(text, style, { ha, va, linespacing, isPower }) {
  const texts = `${text}`.split("\n");
  const own = texts.length > 1 && linespacing === undefined ? GAP / 2 : 0;
  const extra = linespacing === undefined ? own : (linespacing - 1) / 2;
  const ascent = isPower ? RAISED.ascent : ASCENT;
  const [up, down] = [(ascent + extra) * style.size, (DESCENT + extra) * style.size];
  const width = isPower
    ? powerWidth(texts[0], style)
    : Math.max(...texts.map((line) => widthOf(line, style)));
  const height = texts.length * (up + down);
  const base = height - down; // of the last line
  const tops = {
    top: 0,
    center: height / 2,
    bottom: height,
    baseline: base,
    center_baseline: base / 2,
  };
  if (!(va in tops) || !(ha in ANCHORS))
    throw new Error(`the page knows no words at "${ha} ${va}"`);
  const top = -tops[va];
  const left = -SHARES[ha] * width;
  const lines = texts.map((line, row) => ({ text: line, x: 0, y: top + row * (up + down) + up }));
  return { lines, down, box: [left, top, left + width, top + height] };
}

// Words at a place: their shapes, and the box around them. The first line remembers, for narrow.mjs, how
// large all of them are
export function lettering([x, y], text, look = {}) {
  const [style, rest] = styleOf(look);
  const { ha = "left", va = "baseline", linespacing, rotation = 0, ...more } = rest;
  const { color = INK, alpha = 1, bbox, ground, mode = "default", isPower, ...others } = more;
  refuse(others, "words");
  const { lines, box, down } = laid(text, style, { ha, va, linespacing, isPower });
  const turn = turned(rotation, box, { ha, va, mode, down });
  const [across, up] = turn.shift;
  const place = ([dx, dy]) => [x + across + dx, y + up + dy];
  const bounds = boundsOf(cornersOf(box).map(turn.of).map(place));
  const attributes = { ...fontOf(style), "text-anchor": ANCHORS[ha] };
  const paint = painted("fill", color, { isText: true, ground });
  const veil = alpha === 1 ? {} : { opacity: `${alpha}` };
  const drawn = lines
    .filter((line) => line.text.trim())
    .map((line) => {
      const [left, base] = place(turn.of([line.x, line.y])).map(short);
      const way = rotation ? { transform: `rotate(${-rotation} ${left} ${base})` } : {};
      const parts = dressed(attributes, { x: left, y: base }, paint, veil, way);
      return { ...shape("text", parts), text: line.text };
    });
  const below = bbox
    ? [plate(bbox, style.size, ground, (pad) => cornersOf(box, pad).map(turn.of).map(place))]
    : [];
  if (drawn.length) drawn[0].words = { size: style.size, box: bounds };
  return { shapes: [...below, ...drawn], box: bounds };
}

// How words are turned by so many degrees, and shifted so that they stand at their place again
function turned(rotation, box, { ha, va, mode, down }) {
  const angle = (-rotation * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const of = ([dx, dy]) => [cos * dx - sin * dy, sin * dx + cos * dy];
  if (!rotation || mode === "anchor") return { of, shift: [0, 0] };
  const [left, top, right, bottom] = boundsOf(cornersOf(box).map(of));
  const across = { left, right, center: (left + right) / 2 }[ha];
  const up = { top, bottom, center: (top + bottom) / 2, baseline: bottom - down }[va];
  return { of, shift: [-across, -up] };
}

const cornersOf = ([left, top, right, bottom], pad = 0) => [
  [left - pad, top - pad],
  [right + pad, top - pad],
  [right + pad, bottom + pad],
  [left - pad, bottom + pad],
];

function fontOf({ size, weight, family, style }) {
  return {
    ...(family === "monospace" ? { "font-family": "ui-monospace, monospace" } : {}),
    "font-size": fine(size),
    ...(weight === "normal" ? {} : { "font-weight": isBold(weight) ? "700" : `${weight}` }),
    ...(style === "normal" ? {} : { "font-style": style }),
  };
}

// A plate below words, so that no line crosses them. pad: points, or in its style a share of their size;
// `around` gives its corners for a pad
function plate(bbox, size, ground, around) {
  const { fc = EDGES.A, ec = INK, alpha = 1, lw = 1, ls, boxstyle, pad: points, ...rest } = bbox;
  refuse(rest, "a plate below words");
  const share = /pad=([\d.]+)/.exec(boxstyle)?.[1] ?? 0.3;
  const pad = boxstyle === undefined ? (points ?? 4) : share * size;
  const join = /^round/.test(boxstyle) ? "round" : "miter";
  const look = filled({ fc, ec, lw, ls, alpha, join, ground });
  return shape("path", { class: "pen-plate", d: through(around(pad), true), ...look });
}

// What belongs together, unless it is one alone
export const bundle = (shapes) => (shapes.length === 1 ? shapes[0] : group({}, ...shapes));
