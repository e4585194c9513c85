"""What the forkserver imports once, so that every chapter starts warm. It computes nothing."""

import atexit
import gc
import os
import signal
from importlib import import_module

import matplotlib

# Ctrl-C meanwhile ends this at once, and the server's parent says so
signal.signal(signal.SIGINT, signal.SIG_DFL)
gc.disable()  # nothing of what is imported is ever let go
matplotlib.use("svg")
for name in (
    "matplotlib.pyplot",
    "numpy",
    "torch",
    "tqdm",
    "pooch",  # the stand-in of book.recording.gpu, where that is all there is
    "book.running.grounds",
    "book.running.supervisor",
):
    import_module(name)
signal.signal(signal.SIGINT, signal.default_int_handler)
gc.freeze()
gc.enable()
# Nothing is left to tidy up, and who waits for the end of our output need not wait for that
atexit.register(os._exit, 0)
