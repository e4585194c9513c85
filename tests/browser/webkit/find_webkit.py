"""Finds WebKitGTK, whose engine is Safari's: its driver, the browser that this drives, and a screen for it.

Tried in this order: what is installed and, for root on a Debian-like system, the packages of Debian.
"""

import glob
import os
import shutil

from tests.browser.find_chrome import installs

PACKAGES = ("webkit2gtk-driver", "xvfb")
BROWSERS = ("/usr/lib*/webkit2gtk-4*/MiniBrowser", "/usr/lib*/*/webkit2gtk-4*/MiniBrowser")


def find():
    """(driver, browser, screen): three paths, or None where one of them is missing."""
    if not (found := installed()) and os.geteuid() == 0 and shutil.which("apt-get"):
        if installs("apt-get", "update"):
            installs("apt-get", "install", "-y", "--no-install-recommends", *PACKAGES)
        found = installed()
    return found


def installed():
    browser = next((path for pattern in BROWSERS for path in sorted(glob.glob(pattern))), None)
    found = (shutil.which("WebKitWebDriver"), browser, shutil.which("Xvfb"))
    return found if all(found) else None
