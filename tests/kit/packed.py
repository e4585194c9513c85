"""A folder served as hosts of sites serve one: text goes out packed."""

import gzip
from functools import lru_cache
from pathlib import Path

from tests.kit.pages import Handler

TEXT = {".html", ".css", ".js", ".mjs", ".json", ".svg", ".xml", ".py", ".md", ".txt", ".wasm"}


def packed(path):
    """The bytes of a file as they go over the wire."""
    return pressed(Path(path).read_bytes()) if is_text(path) else Path(path).read_bytes()


def is_text(path):
    return Path(path).suffix in TEXT


pressed = lru_cache(500)(gzip.compress)


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
