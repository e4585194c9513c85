"""A folder served as hosts of sites serve one: text goes out packed."""

import gzip
from functools import lru_cache
from pathlib import Path

from tests.kit.pages import Handler

TEXT = {".html", ".css", ".js", ".mjs", ".json", ".svg", ".xml", ".txt", ".md", ".wasm"}


@lru_cache(500)
def pressed(body):
    """Bytes, packed as hosts do it, who have little time."""
    return gzip.compress(body, 6, mtime=0)


def packed(path):
    """The bytes of a file as they go over the wire."""
    body = Path(path).read_bytes()
    return pressed(body) if is_text(path) else body


def is_text(path):
    return Path(path).suffix in TEXT


class Packed(Handler):
    """Answers with packed text, as GitHub Pages does."""

    def begin(self, kind, body, **headers):
        return super().begin(kind, pressed(body), Content_Encoding="gzip", **headers)

    def send_head(self):
        path = self.translate_path(self.path)
        file = Path(path, "index.html") if self.path.endswith("/") else Path(path)
        if not file.is_file() or not is_text(file) or file.name == "sitemap.xml":
            return super().send_head()
        return self.begin(self.guess_type(str(file)), file.read_bytes())
