// What a reader sees of a training: its pace, its curves, and what is said of it. No page here.

const EVERY = 100; // batches from one look at the validation digits to the next
const EARLY = [10, 20, 50]; // and sooner, while each batch changes much
const SLOW = 15, // batches a second: at first each of them changes much
  FAST = 100,
  QUICKER = 20;
const NEAR = 0.005; // of accuracy: by so much another seed moves it

// Batches a second, after so many
export const pace = (seen) => Math.min(FAST, Math.sqrt(SLOW ** 2 + QUICKER * seen));

// The batch after which the accuracy is measured next
export const nextMark = (seen) =>
  EARLY.find((mark) => mark > seen) ?? (Math.floor(seen / EVERY) + 1) * EVERY;

// For each batch the mean loss of the last `width`; at first of the last half, since it falls fast
export function means(losses, width = EVERY) {
  const sums = [0];
  for (const loss of losses) sums.push(sums.at(-1) + loss);
  return losses.map((_, at) => {
    const count = Math.min(width, Math.ceil((at + 1) / 2));
    return (sums[at + 1] - sums[at + 1 - count]) / count;
  });
}

// [batch, loss] of at most `most` losses: of many, the lowest and the highest of each stretch
export function thinned(losses, most) {
  const wide = Math.ceil((2 * losses.length) / most);
  if (losses.length <= most) return losses.map((loss, at) => [at + 1, loss]);
  const points = [];
  for (let at = 0; at < losses.length; at += wide) {
    const stretch = losses.slice(at, at + wide);
    points.push([at + 1, Math.min(...stretch)], [at + stretch.length, Math.max(...stretch)]);
  }
  return points;
}

// Weights as a trainer gives them, in the form of the recorded net (see digit.mjs): scales of 1
export function asTensors({ w1, b1, w2, b2 }) {
  const [hidden, classes] = [b1.length, b2.length];
  const tensor = (data, ...shape) => ({ data, shape });
  const ones = (count) => tensor(new Float32Array(count).fill(1), count);
  return {
    w1: tensor(w1, w1.length / hidden, hidden),
    w1_scale: ones(hidden),
    b1: tensor(b1, hidden),
    w2: tensor(w2, hidden, classes),
    w2_scale: ones(classes),
    b2: tensor(b2, classes),
  };
}

// The weights of one hidden unit, a row of its own
export function unitOf({ w1, b1 }, unit) {
  const hidden = b1.length;
  return Float32Array.from({ length: w1.length / hidden }, (_, pixel) => w1[pixel * hidden + unit]);
}

export const percent = (share) => `${(100 * share).toFixed(1)} %`;

// How a net that was trained here does beside the recorded one
export function compared(accuracy, recorded, epochs) {
  const both =
    `Your net reads ${percent(accuracy)} of 10,000 digits that it never saw, ` +
    `the book's net ${percent(recorded)}.`;
  const more = accuracy - recorded;
  if (Math.abs(more) <= NEAR) return `${both} As good: another seed moves it by as much.`;
  if (more < 0) return `${both} It has more to learn.`;
  return `${both} Better${epochs > 1 ? `: it has seen each digit ${epochs} times` : ""}.`;
}

// What full speed took, beside what was recorded: "1.76 s, AVX512"
export function took({ seconds, batches }, epoch, recorded) {
  const [theirs, on] = recorded.split(", ");
  const own = `${seconds.toFixed(1)} s`;
  if (batches < epoch) return `${batches} batches took ${own} here.`;
  if (batches > epoch) return `${Math.round(batches / epoch)} epochs took ${own} here.`;
  return (
    `An epoch took ${own} here. PyTorch took ${Number.parseFloat(theirs).toFixed(1)} s ` +
    `on one core (${on}) when this book was recorded.`
  );
}
