// How numbers are written.

export const signed = (number, places = 1) =>
  `${number < 0 ? "−" : "+"}${Math.abs(number).toFixed(places)}`;

export const minus = (text) => text.replace(/-/g, "−");
