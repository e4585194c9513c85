// The scripts of a page, and those of a worker, are of one edition of the book: the page's first script, or
// the address of the worker, says of which. In the built site every script asks for this file by its own
// edition (see book/site/edition.py). One of another ends here, before it has done anything.

const { search } = new URL(import.meta.url);
globalThis.edition ??= (globalThis.document ? "" : location.search) || search;
if (globalThis.edition !== search) throw new SyntaxError("import of another edition");
