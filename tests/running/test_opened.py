"""Which files a process and its forks read."""

import hashlib
import importlib
import inspect
import linecache
import os
import py_compile
import sqlite3
import subprocess
import sys
from functools import partial
from multiprocessing import get_context

import pytest
from lxml import etree
from safetensors import safe_open

from book.recording.laboratory import in_fork
from book.running import execute, guards
from book.running.opened import Opened, state


@pytest.fixture
def noted(tmp_path):
    """What is noted while a fork of this process opens files."""
    scratch = tmp_path / "scratch"
    scratch.mkdir()

    def noted(open_them):
        def watched():
            opened = Opened(scratch, tmp_path)
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
    assert found.pop("data/**")  # as the folder became text
    assert found == {"a.txt": digest("a"), ".": "folder"}


def test_forks_are_heard(tmp_path, noted):
    (tmp_path / "a.txt").write_text("a")
    os.utime(tmp_path / "a.txt", (1, 1))
    assert noted(lambda: in_fork(lambda: len(read(tmp_path / "a.txt")))) == {"a.txt": digest("a")}


def test_a_file_that_is_not_there_yet_is_noted(tmp_path, noted):
    assert noted(lambda: os.path.exists("a") or pytest.raises(OSError, read, tmp_path / "a.txt")) == {
        "a.txt": None
    }


def names(found):
    return {name for name in found if found[name] != "folder"}


def test_what_is_looked_for_is_noted(tmp_path, noted):
    (tmp_path / "there").mkdir()
    here = str(tmp_path)
    found = noted(
        lambda: os.path.exists(f"{here}/a") or (tmp_path / "b").is_file() or os.path.isdir(f"{here}/there")
    )
    assert found == {"a": None, "b": None, "there": "folder"}
    assert noted(lambda: os.path.exists("/tmp/nothing-here") or os.path.exists(f"{here}/scratch/x")) == {}


def test_what_cpp_opens_by_a_path_is_noted(tmp_path, noted):
    for name in ("a.xml", "b.db", "c.safetensors"):
        (tmp_path / name).write_text("<a/>" if name == "a.xml" else "")
    assert names(noted(lambda: etree.parse(tmp_path / "a.xml"))) == {"a.xml"}
    assert names(noted(lambda: sqlite3.connect(f"{tmp_path}/b.db").close())) == {"b.db", "data/**"}
    broken = partial(pytest.raises, Exception, safe_open, tmp_path / "c.safetensors", "np")
    assert names(noted(broken)) == {"c.safetensors"}


def test_the_names_in_a_folder_that_is_listed_are_noted(tmp_path, noted):
    (tmp_path / "data").mkdir()
    (tmp_path / "data/a.csv").touch()
    ways = [lambda: os.listdir(tmp_path / "data"), lambda: [*os.walk(f"{tmp_path}/data")]]
    ways += [lambda: [str(path) for path in (tmp_path / "data").glob("*.csv")]]
    for way in ways:
        name, before = next(item for item in noted(way).items() if item[0].endswith("*"))
        assert name == "data/*" and state(tmp_path, name) == before
        (tmp_path / "data/.DS_Store").touch()
        (tmp_path / "data/__pycache__").mkdir(exist_ok=True)
        assert state(tmp_path, name) == before
        (tmp_path / f"data/{len(before)}{ways.index(way)}.csv").touch()
        assert state(tmp_path, name) != before


def test_a_site_beside_the_book_is_no_news_of_its_folder(tmp_path):
    """Python looks through the folder when something is imported late, and the site comes after the runs."""
    (tmp_path / "mkdocs.yml").touch()
    before = state(tmp_path, "*")
    (tmp_path / "site").mkdir()
    (tmp_path / "dist").mkdir()
    assert state(tmp_path, "*") == before
    (tmp_path / "other.py").touch()
    assert state(tmp_path, "*") != before
    (tmp_path / "data/site").mkdir(parents=True)
    (tmp_path / "data/one").mkdir()
    inside = state(tmp_path, "data/*")
    (tmp_path / "data/site").rmdir()
    assert state(tmp_path, "data/*") != inside, "elsewhere it may be anything"


def test_a_program_may_read_what_its_words_name_and_all_data(tmp_path, noted):
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes/a.txt").touch()
    (tmp_path / "b.txt").touch()
    every = {"data/**", "snippets/**"}
    quiet = {"stdout": subprocess.DEVNULL}
    assert names(noted(lambda: subprocess.run(["true"]))) == every
    assert names(noted(lambda: os.system("true"))) == every
    assert names(noted(lambda: get_context("spawn").Process(target=int).start())) >= every
    found = noted(
        lambda: subprocess.run(f"ls {tmp_path}/notes; cat {tmp_path}/b.txt", shell=True, **quiet) and None
    )
    assert names(found) == {*every, "notes/**", "b.txt"}
    (tmp_path / "notes/a.txt").write_text("news")
    assert state(tmp_path, "notes/**") != found["notes/**"]


def test_a_file_that_is_saved_meanwhile_has_no_content_to_rely_on(tmp_path, noted):
    def save():
        (tmp_path / "a.txt").write_text("a")
        os.utime(tmp_path / "a.txt", (2**32, 2**32))
        read(tmp_path / "a.txt")

    assert noted(save) == {"a.txt": ""}


def test_the_machinery_is_noted_where_a_cell_reads_it_itself(noted):
    def run():
        read(execute.__file__), linecache.getlines(os.path.join(os.path.dirname(execute.__file__), "job.py"))
        inspect.getsource(guards)

    assert [name.rsplit("/", 1)[1] for name in noted(run)] == ["execute.py"]


def test_a_module_is_noted_by_its_source_compiled_or_not(tmp_path, noted, monkeypatch):
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    (tmp_path / "helper_of_a_cell.py").write_text("n = 1\n")
    os.utime(tmp_path / "helper_of_a_cell.py", (1, 1))
    py_compile.compile(str(tmp_path / "helper_of_a_cell.py"))
    found = noted(lambda: importlib.import_module("helper_of_a_cell"))
    assert found == {"helper_of_a_cell.py": digest("n = 1\n")}


def test_python_the_system_and_the_scratch_folder_are_left_out(tmp_path, noted):
    def read_them():
        (tmp_path / "scratch" / "own.txt").write_text("")
        for path in (sys.executable, os.__file__, pytest.__file__, "/dev/null", "/etc/passwd"):
            read(path)

    assert noted(read_them) == {}
