// What the pages of the book do beside the theme. document$ and alert$ are the theme's: the first
// tells of every page, also after instant navigation, the second shows a short message.

import { offerScripts } from "./scripts.js";
import { keepForOffline } from "./offline.js";
import "./film.js";

const status = document.createElement("div");
status.className = "spoken";
status.setAttribute("role", "status");
document.body.append(status);
alert$.subscribe((message) => { status.textContent = message; });

document$.subscribe(() => offerScripts(document, (message) => alert$.next(message)));
keepForOffline();
