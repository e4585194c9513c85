// What a reader has used once is there without a network from then on: the service worker keeps a
// folder of the site, of those files that book/site/finish.py names as LATER.

import { registered } from "./site.js";

export async function keep(folder) {
  const registration = await registered();
  const active = registration && (registration.active ?? (await activated(registration)));
  active?.postMessage({ keep: folder });
}

function activated({ installing, waiting }) {
  const coming = installing ?? waiting;
  return new Promise((resolve) => {
    coming?.addEventListener("statechange", () => {
      if (coming.state === "activated") resolve(coming);
      if (coming.state === "redundant") resolve(undefined);
    });
  });
}
