"""What docs/hosting.md says about adding a package is all that it takes."""

import json
import re
import shutil
import subprocess
import sys

from book.copying.at_hand import LOCK, at_hand
from tests.browser.test_packages import listed
from tests.site import test_pyodide as shipped

TOLD = re.compile(r"^```text\n(.*?)^```", re.DOTALL | re.MULTILINE)


def test_the_steps_for_a_package_are_true(root, tmp_path):
    text = (root / "docs/hosting.md").read_text()
    section = text.partition("## Give the Python of the page a package")[2].partition("\n## ")[0]
    download, code, licence, sums, tests = TOLD.findall(section)
    folder = tmp_path / "docs/assets/pyodide"
    shutil.copytree(root / "docs/assets/pyodide", folder)
    assert download == "pip download --no-deps --dest docs/assets/pyodide roman\n"
    [wheel] = (root / "tests/kit/wheels").glob("roman-*.whl")  # what pip would bring
    shutil.copy(wheel, folder)
    subprocess.run([sys.executable, "-c", code], cwd=tmp_path, check=True)
    subprocess.run(["sh", "-e", "-c", licence + sums], cwd=tmp_path, check=True)
    packages, before = at_hand(tmp_path).packages, at_hand(root).packages
    assert packages == before | {"roman"}
    entry = json.loads((tmp_path / LOCK).read_text())["packages"]["roman"]
    assert entry == listed(wheel) | {"depends": []}  # with such an entry test_packages runs a cell
    assert "Zope" in (folder / "LICENSE-roman.txt").read_text()
    shipped.test_every_file_is_as_it_was_put_there(folder)
    shipped.test_the_wheels_are_those_that_the_lock_names(folder)
    assert tests.splitlines() == ["make test TESTS=tests/site/test_pyodide.py", "make book"]
