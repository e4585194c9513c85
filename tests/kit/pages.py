"""A folder served as GitHub Pages serves a site: below a path, and with 404.html for what is not there."""

import contextlib
import functools
import http.server
import io
import os
import re
import socket
import sys
import threading

from tests.kit.served import PATH


class _Threads(http.server.ThreadingHTTPServer):
    """Ends its connections, too, when it is closed: a browser keeps them open."""

    def __init__(self, *arguments):
        super().__init__(*arguments)
        self.open = set()

    def process_request(self, request, address):
        self.open.add(request)
        super().process_request(request, address)

    def shutdown_request(self, request):
        self.open.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request, address):
        """A browser may leave in the middle of an answer; all else is said."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, address)

    def server_close(self):
        super().server_close()
        for request in [*self.open]:
            with contextlib.suppress(OSError):
                request.shutdown(socket.SHUT_RDWR)


class Server:
    """Serves a folder below `path` on a free port of 127.0.0.1; answers 404 with 404.html."""

    def __init__(self, site, handler=None, path=PATH):
        handler = functools.partial(handler or Handler, directory=str(site), below=path)
        self._server = _Threads(("127.0.0.1", 0), handler)
        self.origin = f"http://127.0.0.1:{self._server.server_port}"
        self.address = f"{self.origin}{path}"
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def stop(self):
        self._server.shutdown()
        self._server.server_close()


class Handler(http.server.SimpleHTTPRequestHandler):
    # As hosts do: the book kept for reading offline is five hundred requests, and of an older protocol
    # Chromium believes no tag
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    extensions_map = {**http.server.SimpleHTTPRequestHandler.extensions_map, ".js": "text/javascript"}

    def __init__(self, *arguments, below, **options):
        self.below = below
        super().__init__(*arguments, **options)  # which answers, and returns once it has

    def translate_path(self, path):
        inside = path[len(self.below) - 1 :] if path.startswith(self.below) else "/outside-of-the-site"
        return super().translate_path(inside)

    def send_head(self):
        """The sitemap names pages of this server: else the theme's navigation is not instant."""
        if not self.path.endswith("/sitemap.xml"):
            return super().send_head()
        with open(self.translate_path(self.path), encoding="utf-8") as file:
            body = re.sub(r"https://[^/]+", f"http://{self.headers['Host']}", file.read()).encode()
        return self.begin("application/xml", body)

    def begin(self, kind, body, **headers):
        """Send the head of an answer; its `body`, to be sent by who asked."""
        self.send_response(200)
        self.send_header("Content-Type", kind)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        return io.BytesIO(body)

    def send_error(self, code, message=None, explain=None):
        page = os.path.join(self.directory, "404.html")
        asks = self.headers.get("Sec-Fetch-Dest", "document")  # a page's pictures need no page
        if code != 404 or asks != "document" or not os.path.isfile(page):
            return super().send_error(code, message, explain)
        with open(page, "rb") as file:
            body = file.read()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def end_headers(self):
        self.send_header("Cache-Control", "max-age=3600")  # the site of a test stays as it is
        super().end_headers()

    def log_message(self, *arguments):
        """Say nothing: the tests look at the browser's side."""
