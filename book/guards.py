"""Guards against mistakes in a chapter's cells. They are no sandbox: a cell that means harm can do it.

An audit hook stops a cell that opens a file for writing outside its scratch folder or connects
beyond this machine; a comparison of the checkout before and after finds what no hook can see,
such as `torch.save`, which writes in C++.
"""

import ipaddress
import os
import sys
from pathlib import Path

WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
CHANGES = ("os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.symlink", "os.link", "os.truncate")
SOURCES = (".css", ".html", ".in", ".js", ".json", ".md", ".mjs", ".py", ".svg", ".toml", ".txt",
           ".yml", "~", ".swp", "Makefile")
UNWATCHED = {".git", ".venv", ".cache", "site", "__pycache__", "notebooks", ".pytest_cache",
             ".hypothesis"}


def watch(scratch):
    """Raise PermissionError in this process where a cell reaches out of the folder `scratch`."""
    home = os.path.realpath(scratch)

    def hook(event, arguments):
        why = why_forbidden(event, arguments, home)
        if why:
            raise PermissionError(why)

    sys.addaudithook(hook)


def why_forbidden(event, arguments, home):
    """Why a cell with the scratch folder `home` may not do what an audit event tells; None if it may."""
    if event == "open":
        path, mode, flags = arguments
        writes = any(letter in mode for letter in "wax+") if mode else (flags or 0) & WRITING
        if writes and not _inside(path, home):
            return f"the cell writes outside its scratch folder: {path}"
    elif event in CHANGES:
        for path in arguments:
            if isinstance(path, (str, bytes)) and not _inside(path, home):
                return f"the cell changes a file outside its scratch folder: {os.fsdecode(path)}"
    elif event in ("socket.connect", "socket.sendto") and not _is_local(arguments[-1]):
        return f"the cell opens a connection beyond this machine: {arguments[-1]}"
    elif event == "socket.getaddrinfo" and _names_another_machine(arguments[0]):
        return f"the cell looks up another machine: {arguments[0]}"
    return None


def _inside(path, home):
    if isinstance(path, int) or path is None:
        return True
    real = os.path.realpath(os.fsdecode(path))
    # Coverage of these very processes writes beside the tests that measure it
    return real.startswith((home + os.sep, "/dev/", "/proc/self/")) or real == home or (
        os.path.basename(real).startswith(".coverage")
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
    state = {}
    for folder, names, files in os.walk(root):
        names[:] = [name for name in names if name not in UNWATCHED and not name.endswith(".egg-info")]
        for name in files:
            if name.startswith(".coverage"):
                continue
            path = Path(folder, name)
            try:
                status = path.lstat()
            except FileNotFoundError:
                continue
            state[path.relative_to(root).as_posix()] = (status.st_mtime_ns, status.st_size)
    return state


def tree_changes(before, after, editing=False):
    """The paths that differ between two `tree_state`s, sorted.

    While somebody is `editing`, sources change for good reasons and do not count.
    """
    differing = (path for path in before.keys() | after.keys() if before.get(path) != after.get(path))
    return sorted(path for path in differing if not (editing and path.endswith(SOURCES)))
