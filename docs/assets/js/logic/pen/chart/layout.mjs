// Where the panels of a figure stand: each as large as what is written around them allows, and all in a
// column or row the same, as Matplotlib's constrained layout does it.

const PAD = 3; // points around everything
const SPACE = 0.02; // of the figure, shared by all gaps between panels
const FIRST = { left: 0.125, right: 0.1, bottom: 0.11, top: 0.12, gap: 0.2 }; // before it is known
const TIMES = 2;

// The boxes of panels on a grid. spans: [{rows: [from, to], columns: [from, to]}]; roomFor(boxes): what
// room each takes with all around it, in its box; outer: points that are taken above and below.
export function boxesOf({ width, height, columns, rows, spans, outer, roomFor }) {
  let boxes = usual({ width, height, columns, rows, spans });
  for (let turn = 0; turn < TIMES; turn += 1) {
    const rooms = roomFor(boxes);
    const across = margins(
      spans.map((span) => span.columns),
      columns.length,
      (k) => [boxes[k][0] - rooms[k][0], rooms[k][2] - boxes[k][2]],
      padding(width, columns.length),
    );
    const down = margins(
      spans.map((span) => span.rows),
      rows.length,
      (k) => [boxes[k][1] - rooms[k][1], rooms[k][3] - boxes[k][3]],
      padding(height, rows.length),
    );
    const [lefts, rights] = tracks(across, columns, 0, width);
    const [tops, bottoms] = tracks(down, rows, outer.top, height - outer.bottom);
    if (rights.some((right, k) => right <= lefts[k]) || bottoms.some((low, k) => low <= tops[k]))
      break;
    boxes = spans.map((span) => [
      lefts[span.columns[0]],
      tops[span.rows[0]],
      rights[span.columns[1]],
      bottoms[span.rows[1]],
    ]);
  }
  return boxes;
}

function usual({ width, height, columns, rows, spans }) {
  const tracksOf = (ratios, from, to) => {
    const cell = (to - from) / (ratios.length + FIRST.gap * (ratios.length - 1));
    const share = (cell * ratios.length) / ratios.reduce((sum, each) => sum + each, 0);
    let at = from;
    return ratios.map((ratio) => {
      const start = at;
      at += ratio * share + FIRST.gap * cell;
      return [start, start + ratio * share];
    });
  };
  const across = tracksOf(columns, FIRST.left * width, (1 - FIRST.right) * width);
  const down = tracksOf(rows, FIRST.top * height, (1 - FIRST.bottom) * height);
  return spans.map((span) => [
    across[span.columns[0]][0],
    down[span.rows[0]][0],
    across[span.columns[1]][1],
    down[span.rows[1]][1],
  ]);
}

// What stays free beside a panel: at an edge of the figure, and towards a neighbour
function padding(size, count) {
  const between = (SPACE / 2 / count) * size;
  return (isOuter) => (isOuter ? PAD : Math.max(PAD, between));
}

// [{before, after}] of each track: the most that any panel needs there, and its padding
function margins(spans, count, needed, pad) {
  const free = () => ({ needs: 0, pad: 0 });
  const found = Array.from({ length: count }, () => ({ before: free(), after: free() }));
  const widen = (margin, needs, padded) => {
    margin.needs = Math.max(margin.needs, needs);
    margin.pad = Math.max(margin.pad, padded);
  };
  spans.forEach(([from, to], k) => {
    const [before, after] = needed(k);
    widen(found[from].before, before, pad(from === 0));
    widen(found[to].after, after, pad(to === count - 1));
  });
  submerge(found, spans);
  return found;
}

// The gaps that lie within panels are all as wide as the widest of them
function submerge(found, spans) {
  const wide = spans.filter(([from, to]) => to > from);
  const whole = ({ needs, pad }) => needs + pad;
  const most = (side, [from, to]) =>
    Math.max(...found.slice(from, to).map((each) => whole(each[side])));
  const [before, after] = [
    Math.max(0, ...wide.map(([from, to]) => most("before", [from + 1, to + 1]))),
    Math.max(0, ...wide.map(([from, to]) => most("after", [from, to]))),
  ];
  for (const [from, to] of wide) {
    for (let k = from; k < to; k += 1) {
      const [next, own] = [found[k + 1].before, found[k].after];
      next.needs = Math.max(next.needs, before - next.pad);
      own.needs = Math.max(own.needs, after - own.pad);
    }
  }
}

// Where each track begins and ends, between its margins
function tracks(found, ratios, from, to) {
  const whole = ({ needs, pad }) => needs + pad;
  const taken = found.reduce((sum, { before, after }) => sum + whole(before) + whole(after), 0);
  const unit = (to - from - taken) / ratios.reduce((sum, ratio) => sum + ratio, 0);
  let at = from;
  const starts = [];
  const ends = [];
  found.forEach(({ before, after }, k) => {
    starts.push(at + whole(before));
    ends.push(starts[k] + unit * ratios[k]);
    at = ends[k] + whole(after);
  });
  return [starts, ends];
}
