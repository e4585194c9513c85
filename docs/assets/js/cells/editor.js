// The editor of a cell: CodeMirror in the colours of the page, in the place of the code.

import {
  bracketMatching,
  closeBrackets,
  closeBracketsKeymap,
  Decoration,
  defaultKeymap,
  drawSelection,
  EditorState,
  EditorView,
  HighlightStyle,
  highlightSpecialChars,
  history,
  historyKeymap,
  indentOnInput,
  indentUnit,
  indentWithTab,
  keymap,
  LanguageSupport,
  Prec,
  pythonLanguage,
  StateEffect,
  StateField,
  syntaxHighlighting,
  tags,
} from "../../codemirror/codemirror.js";
import { h } from "../kit/dom.js";

const colour = (name) => ({ color: `var(--md-code-hl-${name}-color)` });
const COLOURS = HighlightStyle.define([
  { tag: tags.keyword, ...colour("keyword"), fontWeight: "600" },
  { tag: [tags.string, tags.special(tags.string)], ...colour("string") },
  { tag: [tags.number], ...colour("number") },
  { tag: [tags.bool, tags.null, tags.self], ...colour("constant") },
  { tag: tags.comment, ...colour("comment"), fontStyle: "italic" },
  { tag: tags.operator, ...colour("operator") },
  { tag: [tags.punctuation, tags.bracket, tags.separator], ...colour("punctuation") },
]);

const LOOKS = EditorView.theme({
  "&": { color: "inherit", backgroundColor: "transparent", fontSize: "1em" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.5", overflowX: "auto" },
  ".cm-content": { padding: "0", caretColor: "var(--ink)" },
  ".cm-line": { padding: "0" },
  ".cm-cursor": { borderLeftColor: "var(--ink)", borderLeftWidth: "2px" },
  [`&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground,
    .cm-selectionBackground`]: { background: "var(--a-fill)" },
  "&.cm-focused .cm-matchingBracket": { background: "none", outline: "1px solid var(--a-edge)" },
  "&.cm-focused .cm-nonmatchingBracket": { background: "none", outline: "1px dashed var(--ink)" },
  ".cm-stopped": { backgroundColor: "var(--b-fill)" },
});

const stop = StateEffect.define();
const stopped = StateField.define({
  create: () => Decoration.none,
  update: (marks, change) => {
    const effect = change.effects.find((each) => each.is(stop));
    if (effect) return effect.value;
    return change.docChanged ? Decoration.none : marks;
  },
  provide: (field) => EditorView.decorations.from(field),
});

export function openEditor(code, { label, run, changed }) {
  const place = h("div", { class: "cell-editor" });
  code.after(place);
  const runs = {
    key: "Mod-Enter",
    run: () => {
      run();
      return true;
    },
  };
  const view = new EditorView({
    parent: place,
    doc: code.textContent.replace(/\n$/, ""),
    extensions: [
      Prec.highest(keymap.of([runs])),
      history(),
      drawSelection(),
      highlightSpecialChars(),
      indentOnInput(),
      bracketMatching(),
      closeBrackets(),
      indentUnit.of("    "),
      EditorState.tabSize.of(4),
      new LanguageSupport(pythonLanguage),
      syntaxHighlighting(COLOURS),
      LOOKS,
      stopped,
      keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...historyKeymap, indentWithTab]),
      EditorView.contentAttributes.of({ "aria-label": label, autocapitalize: "off" }),
      EditorView.updateListener.of((update) => {
        if (update.docChanged) changed(`${update.state.doc}`);
      }),
    ],
  });
  code.classList.add("cell-edited");
  return {
    focus: () => view.focus(),
    close() {
      view.destroy();
      place.remove();
      code.classList.remove("cell-edited");
    },
    point(line) {
      const known = line && line <= view.state.doc.lines;
      const mark = Decoration.line({ class: "cm-stopped" });
      const marks = known ? [mark.range(view.state.doc.line(line).from)] : [];
      view.dispatch({ effects: stop.of(Decoration.set(marks)) });
    },
  };
}
