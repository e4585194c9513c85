// A page and the scripts on it are of one edition of the book (see edition.js), though the book may be
// published anew while it is read.

import { tellNewer } from "../kit/coming/told.js";

let opened = false; // a page before this one

// Whether the page that is shown fits these scripts. One that instant navigation brought is else loaded
// anew, with its own; one that a cache kept for longer than its scripts says so: it might come again
export function fits() {
  const [named] = document.getElementsByName("edition");
  const isOther = named && named.content !== globalThis.edition;
  if (isOther && opened) location.reload();
  else if (isOther) tell(document.querySelector("article"));
  opened = true;
  return !isOther;
}

const tell = (article) => article.prepend(tellNewer(article));
