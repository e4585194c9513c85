// What can go wrong before a cell runs, said to its reader: each message is a sentence that names what
// failed and what to do. Any other error is a fault of ours.

import { isNewer, NEWER } from "../kit/coming/told.js";

export class Told extends Error {}

// What is fetched when it is first needed can be away, and nothing else is to blame for that
export class Away extends Told {
  constructor(what, then = "press again") {
    super(`${what} needs the network once: connect, then ${then}.`);
  }
}

// The promise of a fetch; whatever else goes wrong keeps its own name
export const fetched = (promise, ...words) =>
  promise.catch((error) => {
    throw error instanceof TypeError ? new Away(...words) : error;
  });

// That of an import, which some browsers try only once
export const imported = (promise, what) =>
  fetched(promise, what, "press again, or reload the page").catch((error) => {
    throw isNewer(error) ? new Told(NEWER) : error;
  });
