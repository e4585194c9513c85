// Numbers as Python writes them.

// f"{value:.4g}": so many digits at most, and no zeros at the end
export function general(value, digits = 4) {
  if (!Number.isFinite(value)) return `${value}`;
  const [mantissa, exponent] = value.toExponential(digits - 1).split("e");
  if (exponent < -4 || exponent >= digits) {
    const power = `${Math.abs(exponent)}`.padStart(2, "0");
    return `${trimmed(mantissa)}e${exponent < 0 ? "-" : "+"}${power}`;
  }
  return trimmed(value.toFixed(Math.max(0, digits - 1 - exponent)));
}

const trimmed = (text) => (text.includes(".") ? text.replace(/\.?0+$/, "") : text);

// What stands in a cell: floats are cut to four digits. JSON has no floats of whole numbers
export function written(value) {
  if (typeof value === "boolean") return value ? "True" : "False";
  return typeof value !== "number" || Number.isInteger(value) ? `${value}` : general(value);
}
