// Pictures made of pixels, such as the digits.

// A board is black under both schemes: what is drawn over it takes the colours of the dark one
export const DARK = { "data-md-color-scheme": "slate" };

export const bytesOf = (base64) => Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));

// Paint greys, 0 to 255, on a canvas of their size
export function paint(canvas, greys) {
  const context = canvas.getContext("2d");
  const image = context.createImageData(canvas.width, canvas.height);
  greys.forEach((grey, at) => image.data.set([grey, grey, grey, 255], 4 * at));
  context.putImageData(image, 0, 0);
}
