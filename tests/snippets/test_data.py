"""MNIST: the right values, one clear error for each kind of bad file, downloads, the cache."""

import hashlib
import subprocess
import sys
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
import torch

from snippets import data
from snippets.data import Mnist, fetch, load_mnist, normalise
from tests.kit.night import by_day

IMAGES, LABELS = "train-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz"
DEAD = "http://127.0.0.1:9/"  # nothing listens on the port of "discard"
PAGE = b"<!DOCTYPE html><title>Please log in</title>"


class Mirror(ThreadingHTTPServer):
    """A server on this machine; `files` are what it has, `asked` is what it was asked for."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), partial(Answer))
        self.files, self.asked, self.cut = {}, [], False
        self.url = f"http://127.0.0.1:{self.server_address[1]}/"


class Answer(BaseHTTPRequestHandler):
    """Sends a file of its server, or 404; announces more than it sends if told to cut."""

    def do_GET(self):
        name = self.path.lstrip("/")
        self.server.asked.append(name)
        if name not in self.server.files:
            self.send_error(404)
            return
        body = self.server.files[name]
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body[: len(body) // 2] if self.server.cut else body)

    def log_message(self, *_):
        """Say nothing."""


@pytest.fixture
def mirrors():
    """Two servers on this machine, without files yet."""
    servers = [Mirror(), Mirror()]
    for server in servers:
        Thread(target=server.serve_forever, args=(0.02,)).start()
    yield servers
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture
def cache(tmp_path, monkeypatch, no_socket_stays):
    """The folder for downloads, not made yet, on a machine without the book's repository."""
    monkeypatch.setattr("pooch.core.os_cache", lambda project: tmp_path / "cache")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.delattr(data, "__file__")
    yield tmp_path / "cache"


@pytest.fixture
def packed(root):
    """The bytes of the smallest of the four files."""
    return (root / "data/mnist" / LABELS).read_bytes()


@pytest.fixture(scope="module")
def mnist():
    return load_mnist()


@pytest.fixture(scope="module")
def normalised(mnist):
    return normalise(mnist)


# Values


@pytest.mark.parametrize("part, n", [("train", 50_000), ("valid", 10_000), ("test", 10_000)])
def test_shapes_types_and_range(mnist, part, n):
    x, y = getattr(mnist, f"x_{part}"), getattr(mnist, f"y_{part}")
    assert x.shape == (n, 784) and x.dtype == torch.float32
    assert y.shape == (n,) and y.dtype == torch.int64
    assert x.min() == 0 and x.max() == 1
    assert y.unique().tolist() == list(range(10))


def test_labels_are_split_in_order(mnist):
    assert mnist.y_train[:8].tolist() == [5, 0, 4, 1, 9, 2, 1, 3]
    assert mnist.y_valid[:8].tolist() == [3, 8, 6, 9, 6, 4, 5, 3]
    assert mnist.y_test[:8].tolist() == [7, 2, 1, 0, 4, 1, 4, 9]


def test_pixels_are_the_bytes_over_255(mnist):
    levels = (mnist.x_valid[:100] * 255).unique()
    torch.testing.assert_close(levels, levels.round(), atol=1e-4, rtol=0)
    assert len(levels) == 256


def test_normalised_statistics(normalised):
    assert abs(normalised.x_train.mean()) < 1e-6
    assert f"{normalised.x_train.std():.4f}" == "1.0000"
    assert f"{normalised.x_valid.mean():.5f}" == "-0.00585"
    assert f"{normalised.x_valid.std():.5f}" == "0.99243"


def test_normalised_patch_of_the_first_validation_digit(normalised):
    patch = normalised.x_valid.reshape(-1, 28, 28)[0, 10:15, 10:15]
    expected = torch.tensor(
        [
            [-0.4245, -0.4245, -0.4245, -0.4245, 0.1729],
            [-0.4245, -0.4245, -0.4245, 0.7831, 2.4357],
            [-0.4245, -0.2720, 1.2026, 2.7789, 2.8043],
            [-0.4245, 1.7619, 2.8043, 2.8043, 1.7365],
            [-0.4245, 2.2069, 2.8043, 2.8043, 0.4018],
        ]
    )
    torch.testing.assert_close(patch, expected, atol=6e-5, rtol=0)


def test_normalise_takes_the_training_ruler_for_all_and_changes_nothing_else():
    x = torch.tensor([[1.0, 3.0], [5.0, 7.0]])
    y = torch.tensor([0, 1])
    before = Mnist(x, y, x + 10, y, x * 2, y)
    after = normalise(before)
    torch.testing.assert_close(after.x_train, (x - 4) / x.std())
    torch.testing.assert_close(after.x_valid, (x + 10 - 4) / x.std())
    torch.testing.assert_close(after.x_test, (x * 2 - 4) / x.std())
    assert after.y_train is y and before.x_train is x


