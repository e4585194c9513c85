"""CIFAR-10: read as plain bytes, one clear error for each kind of bad file, the homework.

No photograph of CIFAR-10 is in the repository: the files are tiny ones of our own. Where a checkout
has real photographs beside it, they go the same way.
"""

import hashlib
import io
import os
import pickle
import re
import subprocess
import sys
import tarfile
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import numpy as np
import pytest
import torch

from book.ground.compare import compare_text
from snippets import cifar
from snippets.cifar import (
    CIFAR_ARCHIVE,
    CIFAR_BATCHES,
    CIFAR_FOLDER,
    CIFAR_NAMES,
    MEND_CIFAR,
    Cifar10,
    in_grey,
    load_cifar10,
    main_cifar,
    read_batch,
    train_on_colour,
)
from tests.kit.tinycifar import batch, made_pictures, tarred

PAGE = b"<!DOCTYPE html><title>Please log in</title>"
REAL = Path(__file__).resolve().parents[3] / "shared" / "data" / "cifar10"


def real_pictures():
    """Real photographs in the layout of the files; five batches of them and a test batch."""
    (path,) = REAL.glob("*.npz")
    with np.load(path) as file:
        x, y, x_test, y_test = (file[name] for name in Cifar10._fields)
    parts = [*zip(np.split(x, 5), np.split(y, 5)), (x_test, y_test)]
    return [(x.transpose(0, 3, 1, 2).reshape(-1, 3072), y.tolist()) for x, y in parts]


# Always a tiny set of our own, and real photographs where there are some
SOURCES = [made_pictures, *([real_pictures] if REAL.is_dir() else [])]


@pytest.fixture(scope="module", params=SOURCES, ids=lambda source: source.__name__)
def parts(request):
    return request.param()


@pytest.fixture
def batches():
    """{name: bytes} of a tiny archive."""
    return {name: batch(*part) for name, part in zip(CIFAR_BATCHES, made_pictures(), strict=True)}


def official(monkeypatch, packed):
    """From now on these bytes are the official archive."""
    monkeypatch.setattr(cifar, "CIFAR_SHA256", hashlib.sha256(packed).hexdigest())
    return packed


def write_folder(folder, batches):
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in batches.items():
        (folder / name).write_bytes(data)


def assert_holds(found, parts):
    """`found` is the `Cifar10` of these parts."""
    *train, (x_test, y_test) = parts
    x = np.concatenate([x for x, _ in train])
    for pictures, rows in ((found.x_train, x), (found.x_test, x_test)):
        assert pictures.dtype == torch.uint8 and pictures.is_contiguous()
        assert np.array_equal(pictures, rows.reshape(-1, 3, 32, 32))
    assert found.y_train.tolist() == sum((y for _, y in train), [])
    assert found.y_test.tolist() == y_test
    assert found.y_train.dtype == found.y_test.dtype == torch.int64


# Values


def test_archive_in_a_folder(parts, tmp_path, monkeypatch):
    batches = {name: batch(*part) for name, part in zip(CIFAR_BATCHES, parts, strict=True)}
    packed = official(monkeypatch, tarred({"batches.meta.txt": b"", **batches, "readme.html": PAGE}))
    (tmp_path / CIFAR_ARCHIVE).write_bytes(packed)
    assert_holds(load_cifar10(tmp_path), parts)
    assert [path.name for path in tmp_path.iterdir()] == [CIFAR_ARCHIVE]


@pytest.mark.parametrize("inside", ["", CIFAR_FOLDER])
def test_unpacked_folder(parts, tmp_path, inside):
    batches = {name: batch(*part) for name, part in zip(CIFAR_BATCHES, parts, strict=True)}
    write_folder(tmp_path / inside, batches)
    assert_holds(load_cifar10(f"{tmp_path}"), parts)


def as_arrays(parts):
    """The parts as the arrays of an .npz file."""
    *train, (x_test, y_test) = parts
    x = np.concatenate([x for x, _ in train])
    y = np.concatenate([y for _, y in train])
    x, x_test = (part.reshape(-1, 3, 32, 32).transpose(0, 2, 3, 1) for part in (x, x_test))
    return dict(x_train=x, y_train=y.astype(np.uint8), x_test=x_test, y_test=np.array(y_test))


def test_part_of_it_as_an_npz_file(parts, tmp_path):
    np.savez(tmp_path / "part.npz", **as_arrays(parts))
    assert_holds(load_cifar10(tmp_path), parts)


