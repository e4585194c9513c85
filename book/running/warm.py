"""What the forkserver imports once, so that every chapter starts warm. It computes nothing."""

from importlib import import_module

import matplotlib

matplotlib.use("svg")
for name in ("matplotlib.pyplot", "numpy", "torch", "tqdm", "pooch", "book.running.grounds"):
    import_module(name)
