"""Drives WebKitGTK's MiniBrowser by WebDriver (https://w3c.github.io/webdriver/), on a screen that nobody sees."""

import http.client
import json
import os
import socket
import subprocess
import time

from tests.browser.engine import PATIENCE, Engine

SCREEN = "1300x1100x24"
LOOK = {"GDK_BACKEND": "x11", "LIBGL_ALWAYS_SOFTWARE": "1", "WEBKIT_DISABLE_COMPOSITING_MODE": "1"}
# The driver tells of no error and no request: the page is asked what it loaded, and what failed since it opened
HEAR = """(window.failed = [], ["error", "unhandledrejection"].forEach((kind) => addEventListener(kind,
    (event) => failed.push(`${kind}: ${event.message ?? event.reason}`))), null)"""
FAR = """[...(window.failed ?? []), ...performance.getEntriesByType("resource").map((each) => each.name)
    .filter((name) => !name.startsWith(location.origin) && !/^(data|blob):/.test(name))
    .map((name) => `request: ${name}`)]"""


class WebKit(Engine):
    """One page of a browser, asked as tests/browser/firefox asks its own; `wrongs` asks the page that is open."""

    def __init__(self, programs):
        driver, browser, screen = programs
        command = [screen, "-displayfd", "1", "-screen", "0", SCREEN, "-nolisten", "tcp"]
        self.screen = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        place = {"DISPLAY": f":{self.screen.stdout.readline().strip()}", **LOOK}
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        command = [driver, f"--port={self.port}", "--host=127.0.0.1"]
        self.driver = subprocess.Popen(command, env={**os.environ, **place}, stderr=subprocess.DEVNULL)
        options = {"binary": browser, "args": ["--automation"]}
        wanted = {"browserName": "MiniBrowser", "webkitgtk:browserOptions": options}
        session = self._begun({"capabilities": {"alwaysMatch": wanted}})
        self.path = f"/session/{session['sessionId']}"
        self.version = session["capabilities"]["browserVersion"]
        self._call("POST", f"{self.path}/timeouts", {"script": 1000 * PATIENCE, "pageLoad": 1000 * PATIENCE})

    def _begun(self, wanted):
        for _ in range(10 * PATIENCE):
            try:
                return self._call("POST", "/session", wanted)
            except ConnectionRefusedError:  # it does not listen yet
                time.sleep(0.1)
        raise AssertionError("WebKitWebDriver never listened")

    def _call(self, method, path, body=None):
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=2 * PATIENCE)
        try:
            line.request(method, path, json.dumps(body or {}), {"Content-Type": "application/json"})
            told = json.loads(line.getresponse().read())["value"]
        finally:
            line.close()
        assert not (isinstance(told, dict) and "error" in told), told
        return told

    def close(self):
        for process in (self.driver, self.screen):  # the browser ends with its driver
            process.terminate()
            process.wait()
        self.screen.stdout.close()

    @property
    def wrongs(self):
        return self.ask(FAR)

    def open(self, address):
        self._call("POST", f"{self.path}/url", {"url": address})
        self.ask(HEAR)

    def size(self, width, height):
        self._call("POST", f"{self.path}/window/rect", {"width": width, "height": height})

    def ask(self, expression):
        """What an expression gives in the page, awaited; by way of JSON."""
        script = f"""const [done] = arguments;
            (async () => JSON.stringify(await ({expression}) ?? null))()
                .then((told) => done({{ told }}), (error) => done({{ error: String(error) }}));"""
        given = self._call("POST", f"{self.path}/execute/async", {"script": script, "args": []})
        assert "told" in given, given
        return json.loads(given["told"])

    def perform(self, *sources):
        self._call("POST", f"{self.path}/actions", {"actions": list(sources)})
