// What a reader can take back: the states before each change. A state is never changed, but replaced.

export class Past {
  states = [];

  // Before a change, or what may become one
  keep(now) {
    if (this.states.at(-1) !== now) this.states.push(now);
  }

  // The state before this one; undefined where there is none
  back(now) {
    this.forget(now);
    return this.states.pop();
  }

  some(now) {
    this.forget(now);
    return this.states.length > 0;
  }

  // What was kept, and then did not change
  forget(now) {
    while (this.states.at(-1) === now) this.states.pop();
  }
}
