"""What waits for the night: by day a thing is asked in one form, by `make test-all` in all of them.

Each chapter runs once by day: `make test` holds its page against that run.
"""

import pytest

# They train nets, read all the digits or start processes: their copies, notebooks and programs wait
# for the night
LONG = {"backward", "by-hand", "colour", "digits", "gpu", "index", "sequential", "talk", "twelve-lines"}
LONG |= {"many-devices", "speed", "training-fast"}
# Where something is proved of every chapter whenever it is recorded, this one is proved once more
FEW = {"broadcasting"}


def by_day(stems, left=LONG):
    """The parameters `stems`, of which `make test-all` alone takes those that are `left`."""
    return [pytest.param(stem, marks=pytest.mark.heavy) if stem in left else stem for stem in stems]
