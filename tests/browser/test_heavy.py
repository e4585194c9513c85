"""The heavy files lie on another server: pages fetch them from there, and use what was built, nothing else."""

import shutil
from fnmatch import fnmatch

import pytest
from playwright.sync_api import expect

from book.site.build import build_site
from book.site.copies import write_copies
from book.site.heavy import DIGITS, PYTHON, WEIGHTS
from book.site.notebooks import write_notebooks
from tests.browser.conftest import PATIENCE, eventually, watch
from tests.browser.faults.conftest import KEPT, NAMES
from tests.browser.faults.test_answers import AWAY, LOST
from tests.browser.trainer.test_client import OPEN
from tests.kit.faulty import Faulty, serve
from tests.kit.served import PATH
from tests.kit.tinybook import looks_of, tiny_book

PAGE = """\
# Heavy

<digit-pad>A board.</digit-pad>

```python
import numpy as np
int(np.arange(4).sum())
```

```output
6
```
"""
FOLDERS = ("pyodide", "mnist", "exports")  # what docs/hosting.md has copied to the other server
BELOW = "/book/files/"
ALL = (*PYTHON, DIGITS, WEIGHTS)
SAME = "The same as recorded."
NET = "exports/sequential/net.safetensors"
IMAGES = "mnist/train-images-idx3-ubyte.gz"
PARTS = (
    "pyodide.mjs",
    "pyodide.asm.mjs",
    "pyodide.asm.wasm",
    "python_stdlib.zip",
    "pyodide-lock.json",
    ".whl",
)


class Files(Faulty):
    """The other server: it lets pages of any site read what it has, and knows none of its own."""

    def end_headers(self):
        self.send_header("Access-Control-Allow-Origin", "*")
        super().end_headers()


@pytest.fixture(scope="module")
def servers(root, tmp_path_factory):
    """(the site, the other server, the folder of the site)"""
    home = tmp_path_factory.mktemp("heavy")
    servers = serve(home / "site"), serve(home / "files", Files, BELOW)
    site, files = servers
    book = tiny_book(home, **looks_of(root, "index.md", "heavy.md"), index="# Home\n\nWords.\n", heavy=PAGE)
    settings = home / "mkdocs.yml"
    text = settings.read_text().replace('heavy_files: ""', f"heavy_files: {files.address}")
    settings.write_text(f"{text}\nsite_url: {site.address}\n")
    for folder in ("pyodide", "codemirror", "exports", "trainer"):
        shutil.copytree(root / "docs/assets" / folder, home / "docs/assets" / folder)
    shutil.copytree(root / "data/mnist", home / "data/mnist")
    write_notebooks(book)
    write_copies(book)
    assert build_site(book) == 0
    for folder in FOLDERS:
        shutil.copytree(home / "site/assets" / folder, home / "files/assets" / folder)
    yield site, files, home / "site"
    for server in servers:
        server.stop()


@pytest.fixture
def there(servers):
    """(the site, the other server), both as they should be, and asked for nothing yet."""
    for server in servers[:2]:
        server.faults.clear()
        server.asked.clear()
    return servers[:2]


@pytest.fixture
def opened(chromium):
    """opened(address): a page; `service_workers="allow"` lets it keep the site."""
    contexts = []

    def opened(address, **options):
        context = chromium.new_context(**{"service_workers": "block"} | options)
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        page.wrongs, _ = watch(context, page, address.partition(PATH)[0])
        page.goto(f"{address}heavy/")
        return page

    yield opened
    for context in contexts:
        context.close()


def said(page):
    return page.locator(".cell-result:not([data-kind=wait]) p")


def press(page):
    page.evaluate("document.querySelector('.cell-result')?.remove()")
    page.locator("[data-run] .cell-run").click()


def read_digit(page):
    page.locator("digit-pad canvas").first.press("3")
    expect(page.locator("digit-pad")).to_contain_text("100")


def use_all(page):
    press(page)
    expect(said(page)).to_contain_text(SAME)
    page.locator("digit-pad.lab").wait_for()
    assert page.evaluate(OPEN, f"{PATH}assets/js/trainer/client.js") is None


