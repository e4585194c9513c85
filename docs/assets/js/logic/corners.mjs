// A net from one number to one: y = Σ v · relu(w · x + b) + c, {units: [{w, b, v}, …], c}. Each
// hidden unit adds a corner, where it wakes up. No page here.

export const FROM = -3;
export const TO = 3;
const COUNT = 31;

// What the net shall fit: hill, valley, hill
const hill = (x, middle, width) => Math.exp(-((x - middle) ** 2) / width);
const x = Array.from({ length: COUNT }, (_, at) => FROM + ((TO - FROM) * at) / (COUNT - 1));
export const POINTS = {
  x,
  y: x.map(
    (each) => 1.7 * hill(each, -1.5, 0.5) - 1.4 * hill(each, 0.3, 0.6) + 1.2 * hill(each, 2.1, 0.5),
  ),
};

// A unit that wakes up at `place` and adds a slope to the right of it
export const unitAt = (place, slope) => ({ w: 1, b: -place, v: slope });

// Three corners, roughly where they belong
export const FIRST = { units: [unitAt(-2.6, 1.2), unitAt(-1.4, -2.6), unitAt(0.4, 2.1)], c: 0 };

export const wakes = ({ w, b }) => -b / w;

// What a unit adds at x; without the bend it is a straight line
export function added({ w, b, v }, x, bend = true) {
  const sum = w * x + b;
  return v * (bend ? Math.max(0, sum) : sum);
}

export function valueAt({ units, c }, x, bend) {
  return units.reduce((sum, unit) => sum + added(unit, x, bend), c);
}

// The mean squared miss
export function lossOf(net, bend, { x, y } = POINTS) {
  return x.reduce((sum, each, at) => sum + (valueAt(net, each, bend) - y[at]) ** 2, 0) / x.length;
}

// The slopes of the loss along all weights and biases, in the form of the net
export function slopesOf(net, bend, { x, y } = POINTS) {
  const slopes = { units: net.units.map(() => ({ w: 0, b: 0, v: 0 })), c: 0 };
  x.forEach((each, at) => {
    const back = (2 * (valueAt(net, each, bend) - y[at])) / x.length;
    slopes.c += back;
    net.units.forEach((unit, place) => {
      const sum = unit.w * each + unit.b;
      if (bend && sum <= 0) return; // asleep: no slope
      slopes.units[place].v += back * sum;
      slopes.units[place].w += back * unit.v * each;
      slopes.units[place].b += back * unit.v;
    });
  });
  return slopes;
}

// A step against the slopes
export function stepped({ units, c }, slopes, rate) {
  const down = (unit, at) => {
    const { w, b, v } = slopes.units[at];
    return { w: unit.w - rate * w, b: unit.b - rate * b, v: unit.v - rate * v };
  };
  return { units: units.map(down), c: c - rate * slopes.c };
}

// One step of gradient descent. A rate at which the loss would rise is halved until it does not, and
// grows again while all goes well. Gives [net, rate].
export function learned(net, bend, rate) {
  const slopes = slopesOf(net, bend);
  const before = lossOf(net, bend);
  for (let tried = rate; tried > 1e-9; tried /= 2) {
    const next = stepped(net, slopes, tried);
    if (lossOf(next, bend) <= before) return [next, tried * 1.2];
  }
  return [net, rate];
}

// The net with the corner of a unit at another place, and the same slope after it
export function moved(net, at, place) {
  return changed(net, at, { ...net.units[at], b: -net.units[at].w * place });
}

// The net with another slope after a corner, so that it goes through (x, y)
export function turned(net, at, [x, y], bend) {
  const unit = net.units[at];
  const awake = added({ ...unit, v: 1 }, x, bend);
  const others = valueAt(net, x, bend) - added(unit, x, bend);
  return Math.abs(awake) < 1e-6 ? net : changed(net, at, { ...unit, v: (y - others) / awake });
}

const changed = ({ units, c }, at, unit) => ({ units: units.with(at, unit), c });

// The net with one unit more: in the middle of the widest gap between corners, not yet bent
export function grown({ units, c }) {
  const inside = units.map(wakes).filter((place) => place > FROM && place < TO);
  const places = [FROM, ...inside.sort((a, b) => a - b), TO];
  const gaps = places.slice(1).map((place, at) => [place - places[at], (place + places[at]) / 2]);
  const [, middle] = gaps.reduce((widest, gap) => (gap[0] > widest[0] + 1e-9 ? gap : widest));
  return { units: [...units, unitAt(middle, 0)], c };
}

// The net without its last unit
export const shrunk = ({ units, c }) => ({ units: units.slice(0, -1), c });

// The best straight line: no weights without a bend get below its loss
export function straightLoss({ x, y } = POINTS) {
  const mean = (values) => values.reduce((sum, each) => sum + each, 0) / values.length;
  const across = mean(x);
  const up = mean(y);
  const slope =
    mean(x.map((each, at) => (each - across) * (y[at] - up))) /
    mean(x.map((each) => (each - across) ** 2));
  return mean(y.map((each, at) => (each - up - slope * (x[at] - across)) ** 2));
}

// The net as a formula, a term for each unit
export function terms({ units, c }, bend, write) {
  const sum = ({ w, b }) => `${write(w) === "1.0" ? "" : `${write(w)}·`}x ${signedTerm(b, write)}`;
  const unit = (each) => `${write(each.v)}·${bend ? "relu" : ""}(${sum(each)})`;
  return [...units.map(unit), write(c)];
}

const signedTerm = (value, write) => `${value < 0 ? "−" : "+"} ${write(Math.abs(value))}`;
