"""A folder served on this machine, to pages that reload when what they show has changed."""

import json
import mimetypes
import posixpath
import threading
import time
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from socketserver import ThreadingTCPServer
from urllib.parse import unquote, urlsplit

OURS = Path(__file__).with_name("preview")
SCRIPT, STREAM = "__reload.js", "__changes"
WAIT = "<!doctype html><html><head><title>A moment</title></head><body><p>The book is being built.</p></body></html>"
TYPES = {".mjs": "text/javascript", ".js": "text/javascript", ".wasm": "application/wasm"}


class Shown:
    """The `folder` that is shown now, and which of its pages changed when."""

    def __init__(self):
        self.folder, self.changes, self.open = None, [], True
        self.first = self.version = int(time.time() * 1000)  # greater than any of an earlier preview
        self.news = threading.Condition()

    def show(self, folder):
        """From now on show another folder, in which all may be different."""
        self.folder = Path(folder)
        self.tell(["*"])

    def tell(self, pages):
        """Tell the open pages which of them have changed; "*" is any."""
        with self.news:
            self.version += 1
            self.changes.append(pages)
            self.news.notify_all()

    def since(self, version, seconds):
        """(version, pages) of what changed after `version`, waiting for it up to so many seconds."""
        with self.news:
            self.news.wait_for(lambda: self.version != version or not self.open, seconds)
            if not self.first <= version <= self.version:
                return self.version, ["*"]  # the page is of another preview
            new = self.changes[version - self.first :]
            return self.version, [page for pages in new for page in pages]

    def close(self):
        with self.news:
            self.open = False
            self.news.notify_all()


class Server(ThreadingTCPServer):
    """Serves what is `shown` on 127.0.0.1:`port` below `base`, in threads of its own."""

    daemon_threads = allow_reuse_address = True

    def __init__(self, shown, port, base):
        self.shown, self.base = shown, base
        super().__init__(("127.0.0.1", port), _Handler)
        self.thread = threading.Thread(target=self.serve_forever, daemon=True)
        self.thread.start()

    def handle_error(self, request, client_address):
        pass  # whoever asked has gone

    def close(self):
        self.shown.close()
        self.shutdown()
        self.server_close()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        shown, base = self.server.shown, self.server.base
        path = unquote(urlsplit(self.path).path)
        name = path.removeprefix(f"{base}/")
        if posixpath.basename(path) == "sw.js":
            self._send((OURS / "sw.js").read_bytes(), ".js")
        elif not path.startswith(f"{base}/"):
            self._redirect(f"{base}/")
        elif name == SCRIPT:
            self._send((OURS / "reload.js").read_bytes(), ".js")
        elif name == STREAM:
            self._stream()
        elif shown.folder is None:
            self._send(self._reloading(WAIT), ".html", 503)
        else:
            self._send_file(shown.folder, name)

    do_HEAD = do_GET

    def _send_file(self, folder, name):
        file = folder / (name if ".." not in Path(name).parts else "404")
        if file.is_dir():
            if name and not name.endswith("/"):
                return self._redirect(f"{self.server.base}/{name}/")
            file /= "index.html"
        status = 200
        if not file.is_file():
            file, status = folder / "404.html", 404
        try:
            content = file.read_bytes()
        except OSError:  # gone meanwhile, or there is no page for what is not there
            content, status = b"There is nothing at this address.", 404
        if file.suffix == ".html":
            content = self._reloading(content.decode(errors="replace"))
        self._send(content, file.suffix, status)

    def _reloading(self, text):
        address = f"{self.server.base}/{SCRIPT}?{self.server.shown.version}"
        return text.replace("</head>", f'<script src="{address}"></script></head>', 1).encode()

    def _send(self, content, suffix, status=200):
        kind = TYPES.get(suffix) or mimetypes.types_map.get(suffix, "application/octet-stream")
        if kind.startswith("text/"):
            kind += "; charset=utf-8"
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def _redirect(self, address):
        self.send_response(302)
        self.send_header("Location", address)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _stream(self):
        """Tell a page what has changed since it was sent, for as long as it is open."""
        query = self.headers.get("Last-Event-ID") or urlsplit(self.path).query
        version = int(query) if query.isdigit() else -1
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        while self.server.shown.open:
            version, pages = self.server.shown.since(version, seconds=15)
            event = f"id: {version}\ndata: {json.dumps(pages)}\n\n" if pages else ": still there\n\n"
            self.wfile.write(event.encode())
            self.wfile.flush()

    def log_message(self, *_):
        pass
