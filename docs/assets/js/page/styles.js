// A built page links the styles of its elements (see book/site/finish.py), so that nothing moves when
// they come; the live preview, which names no service worker, does not.

import { h } from "../kit/dom.js";

const PREVIEW = !document.querySelector('meta[name="service-worker"]');

export function linkStyle(href) {
  if (!PREVIEW || document.querySelector(`link[href="${href}"]`)) return;
  document.head.append(h("link", { rel: "stylesheet", href }));
}