def test_real_photographs_where_there_are_some():
    for found in map(load_cifar10, {path.parent for path in REAL.glob("*.npz")}):
        assert found.x_train.shape[1:] == (3, 32, 32) and len(found.x_train) == len(found.y_train)
        assert found.y_train[:10].tolist() == [6, 9, 9, 4, 1, 1, 2, 7, 8, 3]
        assert [CIFAR_NAMES[label] for label in found.y_test[:3]] == ["cat", "ship", "ship"]
        means = found.x_train.float().mean((0, 2, 3)) / 255
        torch.testing.assert_close(means, torch.tensor([0.491, 0.482, 0.446]), atol=0.01, rtol=0)


def test_pixels_of_a_row_are_red_then_green_then_blue():
    x = np.arange(3072).reshape(1, 3072) // 1024
    pictures, labels = read_batch(batch(np.repeat(x, 2, 0).astype(np.uint8), [7, 1]))
    assert pictures[:, :, 5, 9].tolist() == [[0, 1, 2]] * 2 and labels.tolist() == [7, 1]
    assert pictures.flags.writeable


# Bad archives and folders


X, Y = made_pictures()[0]
# Runs a command in whoever opens it as a pickle
PICKLE = b"cos\nsystem\n(S'exit 1'\ntR."


@pytest.mark.parametrize(
    "damaged, words",
    [
        (b"", "is not records of 3,073 bytes each but 0 bytes"),
        (PAGE, "is not records of 3,073 bytes each but a web page"),
        (PICKLE, f"is not records of 3,073 bytes each but {len(PICKLE)} bytes"),
        (batch(X, Y)[:5000], "is not records of 3,073 bytes each but 5,000 bytes"),
        (batch(X, Y)[:-1], "is not records of 3,073 bytes each but 9,218 bytes"),
        (PICKLE.ljust(3073), "has labels other than 0 to 9"),
        (batch(X, [1, 2, 10]), "has labels other than 0 to 9"),
        (batch(X, [1, 2, 255]), "has labels other than 0 to 9"),
    ],
)
def test_bad_batch(damaged, words):
    with pytest.raises(ValueError) as caught:
        read_batch(damaged)
    assert str(caught.value) == words


def test_missing_batch(tmp_path, batches):
    del batches["test_batch.bin"]
    write_folder(tmp_path, batches)
    (tmp_path / "test_batch.bin").mkdir()
    with pytest.raises(OSError, match="test_batch.bin is missing; get cifar-10-binary.tar.gz from "):
        load_cifar10(tmp_path)


