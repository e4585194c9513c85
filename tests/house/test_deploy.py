"""What a workflow may write, and the steps that publish: run here as they are written there."""

import os
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from book.reading.book import Book
from tests.house.test_makefile import make
from tests.house.test_workflows import READ, parsed
from tests.kit.pages import Server
from tests.publishing.test_ask import FILES, PATH, write


@pytest.fixture(scope="module")
def path(root):
    return root / ".github/workflows/deploy.yml"


@pytest.fixture(scope="module")
def deploy(path):
    return parsed(path)


def step_of(flow, job, start):
    [found] = [step for step in flow["jobs"][job]["steps"] if step.get("name", "").startswith(start)]
    return found


def run(step, folder, **environment):
    """The script of a step as a runner runs it, in `folder`; its `env` is that of the step, but for what
    an expression gives."""
    given = {key: str(value) for key, value in step.get("env", {}).items() if "${{" not in str(value)}
    python = {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
        cwd=folder,
        env=os.environ | python | given | environment,
        capture_output=True,
        text=True,
        timeout=300,
    )


def writes(permissions):
    return permissions == "write-all" or "write" in dict(permissions or {}).values()


def test_each_job_may_do_one_thing_and_one_that_writes_runs_no_code_of_the_book(deploy):
    assert deploy["permissions"] == {}
    assert {name: job["permissions"] for name, job in deploy["jobs"].items()} == {
        "build": READ,
        "notebooks": {"contents": "write"},
        "deploy": {"pages": "write", "id-token": "write"},
        "ask": READ,
    }
    for job in deploy["jobs"].values():
        used = [step["uses"].split("@")[0] for step in job["steps"] if "uses" in step]
        assert "actions/checkout" not in used or not writes(job["permissions"])


def test_only_what_is_on_main_is_published_after_it_was_tested_with_its_notebooks_there(root, deploy):
    assert deploy["on"] == {"workflow_dispatch": None, "push": {"branches": ["main"]}}
    jobs = deploy["jobs"]
    assert jobs["build"]["if"] == "github.ref == 'refs/heads/main'"
    needs = {name: job.get("needs") for name, job in jobs.items()}
    assert needs == {"build": None, "notebooks": "build", "deploy": ["build", "notebooks"], "ask": "deploy"}
    assert jobs["deploy"]["environment"]["name"] == "github-pages"
    assert Book(root).config["edit_uri"] == "edit/main/docs/"


def test_the_site_that_is_tested_is_the_one_that_is_published(deploy):
    steps = deploy["jobs"]["build"]["steps"]
    names = [step.get("name", "") for step in steps]
    keep = steps[names.index("Keep the site")]
    assert keep["uses"].startswith("actions/upload-pages-artifact@") and keep["with"] == {"path": "site/"}
    test = steps[names.index("Test this very site in a browser")]
    assert test["run"] == "make test TESTS=tests/browser SITE=site"
    assert names.index("Build the book") < names.index("Keep the site") < steps.index(test)


def test_make_tests_the_site_that_it_is_given(root):
    said = make(root, "-n", "test", "TESTS=tests/browser", "SITE=site").stdout
    assert said.rstrip().endswith('-m "not heavy" tests/browser')


def test_the_pages_offer_the_branch_that_the_deployment_fills(root, deploy, monkeypatch):
    branch = deploy["env"]["NOTEBOOKS_BRANCH"]
    monkeypatch.setenv("NOTEBOOKS_BRANCH", branch)
    assert Book(root).config["extra"]["notebooks_branch"] == branch != ""


@pytest.fixture
def fill(deploy, tmp_path):
    """fill(notebooks): run the step that pushes them to a repository on this machine; what it said."""
    step, home = step_of(deploy, "notebooks", "Push the notebooks"), tmp_path / "github/ann/stf"
    subprocess.run(["git", "init", "--quiet", "--bare", str(home)], check=True)
    runs = iter(range(9))

    def fill(notebooks):
        folder = tmp_path / f"run-{next(runs)}"
        site = write(folder / "site", {f"notebooks/{name}": text for name, text in notebooks.items()})
        write(site, {"index.html": "home"})
        with tarfile.open(folder / "artifact.tar", "w") as archive:
            archive.add(site, ".")
        address = {"GITHUB_SERVER_URL": (tmp_path / "github").as_uri(), "GITHUB_REPOSITORY": "ann/stf"}
        done = run(step, folder, **address, **deploy["env"], GITHUB_SHA="abc123", TOKEN="none")
        assert done.returncode == 0, done.stderr
        return done.stdout

    fill.home = home
    return fill


