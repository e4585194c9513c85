// The page's side of python-worker.js: one Python for all cells, started when it is first needed.

import { watch } from "../kit/coming/alive.js";
import { isNewer, NEWER } from "../kit/coming/told.js";
import { keep } from "../kit/keep.js";
import { Away, Told } from "./away.js";

const KILLED = new Error("the browser stopped it");

// A run was ended by its reader, or before it began. `at` is the cell where Python then was
export class Stopped extends Error {
  constructor(at) {
    super("stopped");
    this.at = at;
  }
}

class Python {
  line = []; // the cells that run or wait, the first has its turn: {block, tell, stop}

  // Resolves when it is the turn of a cell; `tell` hears for which it waits until then. `signal` ends
  // the waiting as well as, later, the run. Its turn lasts until `leave`.
  turn(block, signal, tell) {
    return new Promise((resolve, reject) => {
      const place = { block, resolve, tell };
      signal.addEventListener("abort", () => {
        if (place !== this.line[0]) this.leave(block);
        else if (this.reject) this.end(new Stopped(this.at));
        reject(new Stopped());
      });
      this.line.push(place);
      this.move();
    });
  }

  leave(block) {
    this.line = this.line.filter((place) => place.block !== block);
    this.move();
  }

  move() {
    const [first, ...others] = this.line;
    first?.resolve();
    for (const { tell } of others) tell({ behind: first.block });
  }

  // Resolves to what the session says (see session.py); `tell` hears how far it is
  run({ chapter, modules, ...request }, tell) {
    this.worker ??= this.start();
    this.tell = tell;
    tell(this.state);
    const opens = this.chapter === chapter ? {} : { modules };
    this.chapter = chapter;
    return new Promise((resolve, reject) => {
      Object.assign(this, { resolve, reject });
      this.worker.postMessage(JSON.stringify({ ...request, ...opens }));
    }).finally(() => {
      this.tell = this.reject = undefined;
    });
  }

  start() {
    const worker = new Worker(new URL("./python-worker.js", import.meta.url), { type: "module" });
    this.state = { loading: "Loading Python, once: 9 MB" };
    worker.onerror = (error) => this.end(faultOf(error));
    worker.onmessage = ({ data }) => {
      if (data.answer) this.resolve(JSON.parse(data.answer));
      else if (data.away && !this.state.ready)
        this.end(data.away === true ? new Away("Python") : new Told(data.away));
      else if (data.broken) this.end(new Error(data.broken));
      else if (data.alive) watch(data.alive, () => worker === this.worker && this.end(KILLED));
      else if (data.began) this.at = data.began;
      else if (!data.away) {
        this.state = data;
        this.tell?.(data);
        if (data.ready) keep("assets/pyodide/");
      }
    };
    return worker;
  }

  // An endless loop hears nothing: its thread ends, and the next run starts another one
  end(reason) {
    this.worker?.terminate();
    this.worker = this.chapter = this.at = undefined;
    this.reject?.(reason);
  }
}

// What ended a worker that could not say it: without words it did not come at all
function faultOf(error) {
  if (isNewer(error)) return new Told(NEWER);
  return error.message ? new Error(error.message) : new Away("Python");
}

export const python = new Python();
