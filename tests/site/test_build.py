"""Building the site: finished pages, nothing twice, the same bytes."""

import base64
import hashlib
import json
import os
import re
import subprocess
import sys
import time

import pytest
import yaml

from book.ground.faults import BookError
from book.site.build import build_site
from tests.kit.night import by_day
from tests.kit.served import PATH
from tests.kit.tinybook import tiny_book
from tests.site.tinysite import built


def test_a_book_becomes_a_finished_site(book, cold, capsys):
    assert build_site(book) == 0
    home = built(book, "index.html")
    assert "One and 2, and <math" in home and "<!--=" not in home
    assert "varies" not in home
    assert '<div class="language-python highlight" data-cell="0" data-run="0">' in home
    first, second = re.findall(r"<img alt=.*?>", home)
    assert 'width="96" height="48"' in first and "lazy" not in first
    assert 'loading="lazy"' in second
    assert 'href="notebooks/index.ipynb"' in home and 'data-copies="assets/copies/' in home
    page = built(book, "one/index.html")
    assert "Edit this page" in page and ".ipynb" not in page and "data-copies" not in page
    assert '<meta name="service-worker" content="./sw.js">' in home
    assert '<meta name="service-worker" content="../sw.js">' in built(book, "one/index.html")
    lost = built(book, "404.html")
    assert f'<meta name="service-worker" content="{PATH}sw.js">' in lost
    assert re.fullmatch(r"The site has 3 pages, built in \d+\.\d s\.\n", capsys.readouterr().err)


def test_every_page_allows_the_scripts_of_the_theme_and_no_other(book):
    build_site(book)
    for name in ("index.html", "one/index.html", "404.html"):
        text = built(book, name)
        policy = re.search(r'Content-Security-Policy" content="([^"]+)"', text)[1]
        assert text.index("Content-Security-Policy") < text.index("<script")
        scripts = re.findall(r"<script>(.*?)</script>", text, re.DOTALL)
        codes = {base64.b64encode(hashlib.sha256(s.encode()).digest()).decode() for s in scripts}
        assert set(re.findall(r"'sha256-([^']+)'", policy)) == codes
        assert "script-src 'self' 'sha256-" in policy and "unsafe-eval" not in policy


def test_what_a_page_fetches_from_outside_docs_is_carried_into_the_site(book):
    data = book.root / "data/mnist"
    data.mkdir(parents=True)
    for name in ("train-a.gz", "t10k-a.gz"):
        (data / name).write_bytes(name.encode())
    build_site(book)
    carried = [path.name for path in (book.root / "site/assets/mnist").iterdir()]
    assert carried == ["train-a.gz"] and built(book, "assets/mnist/train-a.gz") == "train-a.gz"
    files, later = built(book, "sw.js").split("const LATER")
    assert "train-a.gz" in later and "train-a.gz" not in files


def test_the_service_worker_knows_every_file_by_its_content(book):
    build_site(book)
    files = json.loads(re.search(r"const FILES = (\{.*?\});", built(book, "sw.js"), re.DOTALL)[1])
    assert {"index.html", "one/index.html", "404.html", "figures/index/a.svg"} <= files.keys()
    assert "sw.js" not in files
    assert not [name for name in files if name.endswith((".ipynb", ".map"))]
    for name, code in files.items():
        content = (book.root / "site" / name).read_bytes()
        assert hashlib.sha256(content).hexdigest().startswith(code)


def contents(folder):
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {path.relative_to(folder): path.read_bytes() for path in files}


def test_two_builds_give_the_same_bytes(book, monkeypatch):
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    build_site(book)
    first = contents(book.root / "site")
    time.sleep(1.1)
    assert build_site(book, force=True) == 0
    assert contents(book.root / "site") == first


def test_a_web_server_may_read_all_of_it_whatever_the_umask(book):
    for path in book.root.rglob("*"):
        path.chmod(0o700 if path.is_dir() else 0o600)  # as a clone under that umask has them
    before = os.umask(0o077)
    try:
        assert build_site(book) == 0
    finally:
        os.umask(before)
    site = book.root / "site"
    modes = {(path.is_dir(), path.stat().st_mode & 0o777) for path in [site, *site.rglob("*")]}
    assert modes == {(True, 0o755), (False, 0o644)}


def test_nothing_is_built_twice(book, capsys, monkeypatch):
    build_site(book)
    before = (book.root / "site/index.html").stat().st_mtime_ns
    capsys.readouterr()
    monkeypatch.setattr("book.site.build.MkDocs", None)  # no process is started
    assert build_site(book) == 0
    assert capsys.readouterr().err == "The site is up to date.\n"
    assert (book.root / "site/index.html").stat().st_mtime_ns == before


