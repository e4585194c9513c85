"""Which files a process and its forks read."""

import hashlib
import os
import sys

import pytest

from book.recording.laboratory import in_fork
from book.running.opened import Opened


@pytest.fixture
def noted(tmp_path):
    """What is noted while a fork of this process opens files."""
    scratch = tmp_path / "scratch"
    scratch.mkdir()

    def noted(open_them):
        def watched():
            opened = Opened(scratch)
            open_them()
            return opened.files(tmp_path)

        return in_fork(watched)

    return noted


def read(path):
    with open(path, "rb") as file:
        return file.read()


def digest(text):
    return hashlib.sha256(text.encode()).hexdigest()


def test_what_is_read_is_noted_once_with_its_content(tmp_path, noted):
    (tmp_path / "a.txt").write_text("a")
    (tmp_path / "link.txt").symlink_to(tmp_path / "a.txt")
    os.utime(tmp_path / "a.txt", (1, 1))

    def read_twice():
        os.chdir(tmp_path)
        read("a.txt"), read(tmp_path / "link.txt"), os.open(os.fsencode(tmp_path), os.O_RDONLY)

    found = noted(read_twice)
    assert found == {"a.txt": digest("a"), ".": None}


def test_forks_are_heard(tmp_path, noted):
    (tmp_path / "a.txt").write_text("a")
    os.utime(tmp_path / "a.txt", (1, 1))
    assert noted(lambda: in_fork(lambda: len(read(tmp_path / "a.txt")))) == {"a.txt": digest("a")}


def test_a_file_that_is_not_there_yet_is_noted(tmp_path, noted):
    assert noted(lambda: os.path.exists("a") or pytest.raises(OSError, read, tmp_path / "a.txt")) == {
        "a.txt": None
    }


def test_a_file_that_is_saved_meanwhile_has_no_content_to_rely_on(tmp_path, noted):
    def save():
        (tmp_path / "a.txt").write_text("a")
        os.utime(tmp_path / "a.txt", (2**32, 2**32))
        read(tmp_path / "a.txt")

    assert noted(save) == {"a.txt": ""}


def test_python_the_system_and_the_scratch_folder_are_left_out(tmp_path, noted):
    def read_them():
        (tmp_path / "scratch" / "own.txt").write_text("")
        for path in (sys.executable, os.__file__, pytest.__file__, "/dev/null", "/etc/passwd"):
            read(path)

    assert noted(read_them) == {}
