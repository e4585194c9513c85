"""Guards against mistakes in a chapter's cells. They are no sandbox: a cell that means harm can do it.

An audit hook stops a cell that opens a file for writing outside its scratch folder or connects
beyond this machine. `torch.save`, which writes in C++ past any hook, tells the hook first. What
other C++ code, a shell or any other child process does is not stopped; a comparison before and
after finds the files that it changed in the checkout, in the folder of chapters and beside the
scratch folders. Unseen stay such files elsewhere, such as in `/tmp` or the home folder, and
connections of child processes.

What is another on another machine, and would be the same in two runs on this one, is made to differ
between two runs: the order in which a system lists a folder, the local day and time, and the user.
"""

import functools
import ipaddress
import os
import re
import sys
import time

from book.ground.files import is_litter

HALF_A_DAY = 12  # hours
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
OUTSIDE = "outside its scratch folder"
HERE = "write to the current folder, by a plain file name"
OWN_DATA = "work with what lies in `data/`"
# What a refusal says, wherever a cell that has caught it prints it
SAID = re.compile(
    rf"(?:writes to|changes) `[^`\n]*`, {OUTSIDE}|opens a connection beyond this machine|"
    r"looks up another machine|\bbook\.running\.guards\b"
)
CHANGES = ("os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.symlink", "os.link", "os.truncate")
SOURCES = (
    ".css",
    ".html",
    ".in",
    ".js",
    ".json",
    ".md",
    ".mjs",
    ".py",
    ".svg",
    ".tmp",
    ".toml",
    ".txt",
    ".yml",
    "~",
    ".swp",
    "Makefile",
)
UNWATCHED = {".git", ".venv", ".cache", "__pycache__", ".pytest_cache", ".hypothesis"}
BUILT = {"site", "docs/notebooks"}


class Forbidden(PermissionError):
    """What a cell may not do; the text says it, and what to do instead."""


def watch(scratch):
    """Raise Forbidden in this process where a cell reaches out of the folder `scratch`."""
    import torch

    home = os.path.realpath(scratch)

    def hook(event, arguments):
        why = why_forbidden(event, arguments, home)
        if why:
            raise Forbidden(why)

    sys.addaudithook(hook)
    torch.save = _telling(torch.save)


def _telling(save):
    """`torch.save`, which opens its file in C++, as a function that the audit hook sees."""

    @functools.wraps(save)
    def saved(obj, f, *args, **kwargs):
        if isinstance(f, (str, os.PathLike)):
            sys.audit("open", os.fspath(f), "w", 0)
        return save(obj, f, *args, **kwargs)

    return saved


def why_forbidden(event, arguments, home):
    """Why a cell with the scratch folder `home` may not do what an audit event tells; None if it may."""
    if event == "open":
        path, mode, flags = arguments
        writes = any(letter in mode for letter in "wax+") if mode else (flags or 0) & WRITING
        if writes and not _inside(path, home):
            return f"writes to `{os.fsdecode(path)}`, {OUTSIDE}: {HERE}"
    elif event in CHANGES:
        for path in arguments:
            if isinstance(path, (str, bytes)) and not _inside(path, home):
                return f"changes `{os.fsdecode(path)}`, {OUTSIDE}: {HERE}"
    elif event in ("socket.connect", "socket.sendto") and not _is_local(arguments[-1]):
        return f"opens a connection beyond this machine, to {arguments[-1][0]}: {OWN_DATA}"
    elif event == "socket.getaddrinfo" and _names_another_machine(arguments[0]):
        return f"looks up another machine, {os.fsdecode(arguments[0])}: {OWN_DATA}"
    return None


def _inside(path, home):
    if isinstance(path, int) or path is None:
        return True
    real = os.path.realpath(os.fsdecode(path))
    folder, name = os.path.split(real)
    return (
        real.startswith((home + os.sep, "/dev/", "/proc/self/"))
        or real == home
        # Coverage of these very processes writes beside the tests that measure it
        or name.startswith(".coverage")
        # Workers of a DataLoader remove their socket from the folder that the book's process made
        or (name.startswith("listener-") and os.path.basename(folder).startswith("pymp-"))
    )


def _is_local(address):
    if not isinstance(address, tuple):
        return True
    host = address[0]
    if host in (None, "", "localhost", b"localhost"):
        return True
    try:
        return ipaddress.ip_address(os.fsdecode(host)).is_loopback
    except ValueError:
        return False


def _names_another_machine(host):
    """Numbers are not looked up: connecting to them is what `watch` stops."""
    try:
        ipaddress.ip_address(os.fsdecode(host or "127.0.0.1"))
    except ValueError:
        return os.fsdecode(host) != "localhost"
    return False


def tree_state(root):
    """{path: (mtime, size)} of the files of the checkout that a chapter must not touch."""
    state, start = {}, len(os.path.join(root, ""))
    for folder, names, files in os.walk(root):
        here = os.path.join(folder, "")[start:]
        names[:] = [
            name
            for name in names
            if name not in UNWATCHED and here + name not in BUILT and not name.endswith(".egg-info")
        ]
        for name in files:
            if name.startswith(".coverage") or is_litter(name):
                continue
            try:
                status = os.lstat(os.path.join(folder, name))
            except FileNotFoundError:
                continue
            state[here + name] = (status.st_mtime_ns, status.st_size)
    return state


def tree_changes(before, after, editing=False):
    """The paths that differ between two `tree_state`s, sorted.

    While somebody is `editing`, sources change for good reasons and do not count.
    """
    differing = (path for path in before.keys() | after.keys() if before.get(path) != after.get(path))
    return sorted(path for path in differing if not (editing and path.endswith(SOURCES)))


def list_in_any_order():
    """Let folders be listed in the order of the hashes of their names."""
    listdir, scandir = os.listdir, os.scandir
    os.listdir = lambda *path: sorted(listdir(*path), key=hash)
    os.scandir = lambda *path: Entries(scandir(*path))


class Entries:
    """What `os.scandir` gives, in the order of the hashes of the names."""

    def __init__(self, entries):
        with entries:
            self.entries = iter(sorted(entries, key=lambda entry: hash(entry.name)))

    def __iter__(self):
        return self.entries

    def __next__(self):
        return next(self.entries)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        self.entries = iter(())


def move_clocks():
    """Let local time be that of a place where it is another day, and its user another one."""
    now = time.localtime()
    east = now.tm_gmtoff / 3600 + (HALF_A_DAY if now.tm_hour >= HALF_A_DAY else -HALF_A_DAY)
    hours, minutes = divmod(round(abs(east) * 60), 60)
    # POSIX counts the hours to the west
    os.environ["TZ"] = f"<elsewhere>{'-' if east > 0 else '+'}{hours:02d}:{minutes:02d}"
    time.tzset()
    os.environ.update(dict.fromkeys(("LOGNAME", "USER", "LNAME", "USERNAME"), "elsewhere"))
