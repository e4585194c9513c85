// The states as boxes full of people, a dot each, with the arrows along which they go.

import { button } from "../../kit/buttons.js";
import { h, s, still } from "../../kit/dom.js";
import { ARROWS, STATES } from "../../logic/use/markov.mjs";

export const WIDE = 336; // fits on a phone
export const HIGH = 520;
const BOX = { wide: 130, high: 140, head: 24 };
const CORNERS = [
  [0, 62],
  [206, 62],
  [206, 318],
  [0, 318],
]; // clockwise, as in the chapter's picture
const PITCH = 3.55; // so that one box holds all
const ROW = Math.floor((BOX.wide - 8) / PITCH);
const PAST = 0.33; // where on a diagonal its chance stands: before the crossing
const LOOP = 14; // half as wide as the number that stands on it, or a little more
const MOVING = 1200; // milliseconds
const SPREAD = 0.4; // how long the last one waits, of that time

export class People {
  // `choose(state)` is told which box a reader presses
  constructor(choose) {
    this.boxes = STATES.map((name, at) => box(name, CORNERS[at], () => choose(at)));
    this.stay = s("path", { class: "who" });
    this.come = s("path", { class: "who new" });
    const ways = ARROWS.map(([from, to]) => arrow(way(from, to)));
    this.svg = s(
      "svg",
      { viewBox: `0 0 ${WIDE} ${HIGH}`, "aria-hidden": "true" },
      ...ways,
      this.stay,
      this.come,
    );
    this.place = h(
      "div",
      { class: "flow", "--wide": `${WIDE}px`, "--high": `${HIGH}px` },
      ...this.boxes.map(({ place }) => place),
      this.svg,
    );
  }

  // `part`, a number to be pulled and how many go, in the middle of its arrow
  put(part, [from, to]) {
    const [x, y] = middle(from, to);
    part.style.left = `${x}px`;
    part.style.top = `${y}px`;
    this.place.append(part);
  }

  // The people of a year, at rest
  show({ places, moved }) {
    this.stop();
    this.told(places);
    const stays = places.map((people, state) =>
      people.slice(0, moved[state][state] || people.length),
    );
    const comes = places.map((people, state) => people.slice(stays[state].length));
    this.stay.setAttribute(
      "d",
      dots(stays.flatMap((people, n) => people.map((_, at) => slot(n, at)))),
    );
    const first = (n) => stays[n].length;
    this.come.setAttribute(
      "d",
      dots(comes.flatMap((people, n) => people.map((_, at) => slot(n, first(n) + at)))),
    );
  }

  told(places) {
    places.forEach(({ length }, state) => {
      const { place, count } = this.boxes[state];
      count.textContent = length;
      place.setAttribute("aria-label", `${STATES[state]}: ${length}`);
    });
  }

  // The state whose share is written as a sum
  choose(state) {
    this.boxes.forEach(({ place }, at) => place.setAttribute("aria-pressed", at === state));
  }

  // From a year to the one after it, along the arrows
  walk(before, after) {
    if (still()) return this.show(after);
    this.stop();
    this.told(after.places);
    const walks = tracks(before.places, after.places);
    const started = performance.now();
    const step = (time) => {
      const part = Math.max(0, time - started) / MOVING;
      if (part >= 1) return this.show(after);
      const at = ({ track, wait }) => along(track, part * (1 + SPREAD) - wait * SPREAD);
      this.stay.setAttribute("d", dots(walks.filter(({ goes }) => !goes).map(at)));
      this.come.setAttribute("d", dots(walks.filter(({ goes }) => goes).map(at)));
      this.frame = requestAnimationFrame(step);
    };
    step(started);
  }

  stop() {
    cancelAnimationFrame(this.frame);
  }
}

function box(name, [left, top], press) {
  const count = h("span", {});
  const where = { "--left": `${left}px`, "--top": `${top}px` };
  const place = button("", press, { class: "state a", ...where });
  place.append(h("b", {}, name), count);
  return { place, count };
}

// Where the person at a place in the row of a state stands
function slot(state, at) {
  const [left, top] = CORNERS[state];
  const [row, column] = [Math.floor(at / ROW), at % ROW];
  return [left + 4 + (column + 0.5) * PITCH, top + BOX.head + 4 + (row + 0.5) * PITCH];
}

// A dot is a line of no length with a round end
const dots = (places) => places.map(([x, y]) => `M${x.toFixed(1)} ${y.toFixed(1)}h0`).join("");
const through = (places) => `M${places.map((place) => place.join(" ")).join("L")}`;

// A line with a head at its end
function arrow(places) {
  const [[x, y], [u, v]] = places.slice(-2);
  const turn = (Math.atan2(v - y, u - x) * 180) / Math.PI;
  const head = {
    class: "head",
    d: "M0 0l-8 -3.5v7z",
    transform: `translate(${u} ${v}) rotate(${turn})`,
  };
  return s("g", {}, s("path", { class: "way", d: through(places) }), s("path", head));
}

// From the rim of one box to the rim of another; back to itself, around
function way(from, to) {
  const [left, top] = CORNERS[from];
  const above = top < HIGH / 2;
  const [middleX, rim] = [left + BOX.wide / 2, above ? top : top + BOX.high];
  if (from === to) {
    const out = above ? -36 : 36;
    return [
      [middleX - LOOP, rim],
      [middleX - LOOP, rim + out],
      [middleX + LOOP, rim + out],
      [middleX + LOOP, rim],
    ];
  }
  const [left2, top2] = CORNERS[to];
  if (top === top2) {
    const y = top + BOX.high / 2;
    return left < left2
      ? [
          [left + BOX.wide, y],
          [left2, y],
        ]
      : [
          [left, y],
          [left2 + BOX.wide, y],
        ];
  }
  // Diagonals begin and end towards the middle
  const aside = Math.sign(left2 - left) * 20;
  return [
    [middleX + aside, top + BOX.high],
    [left2 + BOX.wide / 2 - aside, top2],
  ];
}

// Where the number of an arrow stands
function middle(from, to) {
  const places = way(from, to);
  if (from === to) return [CORNERS[from][0] + BOX.wide / 2, places[1][1]];
  const part =
    CORNERS[from][0] !== CORNERS[to][0] && CORNERS[from][1] !== CORNERS[to][1] ? PAST : 0.5;
  const [[x, y], [u, v]] = places;
  return [x + (u - x) * part, y + (v - y) * part];
}

// For each person the way from the place before to the place after
function tracks(before, after) {
  const was = new Map(
    before.flatMap((people, state) => people.map((who, at) => [who, [state, at]])),
  );
  return after.flatMap((people, state) =>
    people.map((who, at) => {
      const [from, place] = was.get(who);
      const goes = from !== state;
      const between = goes ? way(from, state) : [];
      const track = [slot(from, place), ...between, slot(state, at)];
      return { goes, track, wait: goes ? (who * 0.618) % 1 : 0 };
    }),
  );
}

// The place after a part of a way, by its length
function along(track, part) {
  const lengths = track
    .slice(1)
    .map(([x, y], at) => Math.hypot(x - track[at][0], y - track[at][1]));
  let rest = Math.max(0, Math.min(part, 1)) * lengths.reduce((sum, each) => sum + each, 0);
  for (const [at, length] of lengths.entries()) {
    if (rest <= length && length) {
      const [[x, y], [u, v]] = [track[at], track[at + 1]];
      return [x + ((u - x) * rest) / length, y + ((v - y) * rest) / length];
    }
    rest -= length;
  }
  return track.at(-1);
}
