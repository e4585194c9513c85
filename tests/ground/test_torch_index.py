"""Where torch comes from: the small build where no GPU can use the large one, whoever does not answer."""

import platform
import subprocess
import sys
import threading
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from book.ground import torch_index
from book.ground.torch_index import lists, options

PYTHON = f"cp{sys.version_info.major}{sys.version_info.minor}"
WHEEL = f"torch-2.13.0%2Bcpu-{PYTHON}-{PYTHON}-manylinux_2_28_{platform.machine()}.whl"
LISTED = f'<a href="/whl/cpu/{WHEEL}#sha256=1">a wheel</a>'


class Index(BaseHTTPRequestHandler):
    """Lists `text` for torch; where it is to be `slow`, a letter, and the next one when the test has ended."""

    def __init__(self, *arguments, text, slow, ended):
        self.text, self.slow, self.ended = text, slow, ended
        super().__init__(*arguments)

    def do_GET(self):
        self.send_response(200 if self.path == "/cpu/torch/" else 404)
        self.send_header("Content-Length", str(len(self.text)))
        self.end_headers()
        if self.slow:
            self.wfile.write(self.text[:1].encode())
            self.ended.wait()
        else:
            self.wfile.write(self.text.encode())

    def log_message(self, *_):
        pass


@pytest.fixture
def served():
    """served(text): the address of an index on this machine that lists `text`."""
    servers, ended = [], threading.Event()

    def serve(text, slow=False):
        handler = partial(Index, text=text, slow=slow, ended=ended)
        servers.append(ThreadingHTTPServer(("127.0.0.1", 0), handler))
        threading.Thread(target=servers[-1].serve_forever, args=(0.02,), daemon=True).start()
        return f"http://127.0.0.1:{servers[-1].server_port}/cpu"

    yield serve
    ended.set()
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture
def here(monkeypatch, tmp_path):
    """here(driver=…, system=…): options(index) as on another machine."""
    pins = tmp_path / "pins.txt"
    pins.write_text("# By itself\ntorch==2.13.0\n")
    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.setenv(name, "127.0.0.1")

    def options_here(index, driver=False, system="linux"):
        monkeypatch.setattr(torch_index, "has_driver", lambda: driver)
        monkeypatch.setattr(torch_index.sys, "platform", system)
        return options(index, pins)

    return options_here


def test_linux_without_a_driver_takes_the_small_build(served, here):
    index = served(LISTED)
    found, why = here(index)
    assert found == ["--index-url", index] and "small build" in why
    assert here(served(LISTED.replace("%2B", "+")))[0]


@pytest.mark.parametrize("machine", [{"driver": True}, {"system": "darwin"}])
def test_with_a_driver_and_elsewhere_nothing_changes(served, here, machine):
    assert here(served(LISTED), **machine)[0] == []


@pytest.mark.parametrize(
    "text",
    [
        "<title>Log in to this network</title>",
        LISTED.replace("2.13.0", "2.13.1"),
        LISTED.replace(PYTHON, "cp39"),
        LISTED.replace("%2Bcpu", ""),
        LISTED.replace(platform.machine(), "s390x"),
    ],
)
def test_an_index_without_our_wheel_is_not_taken(served, here, text):
    found, why = here(served(text))
    assert found == [] and why.endswith("the usual index")


def test_a_dead_index_is_not_taken(here):
    server = ThreadingHTTPServer(("127.0.0.1", 0), Index)
    server.server_close()
    assert here(f"http://127.0.0.1:{server.server_port}/cpu")[0] == []
    assert here("http://127.0.0.1:99999/cpu")[0] == []
    assert here("no address")[0] == []


def test_a_slow_index_is_left(served):
    index = served(LISTED, slow=True)
    assert not lists(index, "2.13.0", patience=0.5)


@pytest.mark.parametrize("path", torch_index.DRIVERS)
def test_a_driver_is_seen(monkeypatch, path):
    monkeypatch.setattr(torch_index.shutil, "which", lambda name: None)
    for there in (False, True):
        monkeypatch.setattr(torch_index.os.path, "exists", lambda name, there=there: there and name == path)
        assert torch_index.has_driver() == there


def test_it_runs_before_anything_is_installed(root, served):
    """`-S`: what is installed is out of its reach. It reads the pin of the book itself."""
    pinned = (root / "requirements-torch.txt").read_text().partition("torch==")[2].strip()
    index = served(LISTED.replace("2.13.0", pinned))
    script = [sys.executable, "-P", "-S", "-I", "book/ground/torch_index.py", index]
    done = subprocess.run(script, cwd=root, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0 and done.stderr.startswith("torch: ")
    told = done.stdout.strip()
    assert (
        told == "" if torch_index.has_driver() or sys.platform != "linux" else told.startswith("--index-url")
    )