# Files


def test_the_two_lists_of_checksums_agree(root):
    lines = (root / "data/mnist/SHA256SUMS").read_text().splitlines()
    sums = {name: digest for digest, name in (line.split() for line in lines)}
    assert sums == {file_of(name): digest for name, digest in data.MNIST_SHA256.items()}
    for name, digest in sums.items():
        assert hashlib.sha256((root / "data/mnist" / name).read_bytes()).hexdigest() == digest


def file_of(name):
    """The official name of one of the four files."""
    return f"{name}-idx{3 if name.endswith('images') else 1}-ubyte.gz"


def flipped(packed):
    """The bytes with one bit in the middle turned over."""
    middle = len(packed) // 2
    return packed[:middle] + bytes([packed[middle] ^ 1]) + packed[middle + 1 :]


def other(packed):
    """The bytes with another time in the gzip header: intact, but not the official file."""
    return packed[:4] + b"\1\2\3\4" + packed[8:]


@pytest.fixture
def folder(root, tmp_path):
    """A folder of the reader's own with the four files."""
    for path in (root / "data/mnist").glob("*.gz"):
        (tmp_path / path.name).symlink_to(path)
    return tmp_path


DAMAGES = {
    "half written": lambda packed: packed[:1000],
    "a bit turned over": flipped,
    "garbage inside": lambda packed: packed[:60] + b"\xff" * 60 + packed[120:],
    "a web page": lambda _: PAGE,
    "empty": lambda _: b"",
    "packed anew": other,
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_file_that_is_not_the_official_one_is_never_loaded(folder, packed, damage):
    path, bad = folder / LABELS, DAMAGES[damage](packed)
    path.unlink()
    path.write_bytes(bad)
    with pytest.raises(OSError) as caught:
        load_mnist(folder)
    url = data.MNIST_MIRRORS[0] + LABELS
    assert str(caught.value) == f"{path}: has another sha256; name a folder with {url}"
    assert caught.value.__context__ is None
    assert path.read_bytes() == bad, "a folder that somebody names is read, never written into"


@pytest.mark.parametrize("name", ["train-labels-idx1-ubyte.gz", "t10k-images-idx3-ubyte.gz"])
def test_swapped_file(root, folder, name):
    (folder / IMAGES).unlink()
    (folder / IMAGES).symlink_to(root / "data/mnist" / name)
    with pytest.raises(OSError, match=f"{IMAGES}: has another sha256; "):
        load_mnist(folder)


def test_missing_file(folder):
    (folder / LABELS).unlink()
    with pytest.raises(OSError, match=f"{LABELS}: is not there; name a folder with http") as caught:
        load_mnist(folder)
    assert caught.value.__context__ is None and not (folder / LABELS).exists()


def test_folder_in_place_of_a_file(folder):
    (folder / IMAGES).unlink()
    (folder / IMAGES).mkdir()
    with pytest.raises(OSError, match=f"{IMAGES}: has another sha256; "):
        load_mnist(f"{folder}")


def test_a_damaged_file_of_the_repository_is_left_aside(cache, mirrors, packed, tmp_path, monkeypatch):
    monkeypatch.setattr(data, "__file__", str(tmp_path / "snippets/data.py"), raising=False)
    here = tmp_path / "data/mnist"
    here.mkdir(parents=True)
    (here / LABELS).write_bytes(PAGE)
    mirrors[0].files[LABELS] = packed
    assert get(mirrors[0].url) == cache / LABELS and (here / LABELS).read_bytes() == PAGE


def test_told_folder(root, mnist):
    again = load_mnist(root / "data/mnist")
    assert all(torch.equal(a, b) for a, b in zip(again, mnist, strict=True))


# Download


def get(*urls, **how):
    """Download the small file from one of the addresses."""
    return fetch(LABELS, data.MNIST_SHA256["t10k-labels"], urls, **how)


def test_download_is_kept_and_used_again(cache, mirrors, packed):
    first, _ = mirrors
    first.files[LABELS] = packed
    assert get(first.url) == cache / LABELS
    assert (cache / LABELS).read_bytes() == packed
    assert get(first.url, DEAD) == cache / LABELS
    assert first.asked == [LABELS]


def test_second_mirror_where_the_first_is_down(cache, mirrors, packed):
    mirrors[1].files[LABELS] = packed
    assert get(DEAD, mirrors[1].url).read_bytes() == packed
    mirrors[0].files[LABELS] = packed
    get(mirrors[0].url, mirrors[1].url)
    assert mirrors[0].asked == []


@pytest.mark.parametrize("answer", by_day([None, PAGE, b"", b"\x1f\x8b\x08"], {None, b"", b"\x1f\x8b\x08"}))
def test_second_mirror_where_the_first_sends_rubbish(cache, mirrors, packed, answer):
    first, second = mirrors
    if answer is not None:
        first.files[LABELS] = answer
    second.files[LABELS] = packed
    assert get(first.url, second.url).read_bytes() == packed
    assert first.asked == second.asked == [LABELS]


def test_no_mirror_has_the_file(cache, mirrors, packed):
    first, second = mirrors
    first.files[LABELS] = PAGE
    with pytest.raises(OSError) as caught:
        get(first.url, second.url)
    url = first.url + LABELS
    cause = f"404 Client Error: Not Found for url: {second.url}{LABELS}"
    assert str(caught.value) == f"{LABELS}: {cause}; name a folder with {url}"
    assert list(cache.iterdir()) == []


def test_another_file_from_the_last_mirror(cache, mirrors):
    mirrors[0].files[LABELS] = PAGE
    with pytest.raises(OSError, match=f"^{LABELS}: SHA256 hash of downloaded file .* does not match"):
        get(mirrors[0].url)
    assert list(cache.iterdir()) == []


def test_broken_off_download_leaves_nothing(cache, mirrors, packed):
    first, _ = mirrors
    first.files[LABELS], first.cut = packed, True
    with pytest.raises(OSError, match=f"^{LABELS}: .*broken.*; name a folder with {first.url}"):
        get(first.url)
    assert list(cache.iterdir()) == []


@pytest.mark.parametrize("rubbish", [PAGE, b""])
def test_bad_cached_file_is_replaced(cache, mirrors, packed, rubbish):
    cache.mkdir()
    (cache / LABELS).write_bytes(rubbish)
    mirrors[0].files[LABELS] = packed
    assert get(mirrors[0].url).read_bytes() == packed


def test_bad_cached_file_is_not_used_without_network(cache):
    cache.mkdir()
    (cache / LABELS).write_bytes(PAGE)
    with pytest.raises(OSError, match=f"^{LABELS}: .*refused.*; name a folder with {DEAD}"):
        get(DEAD)


def test_cache_that_cannot_be_written(cache, mirrors, packed):
    cache.write_text("a file where a folder should be")
    mirrors[0].files[LABELS] = packed
    with pytest.raises(OSError, match=f"^{LABELS}: .*{cache}.*; name a folder with "):
        get(mirrors[0].url)
    assert mirrors[0].asked == []


def test_the_cache_may_be_named(cache, mirrors, packed, tmp_path):
    mirrors[0].files[LABELS] = packed
    assert get(mirrors[0].url, cache=tmp_path / "mine") == tmp_path / "mine" / LABELS
    assert not cache.exists()


class Stopped(PermissionError):
    """What guards raise where code must not reach the network."""


def test_what_forbids_a_download_stays_behind_its_error(cache, monkeypatch):
    def refuse(*_, **__):
        raise Stopped("connects beyond this machine")

    monkeypatch.setattr("socket.socket.connect", refuse)
    with pytest.raises(OSError) as caught:
        get(DEAD)
    error, chain = caught.value, []
    while error:
        chain.append(type(error))
        error = error.__cause__ or error.__context__
    assert Stopped in chain


@pytest.mark.parametrize("bar", [True, False])
def test_progress_bar_where_one_is_asked_for(cache, mirrors, packed, capsys, bar):
    mirrors[0].files[LABELS] = packed
    get(mirrors[0].url, bar=bar)
    assert ("100%" in capsys.readouterr().err) == bar


def test_without_the_repository_everything_comes_from_the_cache(root, cache, monkeypatch, mnist):
    monkeypatch.setattr("pooch.core.os_cache", lambda project: root / "data/mnist")
    monkeypatch.setattr(data, "MNIST_MIRRORS", (DEAD,))
    assert torch.equal(load_mnist().x_test, mnist.x_test)


def test_copied_file_downloads(root, tmp_path, mirrors, monkeypatch):
    """As a copied script: the module's text alone, in an empty folder, run as `__main__`."""
    mirrors[0].files |= {p.name: p.read_bytes() for p in (root / "data/mnist").glob("*.gz")}
    text = (root / "snippets/data.py").read_text()
    for place, mirror in zip(data.MNIST_MIRRORS, [DEAD, mirrors[0].url], strict=True):
        text = text.replace(place, mirror)
    script = tmp_path / "script" / "digits_copied.py"
    script.parent.mkdir()
    script.write_text(text + "\nprint(load_mnist(cache='../cache').y_valid[:8].tolist())\n")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, cwd=script.parent)
    assert not done.returncode, done.stderr
    assert done.stdout == "[3, 8, 6, 9, 6, 4, 5, 3]\n"
    assert sorted(mirrors[0].asked) == sorted(map(file_of, data.MNIST_SHA256))
    assert sorted(path.name for path in (tmp_path / "cache").iterdir()) == sorted(mirrors[0].asked)
