// What was raised, in a text that somebody pasted: a line, the traceback of a script or of a
// notebook, with colours or without. What stands above the last error is code, and its numbers are none
// of the error's. No page here.

const COLOUR = new RegExp(String.raw`${String.fromCharCode(27)}\[[\d;]*[A-Za-z]`, "g");
// A name at the start of a line; a warning has its place before it
const RAISED = /^(?:\S.*:\d+: )?[\w.]*(?:Error|Exception|Warning)(?=:|\s*$)/gm;

// The last error of a text, from its name on, in one line; `named`: whether it has a name at all
export function heard(text) {
  const plain = text.replace(COLOUR, "").replace(/\r\n?/g, "\n");
  const starts = [...plain.matchAll(RAISED)];
  const said = plain.slice(starts.at(-1)?.index ?? 0);
  return { said: said.replace(/\s+/g, " ").trim(), named: starts.length > 0 };
}
