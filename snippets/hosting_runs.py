"""What the site sends for what a reader does, and what a book of many chapters takes.

Written by `make bench`. SENT: bytes, all and those of heavy files; SITE: the folder;
GROWTH: seconds on the clock of GROWN_ON, by the number of chapters.
"""

SENT = {
    "open": {"all": 104840, "heavy": 0},
    "read": {"all": 132478, "heavy": 0},
    "next": {"all": 32240, "heavy": 0},
    "draw": {"all": 564453, "heavy": 213972},
    "run": {"all": 9369624, "heavy": 9275300},
    "edit": {"all": 122510, "heavy": 0},
    "train": {"all": 9946647, "heavy": 9941711},
    "keep": {"all": 2642481, "heavy": 230907},
    "again": {"all": 8330, "heavy": 0},
    "bare": {"all": 6050859, "heavy": 6050859},
}
SITE = {"files": 619, "bytes": 44326256}
GROWN_ON = "AMD EPYC, AVX512, PyTorch 2.13.0+cpu"
GROWTH = {
    20: {"record": 26.1, "build": 4.2, "change": 6.0, "test": 31.7},
    200: {"record": 221.6, "build": 23.7, "change": 20.8, "test": 439.3},
}
