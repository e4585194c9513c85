// The two matrices of the chapter `matmul` as the reader left them: the product stage changes them,
// and the cube shows the same. "change" tells of new numbers and of new sizes.

export const matrices = Object.assign(new EventTarget(), {
  a: [
    [1, 2, 3],
    [4, 5, 6],
  ],
  b: [
    [1, 0, 1, 2],
    [0, 0, 1, -1],
    [0, 1, 1, 0],
  ],
});

export function changed() {
  matrices.dispatchEvent(new Event("change"));
}
