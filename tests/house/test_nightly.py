"""The night: other versions are really installed and told, and there is one issue while it fails."""

import json
import os
import re
import subprocess
import sys
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

from tests import versions
from tests.house.test_locks import requirements
from tests.house.test_workflows import parsed

FOUR = {"numpy", "torch", "matplotlib", "mkdocs"}


@pytest.fixture
def nightly(root):
    return parsed(root / ".github/workflows/nightly.yml")


# Versions


def test_every_python_and_a_mac_and_both_ends_are_tried(root, nightly):
    rows = nightly["jobs"]["versions"]["strategy"]["matrix"]["include"]
    [least] = re.findall(
        r">=3\.(\d+)", tomllib.loads((root / "pyproject.toml").read_text())["project"]["requires-python"]
    )
    assert {row["python"] for row in rows} == {f"3.{minor}" for minor in range(int(least), 15)}
    assert {row["versions"] for row in rows} == {"oldest", "locked", "newest"}
    assert any(row["os"].startswith("macos") for row in rows)


def test_the_oldest_versions_fit_what_we_chose_and_are_older_than_the_lock(root):
    oldest, pinned = versions.oldest(root), {}
    for name in ("requirements.txt", "requirements-torch.txt"):
        pinned |= {each.name: next(iter(each.specifier)).version for each in requirements(root / name)}
    assert set(oldest) == FOUR
    for name, version in oldest.items():
        assert versions.chosen(root)[name].specifier.contains(version), name
        assert Version(version) < Version(pinned[name]), name


def test_constraints_say_what_is_allowed(root):
    assert all(re.fullmatch(r"[a-z]+==[\d.]+", line) for line in versions.constraints("oldest", root))
    newest = {each.name: each for each in map(Requirement, versions.constraints("newest", root))}
    assert set(newest) == FOUR and not newest["mkdocs"].specifier.contains("2.0")
    assert versions.constraints("locked", root) == []


def test_torch_alone_comes_from_its_index(monkeypatch):
    monkeypatch.setenv("TORCH_INDEX", "https://example.org/cpu")
    others, torch = versions.installs(["numpy==2.1.0", "torch==2.11.0"], "file.txt")
    assert others[-2:] == ["file.txt", "numpy"] and "--index-url" not in others
    assert torch[-3:] == ["--index-url", "https://example.org/cpu", "torch"]
    monkeypatch.setenv("TORCH_INDEX", "")
    assert "--index-url" not in versions.installs(["torch"], "file.txt")[1]
    assert versions.installs([], "file.txt") == []


def test_what_was_really_tested_is_printed(root):
    done = subprocess.run(
        [sys.executable, "-m", "tests.versions", "locked"],
        cwd=root,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    first, *told = done.stdout.splitlines()
    assert first.startswith(f"Python {sys.version_info.major}.{sys.version_info.minor}.") and " on " in first
    assert {line.partition(" ")[0] for line in told} == FOUR


def test_what_cannot_be_installed_ends_it(monkeypatch, tmp_path):
    monkeypatch.setattr(versions, "ROOT", tmp_path)
    monkeypatch.setattr(versions, "constraints", lambda which: ["numpy==0.0.1"])
    monkeypatch.setattr(
        versions, "installs", lambda lines, file: [[sys.executable, "-c", "raise SystemExit(3)"]]
    )
    assert "pip ended with 3, so nothing was tested" in versions.main(["oldest"])
    assert "write oldest, newest or locked" in versions.main(["latest"])


# The issue

GH = f"""#!{sys.executable}
import json, os, sys
from pathlib import Path

file, arguments = Path(os.environ["ISSUES"]), sys.argv[1:]
issues = json.loads(file.read_text())
match arguments[:2]:
    case ["issue", "list"]:
        print(*[each["number"] for each in issues if each["open"]][:1], sep="\\n")
    case ["label", "create"]:
        assert "--force" in arguments, "it may be there"
    case ["issue", "create"]:
        issues.append({{"number": len(issues) + 7, "open": True, "said": arguments[-1]}})
    case ["issue", "close"]:
        [issue] = [each for each in issues if str(each["number"]) == arguments[2]]
        issue.update(open=False, said=arguments[-1])
    case _:
        sys.exit(f"unknown: {{arguments}}")
file.write_text(json.dumps(issues))
"""


@pytest.fixture
def night(nightly, tmp_path):
    """night(results): the issues after the last job of a night, as its own step leaves them."""
    [step] = nightly["jobs"]["tell"]["steps"]
    gh, issues = tmp_path / "gh", tmp_path / "issues.json"
    gh.write_text(GH)
    gh.chmod(0o755)
    issues.write_text("[]")

    def pass_by(results, path=f"{tmp_path}:{os.environ['PATH']}"):
        told = {"RESULTS": results, "RUN": "the run", "ISSUES": str(issues), "PATH": path}
        command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]  # as GitHub runs it
        done = subprocess.run(command, env=told, capture_output=True, text=True, timeout=60)
        assert done.returncode == 0, done.stderr
        return [(each["number"], each["open"]) for each in json.loads(issues.read_text())]

    return pass_by


def test_one_issue_opens_when_it_fails_and_closes_when_it_heals(night):
    assert night("success success") == []
    assert night("success failure") == [(7, True)]
    assert night("failure failure") == [(7, True)], "one issue, however many nights"
    assert night("success success") == [(7, False)]
    assert night("success success") == [(7, False)]
    assert night("cancelled success") == [(7, False), (8, True)], "a job that took too long"
    assert night("success skipped") == [(7, False), (8, True)]


def test_the_issue_waits_for_every_other_job(nightly):
    jobs = nightly["jobs"]
    assert set(jobs["tell"]["needs"]) == set(jobs) - {"tell"}
    assert "cancelled()" in jobs["tell"]["if"] and set(jobs["tell"]["steps"][0]["env"]) >= {
        "GH_TOKEN",
        "GH_REPO",
    }