@pytest.mark.parametrize(
    "damage",
    [
        lambda packed: packed[: len(packed) // 2],
        lambda packed: packed[:100] + b"\0" * 100 + packed[200:],
        lambda _: PAGE,
        lambda _: b"",
        lambda packed: packed[:4] + b"\1\2\3\4" + packed[8:],
    ],
)
def test_bad_archive(tmp_path, batches, monkeypatch, damage):
    path = tmp_path / CIFAR_ARCHIVE
    path.write_bytes(damage(official(monkeypatch, tarred(batches))))
    with pytest.raises(OSError) as caught:
        load_cifar10(tmp_path)
    url = cifar.CIFAR_MIRRORS[0] + CIFAR_ARCHIVE
    assert str(caught.value) == f"{path}: has another sha256; name a folder with {url}"


def test_folder_in_place_of_the_archive(tmp_path):
    (tmp_path / CIFAR_ARCHIVE).mkdir()
    with pytest.raises(OSError, match=f"{CIFAR_ARCHIVE}: has another sha256; "):
        load_cifar10(tmp_path)


@pytest.mark.parametrize("place, fault", [("", "holds no CIFAR-10"), ("none", "is no folder")])
def test_nothing_there(tmp_path, place, fault):
    with pytest.raises(OSError) as caught:
        load_cifar10(tmp_path / place)
    assert str(caught.value) == f"{tmp_path / place}: {fault}; {MEND_CIFAR}"


def linked(batches):
    """An archive whose test batch is a link to a file of this machine."""
    packed = io.BytesIO(tarred({name: batches[name] for name in CIFAR_BATCHES[:5]}))
    with tarfile.open(fileobj=packed) as archive:
        members = [(member, archive.extractfile(member).read()) for member in archive]
    link = tarfile.TarInfo(f"{CIFAR_FOLDER}/test_batch.bin")
    link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as archive:
        for member, data in [*members, (link, b"")]:
            archive.addfile(member, io.BytesIO(data))
    return packed.getvalue()


@pytest.mark.parametrize(
    "make, missing",
    [
        (linked, "test_batch.bin"),
        (lambda batches: tarred(batches, "../../elsewhere"), "data_batch_1.bin"),
        (lambda batches: tarred(batches | {"data_batch_4.bin": bytes(2**25 + 1)}), "data_batch_4.bin"),
    ],
)
def test_wrong_members_of_an_archive_are_passed_over(tmp_path, batches, monkeypatch, make, missing):
    (tmp_path / CIFAR_ARCHIVE).write_bytes(official(monkeypatch, make(batches)))
    with pytest.raises(OSError, match=f"{CIFAR_ARCHIVE}: {missing} is missing; get "):
        load_cifar10(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [CIFAR_ARCHIVE]


@pytest.mark.parametrize(
    "change, words",
    [
        (
            dict(x_train=np.zeros((14, 3, 32, 32), np.uint8)),
            "x_train is uint8, (14, 3, 32, 32), not uint8, (14, 32, 32, 3)",
        ),
        (
            dict(x_test=np.zeros((5, 32, 32, 3))),
            "x_test is float64, (5, 32, 32, 3), not uint8, (5, 32, 32, 3)",
        ),
        (dict(y_test=np.arange(4)), "x_test is uint8, (5, 32, 32, 3), not uint8, (4, 32, 32, 3)"),
        (dict(y_test=np.arange(6, 11)), "y_test has labels other than 0 to 9"),
        (dict(y_test=np.arange(5.0)), "y_test has labels other than 0 to 9"),
        (dict(y_test=3), "x_test is uint8, (5, 32, 32, 3), not uint8, (32, 32, 3)"),
        (dict(y_test=np.array([None] * 5)), "is no intact .npz file"),
    ],
)
def test_bad_arrays(tmp_path, change, words):
    np.savez(tmp_path / "part.npz", **as_arrays(made_pictures()) | change)
    with pytest.raises(OSError) as caught:
        load_cifar10(tmp_path)
    assert str(caught.value) == f"{tmp_path / 'part.npz'}: {words}; {MEND_CIFAR}"


def test_array_that_is_missing(tmp_path):
    arrays = as_arrays(made_pictures())
    del arrays["y_test"]
    np.savez(tmp_path / "part.npz", **arrays)
    with pytest.raises(OSError, match="part.npz: y_test is not a file in the archive; get "):
        load_cifar10(tmp_path)


@pytest.mark.parametrize("data", [b"", PAGE, b"PK\3\4 cut short", pickle.dumps({})])
def test_npz_file_that_is_none(tmp_path, data):
    (tmp_path / "part.npz").write_bytes(data)
    with pytest.raises(OSError, match="part.npz: is no intact .npz file; get "):
        load_cifar10(tmp_path)


# Download


class Answer(BaseHTTPRequestHandler):
    """Sends what its server has, or 404."""

    def do_GET(self):
        body = self.server.files.get(self.path)
        self.server.asked.append(self.path)
        self.send_response(404 if body is None else 200)
        self.send_header("Content-Length", str(len(body or b"")))
        self.end_headers()
        self.wfile.write(body or b"")

    def log_message(self, *_):
        """Say nothing."""


@pytest.fixture
def server(tmp_path, monkeypatch, no_socket_stays):
    """A server on this machine in place of the official one, and an empty cache."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    server.files, server.asked = {}, []
    server.url = f"http://127.0.0.1:{server.server_address[1]}/"
    monkeypatch.setattr("pooch.core.os_cache", lambda project: tmp_path / "cache")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setattr(cifar, "CIFAR_MIRRORS", (server.url,))
    Thread(target=server.serve_forever, args=(0.02,)).start()
    yield server
    server.shutdown()
    server.server_close()


def test_download_once(server, batches, monkeypatch):
    server.files[f"/{CIFAR_ARCHIVE}"] = official(monkeypatch, tarred(batches))
    assert_holds(load_cifar10(), made_pictures())
    assert_holds(load_cifar10(), made_pictures())
    assert server.asked == [f"/{CIFAR_ARCHIVE}"]


@pytest.mark.parametrize("answer, words", [(None, "404 Client Error"), (PAGE, "SHA256 hash")])
def test_download_that_fails(server, answer, words):
    if answer:
        server.files[f"/{CIFAR_ARCHIVE}"] = answer
    with pytest.raises(OSError) as caught:
        load_cifar10()
    message = str(caught.value)
    assert message.startswith(f"{CIFAR_ARCHIVE}: {words}")
    assert message.endswith(f"; name a folder with {server.url}{CIFAR_ARCHIVE}")


def test_the_official_address_and_fingerprint():
    assert cifar.CIFAR_MIRRORS[0] + CIFAR_ARCHIVE == (
        "https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz"
    )
    assert cifar.CIFAR_SHA256.startswith("c4a38c50a1bc5f3a") and len(cifar.CIFAR_SHA256) == 64


# The homework


def easy(count):
    """Pictures, (n, 3, 32, 32), uint8, in which a bright stripe tells the label."""
    numbers = torch.Generator().manual_seed(count)
    y = torch.randint(10, (count,), generator=numbers)
    x = torch.randint(0, 40, (count, 3, 32, 32), generator=numbers)
    stripe = torch.arange(32) // 3 == y[:, None]  # (count, 32)
    x += 200 * stripe[:, None, :, None]
    return x.byte(), y


def test_homework_learns_and_tells_the_share_of_right_answers(capsys):
    torch.manual_seed(0)
    share = train_on_colour(Cifar10(*easy(2000), *easy(200)), epochs=2)
    assert isinstance(share, float) and share > 0.9
    assert len(capsys.readouterr().out.splitlines()) == 3


def test_homework_keeps_the_last_tenth_for_checking_and_makes_the_ruler_of_the_rest(monkeypatch):
    shown = []
    monkeypatch.setattr(cifar, "fit", lambda net, *parts, epochs: shown.extend([*parts, epochs]))
    data = Cifar10(*easy(20), *easy(5))
    train_on_colour(data, epochs=7)
    x, y, x_valid, y_valid, epochs = shown
    assert (x.shape, x_valid.shape, epochs) == ((18, 3072), (2, 3072), 7)
    assert torch.equal(torch.cat([y, y_valid]), data.y_train)
    channels = x.reshape(18, 3, -1)
    torch.testing.assert_close(channels.mean((0, 2)), torch.zeros(3), atol=1e-5, rtol=0)
    torch.testing.assert_close(channels.std((0, 2)), torch.ones(3))
    rest = data.x_train[:18].float()
    mean, std = rest.mean((0, 2, 3)), rest.std((0, 2, 3))
    expected = (data.x_train[18:].float() - mean[:, None, None]) / std[:, None, None]
    torch.testing.assert_close(x_valid, expected.flatten(1))


@pytest.mark.long
@pytest.mark.skipif(not REAL.is_dir(), reason="no real photographs beside the checkout")
def test_the_page_shows_what_comes_out_of_real_photographs(root, capsys):
    page = (root / "docs/colour.md").read_text()
    shown = re.search(r'```text title="varies"\n(.*?)```', page, re.S)[1]
    runs = re.findall(r"^\$ python -m snippets\.cifar FOLDER (.*)\n([^$]+)", shown, re.M)
    assert len(runs) == 2
    for arguments, told in runs:
        main_cifar([f"{REAL}", *arguments.split()])
        given = capsys.readouterr().out
        assert compare_text(told, given, "varies") is None
        shares = [float(text.splitlines()[-1].partition("%")[0]) for text in (told, given)]
        assert shares[1] == pytest.approx(shares[0], abs=2)


def test_grey_pictures_are_what_the_eye_makes_of_three_channels():
    data = Cifar10(*easy(3), *easy(2))
    grey = in_grey(data)
    assert grey.x_train.shape == (3, 1, 32, 32) and grey.x_test.shape == (2, 1, 32, 32)
    assert torch.equal(grey.y_train, data.y_train)
    red, green, blue = data.x_train[2, :, 5, 7].tolist()
    assert grey.x_train[2, 0, 5, 7] == pytest.approx(0.299 * red + 0.587 * green + 0.114 * blue)


def test_command_line(tmp_path, capsys):
    (x, y), (x_test, y_test) = easy(500), easy(50)
    pictures = dict(x_train=x.permute(0, 2, 3, 1), x_test=x_test.permute(0, 2, 3, 1))
    np.savez(tmp_path / "part.npz", **pictures, y_train=y, y_test=y_test)
    main_cifar([f"{tmp_path}", "--epochs", "1", "--seed", "3", "--grey"])
    *_, last = capsys.readouterr().out.splitlines()
    assert last.endswith("% of the test pictures are read right")


@pytest.mark.parametrize(
    "arguments, words",
    [
        pytest.param(
            ["none"], "none: is no folder; get cifar-10-binary.tar.gz from ", marks=pytest.mark.heavy
        ),
        ([".", "--epochs", "0"], "epochs: expected a number above 0, got 0"),
    ],
)
def test_command_line_says_in_one_line_what_is_wrong(root, tmp_path, arguments, words):
    np.savez(tmp_path / "part.npz", **as_arrays(made_pictures()))
    command = [sys.executable, "-m", "snippets.cifar", *arguments]
    place = dict(cwd=tmp_path, env=os.environ | {"PYTHONPATH": f"{root}"})
    done = subprocess.run(command, **place, capture_output=True, text=True)
    assert done.returncode == 1 and done.stderr.startswith(f"snippets.cifar: {words}")
    assert done.stderr.count("\n") == 1 and done.stdout == ""
