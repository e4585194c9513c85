"""Finds a Firefox for the one path through it; where there is none, nothing is missed but that path.

Tried in this order: $FIREFOX, an installed one, and, for root on a Debian-like system, the package
`firefox-esr`.
"""

import os
import shutil

from tests.browser.find_chrome import installs, starts

NAMES = ("firefox-esr", "firefox", "/Applications/Firefox.app/Contents/MacOS/firefox")


def find():
    """The path of a Firefox that starts, or None."""
    named = os.environ.get("FIREFOX")
    path = _first([named] if named else NAMES)
    debian = os.geteuid() == 0 and shutil.which("apt-get")
    if path or named or not debian:
        return path
    if installs("apt-get", "update"):
        installs("apt-get", "install", "-y", "--no-install-recommends", "firefox-esr")
    return _first(NAMES)


def _first(names):
    return next(filter(starts, filter(None, map(shutil.which, names))), None)
