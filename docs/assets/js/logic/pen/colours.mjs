// Colours as Matplotlib names them, and what they become in a page that is light or dark. The palette
// follows the page's own variables. Any other colour gets a dark twin by the rule of the recorded
// figures, book/running/colours.py: its lightness is mirrored, and never harder to see.

// The light half of css/palette.css, black and white, and the grey of fine lines: each its variable
export const ROLES = {
  "#0060a8": "--a-edge",
  "#cfe3f5": "--a-fill",
  "#a85400": "--b-edge",
  "#fbe0c0": "--b-fill",
  "#00705a": "--c-edge",
  "#c9ebdd": "--c-fill",
  "#1b1b1f": "--ink",
  "#ffffff": "--paper",
  "#000000": "--ink",
  "#dbdbdb": "--rule",
};
const OTHERS = ["#ffffff", "#000000", "#dbdbdb"]; // which stay as they are on a picture
export const INK = "#1b1b1f";
export const PAPER = "#ffffff";
export const RULE = "#dbdbdb";
export const EDGES = { A: "#0060a8", B: "#a85400", C: "#00705a" };
export const FILLS = { A: "#cfe3f5", B: "#fbe0c0", C: "#c9ebdd" };
// The colours of one line after another
export const CYCLE = [...Object.values(EDGES), INK, "#8a4fbf", "#b8336a", "#75751c", "#6b6b73"];

const DARK_PAPER = "#1e2129";
const VIVID = 0.1; // from this chroma on a colour is there to be seen
const SEEN = 3; // by WCAG's contrast for what is no text
const READ = 4.5; // and for text
const HALVINGS = 12;

const TO_CONE = [
  [0.4122214708, 0.5363325363, 0.0514459929],
  [0.2119034982, 0.6806995451, 0.1073969566],
  [0.0883024619, 0.2817188376, 0.6299787005],
];
const TO_LAB = [
  [0.2104542553, 0.793617785, -0.0040720468],
  [1.9779984951, -2.428592205, 0.4505937099],
  [0.0259040371, 0.7827717662, -0.808675766],
];
const FROM_LAB = [
  [1, 0.3963377774, 0.2158037573],
  [1, -0.1055613458, -0.0638541728],
  [1, -0.0894841775, -1.291485548],
];
const FROM_CONE = [
  [4.0767416621, -3.3077115913, 0.2309699292],
  [-1.2684380046, 2.6097574011, -0.3413193965],
  [-0.0041960863, -0.7034186147, 1.707614701],
];
const LUMINANCE = [0.2126, 0.7152, 0.0722];

// The attributes that give a shape this colour: `name` is "fill" or "stroke". On a "light" ground all
// has the same colour in light and dark, and on a "picture" all but the palette's own shapes. Where a
// browser knows no light-dark(), the light one holds.
export function painted(name, colour, { alpha = 1, isText = false, ground = "paper" } = {}) {
  if (colour === "none" || alpha === 0) return { [name]: "none" };
  const found = alpha === 1 ? {} : { [`${name}-opacity`]: `${Math.round(1000 * alpha) / 1000}` };
  const hex = colour.toLowerCase();
  const isOwn = ROLES[hex] && !OTHERS.includes(hex) && !isText;
  if (ground === "light" || (ground === "picture" && !isOwn)) return { [name]: hex, ...found };
  if (ROLES[hex]) return { [name]: `var(${ROLES[hex]})`, ...found };
  if (!/^#[0-9a-f]{6}$/.test(hex)) throw new Error(`the page knows no colour "${colour}"`);
  const pair = `light-dark(${hex},${twin(hex, isText && name === "fill" ? READ : 1)})`;
  return { [name]: hex, style: `${name}:${pair}`, ...found };
}

// Attributes of several of these in one
export function dressed(...parts) {
  const style = parts
    .map((part) => part.style)
    .filter(Boolean)
    .join(";");
  return Object.assign({}, ...parts, style ? { style } : {});
}

// What a colour on light paper becomes on the dark one
export function twin(hex, least = 1) {
  const [lightness, a, b] = oklab(hex);
  const vivid = Math.hypot(a, b) >= VIVID ? SEEN : 1;
  const wanted = Math.max(contrast(hex, PAPER), least, vivid);
  let low = Math.max(1 - lightness, oklab(DARK_PAPER)[0]);
  if (contrast(fitted(low, a, b), DARK_PAPER) >= wanted) return fitted(low, a, b);
  let high = 1;
  for (let turn = 0; turn < HALVINGS; turn += 1) {
    const middle = (low + high) / 2;
    if (contrast(fitted(middle, a, b), DARK_PAPER) < wanted) low = middle;
    else high = middle;
  }
  return fitted(high, a, b);
}

export function contrast(one, other) {
  const [low, high] = [one, other].map((hex) => dot(LUMINANCE, linear(hex))).sort((p, q) => p - q);
  return (high + 0.05) / (low + 0.05);
}

function oklab(hex) {
  return times(TO_LAB, times(TO_CONE, linear(hex)).map(Math.cbrt));
}

// The colour of this lightness and hue with the chroma hypot(a, b), or as much as a screen has
function fitted(lightness, a, b) {
  if (isShown(lightness, a, b)) return colour(lightness, a, b);
  let [low, high] = [0, 1];
  for (let turn = 0; turn < HALVINGS; turn += 1) {
    const middle = (low + high) / 2;
    if (isShown(lightness, middle * a, middle * b)) low = middle;
    else high = middle;
  }
  return colour(lightness, low * a, low * b);
}

const linearOf = (...lab) =>
  times(
    FROM_CONE,
    times(FROM_LAB, lab).map((value) => value ** 3),
  );
const isShown = (...lab) => linearOf(...lab).every((value) => value >= -1e-4 && value <= 1 + 1e-4);

function colour(...lab) {
  const channels = linearOf(...lab).map((value) => {
    const v = Math.min(Math.max(value, 0), 1);
    return v <= 0.0031308 ? 12.92 * v : 1.055 * v ** (1 / 2.4) - 0.055;
  });
  return `#${channels
    .map((v) =>
      Math.round(255 * v)
        .toString(16)
        .padStart(2, "0"),
    )
    .join("")}`;
}

function linear(hex) {
  const channels = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255);
  return channels.map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
}

const dot = (one, other) => one.reduce((sum, value, at) => sum + value * other[at], 0);
const times = (matrix, vector) => matrix.map((row) => dot(row, vector));
