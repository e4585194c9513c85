// The training pair of MNIST, as it lies in assets/mnist/: its digests, and the IDX format inside.

// size and sha256: packed, as the files lie there; bare: once unpacked, as some servers send them
export const FILES = {
  images: {
    name: "train-images-idx3-ubyte.gz",
    packed: {
      size: 9912422,
      sha256: "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609",
    },
    bare: {
      size: 47040016,
      sha256: "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
    },
  },
  labels: {
    name: "train-labels-idx1-ubyte.gz",
    packed: {
      size: 28881,
      sha256: "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c",
    },
    bare: {
      size: 60008,
      sha256: "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
    },
  },
};

export const SIZE = FILES.images.packed.size + FILES.labels.packed.size;
export const inMB = (bytes) => (bytes / 1e6).toFixed(1);

export const isPacked = (bytes) => bytes[0] === 0x1f && bytes[1] === 0x8b;

// The bytes of an unpacked IDX file behind its head: four bytes, the last of which is the number of
// axes, and four for the length of each
export function content(bytes) {
  return bytes.subarray(4 + 4 * bytes[3]);
}
