"""Where the heavy files lie is written into the site when it is built; else it holds no word of that."""

import hashlib
import json
import re

from book.site.build import build_site
from book.site.heavy import NOWHERE, READERS
from tests.site.tinysite import built

PLACE = "https://files.example.org/stf/"
HEAVY = ("assets/exports/a/net.safetensors", "assets/pyodide/pyodide.mjs")
LIGHT = ("assets/exports/a/net.json", "assets/pyodide/LICENSE-a.txt")


def build(book, setting):
    """{name: bytes} of the site, with this line for the setting."""
    for name in (*HEAVY, *LIGHT):
        (book.docs / name).parent.mkdir(parents=True, exist_ok=True)
        (book.docs / name).write_text(name)
    settings = book.root / "mkdocs.yml"
    settings.write_text(re.sub(r"  heavy_files:.*\n", setting, settings.read_text()))
    assert build_site(book, force=True) == 0
    files = (path for path in (book.root / "site").rglob("*") if path.is_file())
    return {path.relative_to(book.root / "site").as_posix(): path.read_bytes() for path in files}


def test_off_it_leaves_no_trace(book):
    off = build(book, '  heavy_files: ""\n')
    assert build(book, "") == off
    assert all(off[reader].count(NOWHERE.encode()) == 1 for reader in READERS)
    assert b"connect-src" not in off["index.html"]


def test_on_the_page_the_worker_and_the_policy_tell_the_same(book):
    off, on = build(book, '  heavy_files: ""\n'), build(book, f"  heavy_files: {PLACE}\n")
    assert off.keys() == on.keys()
    changed = {name for name in on if on[name] != off[name]}
    assert changed == {*READERS, *(name for name in on if name.endswith(".html"))}
    for name in changed - {*READERS}:
        policy = f"form-action 'self'; connect-src 'self' {PLACE}\">".encode()
        assert on[name].replace(policy, b"form-action 'self'\">") == off[name]
    for reader in READERS:
        told = json.loads(re.search(r"const ELSEWHERE = (\{.*?\});\n", built(book, reader), re.DOTALL)[1])
        assert told["from"] == PLACE and told["at"] == book.config["site_url"]
        assert told["files"] == {name: hashlib.sha256(on[name]).hexdigest() for name in HEAVY}
