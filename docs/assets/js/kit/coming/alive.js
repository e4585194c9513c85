// A worker that the browser ends, for want of memory for instance, says nothing more, and its page would wait
// for ever. So it holds a lock as long as it lives: who gets that lock after it knows.

// Called by the worker; its page hears { alive }
export function hold() {
  const alive = `shapes-that-fit ${Math.random()}`;
  navigator.locks?.request(alive, () => {
    postMessage({ alive });
    return new Promise(() => {});
  });
}

export const watch = (alive, ended) => navigator.locks.request(alive, ended);
