// What ../js/editor.js takes from CodeMirror, and no more: see README.txt
export { EditorState, Prec, StateEffect, StateField } from "@codemirror/state";
export {
  Decoration, EditorView, drawSelection, highlightSpecialChars, keymap,
} from "@codemirror/view";
export { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
export {
  HighlightStyle, LanguageSupport, bracketMatching, indentOnInput, indentUnit, syntaxHighlighting,
} from "@codemirror/language";
export { closeBrackets, closeBracketsKeymap } from "@codemirror/autocomplete";
export { pythonLanguage } from "@codemirror/lang-python";
export { tags } from "@lezer/highlight";
