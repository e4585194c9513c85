"""The bench compares like with like and leaves the checkout alone."""

import os

import psutil
import torch

from snippets.data import load_mnist, normalise
from tests import bench


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


def test_peak_memory_is_that_of_the_process():
    me = psutil.Process(os.getpid())
    assert bench.peak_bytes(me) >= me.memory_info().rss * 0.9
