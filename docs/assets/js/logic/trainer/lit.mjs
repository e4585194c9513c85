// Four pixels of five are 0 in a picture of MNIST: only the lit ones are kept, and multiplied.

export const PIXELS = 784;

// Where the lit pixels of each image start, the last entry being their number, and the most that
// one image has
export function litCounts(images) {
  const starts = new Uint32Array(images.length / PIXELS + 1);
  let lit = 0,
    most = 0;
  for (let image = 0, at = 0; image < starts.length - 1; image++) {
    for (const end = at + PIXELS; at < end; at++) if (images[at]) lit++;
    most = Math.max(most, lit - starts[image]);
    starts[image + 1] = lit;
  }
  return { starts, most };
}

// Fills in which pixels are lit, from 0 to 783, and how grey each is, from 1 to 255
export function litPixels(images, pixels, greys) {
  for (let image = 0, at = 0, lit = 0; at < images.length; image += PIXELS) {
    for (; at < image + PIXELS; at++) {
      if (!images[at]) continue;
      pixels[lit] = at - image;
      greys[lit++] = images[at];
    }
  }
}
