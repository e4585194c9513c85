"""What a preview sends: the files of the site, and a script that reloads the page."""

import http.client
import threading

import pytest

from book.site.serving import Server, Shown
from tests.kit.served import free_port

PAGE = "<html><head><title>{}</title></head><body></body></html>"


@pytest.fixture
def folder(tmp_path):
    for name, text in {
        "index.html": PAGE.format("Home"),
        "one/index.html": PAGE.format("One"),
        "404.html": PAGE.format("Lost"),
        "a.mjs": "export {};",
        "sw.js": "keep everything",
    }.items():
        (tmp_path / "site" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "site" / name).write_text(text)
    (tmp_path / "secret.html").write_text("secret")
    return tmp_path / "site"


@pytest.fixture
def server():
    server = Server(Shown(), free_port(), "/book")
    yield server
    server.close()


def get(server, path, method="GET"):
    """(status, headers, text) of an answer."""
    connection = http.client.HTTPConnection("127.0.0.1", server.server_address[1], timeout=300)
    connection.request(method, path)
    answer = connection.getresponse()
    return answer.status, answer.headers, answer.read().decode()


def test_pages_come_with_the_reload_and_files_as_they_are(server, folder):
    server.shown.show(folder)
    script = f'<script src="/book/__reload.js?{server.shown.version}"></script>'
    for path, title in (("/book/", "Home"), ("/book/one/", "One"), ("/book/one/index.html?x", "One")):
        status, headers, text = get(server, path)
        assert status == 200 and text == PAGE.format(title).replace("</head>", f"{script}</head>")
        assert headers["Cache-Control"] == "no-store"
    assert get(server, "/book/", "HEAD")[::2] == (200, "")
    status, headers, text = get(server, "/book/a.mjs")
    assert (status, text) == (200, "export {};") and headers["Content-Type"].startswith("text/javascript")
    assert "EventSource" in get(server, "/book/__reload.js?1")[2]
    for path, place in (("/", "/book/"), ("/elsewhere", "/book/"), ("/book/one", "/book/one/")):
        status, headers, _ = get(server, path)
        assert (status, headers["Location"]) == (302, place)
    for path in ("/book/none/", "/book/../secret.html", "/book/%2e%2e/secret.html"):
        status, _, text = get(server, path)
        assert status == 404 and "Lost" in text


def test_nothing_is_kept_for_reading_offline(server, folder):
    server.shown.show(folder)
    for path in ("/sw.js", "/book/sw.js"):
        text = get(server, path)[2]
        assert "unregister" in text and "fetch" not in text


def test_before_the_first_build_a_page_waits(server):
    status, _, text = get(server, "/book/one/")
    assert status == 503 and "__reload.js" in text


def test_what_changed_is_told_once_and_to_another_preview_all(folder):
    shown = Shown()
    before = shown.version
    shown.tell(["a"])
    shown.tell(["b", "c"])
    assert shown.since(before, 0) == (shown.version, ["a", "b", "c"])
    assert shown.since(shown.version - 1, 0) == (shown.version, ["b", "c"])
    assert shown.since(shown.version, 0) == (shown.version, [])
    assert shown.since(before - 1, 0)[1] == ["*"]
    heard = []
    waiting = threading.Thread(target=lambda: heard.append(shown.since(shown.version, 60)[1]))
    waiting.start()
    shown.show(folder)
    waiting.join()
    assert heard == [["*"]]


def test_an_open_page_hears_of_changes(server, folder):
    server.shown.show(folder)
    connection = http.client.HTTPConnection("127.0.0.1", server.server_address[1], timeout=300)
    connection.request("GET", f"/book/__changes?{server.shown.version}")
    stream = connection.getresponse()
    assert stream.headers["Content-Type"] == "text/event-stream"
    server.shown.tell(["one/index.html"])
    lines = [stream.readline().decode() for _ in range(2)]
    assert lines == [f"id: {server.shown.version}\n", 'data: ["one/index.html"]\n']
