"""Every script and page of a site names its edition; what a chapter alone has is named by its digest."""

import hashlib

from book.site.built import BuiltSite
from book.site.edition import bind

PAGE = (
    '<html><head><meta charset="utf-8"></head><body><article data-cells="../assets/cells/a.json">'
    '</article><script src="../assets/js/book.js" type="module"></script></body></html>'
)
FILES = {
    "assets/js/book.js": 'import { h } from "./kit/dom.js";\nconst x = () => import("./kit/dom.js");\n',
    "assets/js/kit/dom.js": "export const h = 1;\n",
    "assets/js/edition.js": "const { search } = new URL(import.meta.url);\n",
    "assets/js/page/search-worker.js": 'const y = () => import("../kit/dom.js");\n',
    "assets/js/editor.js": 'import { z } from "../codemirror/codemirror.js";\nimport "./lost.js";\n',
    "assets/codemirror/codemirror.js": "export const z = 1;\n",
    "assets/cells/a.json": "{}",
    "a/index.html": PAGE,
}


def bound(folder, **changes):
    """A site of these files, bound, and its edition."""
    for name, text in {**FILES, **changes}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    site = BuiltSite(folder)
    return site, bind(site)


def test_scripts_ask_for_each_other_and_pages_for_them_by_the_edition(tmp_path):
    site, edition = bound(tmp_path)
    assert site.read("assets/js/book.js") == (
        f'import "./edition.js?{edition}";\nimport {{ h }} from "./kit/dom.js?{edition}";\n'
        f'const x = () => import("./kit/dom.js?{edition}");\n'
    )
    assert site.read("assets/js/kit/dom.js").startswith(f'import "../edition.js?{edition}";\n')
    digest = hashlib.sha256(b"{}").hexdigest()[:8]
    page = site.read("a/index.html")
    assert f'<meta name="edition" content="?{edition}">' in page
    assert f'src="../assets/js/book.js?{edition}" type="module"' in page
    assert f'data-cells="../assets/cells/a.json?{digest}"' in page


def test_what_is_no_module_asks_nothing_and_what_is_not_ours_is_not_named(tmp_path):
    site, edition = bound(tmp_path)
    assert site.read("assets/js/edition.js") == FILES["assets/js/edition.js"]
    worker = site.read("assets/js/page/search-worker.js")
    assert worker == f'const y = () => import("../kit/dom.js?{edition}");\n'
    editor = site.read("assets/js/editor.js")
    assert '"../codemirror/codemirror.js"' in editor and '"./lost.js"' in editor
    assert site.read("assets/codemirror/codemirror.js") == FILES["assets/codemirror/codemirror.js"]


def test_an_edition_is_another_where_a_script_is_and_the_same_where_a_chapter_is(tmp_path):
    first = bound(tmp_path / "1")[1]
    assert first == bound(tmp_path / "2", **{"assets/cells/a.json": "[]"})[1]
    assert first != bound(tmp_path / "3", **{"assets/js/kit/dom.js": "export const h = 2;\n"})[1]


def test_a_site_without_our_scripts_stays_as_it_is(tmp_path):
    (tmp_path / "index.html").write_text(PAGE)
    site = BuiltSite(tmp_path)
    assert bind(site) == "" and site.read("index.html") == PAGE
