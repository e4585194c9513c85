"""Node.js, which Playwright brings along: for the page's code that needs no page."""

import json
import subprocess

from playwright._impl._driver import compute_driver_executable

NODE, _ = compute_driver_executable()


class Node:
    """A module that answers each line of JSON with a line of JSON, as long as it is open."""

    def __init__(self, module, *arguments):
        command = [NODE, module, *arguments]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def ask(self, request):
        print(json.dumps(request), file=self.process.stdin, flush=True)
        return json.loads(self.process.stdout.readline())

    def close(self):
        self.process.stdin.close()
        self.process.wait()
