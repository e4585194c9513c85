"""Drives a Firefox as it is installed, by WebDriver BiDi (https://w3c.github.io/webdriver-bidi/).

Playwright's own Firefox is a patched one, and of others its BiDi asks for more than they know.
"""

import asyncio
import json
import re
import subprocess
import threading

from tornado.websocket import websocket_connect

from tests.browser.engine import PATIENCE, Engine

PREFERENCES = {
    "app.update.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.page": 0,
    "datareporting.policy.dataSubmissionEnabled": False,
    "extensions.update.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "remote.prefs.recommended": True,  # what else a test does not need rests
    "toolkit.telemetry.server": "",
}
LISTENS = re.compile(r"WebDriver BiDi listening on (ws://\S+)")


class Firefox(Engine):
    """One page of a browser: what it is asked, and what it told meanwhile.

    `wrongs` lists errors in the console, exceptions, and requests that left `origin`.
    """

    def __init__(self, program, profile, origin):
        self.origin, self.wrongs, self.number = origin, [], 0
        lines = (
            f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in PREFERENCES.items()
        )
        (profile / "user.js").write_text("\n".join(lines))
        command = [program, "--headless", "--no-remote", "--profile", profile, "--remote-debugging-port", "0"]
        self.process = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
        self.loop = asyncio.new_event_loop()  # in a thread: Playwright's runs in this one
        threading.Thread(target=self.loop.run_forever, daemon=True).start()
        self.socket = self._await(self._connected(f"{self._address()}/session"))
        self.call("session.new", capabilities={})
        self.call("session.subscribe", events=["log.entryAdded", "network.beforeRequestSent"])
        self.page = self.call("browsingContext.getTree")["contexts"][0]["context"]

    def _address(self):
        for line in self.process.stderr:
            if found := LISTENS.search(line):
                return found[1]
        raise RuntimeError("Firefox ended before it listened")

    async def _connected(self, address):
        return await websocket_connect(address, max_message_size=2**28)

    def _await(self, promise):
        return asyncio.run_coroutine_threadsafe(promise, self.loop).result(PATIENCE)

    def close(self):
        self.process.terminate()
        self.process.wait()
        self.process.stderr.close()
        self.loop.call_soon_threadsafe(self.loop.stop)

    def call(self, method, **parameters):
        """Send a command; what it gives. What the browser tells until then is heard."""
        self.number += 1
        message = json.dumps({"id": self.number, "method": method, "params": parameters})
        return self._await(self._answered(message))

    async def _answered(self, message):
        await self.socket.write_message(message)
        while True:
            told = json.loads(await self.socket.read_message())
            if told.get("id") == self.number:
                assert told["type"] == "success", told
                return told["result"]
            self._hear(told.get("method"), told.get("params"))

    def _hear(self, event, told):
        if event == "log.entryAdded" and told["level"] == "error":
            self.wrongs.append(f"error: {told['text']}")
        elif event == "network.beforeRequestSent":
            address = told["request"]["url"]
            if not address.startswith((f"{self.origin}/", "data:", "blob:")):
                self.wrongs.append(f"request: {address}")

    def open(self, address):
        self.call("browsingContext.navigate", context=self.page, url=address, wait="complete")

    def size(self, width, height):
        viewport = {"width": width, "height": height}
        self.call("browsingContext.setViewport", context=self.page, viewport=viewport)

    def ask(self, expression):
        """What an expression gives in the page, awaited; by way of JSON."""
        text = f"(async () => JSON.stringify(await ({expression}) ?? null))()"
        target = {"context": self.page}
        given = self.call("script.evaluate", expression=text, target=target, awaitPromise=True)
        assert given["type"] == "success", given
        return json.loads(given["result"]["value"])

    def perform(self, *sources):
        self.call("input.performActions", context=self.page, actions=list(sources))

    def picture(self):
        """The window as PNG, in base64."""
        return self.call("browsingContext.captureScreenshot", context=self.page)["data"]
