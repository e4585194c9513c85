"""A deployed site is asked whether it is the one that was built: what is wrong with it is one line each."""

import json
import os
import subprocess
import sys

import pytest

from book.__main__ import main
from book.publishing.ask import ask
from tests.kit.pages import Handler, Server

PATH = "/stf/"
HEAD = (
    '<link rel="stylesheet" href="{0}a.css"><link rel="icon" href="{0}i.svg"><script src="{0}a.js"></script>'
)
PLACE = f'<link rel="canonical" href="https://ann.github.io{PATH}'
FILES = {
    "sw.js": "const FILES = {};",
    "index.html": f'{PLACE}">{HEAD.format("")}<img src="a%20b.svg"><img src="data:,">',
    "one/index.html": f'{PLACE}one/">{HEAD.format("../")}<h1>Eins – zwei</h1>',
    "404.html": f"{HEAD.format(PATH)}<h1>Lost</h1>",
    "notebooks/index.ipynb": "{}",
    "notebooks/one.ipynb": '{"cells": []}',
    "a.css": "body { margin: 0 }",
    "a.js": "1;",
    "i.svg": "<svg/>",
    "a b.svg": "<svg/>",
}


def write(folder, files):
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return folder


@pytest.fixture
def deployed(tmp_path):
    """deployed(changes, gone=(), handler=None): the faults of a site that differs so from the built one,
    without the address that begins each."""
    built, servers = write(tmp_path / "site", FILES), []

    def deployed(changes=None, gone=(), handler=None, path=PATH):
        there = write(tmp_path / f"there-{len(servers)}", FILES | (changes or {}))
        for name in gone:
            (there / name).unlink()
        servers.append(server := Server(there, handler, path))
        return [fault.replace(server.address, "") for fault in ask(server.address, built, tries=1)]

    yield deployed
    for server in servers:
        server.stop()


def test_the_site_that_was_built_has_no_fault(deployed, capsys):
    assert deployed() == []
    assert capsys.readouterr().out.endswith("is what was built: 9 answers looked at\n")


OTHER = "is not what was built: this is another deployment, or something between changes it"
LOST = "no/such/page/: the page for unknown addresses"


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"sw.js": "const FILES = { a: 1 };"}, f"sw.js: the service worker {OTHER}"),
        ({"index.html": "<h1>Hello</h1>"}, f": home {OTHER}"),
        ({"one/index.html": ""}, f"one/: a chapter {OTHER}"),
        ({"notebooks/one.ipynb": "{}"}, f"notebooks/one.ipynb: a notebook {OTHER}"),
        ({"404.html": "<h1>404</h1>"}, f"{LOST} {OTHER}"),
        ({"a.css": ""}, f"a.css: a style sheet of home {OTHER}"),
    ],
)
def test_what_is_another_file_is_told(deployed, changes, fault):
    assert deployed(changes)[0] == fault


@pytest.mark.parametrize(
    ("gone", "faults"),
    [
        ("sw.js", ["sw.js: the service worker is answered by 404, not 200"]),
        ("notebooks/one.ipynb", ["notebooks/one.ipynb: a notebook is answered by 404, not 200"]),
        ("a b.svg", ["a%20b.svg: a picture of home is answered by 404, not 200"]),
        (
            "a.css",
            [
                f"a.css: a style sheet of {page} is answered by 404, not 200"
                for page in ("home", "a chapter", "the page for unknown addresses")
            ],
        ),
        ("404.html", [f"{LOST} {OTHER}"]),  # the server answers with a page of its own
    ],
)
def test_what_is_missing_is_told(deployed, gone, faults):
    assert deployed(gone=[gone]) == faults


def test_a_page_without_style_is_told(tmp_path, deployed):
    bare = {"404.html": "<h1>Lost</h1>"}
    write(tmp_path / "site", bare)
    assert deployed(bare) == [f"{LOST} has no style sheet"]


def test_a_site_that_was_built_for_another_path_is_told(deployed):
    place, lost = deployed(path="/fork/")
    assert place.startswith(f": the site says that it is at {PATH}: write `site_url: ")
    assert lost.startswith(f"{LOST} loads 3 files from outside of the site, http://127.0.0.1")
    assert f"{PATH}a.css first: write `site_url: " in lost


class _Plain(Handler):
    extensions_map = {**Handler.extensions_map, ".css": "text/plain"}


class _Soft(Handler):
    """Answers 200 where there is nothing."""

    def send_response(self, code, message=None):
        super().send_response(200 if code == 404 else code, message)


class _Moved(Handler):
    def send_head(self):
        if self.path.endswith("/one/"):
            self.path = PATH
            self.send_response(301)
            self.send_header("Location", PATH)
            self.send_header("Content-Length", "0")
            self.end_headers()
            return None
        return super().send_head()


