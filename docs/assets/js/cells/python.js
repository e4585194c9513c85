// The page's side of python-worker.js: one Python for all cells, started when it is first needed.

import { keep } from "../kit/keep.js";
import { Away } from "./away.js";

// Python was ended by its reader while cell `at` ran
export class Stopped extends Error {
  constructor(at) {
    super("stopped");
    this.at = at;
  }
}

class Python {
  // Resolves to what the session says (see session.py); `tell` hears how far it is
  run(request, tell) {
    const before = (this.last ?? Promise.resolve()).catch(() => {});
    const mine = before.then(() => this.send(request, tell));
    this.last = mine;
    return mine;
  }

  send({ chapter, modules, ...request }, tell) {
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
    worker.onerror = ({ message }) => this.end(message ? new Error(message) : new Away());
    worker.onmessage = ({ data }) => {
      if (data.answer) this.resolve(JSON.parse(data.answer));
      else if (data.away && !this.state.ready) this.end(new Away());
      else if (data.broken) this.end(new Error(data.broken));
      else if (data.began) this.at = data.began;
      else if (!data.away) {
        this.state = data;
        this.tell?.(data);
        if (data.ready) keep("assets/pyodide/");
      }
    };
    return worker;
  }

  get busy() {
    return Boolean(this.reject);
  }

  // An endless loop hears nothing: its thread ends, and the next run starts another one
  stop() {
    this.end(new Stopped(this.at));
  }

  end(reason) {
    this.worker?.terminate();
    this.worker = this.chapter = this.at = undefined;
    this.reject?.(reason);
  }
}

export const python = new Python();
