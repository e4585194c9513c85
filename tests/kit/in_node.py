"""The page's code that needs no page, run by the Node.js that Playwright brings along."""

import json
import subprocess

from playwright._impl._driver import compute_driver_executable

LOGIC = "docs/assets/js/logic"
SCRIPT = """
import { readFileSync } from "node:fs";
const it = await import(process.argv[1]);
const given = JSON.parse(readFileSync(0, "utf-8"));
process.stdout.write(JSON.stringify((() => { %s })()));
"""


def in_node(root, module, body, given=None):
    """What a function body gives that sees the exports of logic/`module` as `it`, and `given`."""
    node, _ = compute_driver_executable()
    command = [node, "--input-type=module", "--eval", SCRIPT % body, (root / LOGIC / module).as_uri()]
    done = subprocess.run(command, input=json.dumps(given), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
