"""Asks a deployed site whether it is the one that was built, and whole.

It needs Python and nothing else, so that nothing is installed where a deployment is looked at.
"""

import http.client
import json
import re
import sys
import time
import urllib.error
import urllib.request
from functools import cache
from html.parser import HTMLParser
from typing import NamedTuple
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from book.ground.faults import BookError, number

PAUSE = 15  # seconds; 41 tries take ten minutes, as long as Pages lets caches keep a page
PATIENCE = 30  # seconds for one answer
LOST = "no/such/page/"
HTML, STYLE, SCRIPT = ("text/html",), "a style sheet", "a script"
ELSEWHERE = re.compile(r"const ELSEWHERE = (\{.*?\});", re.DOTALL)
KINDS = {STYLE: ("text/css",), SCRIPT: ("text/javascript", "application/javascript")}


def ask(address, site, tries, pause=PAUSE):
    """The faults of the site at `address`, a line each; `site` is the folder of the one that was built.

    A deployment takes its time: while there are faults, all is asked again, `tries` times at most.
    Raises BookError where nothing was built, or `address` is none.
    """
    if not (site / "sw.js").is_file():
        raise BookError(f"{site}: there is no built site: `make book` makes one")
    if urlsplit(address).scheme not in ("http", "https"):
        raise BookError(f"`{address}` is no address: write it as https://somebody.github.io/a-book/")
    for attempt in range(1, tries + 1):
        asked = _Asked(address.rstrip("/") + "/", site)
        faults = list(asked.faults())
        if not faults:
            print(f"{asked.address} is what was built: {number(asked.count, 'answer')} looked at")
            break
        if attempt < tries:
            print(f"not yet, after try {attempt} of {tries}: {faults[0]}", file=sys.stderr, flush=True)
            time.sleep(pause)
    return faults


class _Answer(NamedTuple):
    status: int
    kind: str
    body: bytes
    allowed: bool = False  # to be read by pages of the site, from wherever it came


class _Asked:
    """One look at a site."""

    def __init__(self, address, site):
        self.address, self.site, self.count = address, site, 0
        self.get = cache(self._get)

    def _get(self, url):
        """Its _Answer; a text that says why there is none."""
        self.count += 1
        origin = "{0.scheme}://{0.netloc}".format(urlsplit(self.address))
        request = urllib.request.Request(url, headers={"Cache-Control": "no-cache", "Origin": origin})
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as said:
                if said.url != url:
                    return f"is moved to {said.url}: ask the address that the site has"
                allowed = said.headers.get("Access-Control-Allow-Origin") in ("*", origin)
                return _Answer(said.status, said.headers.get_content_type(), said.read(), allowed)
        except urllib.error.HTTPError as error:
            with error:
                return _Answer(error.code, error.headers.get_content_type(), error.read())
        except (OSError, http.client.HTTPException) as error:
            why = " ".join(str(getattr(error, "reason", None) or error).split())
            return f"does not answer ({why or type(error).__name__}): is Pages switched on?"

    def faults(self):
        worker = self._wrong("sw.js", "the service worker")
        yield from worker
        if worker:
            return  # of another deployment, or of none: all else would only say so again
        yield from self._page("", "index.html", "home")
        chapter, notebook = self._chapter()
        yield from self._page(f"{chapter}/", f"{chapter}/index.html", "a chapter")
        yield from self._wrong(notebook, "a notebook")
        yield from self._page(LOST, "404.html", "the page for unknown addresses", 404)
        yield from self._elsewhere()

    def _elsewhere(self):
        """What is wrong with the heavy files on another server, where mkdocs.yml names one for this address."""
        told = ELSEWHERE.search((self.site / "sw.js").read_text(encoding="utf-8"))
        place = json.loads(told[1]) if told else {}
        if place.get("at") != self.address:
            return
        for name in place["files"]:
            what, url = "a heavy file", urljoin(place["from"], name)
            if wrong := self._wrong(url, what, name):
                yield from wrong
            elif not self.get(url).allowed:
                yield f"{url}: {what} is not for pages of another site: send `Access-Control-Allow-Origin: *`"

    def _chapter(self):
        """The name of a chapter that has a notebook, and that of the notebook in the site."""
        for notebook in sorted(self.site.glob("notebooks/*.ipynb")):
            if (self.site / notebook.stem / "index.html").is_file():
                return notebook.stem, f"notebooks/{notebook.name}"
        raise BookError(f"{self.site}: no chapter has a notebook: `make book` makes them")

    def _wrong(self, path, what, file=None, status=200, kinds=()):
        """What is wrong with the answer to `path`, which should be a `file` of the site: a list of one, or none."""
        url, built = urljoin(self.address, path), self.site / unquote(file or path)
        answer = self.get(url)
        if isinstance(answer, str):
            fault = answer
        elif answer.status != status:
            fault = f"is answered by {answer.status}, not {status}"
        elif kinds and answer.kind not in kinds:
            fault = f"is served as {answer.kind}, not {kinds[0]}: no browser will use it"
        elif not built.is_file() or built.read_bytes() != answer.body:
            fault = "is not what was built: this is another deployment, or something between changes it"
        else:
            return []
        return [f"{url}: {what} {fault}"]

    def _page(self, path, file, what, status=200):
        if wrong := self._wrong(path, what, file, status, HTML):
            yield from wrong
            return
        url, page = urljoin(self.address, path), _Page()
        page.feed(self.get(url).body.decode())
        if not path:
            yield from self._place(page.canonical)
        if not any(kind == STYLE for kind, _ in page.loads):
            yield f"{url}: {what} has no style sheet"
        outside = []
        for kind, target in page.loads:
            loaded = urldefrag(urljoin(url, target)).url
            if loaded.startswith(self.address):
                name = urlsplit(loaded[len(self.address) :]).path
                yield from self._wrong(name, f"{kind} of {what}", kinds=KINDS.get(kind, ()))
            else:
                outside.append(loaded)
        if outside:
            count = number(len(outside), "file")
            yield f"{url}: {what} loads {count} from outside of the site, {outside[0]} first: {self._mend}"

    def _place(self, said):
        """Whether the site says that it is where it is; of a rehearsal on this machine, below its origin."""
        there = self.address
        if urlsplit(there).scheme == "http":
            said, there = said and urlsplit(said).path, urlsplit(there).path
        if said and said.lower() != there.lower():
            yield f"{self.address}: the site says that it is at {said}: {self._mend}"

    @property
    def _mend(self):
        return f"write `site_url: {self.address}` into mkdocs.yml"


class _Page(HTMLParser):
    """What a page loads, [(kind, address)] each once, and where it says that it is."""

    def __init__(self):
        super().__init__()
        self.loads, self.canonical = [], None

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        relation = (found.get("rel") or "").split()
        if tag == "link" and "canonical" in relation:
            self.canonical = found.get("href")
        elif tag == "link" and "stylesheet" in relation:
            self._load(STYLE, found.get("href"))
        elif tag == "link" and "icon" in relation:
            self._load("the icon", found.get("href"))
        elif tag == "script":
            self._load(SCRIPT, found.get("src"))
        elif tag == "img":
            self._load("a picture", found.get("src"))

    def _load(self, kind, target):
        if target and not target.startswith("data:") and (kind, target) not in self.loads:
            self.loads.append((kind, target))
