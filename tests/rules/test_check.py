"""The list of rules: complete, each with a name and a sentence, and how one more joins it."""

import inspect
import re
import shutil
import subprocess
import sys

import pytest

from book.rules import files, headings, links, pictures, prose, raw, snippets, tokens
from book.rules.check import RULES

SUBJECTS = (files, headings, links, pictures, prose, raw, snippets, tokens)
RULE = """

def shouting(chapter, context):
    for number, line in _prose(chapter):
        if "!!" in line:
            yield number, "two exclamation marks: one will do"
"""
ENTRY = '    Rule("no-shouting", "Nobody shouts.", tokens.shouting),\n'
LINE = "docs/shouting.md:3: two exclamation marks: one will do"


def test_every_rule_has_a_name_and_a_sentence():
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.name) for rule in RULES)
    assert all(re.fullmatch(r"[A-Z][^.]+\.", rule.says) for rule in RULES)
    assert len({rule.name for rule in RULES}) == len({rule.says for rule in RULES}) == len(RULES)


@pytest.mark.parametrize("subject", SUBJECTS, ids=lambda module: module.__name__)
def test_every_function_that_takes_a_context_is_in_the_list(subject):
    """Private helpers aside."""
    written = {
        function
        for name, function in inspect.getmembers(subject, inspect.isfunction)
        if "context" in list(inspect.signature(function, follow_wrapped=False).parameters)
        and function.__module__ == subject.__name__
        and not name.startswith("_")
    }
    assert written == {rule.find for rule in RULES if rule.find.__module__ == subject.__name__}


def test_a_rule_is_a_function_an_entry_and_a_broken_case(root, tmp_path):
    def run(*arguments):
        return subprocess.run(
            [sys.executable, "-m", *arguments], cwd=tmp_path, capture_output=True, text=True, timeout=120
        )

    caches = shutil.ignore_patterns("__pycache__")
    for folder in ("book", "tests/broken", "tests/kit", "tests/rules", "docs/assets/css"):
        shutil.copytree(root / folder, tmp_path / folder, ignore=caches)
    for file in ("pyproject.toml", "tests/__init__.py", "tests/conftest.py"):
        shutil.copy(root / file, tmp_path / file)
    case = tmp_path / "tests/broken/markdown/shouting"
    (case / "docs").mkdir(parents=True)
    (case / "docs/shouting.md").write_text("# Shouting\n\nLook!!\n")
    (case / "expected.txt").write_text(f"{LINE}\n")
    refuse = ("book", "check", "--prose", "--docs", str(case / "docs"))
    assert (run(*refuse).returncode, run(*refuse).stdout) == (0, "")

    with open(tmp_path / "book/rules/tokens.py", "a") as module:
        module.write(RULE)
    check = tmp_path / "book/rules/check.py"
    check.write_text(check.read_text().replace("RULES = (\n", f"RULES = (\n{ENTRY}"))
    said = run(*refuse)
    assert (said.returncode, said.stdout) == (1, f"{case.relative_to(tmp_path)}/{LINE}\n")
    done = run("pytest", "-q", "tests/rules/test_broken.py", "-k", "shouting or stem_of_its_own")
    assert "2 passed" in done.stdout, done.stdout
