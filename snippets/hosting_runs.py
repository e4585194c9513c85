"""What the site sends for what a reader does, and what a book of many chapters takes.

Written by `make bench`. SENT: bytes, all and those of heavy files; SITE: the folder;
GROWTH: seconds on the clock of GROWN_ON, by the number of chapters.
"""

SENT = {
    "open": {"all": 99240, "heavy": 0},
    "read": {"all": 126849, "heavy": 0},
    "next": {"all": 31120, "heavy": 0},
    "draw": {"all": 558637, "heavy": 213992},
    "run": {"all": 9369969, "heavy": 9275340},
    "edit": {"all": 122511, "heavy": 0},
    "train": {"all": 9946689, "heavy": 9941751},
    "keep": {"all": 2611248, "heavy": 230967},
    "again": {"all": 6084, "heavy": 0},
    "bare": {"all": 6050859, "heavy": 6050859},
}
SITE = {"files": 619, "bytes": 43728516}
GROWN_ON = "AMD EPYC, AVX512, PyTorch 2.13.0+cpu"
GROWTH = {
    20: {"record": 7.8, "build": 3.4, "change": 2.7, "test": 22.5},
    200: {"record": 67.1, "build": 13.7, "change": 7.9, "test": 198.1},
}
