"""zizmor and actionlint find nothing in the workflows, and next to nothing is hidden from them."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

# Beside this Python, as pip puts them there
ZIZMOR, ACTIONLINT = (str(Path(sys.executable).parent / name) for name in ("zizmor", "actionlint"))
AUDIT = [ZIZMOR, "--offline", "--persona=pedantic", "--strict-collection", "--no-progress", "--color=never"]
COMMENTS = r"zizmor:\s*ignore|shellcheck\s+disable"
HIDES = {"workflows/*.y*ml": COMMENTS, "*.y*ml": rf"{COMMENTS}|^\s*(?:disable|ignore):"}
MOST_HIDDEN = 2


def found_by(*command):
    """What a tool says, where it found anything; else nothing."""
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    return done.stdout + done.stderr if done.returncode else ""


def test_zizmor_finds_nothing(root):
    assert found_by(*AUDIT, str(root / ".github")) == ""


def test_actionlint_finds_nothing(root):
    settings = root / ".github/actionlint.yaml"
    flows = sorted(map(str, (root / ".github/workflows").glob("*.y*ml")))
    assert flows and found_by(ACTIONLINT, "-config-file", str(settings), *flows) == ""


def hidden(folder):
    """The places in workflows and in the settings of both tools that hide what they would say."""
    return [
        f"{path.name}: {found[0].strip()}"
        for names, pattern in HIDES.items()
        for path in sorted(folder.glob(names))
        if path.name != "dependabot.yml"  # which ignores packages
        for found in re.finditer(pattern, path.read_text(encoding="utf-8"), re.MULTILINE)
    ]


def test_hardly_anything_is_hidden_from_them(root):
    assert len(hidden(root / ".github")) <= MOST_HIDDEN


FLOW = """\
name: broken
on: {pull_request: }
permissions: {contents: read}
concurrency: {group: broken, cancel-in-progress: true}
jobs:
  one:
    name: one
    runs-on: ubuntu-24.04
    steps:
      - run: echo hello
"""
TEXT = "${{ github.event.pull_request.title }}"


@pytest.mark.parametrize(
    "old, new, tool, words",
    [
        ("echo hello", f'echo "{TEXT}"', "zizmor", "template-injection"),
        ("pull_request:", "pull_request_target:", "zizmor", "dangerous-triggers"),
        ("- run: echo hello", "- uses: actions/checkout@v5", "zizmor", "unpinned-uses"),
        ("ubuntu-24.04", "ubuntu-24", "actionlint", 'label "ubuntu-24" is unknown'),
        ("- run: echo hello", "- run: echo hello\n        if: ${{ needs.two }}", "actionlint", '"two"'),
        ("one:\n", "one:\n    needs: [two]\n", "actionlint", 'needs job "two" which does not exist'),
    ],
)
def test_what_is_wrong_is_found(tmp_path, old, new, tool, words):
    file = tmp_path / ".github/workflows/broken.yml"
    file.parent.mkdir(parents=True)
    file.write_text(FLOW)
    commands = {"zizmor": AUDIT, "actionlint": [ACTIONLINT]}
    assert [found_by(*command, str(file)) for command in commands.values()] == ["", ""]
    assert FLOW.count(old) == 1
    file.write_text(FLOW.replace(old, new))
    assert words in found_by(*commands[tool], str(file))


def test_what_hides_is_seen(tmp_path):
    (tmp_path / "workflows").mkdir()
    (tmp_path / "workflows/a.yml").write_text("on: {push: {paths: [a]}} # zizmor: ignore[unpinned-uses]\n")
    (tmp_path / "workflows/b.yml").write_text("run: |\n  # shellcheck disable=SC2086\n")
    (tmp_path / "zizmor.yml").write_text("rules:\n  unpinned-uses:\n    disable: true\n")
    (tmp_path / "actionlint.yaml").write_text("paths:\n  a.yml:\n    ignore: [x]\n")
    (tmp_path / "dependabot.yml").write_text("    ignore:\n      - dependency-name: numpy\n")
    assert [line.partition(":")[0] for line in hidden(tmp_path)] == [
        "a.yml",
        "b.yml",
        "actionlint.yaml",
        "zizmor.yml",
    ]
