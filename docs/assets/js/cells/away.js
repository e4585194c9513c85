// What is fetched when it is first needed can be away, and nothing else is to blame for that.

export class Away extends Error {
  constructor() {
    super("This needs the network once");
  }
}

// The promise of an import or a fetch; whatever else goes wrong keeps its own name
export const fetched = (promise) =>
  promise.catch((error) => {
    throw error instanceof TypeError ? new Away() : error;
  });
