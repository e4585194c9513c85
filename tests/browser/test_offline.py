"""The book is read without a network, beside other books on the same origin."""

import re

import pytest

from tests.browser.conftest import PATIENCE, watch
from tests.kit.pages import Handler, Server
from tests.kit.served import PATH

LARGE = "assets/codemirror/codemirror.js"  # kept once it was used
EXERCISE = "shops/Exercise: the cheapest shop for each person"

KEPT = """new Promise((done) => {
    if (navigator.serviceWorker.controller) done();
    navigator.serviceWorker.addEventListener("controllerchange", () => done());
})"""
# What a reader of before has: all books of an origin wrote to the same places
SEED = f"""async ([large, other]) => {{
    const cache = await caches.open("shapes-that-fit");
    for (const address of [large, other]) await cache.put(address, await fetch(large));
    localStorage.setItem("shapes-that-fit/{EXERCISE}",
        JSON.stringify({{ code: "mine = 1", solved: true }}));
}}"""
CACHES = """async () => Object.fromEntries(await Promise.all((await caches.keys()).map(
    async (name) => [name, (await (await caches.open(name)).keys()).map(({ url }) => url)])))"""


class _Two(Handler):
    """Serves the same site below /one/ and /two/, and the icon that a browser looks for beside a style sheet."""

    def translate_path(self, path):
        path = path.replace("/favicon.ico", f"{PATH}assets/images/mark.svg")
        return super().translate_path(re.sub("^/(one|two)/", PATH, path))


@pytest.mark.heavy  # by day: Python kept for later, in cells/
def test_two_books_on_one_origin_are_kept_apart_and_read_without_a_network(site, chromium):
    server = Server(site, _Two)
    one, two, other = (f"{server.origin}/{name}/" for name in ("one", "two", "other"))
    context = chromium.new_context()
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    wrongs, _ = watch(context, page, server.origin)
    digest = re.search(rf'"{LARGE}": "(\w+)"', (site / "sw.js").read_text())[1]
    page.goto(f"{one}assets/images/mark.svg")  # the same origin, and no page of the book
    page.evaluate(SEED, [f"{one}{LARGE}?{digest}", f"{other}index.html?1"])
    for book in (one, two):
        page.goto(f"{book}shops/")
        page.evaluate(KEPT)
    kept = page.evaluate(CACHES)
    assert kept.pop("shapes-that-fit") == [f"{other}index.html?1"]
    assert set(kept) == {"shapes-that-fit /one/", "shapes-that-fit /two/"}
    assert f"{one}{LARGE}?{digest}" in kept["shapes-that-fit /one/"]
    assert len(kept["shapes-that-fit /one/"]) == len(kept["shapes-that-fit /two/"]) + 1 > 100
    # The first to be opened took the answer of before; the other begins anew
    page.locator("[data-exercise] .cell-edit").first.wait_for()
    assert page.locator("summary .solved").count() == 0
    assert wrongs == []
    server.stop()
    for book in (two, one):
        page.goto(f"{book}sequential/")
        assert page.locator("article h1").inner_text().startswith("Stack layers")
        page.evaluate("document.querySelector('article img').decode()")
    page.goto(f"{one}shops/")
    page.locator("summary .solved").wait_for()
    names = page.evaluate("Object.keys(localStorage).filter((name) => name.includes('Exercise'))")
    assert names == [f"shapes-that-fit/one/{EXERCISE}"]
    context.close()
