"""Says pip where to find torch: on Linux without a driver for NVIDIA's GPUs, in PyTorch's small CPU wheels.

A script that runs in an environment that is still empty: standard library only.
"""

import os
import platform
import re
import shutil
import sys
from contextlib import suppress
from http.client import HTTPException
from threading import Thread
from urllib.request import urlopen

SMALL = "https://download.pytorch.org/whl/cpu"
PINS = "requirements-torch.txt"
# The last one is the driver of Windows, as Linux inside of it (WSL) sees it
DRIVERS = ("/dev/nvidiactl", "/proc/driver/nvidia/version", "/usr/lib/wsl/lib/libcuda.so.1")
PATIENCE = 5  # seconds in all, to find the name, to connect and to read the list


def has_driver():
    """Whether this machine has a driver for GPUs of NVIDIA's."""
    return any(map(os.path.exists, DRIVERS)) or bool(shutil.which("nvidia-smi"))


def lists(index, version, patience=PATIENCE):
    """Whether an index answers in time, and lists a small wheel of torch for this Python and machine.

    A wheel for CPUs bears that in its name, so that no page that says yes to everything is believed.
    """
    texts = []

    def ask():
        with suppress(OSError, HTTPException, ValueError), urlopen(f"{index}/torch/") as answer:
            texts.append(answer.read().decode("utf-8", "replace"))

    asking = Thread(target=ask, daemon=True)  # whoever it waits for, this script ends without it
    asking.start()
    asking.join(patience)
    python = f"cp{sys.version_info.major}{sys.version_info.minor}"
    wheel = rf"torch-{re.escape(version)}(?:\+|%2B)cpu-{python}-{python}-\w*{platform.machine()}\.whl"
    return any(re.search(wheel, text) for text in texts)


def options(index=SMALL, pins=PINS):
    """The options that pip needs to find torch, and why, in words."""
    if sys.platform != "linux":
        return [], "the usual build"
    if has_driver():
        return [], "a driver for NVIDIA's GPUs is here: the large build"
    with open(pins, encoding="utf-8") as file:
        [version] = re.findall(r"^torch==([\w.]+)", file.read(), re.MULTILINE)
    if lists(index, version):
        return ["--index-url", index], f"no driver for NVIDIA's GPUs is here: the small build of {index}"
    return [], f"within {PATIENCE} s {index} listed no torch {version} for this Python: the usual index"


if __name__ == "__main__":
    found, why = options(*sys.argv[1:])
    print(f"torch: {why}", file=sys.stderr)
    print(*found)
