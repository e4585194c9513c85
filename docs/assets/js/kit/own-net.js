// The net that the reader has trained, known to every page as long as one is open. `own` tells when
// it changes with an event "net".

export const own = new EventTarget();

// net: its tensors, as logic/digit.mjs reads them; told: what it is, in words; learning: whether it
// will change in a moment
export function keepOwn(net, told, learning = false) {
  Object.assign(own, { net, told, learning });
  own.dispatchEvent(new Event("net"));
}