def heavy(asked):
    return [path for path in asked if any(fnmatch(path, f"{PATH}{pattern}") for pattern in ALL)]


@pytest.mark.heavy  # by day: weights and digits
def test_what_is_heavy_comes_from_the_other_server_and_from_nowhere_else(there, opened):
    site, files = there
    page = opened(site.address)
    use_all(page)
    assert heavy(site.asked) == []
    wanted = {"pyodide.asm.wasm", "pyodide.asm.mjs", "pyodide.mjs", "python_stdlib.zip", "pyodide-lock.json"}
    wanted |= {"net.safetensors", "train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz"}
    assert wanted <= {path.rpartition("/")[2] for path in files.asked}
    assert all(path.startswith(f"{BELOW}assets/") for path in files.asked)
    policy = page.locator("meta[http-equiv=Content-Security-Policy]").get_attribute("content")
    assert f"; connect-src 'self' {files.address}" in policy and policy.count("http") == 1
    assert all(wrong.startswith(f"request: {files.address}") for wrong in page.wrongs), page.wrongs


@pytest.mark.heavy  # by day: sites that have all their files
def test_a_copy_of_the_site_elsewhere_brings_its_own_files(servers, there, opened):
    copy = serve(servers[2])
    page = opened(copy.address)
    use_all(page)
    assert there[1].asked == [] and page.wrongs == []
    assert {f"{PATH}assets/{NET}", f"{PATH}assets/{IMAGES}"} <= {*copy.asked}
    copy.stop()


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.heavy  # by day: weights and digits that were changed
def test_python_that_was_changed_on_the_way_is_refused(there, opened, part):
    site, files = there
    page = opened(site.address, service_workers="allow")
    page.evaluate("navigator.serviceWorker.ready.then(() => 0)")
    host = files.origin.removeprefix("http://")
    other = f"What {host} sent is other than it was built, so it is not used. Try again later."
    for kind, words in {
        "damaged": other,
        "html": other,
        "truncated": AWAY,
        "dead": AWAY,
        "500": LOST,
    }.items():
        files.faults[part] = kind
        press(page)
        expect(said(page)).to_have_text(words)
        files.faults.clear()
    press(page)
    expect(said(page)).to_contain_text(SAME)
    kept = f"shapes-that-fit {PATH}"
    assert eventually(lambda: len(heavy(page.evaluate(NAMES, kept))) > len(PARTS))
    assert page.evaluate(KEPT, kept)["wrong"] == []
    assert heavy(site.asked) == []


def test_weights_and_digits_that_were_changed_are_refused(there, opened):
    site, files = there
    files.faults |= {NET: "damaged", IMAGES: "damaged"}
    page = opened(site.address)
    page.locator("digit-pad canvas").first.press("3")
    expect(page.locator("digit-pad")).to_contain_text("The net could not be fetched. Draw on to try again.")
    client = f"{PATH}assets/js/trainer/client.js"
    assert page.evaluate(OPEN, client) == "The digits arrived damaged, so they are not used. Try again."
    files.faults.clear()
    page.locator("digit-pad canvas").first.press("3")
    expect(page.locator("digit-pad")).not_to_contain_text("could not be fetched")
    assert page.evaluate(OPEN, client) is None
    assert heavy(site.asked) == []


@pytest.mark.heavy
def test_what_was_used_once_is_there_without_a_network(there, opened):
    site, files = there
    page = opened(site.address, service_workers="allow")
    page.evaluate("navigator.serviceWorker.ready.then(() => 0)")
    page.reload()
    use_all(page)
    kept = f"shapes-that-fit {PATH}"
    wanted = {f"{PATH}assets/{name}" for name in (NET, IMAGES, "pyodide/pyodide.asm.wasm")}
    assert eventually(lambda: wanted <= {*page.evaluate(NAMES, kept)})
    assert eventually(lambda: len(heavy(page.evaluate(NAMES, kept))) > 8)
    for server in there:
        server.faults[""] = "dead"
    page.reload()
    use_all(page)
    assert page.evaluate(KEPT, kept)["wrong"] == []