@pytest.mark.parametrize(
    ("handler", "fault"),
    [
        (
            _Plain,
            "a.css: a style sheet of home is served as text/plain, not text/css: no browser will use it",
        ),
        (_Soft, f"{LOST} is answered by 200, not 404"),
        (_Moved, "one/: a chapter is moved to : ask the address that the site has"),
    ],
)
def test_an_answer_of_another_kind_is_told(deployed, handler, fault):
    assert deployed(handler=handler)[0] == fault


def test_it_asks_again_until_the_deployment_is_there_and_not_for_ever(tmp_path, capsys):
    built, there = write(tmp_path / "site", FILES), write(tmp_path / "there", FILES | {"sw.js": "old"})

    class Late(Handler):
        """The new site is there at the third time that somebody asks."""

        asked = 0

        def do_GET(self):
            if self.path.endswith("sw.js"):
                Late.asked += 1
                if Late.asked == 3:
                    write(there, FILES)
            super().do_GET()

    server = Server(there, Late, PATH)
    [fault] = ask(server.address, built, tries=2, pause=0)
    assert fault.endswith(f"sw.js: the service worker {OTHER}") and Late.asked == 2
    assert ask(server.address.rstrip("/"), built, tries=2, pause=0) == []
    assert capsys.readouterr().err == f"not yet, after try 1 of 2: {fault}\n"
    server.stop()
    [fault] = ask(server.address, built, tries=1)
    assert "sw.js: the service worker does not answer (" in fault


def test_the_command_needs_nothing_but_python(root, tmp_path):
    (tmp_path / "docs").mkdir()
    write(tmp_path / "site", FILES)
    server = Server(tmp_path / "site", path=PATH)
    command = [sys.executable, "-S", "-m", "book", "--root", str(tmp_path), "ask", server.address]
    done = subprocess.run(
        command, cwd=root, env={**os.environ, "PYTHONPATH": ""}, capture_output=True, text=True
    )
    server.stop()
    assert (done.returncode, done.stderr) == (0, "") and "is what was built" in done.stdout


def test_the_command_fails_with_a_line_a_fault(tmp_path, monkeypatch, capsys):
    (tmp_path / "docs").mkdir()
    monkeypatch.setattr("book.publishing.ask.ask", lambda *_: ["a: is wrong", "b: is wrong"])
    assert main(["--root", str(tmp_path), "ask", "https://a"]) == 1
    assert capsys.readouterr().out == "a: is wrong\nb: is wrong\n"


@pytest.mark.parametrize(
    ("address", "files", "line"),
    [
        ("https://a", {}, "there is no built site: `make book` makes one"),
        ("a.io", FILES, "`a.io` is no address: write it as https://somebody.github.io/a-book/"),
    ],
)
def test_what_cannot_be_asked_is_one_line(tmp_path, capsys, address, files, line):
    (tmp_path / "docs").mkdir()
    write(tmp_path / "site", files)
    assert main(["--root", str(tmp_path), "ask", address]) == 1
    assert capsys.readouterr().err.rstrip().endswith(line)


class Elsewhere(Handler):
    """A server that lets pages of another site read what it has, but for one file."""

    def end_headers(self):
        if not self.path.endswith("b.whl"):
            self.send_header("Access-Control-Allow-Origin", "*")
        super().end_headers()


def test_heavy_files_elsewhere_are_asked_for_where_the_site_is_published(tmp_path):
    heavy = {"assets/a.zip": "a", "assets/b.whl": "b", "assets/c.gz": "c", "assets/d.mjs": "d"}
    other = Server(write(tmp_path / "other", heavy | {"assets/c.gz": "changed"}), Elsewhere)
    (tmp_path / "other/assets/d.mjs").unlink()
    site = Server(tmp_path / "site", path=PATH)
    told = {"at": site.address, "from": other.address, "files": dict.fromkeys(heavy, "")}
    worker = f"const ELSEWHERE = {json.dumps(told, indent=0)};\n"
    built = write(tmp_path / "site", FILES | heavy | {"sw.js": worker})
    found = ask(site.address, built, tries=1)
    assert [fault.removeprefix(f"{other.address}assets/") for fault in found] == [
        "b.whl: a heavy file is not for pages of another site: send `Access-Control-Allow-Origin: *`",
        f"c.gz: a heavy file {OTHER}",
        "d.mjs: a heavy file is answered by 404, not 200",
    ]
    copy = Server(tmp_path / "site", path=PATH)
    assert ask(copy.address, built, tries=1) == []  # it brings its own
    for server in (site, other, copy):
        server.stop()