def git(home, *arguments):
    return subprocess.run(["git", *arguments], cwd=home, capture_output=True, text=True, check=True).stdout


def test_the_branch_of_notebooks_is_made_and_then_grows_by_one_commit_where_one_has_changed(fill):
    assert "2 files changed" in fill({"one.ipynb": "1", "two.ipynb": "2"})
    assert git(fill.home, "ls-tree", "-r", "--name-only", "notebooks").split() == ["one.ipynb", "two.ipynb"]
    first = git(fill.home, "rev-parse", "notebooks")
    assert (
        fill({"one.ipynb": "1", "two.ipynb": "2"}) == "The branch notebooks holds these notebooks already.\n"
    )
    assert git(fill.home, "rev-parse", "notebooks") == first
    assert "3 files changed" in fill({"one.ipynb": "new", "three.ipynb": "3"})
    assert git(fill.home, "ls-tree", "-r", "--name-only", "notebooks").split() == ["one.ipynb", "three.ipynb"]
    assert git(fill.home, "rev-parse", "notebooks~1") == first
    assert (
        git(fill.home, "log", "--format=%an: %s", "notebooks").splitlines()
        == ["github-actions[bot]: The notebooks of abc123"] * 2
    )
    assert git(fill.home, "branch", "--format=%(refname:short)").split() == ["notebooks"]


@pytest.mark.parametrize("broken", [False, True])
def test_the_published_site_is_asked_and_what_is_wrong_fails_the_job(root, deploy, tmp_path, broken):
    step = dict(step_of(deploy, "ask", "Is it whole"))
    step["run"] = step["run"].replace("book ask", "book ask --tries 1")
    (tmp_path / "docs").mkdir()
    built = write(tmp_path / "built", FILES)
    with tarfile.open(tmp_path / "artifact.tar", "w") as archive:
        archive.add(built, ".")
    server = Server(built, path=PATH)
    if broken:
        (built / "a.css").unlink()
    done = run(step, tmp_path, PAGE_URL=server.address, PYTHONPATH=str(root))
    server.stop()
    assert done.returncode == broken, done.stderr
    assert ("a.css: a style sheet of home is answered by 404" in done.stdout) == broken


def test_a_pull_request_gets_a_summary_of_what_changed(root, tmp_path):
    """On a merge of which only the two parents are there, as the runner fetches it."""
    step = step_of(parsed(root / ".github/workflows/pull-request.yml"), "changes", "Pages, outputs")
    there, here = tmp_path / "there", tmp_path / "here"
    write(there, {"docs/one.md": "# One\n", "docs/figures/one/a.svg": "<svg/>"})
    name = ("-c", "user.name=a", "-c", "user.email=a@example.org")
    git(there, "init", "--quiet", "--initial-branch=main")
    for text in ("older", "main"):
        write(there, {"main.txt": text})
        git(there, "add", "--all")
        git(there, *name, "commit", "--quiet", "-m", text)
    git(there, "switch", "--quiet", "-c", "change", "HEAD^")
    write(there, {"docs/figures/one/a.svg": "<svg>new</svg>"})
    git(there, *name, "commit", "--quiet", "--all", "-m", "change")
    git(there, "switch", "--quiet", "--detach", "main")
    git(there, *name, "merge", "--quiet", "--no-ff", "-m", "merge", "change")
    git(tmp_path, "clone", "--quiet", "--depth=2", there.as_uri(), str(here))
    (here / ".venv").symlink_to(sys.prefix)
    summary = tmp_path / "summary.md"
    done = run(
        step,
        here,
        GITHUB_STEP_SUMMARY=str(summary),
        GITHUB_REPOSITORY="ann/book",
        AFTER="ben/fork@abc",
        PYTHONPATH=str(root),
    )
    assert (done.returncode, done.stderr, done.stdout) == (0, "", "")
    text = summary.read_text()
    assert text.startswith("# 0 pages and 1 figure changed\n") and "Besides, 0 files" in text
    main = git(there, "rev-parse", "main").strip()
    for repository, commit in (("ann/book", main), ("ben/fork", "abc")):
        assert f"{repository}/{commit}/docs/figures/one/a.svg" in text