@pytest.mark.parametrize(
    "change",
    by_day(
        ["docs/one.md", "mkdocs.yml", "book/site/theme/sw.js", "a page"],
        {"mkdocs.yml", "book/site/theme/sw.js", "a page"},
    ),
)
def test_what_changed_is_built_again(book, change):
    build_site(book)
    page = book.root / "site/one/index.html"
    before = page.stat().st_mtime_ns
    if change == "a page":
        (book.root / "site/index.html").unlink()
    else:
        with open(book.root / change, "a") as file:
            file.write("\n")
    build_site(book)
    assert page.stat().st_mtime_ns != before
    assert (book.root / "site/index.html").is_file()


def test_a_fault_leaves_the_old_site(book, capsys):
    build_site(book)
    before = contents(book.root / "site")
    capsys.readouterr()
    (book.docs / "one.md").write_text("# One\n\n[Nowhere](two.md)\n\n## A part\n")
    assert build_site(book) == 1
    [line] = capsys.readouterr().err.splitlines()
    assert line.startswith("docs/one.md:3: contains a link 'two.md'")
    assert contents(book.root / "site") == before
    assert not list((book.root / ".cache").glob("site-*"))
    (book.docs / "one.md").write_text("# One\n\n# Two\n\n## A part\n")
    assert build_site(book) == 1
    assert capsys.readouterr().err == "docs/one.md:3: has 2 first headings (<h1>): a page has one\n"


def test_a_site_that_cannot_be_put_in_place_leaves_the_old_one(book, monkeypatch):
    build_site(book)
    before = contents(book.root / "site")
    (book.docs / "one.md").write_text("# One\n\n## A part\n\nNew.\n")
    rename = os.rename

    def refuse(source, target):
        if str(source).endswith("new"):
            raise PermissionError(f"cannot write {target}")
        rename(source, target)

    monkeypatch.setattr(os, "rename", refuse)
    with pytest.raises(PermissionError):
        build_site(book)
    assert contents(book.root / "site") == before


def test_a_picture_without_a_size_gets_none(book):
    (book.docs / "figures/index/a.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    assert build_site(book) == 0
    assert '<img alt="A picture" src="figures/index/a.svg">' in built(book, "index.html")


def test_a_picture_from_elsewhere_is_a_fault(book, capsys):
    (book.docs / "one.md").write_text("# One\n\n## A part\n\n![A](https://example.org/a.svg)\n")
    assert build_site(book) == 1
    assert capsys.readouterr().err.startswith("docs/one.md:5: <img src=https://example.org")


def test_a_broken_formula_is_a_fault(book, capsys):
    (book.docs / "one.md").write_text("# One\n\n## A part\n\n$\\nonsense + 1$\n")
    assert build_site(book) == 1
    assert capsys.readouterr().err == (
        "docs/one.md:5: the formula $\\nonsense + 1$ cannot be read: `\\nonsense` means nothing: correct it\n"
    )


def test_settings_that_mkdocs_refuses_are_one_line(book, cold, capsys):
    text = "site_name: Tiny\nnav: [index.md, one.md]\ntheme: nonesuch\n"
    (book.root / "mkdocs.yml").write_text(text)
    assert build_site(book) == 1
    assert "nonesuch" in capsys.readouterr().err


def test_a_book_without_settings_has_no_site(tmp_path):
    book = tiny_book(tmp_path, index="# Home\n")
    (tmp_path / "mkdocs.yml").unlink()
    with pytest.raises(BookError, match="so no site can be built"):
        build_site(book)


def test_building_needs_no_torch_and_skipping_neither_mkdocs_nor_lxml(root):
    code = "import sys, book.site.mathml, book.site.finish\nassert not {'mkdocs', 'torch'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], cwd=root, check=True)
    code = "import sys, book.site.build\nassert not {'lxml', 'mkdocs', 'torch'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], cwd=root, check=True)


def test_a_page_of_other_cells_than_the_book_reads_is_not_published(book, capsys):
    (book.docs / "assets/cells/index.json").write_text('{"cells": []}')
    assert build_site(book) == 1
    assert capsys.readouterr().err.startswith("site/index.html: shows 1 cell, the book reads 0: ")


def test_the_settings_are_strict_and_reach_for_nobody(root):
    text = re.sub(r"!!python/\S+|!ENV", "", (root / "mkdocs.yml").read_text())
    settings = yaml.safe_load(text)
    assert settings["theme"]["font"] is False
    plugins = [name if isinstance(name, str) else next(iter(name)) for name in settings["plugins"]]
    assert set(plugins) == {"search", "mkdocs-jupyter"}
    checks = [value for group in settings["validation"].values() for value in group.values()]
    assert len(checks) == 7 and set(checks) == {"warn"}
    snippets = next(
        e["pymdownx.snippets"] for e in settings["markdown_extensions"] if "pymdownx.snippets" in e
    )
    assert snippets["check_paths"] and snippets["restrict_base_path"]
