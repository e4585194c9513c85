"""Print the path of a Chromium for the tests in a browser; install one where there is none.

Tried in this order: $CHROME, an installed Chromium or Chrome, Playwright's own, and, for root on
a Debian-like system, the package `chromium`. What an installer says goes to stderr.
"""

import os
import shutil
import subprocess
import sys

NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)


def starts(path):
    """Whether the program at `path` can run here: a stand-in or a missing library shows."""
    try:
        done = subprocess.run([path, "--version"], capture_output=True, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def installed():
    """The first known browser that starts, or None."""
    paths = filter(None, map(shutil.which, NAMES))
    return next(filter(starts, paths), None)


def playwrights():
    """Playwright's own Chromium where it is installed and starts, or None."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if starts(path) else None


def installs(*command):
    """Run an installer; whether it succeeded."""
    print("No Chromium found, trying:", *command, file=sys.stderr)
    return subprocess.run(command, stdout=sys.stderr).returncode == 0


def find():
    """The path of a browser that starts; exits with one clear line where none can be had."""
    named = os.environ.get("CHROME")
    if named:
        path = shutil.which(named)
        if path is None or not starts(path):
            sys.exit(f"CHROME={named} does not start: name another Chromium, or unset CHROME")
        return path
    path = installed() or playwrights()
    if path is None and installs(sys.executable, "-m", "playwright", "install", "chromium"):
        path = playwrights()
    if path is None and os.geteuid() == 0 and shutil.which("apt-get"):
        if installs("apt-get", "update"):
            installs("apt-get", "install", "-y", "--no-install-recommends", "chromium")
        path = installed()
    return path or sys.exit("No Chromium to test with: install one, or name it with CHROME=PATH")


if __name__ == "__main__":
    print(find())
