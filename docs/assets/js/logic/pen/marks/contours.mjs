// Lines of equal height on a grid of heights, by marching squares.

// For each level its lines, each a list of points [x, y]; heights: a row for each y
export function contoursOf(x, y, heights, levels) {
  return levels.map((level) => joined(crossings(x, y, heights, level)));
}

// The pieces in all squares, [[key, point], [key, point]]; a key names the edge that is crossed
function crossings(x, y, heights, level) {
  const pieces = [];
  const above = (row, column) => heights[row][column] > level;
  const along = (row, column, down, right) => {
    const [from, to] = [heights[row][column], heights[row + down][column + right]];
    const share = (level - from) / (to - from);
    const point = [
      x[column] + share * right * (x[column + right] - x[column]),
      y[row] + share * down * (y[row + down] - y[row]),
    ];
    return [`${row},${column},${down}`, point];
  };
  for (let row = 0; row < y.length - 1; row += 1) {
    for (let column = 0; column < x.length - 1; column += 1) {
      const [a, b] = [above(row, column), above(row, column + 1)];
      const [d, c] = [above(row + 1, column), above(row + 1, column + 1)];
      if (a === b && b === c && c === d) continue;
      const edges = [
        a !== b && along(row, column, 0, 1),
        b !== c && along(row, column + 1, 1, 0),
        c !== d && along(row + 1, column, 0, 1),
        d !== a && along(row, column, 1, 0),
      ].filter(Boolean);
      if (edges.length === 2) pieces.push(edges);
      else pieces.push(...saddle(edges, a, mean(heights, row, column) > level));
    }
  }
  return pieces;
}

const mean = (heights, row, column) =>
  (heights[row][column] +
    heights[row][column + 1] +
    heights[row + 1][column] +
    heights[row + 1][column + 1]) /
  4;

// Of four crossed edges those are joined that cut off the corners which the middle does not belong to
function saddle([top, right, bottom, left], first, middle) {
  return first === middle
    ? [
        [top, right],
        [bottom, left],
      ]
    : [
        [left, top],
        [right, bottom],
      ];
}

// Pieces that share an edge, put together to lines
function joined(pieces) {
  const ends = new Map();
  for (const piece of pieces) {
    for (const [key] of piece) ends.set(key, [...(ends.get(key) ?? []), piece]);
  }
  const left = new Set(pieces);
  const lines = [];
  const follow = (line, key) => {
    for (;;) {
      const next = (ends.get(key) ?? []).find((piece) => left.has(piece));
      if (!next) return line;
      left.delete(next);
      const [, to] = next[0][0] === key ? next : next.toReversed();
      line.push(to[1]);
      key = to[0];
    }
  };
  for (const piece of pieces) {
    if (!left.delete(piece)) continue;
    const on = follow([piece[0][1], piece[1][1]], piece[1][0]);
    lines.push(follow(on.toReversed(), piece[0][0]));
  }
  return lines;
}
