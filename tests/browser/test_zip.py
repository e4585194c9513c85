"""The site from the zip, behind the web server that comes with Python, in folders of any depth."""

import functools
import http.server
import threading
import zipfile

import pytest

from book.reading.book import Book
from book.site.pack import pack
from tests.browser.conftest import PATIENCE, WIDE, settled, watch


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *arguments):
        """Say nothing: the test looks at the browser's side."""


@pytest.fixture(scope="module")
def unpacked(site, tmp_path_factory):
    """(folder, names): where the zip was unpacked twice, once far down."""
    home = tmp_path_factory.mktemp("unpacked")
    archive, _ = pack(Book(site.parent))
    for name in (".", "some/where/else"):
        with zipfile.ZipFile(archive) as packed:
            packed.extractall(home / name)
    return home


@pytest.mark.long
@pytest.mark.parametrize("path", ["some/where/else/shapes-that-fit/", "shapes-that-fit/"])
@pytest.mark.heavy  # by day: what is packed, in tests/site/test_pack.py
def test_no_request_of_the_unpacked_site_fails(unpacked, chromium, path):
    handler = functools.partial(_Quiet, directory=str(unpacked))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    origin = f"http://127.0.0.1:{server.server_port}"
    context = chromium.new_context(viewport=WIDE, service_workers="block")
    context.set_default_timeout(PATIENCE)
    page, failed, asked = context.new_page(), [], []
    page.wrongs, _ = watch(context, page, origin)
    context.on("requestfailed", lambda request: failed.append(request.url))
    context.on("response", lambda answer: failed.append(answer.url) if answer.status >= 400 else None)
    context.on("request", lambda request: asked.append(request.url))
    with settled(page):
        page.goto(f"{origin}/{path}")
    page.locator("digit-pad > .lab-told", has_text="The net reads a").wait_for()
    with settled(page):
        page.locator(".md-nav--primary a[href*='shops']").first.click()
    page.wait_for_url(f"{origin}/{path}shops/")
    page.locator("[data-run='0'] .cell-run").click()  # Python comes along
    page.locator(".cell-result[data-of='0']:not([data-kind=wait])").wait_for()
    with settled(page):
        page.get_by_role("textbox", name="Search").click()
    page.keyboard.type("broadcasting")
    page.locator(".md-search-result__item").first.wait_for()
    assert failed == [] and page.wrongs == []
    assert all(url.startswith((f"{origin}/{path}", "data:", "blob:")) for url in asked)
    context.close()
    server.shutdown()
    server.server_close()
