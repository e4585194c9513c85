"""A process that permissions bind as they bind everybody but root."""

import ctypes
import os
import sys
from contextlib import contextmanager

import pytest

VERSION = 0x20080522  # _LINUX_CAPABILITY_VERSION_3


@contextmanager
def bound_by_permissions():
    """Within, this thread may not write where a mode forbids it, whoever runs the tests."""
    if os.geteuid():
        yield
        return
    if sys.platform != "linux":
        pytest.skip("root may write anywhere")
    libc, header, rights = ctypes.CDLL(None), (ctypes.c_uint32 * 2)(VERSION, 0), (ctypes.c_uint32 * 6)()
    libc.capget(header, rights)
    effective = rights[0], rights[3]
    rights[0] = rights[3] = 0
    assert libc.capset(header, rights) == 0
    try:
        yield
    finally:
        rights[0], rights[3] = effective
        libc.capset(header, rights)


@contextmanager
def read_only(folder):
    """Within, nothing at or below `folder` can be written."""
    paths = [folder, *folder.rglob("*")]
    modes = {path: path.stat().st_mode for path in paths if not path.is_symlink()}
    for path, mode in modes.items():
        path.chmod(mode & ~0o222)
    try:
        with bound_by_permissions():
            yield
    finally:
        for path, mode in modes.items():
            if path.exists():
                path.chmod(mode)
