// Buttons that go through frames and steps: each has an icon alone, which says its name.

import { button, dress, ICONS } from "./buttons.js";

Object.assign(ICONS, {
  Play: "M8 5v14l11-7z",
  Pause: "M6 5h4v14H6zm8 0h4v14h-4z",
  "Previous frame": "M6 6h2v12H6zm12 0v12l-9-6z",
  "Next frame": "M16 6h2v12h-2zM6 6v12l9-6z",
  "From the start": "M5 6h2v12H5zm8 0v12l-6-6zm7 0v12l-6-6z",
  "Previous step": "M16 6v12l-9-6z",
  "Next step": "M8 6v12l9-6z",
  "To the end": "M17 6h2v12h-2zM4 6v12l6-6zm7 0v12l6-6z",
});

export function iconButton(name, click, attributes) {
  return dress(button("", click, attributes), name);
}
