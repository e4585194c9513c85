// Pictures made of pixels, such as the digits.

// A board is black under both schemes: what is drawn over it takes the colours of the dark one
export const DARK = { "data-md-color-scheme": "slate" };

export const bytesOf = (base64) => Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));

// Paint greys, 0 to 255, on a canvas of their size
export const paint = (canvas, greys) => paintAs(canvas, greys, (grey) => [grey, grey, grey, 255]);

// Paint what has a colour each, [red, green, blue, opacity] from 0 to 255
export function paintAs(canvas, pixels, colour) {
  const context = canvas.getContext("2d");
  const image = context.createImageData(canvas.width, canvas.height);
  pixels.forEach((pixel, at) => image.data.set(colour(pixel), 4 * at));
  context.putImageData(image, 0, 0);
}

// Bytes, three a pixel, as a list of three lights from 0 to 1 each
export function lightsOf(bytes) {
  const light = (at) => bytes[at] / 255;
  return Array.from({ length: bytes.length / 3 }, (_, n) =>
    [0, 1, 2].map((at) => light(3 * n + at)),
  );
}

export const lit = (lights) => [...lights.map((light) => 255 * light), 255];
