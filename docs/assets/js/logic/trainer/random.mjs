// Chance that a seed repeats: each `stream` of a seed is a row of numbers of its own, so that another
// order of the digits, say, leaves the first weights as they are.

// Gives a function: numbers from 0 up to, not including, 1 (sfc32, by Chris Doty-Humphrey)
export function random(seed, stream = 0) {
  let a = seed | 0,
    b = Math.floor(seed / 2 ** 32) | 0,
    c = stream | 0,
    count = 1;
  const next = () => {
    const sum = (((a + b) | 0) + count) | 0;
    count = (count + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 2 ** 32;
  };
  for (let at = 0; at < 15; at++) next(); // until each bit of the seed has reached all
  return next;
}

// Numbers with mean 0 and spread 1 (Box and Muller)
export function normal(chance) {
  return Math.sqrt(-2 * Math.log(1 - chance())) * Math.cos(2 * Math.PI * chance());
}

// Brings a list into another order, in place
export function shuffle(list, chance) {
  for (let at = list.length - 1; at > 0; at--) {
    const other = Math.floor(chance() * (at + 1));
    [list[at], list[other]] = [list[other], list[at]];
  }
  return list;
}

// The whole numbers from 0 up to, not including, `count`
export function numbers(count) {
  return Uint32Array.from({ length: count }, (_, at) => at);
}
