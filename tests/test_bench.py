"""The bench compares like with like and leaves the checkout alone."""

import gzip
import hashlib
import os
import socket

import psutil
import torch

from book.reading.book import Book
from snippets.data import load_mnist, normalise
from tests import bench
from tests.bench_growth import become
from tests.bench_hosting import Pages
from tests.bench_site import many_pages
from tests.kit.pages import Server
from tests.kit.served import PATH


def test_pictures_are_the_images_that_the_taught_loop_sees():
    raw = load_mnist()
    pictures, data = bench.Pictures(raw.x_train, raw.y_train), normalise(raw)
    assert len(pictures) == 50_000
    for index in (0, 49_999):
        image, label = pictures[index]
        torch.testing.assert_close(image, data.x_train[index], rtol=0, atol=1e-5)
        assert label == data.y_train[index]


def test_copy_holds_the_book_with_its_times_and_environment(root, tmp_path):
    bench.copy_of_book(tmp_path)
    for name in ("Makefile", "book/__main__.py", "data/mnist/SHA256SUMS"):
        assert (tmp_path / name).stat().st_mtime_ns == (root / name).stat().st_mtime_ns
    assert (tmp_path / ".venv/bin/python").exists()
    assert not (tmp_path / "site").exists() and not (tmp_path / ".cache").exists()


def test_change_alters_the_first_cell_alone(tmp_path):
    chapter = tmp_path / "a.md"
    chapter.write_text("# A\n\n```python\n1\n```\n\n```python\n2\n```\n")
    bench.change(chapter, 7)
    assert chapter.read_text() == "# A\n\n```python\n# change 7\n1\n```\n\n```python\n2\n```\n"


def test_a_book_becomes_one_of_many_pages_and_never_of_fewer(tmp_path):
    nav = tmp_path / "mkdocs.yml"
    nav.write_text("nav:\n  - index.md\n  - a.md\n  - Appendix:\n      - b.md\n")
    (tmp_path / "docs/figures/a").mkdir(parents=True)
    for stem in ("index", "a", "b"):
        (tmp_path / f"docs/{stem}.md").write_text(f"# {stem}\n\n![](figures/{stem}/1.svg)\n")
    assert many_pages(tmp_path, 5) == 5
    grown = nav.read_text()
    assert "  - More:\n      - a-0.md\n      - a-1.md\n  - Appendix:\n" in grown
    assert "figures/a-1/1.svg" in (tmp_path / "docs/a-1.md").read_text()
    assert many_pages(tmp_path, 4) == 5 and nav.read_text() == grown


def test_peak_memory_is_that_of_the_process():
    me = psutil.Process(os.getpid())
    assert bench.peak_bytes(me) >= me.memory_info().rss * 0.9


def test_what_is_counted_is_what_came_over_the_wire(tmp_path):
    text = b"<!doctype html><title>A</title>" + b"words " * 1000
    (tmp_path / "index.html").write_bytes(text)
    (tmp_path / "assets/mnist").mkdir(parents=True)
    (tmp_path / "assets/mnist/a.gz").write_bytes(bytes(range(256)))
    server = Server(tmp_path, Pages)
    server._server.sent, server._server.age = {"all": 0, "heavy": 0}, 600
    came = {}
    for path, known in (("", None), ("assets/mnist/a.gz", None), ("", "tag")):
        with socket.create_connection(("127.0.0.1", server._server.server_port)) as line:
            tag = f'If-None-Match: "{hashlib.sha256(text).hexdigest()[:16]}"\r\n' if known else ""
            line.sendall(f"GET {PATH}{path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n{tag}\r\n".encode())
            came[path, known] = b"".join(iter(lambda: line.recv(65536), b""))
    server.stop()
    whole, heavy, again = came.values()
    assert server._server.sent == {"all": sum(map(len, came.values())), "heavy": len(heavy)}
    assert gzip.decompress(whole.partition(b"\r\n\r\n")[2]) == text and len(whole) < len(text) / 10
    assert heavy.endswith(bytes(range(256))) and b"Encoding" not in heavy
    assert again.startswith(b"HTTP/1.1 304") and again.endswith(b"\r\n\r\n")


def test_a_book_of_small_chapters_holds_no_other(tmp_path):
    bench.copy_of_book(tmp_path)
    become(tmp_path, 20)
    book = Book(tmp_path)
    assert len(book.nav) == len(book.chapters) == 20
    assert not (tmp_path / "docs/figures").exists() and book.config["plugins"]
