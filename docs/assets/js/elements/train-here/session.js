// A training as its reader leads it. There is one for all pages: it outlives the element that shows it.

import { still } from "../../kit/dom.js";
import { keepOwn } from "../../kit/own-net.js";
import { asTensors, nextMark, pace, percent } from "../../logic/trainer/lesson.mjs";
import { openTrainer } from "../../trainer/client.js";

const VALIDATION = 50_000; // where its pictures begin
const FEW = 2000; // of them, where it is slow
const LOOK = 120; // milliseconds from one look at the weights to the next
const STATE = 900; // milliseconds for each state where nothing is to move
const MOST = 10; // batches at once, so that it can be paused

// All that is known of one net, from noise on
class Run {
  losses = [];
  marks = []; // [batches so far, accuracy]
  epochs = 1; // that were asked for

  constructor(seed, recipe) {
    Object.assign(this, { seed, recipe });
    if (recipe) this.epochs = recipe.epochs;
  }

  get seen() {
    return this.losses.length;
  }

  get begun() {
    return this.weights !== undefined;
  }

  get atEnd() {
    return this.begun && this.seen === this.epochs * this.epoch;
  }

  get accuracy() {
    return this.marks.at(-1)?.[1];
  }
}

class Session extends EventTarget {
  run = new Run(0);
  former; // the run before, which can be taken up again
  mode = "rest"; // what the reader wants: play, race, step or rest
  pace = "play"; // or race: what was wanted last
  places = []; // of the validation digits that are watched
  opening; // while the digits are fetched: {share, bytes, total}
  error;
  busy = false; // until what was begun has ended, and was measured

  // Train on in this way: play, race, or step
  async want(mode) {
    if (this.run.atEnd) this.run.epochs += 1;
    this.mode = mode;
    if (mode !== "step") this.pace = mode;
    this.run.race = undefined;
    this.debt = 0;
    this.tell();
    if (this.busy) return;
    this.busy = true;
    this.error = undefined;
    try {
      this.lab ??= await this.open();
      while (this.mode !== "rest") await this.turn(this.run);
    } catch (error) {
      this.fail(error);
    }
    this.busy = false;
    this.tell();
  }

  rest() {
    this.abort?.abort();
    this.lab?.pause();
    this.wake?.();
    this.mode = "rest";
    this.tell();
  }

  // From noise once more
  begin(seed, recipe, mode) {
    this.change(new Run(seed, recipe));
    return this.want(mode);
  }

  // From other noise, at the pace that was wanted last
  again() {
    return this.begin(this.run.seed + 1, this.run.recipe, this.pace);
  }

  // To the net before, and from there to this one
  back() {
    this.rest();
    this.change(this.former);
    this.error = undefined;
    if (this.run.begun) this.keep(this.run);
    this.tell();
  }

  change(run) {
    this.lab?.pause();
    this.former = this.run.seen ? this.run : this.former;
    this.run = run;
  }

  async open() {
    this.abort = new AbortController();
    this.opening = { share: 0, bytes: 0 };
    this.tell();
    const onprogress = (progress) => {
      this.opening = progress;
      this.tell();
    };
    try {
      return await openTrainer({ onprogress, signal: this.abort.signal });
    } finally {
      this.opening = undefined;
    }
  }

  // What trains has ended, and what it held is lost to it: it is made once more when it is wanted
  fail(error) {
    if (!this.abort?.signal.aborted) this.error = error.message;
    this.abort = undefined;
    this.lab?.close();
    this.lab = undefined;
    this.mode = "rest";
    if (this.run.begun) this.keep(this.run);
  }

  async turn(run) {
    this.abort = undefined;
    if (this.lab.held !== run) await this.make(run);
    else if (this.mode === "step") await this.one(run);
    else if (this.mode === "race") await this.race(run);
    else await this.play(run);
    if (this.mode === "rest" && this.lab.held === this.run) await this.measure(this.run);
  }

  // A run that had begun goes through its batches again: the same seed gives the same net
  async make(run) {
    this.lab.held = undefined;
    await this.lab.make({ epochs: Infinity, ...run.recipe, seed: run.seed });
    run.epoch = this.lab.batchesAnEpoch;
    for (let done = 0; done < run.seen && run === this.run; done += MOST) {
      await this.lab.step(Math.min(MOST, run.seen - done));
    }
    if (run !== this.run) return;
    this.lab.held = run;
    if (!run.begun) await this.measure(run);
  }

  async one(run) {
    this.mode = "rest";
    await this.advance(run, 1);
  }

  // At a pace for eyes; where nothing is to move, from state to state
  async play(run) {
    const calm = still();
    const left = nextMark(run.seen) - run.seen;
    if (calm) await this.pause();
    const count = calm ? left : Math.min(left, await this.due(run.seen));
    if (this.mode !== "play" || run !== this.run) return;
    await this.advance(run, count);
    if (run.atEnd) this.mode = "rest";
    else if (count === left) await this.measure(run);
    else if (performance.now() - this.looked > LOOK) await this.look(run);
  }

  // Until it is time for the next state, or for none
  pause() {
    return new Promise((done) => {
      this.wake = done;
      setTimeout(done, STATE);
    });
  }

  // Waits for the next frame: so many batches are due in it
  async due(seen) {
    const now = await new Promise(requestAnimationFrame);
    const passed = Math.min(0.1, (now - (this.frame ?? now)) / 1000);
    this.frame = now;
    this.debt = Math.min(MOST, this.debt + passed * pace(seen));
    const whole = Math.floor(this.debt);
    this.debt -= whole;
    return whole;
  }

  async advance(run, count) {
    if (!count) return;
    const left = run.epochs * run.epoch - run.seen;
    run.losses.push(...(await this.lab.step(Math.min(count, left))));
    this.tell();
  }

  // To the end of the epoch at once, with glances on the way
  async race(run) {
    const before = run.seen;
    let mark = nextMark(before);
    const { seconds } = await this.lab.epoch((losses) => {
      run.losses.push(...losses);
      this.tell();
      if (run.seen < mark || run !== this.run) return;
      mark = nextMark(run.seen);
      this.measure(run, FEW).catch(() => {}); // the epoch has failed as well, and says so
    });
    const raced = run.race ?? { seconds: 0, batches: 0 };
    run.race = {
      seconds: raced.seconds + seconds,
      batches: raced.batches + run.seen - before,
    };
    if (run === this.run && run.atEnd) this.mode = "rest";
  }

  // How it does on what it does not train on: on all of it, or where that is slow, on a few
  async measure(run, count = this.lab.kind === "plain" && !run.atEnd ? FEW : undefined) {
    const { accuracy } = await this.lab.validate(count);
    const { seen } = this.lab; // it may train on meanwhile
    if (run.marks.at(-1)?.[0] === seen) run.marks.pop();
    run.marks.push([seen, accuracy]);
    await this.look(run);
  }

  // What it is like now: its weights, and its scores for the digits that are watched
  async look(run) {
    this.looked = performance.now();
    const images = this.places.map((place) => VALIDATION + place);
    [run.weights, run.scores] = await Promise.all([this.lab.weights(), this.lab.logits(images)]);
    if (run === this.run) this.keep(run);
    this.tell();
  }

  // For the boards of all pages
  keep(run) {
    const [measured] = run.marks.at(-1);
    const words = measured === run.seen ? percent(run.accuracy) : `batch ${run.seen}`;
    keepOwn(asTensors(run.weights), `yours, ${words}`, this.mode !== "rest");
  }

  tell() {
    this.dispatchEvent(new Event("change"));
  }
}

export const session = new Session();
