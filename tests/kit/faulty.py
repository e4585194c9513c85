"""A server of the site that answers as a test says: its faults, and another deployment."""

import contextlib
import time

from tests.kit.pages import Handler, Server
from tests.kit.served import PATH

LOGIN = b"<!doctype html><title>Please log in</title>"


def serve(site, handler=None, path=PATH):
    """A Server of the site, with its `faults`, what was `asked`, and the `folder` that it has now."""
    server = Server(site, handler or Faulty, path)
    inner = server._server
    server.faults = inner.faults = {}
    server.asked = inner.asked = []
    server.deploy = lambda folder: setattr(inner, "folder", str(folder))
    server.deploy(site)
    return server


class Faulty(Handler):
    """Answers as `faults` say: {the end of an address: the kind of fault}."""

    def do_GET(self):
        self.directory = self.server.folder
        path = self.path.partition("?")[0]
        self.server.asked.append(path)
        kind = next((kind for end, kind in self.server.faults.items() if path.endswith(end)), None)
        if kind is None or path == f"{PATH}sign-in/":
            return self.say(LOGIN) if path == f"{PATH}sign-in/" else super().do_GET()
        getattr(self, f"do_{kind}")()

    def say(self, body, kind="text/html", length=None):
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(length or len(body)))
        self.end_headers()
        with contextlib.suppress(OSError):
            self.wfile.write(body)

    def do_dead(self):
        self.close_connection = True

    def do_truncated(self):
        body, kind = self.body()
        self.say(body[: len(body) // 2], kind, len(body))
        self.close_connection = True

    def do_damaged(self):
        body, kind = self.body()
        self.say(body[:-1] + bytes([body[-1] ^ 1]), kind)

    def do_redirected(self):
        self.send_response(302)
        self.send_header("Location", f"{PATH}sign-in/")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def do_html(self):
        self.say(LOGIN)

    def do_500(self):
        self.send_error(500)

    def do_half(self):
        body, kind = self.body()
        self.say(body[: len(body) // 2], kind, len(body))
        while self.server.faults:  # until the test has mended it
            time.sleep(0.05)
        with contextlib.suppress(OSError):
            self.wfile.write(body[len(body) // 2 :])

    def body(self):
        path = self.translate_path(self.path)
        with open(path, "rb") as file:
            return file.read(), self.guess_type(path)

    def end_headers(self):
        self.send_header("Cache-Control", "no-store")  # else a browser need not ask again
        super(Handler, self).end_headers()
