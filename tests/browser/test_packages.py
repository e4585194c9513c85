"""What a page can import stands in the lock file of its Python: put a wheel there, and its cells run."""

import hashlib
import json
import shutil

import pytest
from playwright.sync_api import expect

from book.copying.at_hand import LOCK
from book.site.build import build_site
from book.site.copies import write_copies
from book.site.notebooks import write_notebooks
from tests.browser.conftest import PATIENCE, Laboratory
from tests.kit.pages import Server
from tests.kit.tinybook import looks_of, tiny_book

PAGE = """\
# Packages

Words.

```python
import json
json.dumps(4)
```

```output
'4'
```

Of Python alone:

```python
import roman
roman.toRoman(14)
```

```output
'XIV'
```

Built for WebAssembly:

```python
from msgpack._cmsgpack import Packer
Packer().pack({"a": 1})
```

```output
b'\\x81\\xa1a\\x01'
```

Not there:

```python
import sympy
sympy.pi
```

```output
pi
```
"""


def listed(wheel, *depends):
    """The entry of a wheel in a lock file."""
    name, version = wheel.name.split("-")[:2]
    entry = {"name": name, "version": version, "file_name": wheel.name, "imports": [name], "depends": depends}
    entry |= {"install_dir": "site", "package_type": "package", "unvendored_tests": False}
    return entry | {"sha256": hashlib.sha256(wheel.read_bytes()).hexdigest()}


@pytest.fixture
def tiny(root, tmp_path):
    """A site of one page, whose Python has two packages more; one is said to need the other."""
    lock, wheels = json.loads((root / LOCK).read_text()), sorted((root / "tests/kit/wheels").glob("*.whl"))
    msgpack, roman = wheels
    lock["packages"] |= {"msgpack": listed(msgpack, "roman"), "roman": listed(roman)}
    book = tiny_book(
        tmp_path, **looks_of(root, "index.md", "packages.md"), index="# Home\n\nWords.\n", packages=PAGE
    )
    for folder in ("pyodide", "codemirror"):
        shutil.copytree(root / "docs/assets" / folder, tmp_path / "docs/assets" / folder)
    for wheel in wheels:
        shutil.copy(wheel, tmp_path / "docs/assets/pyodide")
    (tmp_path / LOCK).write_text(json.dumps(lock))
    write_notebooks(book)
    write_copies(book)
    assert build_site(book) == 0
    server = Server(tmp_path / "site")
    yield server
    server.stop()


@pytest.mark.heavy  # by day: the lock file, in tests/copying and tests/site
def test_a_package_in_the_lock_file_runs_in_the_page(tiny, chromium):
    context = chromium.new_context(service_workers="block")
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    asked = []
    page.context.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    page.goto(f"{tiny.address}packages/")
    laboratory = Laboratory(page)
    needs = page.locator("[data-needs]")
    assert needs.evaluate_all("(blocks) => blocks.map(({ dataset }) => dataset.needs)") == ["sympy"]
    same = "The same as recorded."
    expect(laboratory.run(0).locator("p")).to_contain_text(same)
    assert not [name for name in asked if name.endswith(".whl")], "what no cell so far imports"
    expect(laboratory.run(2).locator("p")).to_contain_text(same)
    wheels = [name.partition("-")[0] for name in asked if name.endswith(".whl")]
    assert sorted(wheels) == ["msgpack", "roman"]  # the one depends on the other
    expect(laboratory.run(1).locator("p")).to_contain_text(same)
    laboratory.write(0, "import numpy\nint(numpy.arange(3).sum())")
    expect(laboratory.run(0).locator("pre")).to_have_text("3")
    laboratory.write(0, "import torch")
    said = "In the page there are msgpack, numpy, roman, a small Matplotlib and"
    expect(laboratory.run(0).locator("p")).to_contain_text(said)
    context.close()
