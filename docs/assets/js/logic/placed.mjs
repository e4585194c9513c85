// Where a note about a word goes: below it and, where there is no room, above it; within the view.

const GAP = 6; // pixels between the word and the note
const MARGIN = 8; // from the note to the edge of the view

// word: { left, top, bottom } in the view; note: { width, height }; view: { width, height }, of which
// a header hides `top`. Gives the note's { left, top } in the view.
export function placed(word, note, view) {
  const below = word.bottom + GAP;
  const above = word.top - GAP - note.height;
  const fits = below + note.height <= view.height - MARGIN;
  const left = Math.min(word.left, view.width - MARGIN - note.width);
  return {
    left: Math.max(MARGIN, left),
    top: fits || above < (view.top ?? 0) + MARGIN ? below : above,
  };
}
