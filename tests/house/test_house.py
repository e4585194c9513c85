"""What surrounds the book is true: locks, Makefile, workflows, README."""

import ast
import importlib.metadata
import os
import re
import stat
import subprocess
import sys
import tomllib

import pytest
import pytest_codeblocks
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.browser import find_chrome

ROOMS = ("book", "snippets", "tests")


def requirements(path):
    """The requirements of a file without comments, hashes and continuation marks."""
    lines = (line.split("#")[0].strip(" \\\n") for line in path.open())
    return [Requirement(line) for line in lines if line and not line.startswith("--hash")]


def named(path):
    """The names of a requirements file, canonical."""
    return {canonicalize_name(each.name) for each in requirements(path)}


def targets(root):
    """The targets of the Makefile that a person calls."""
    return set(re.findall(r"^([a-z-]+):.*##", (root / "Makefile").read_text(), re.MULTILINE))


def called_targets(text):
    """The targets of the `make` commands in a script or a page."""
    return re.findall(r"(?:^|`|exec )make ([a-z-]+)", text, re.MULTILINE)


# Locks


def test_lock_pins_and_hashes_everything(root):
    text = (root / "requirements.txt").read_text()
    entries = re.split(r"\n(?=\S)", text.strip())
    for entry in entries:
        assert re.match(r"[a-z0-9-]+(\[[a-z]+\])?==[0-9a-z.]+( ; [^\\]+)? \\\n", entry), entry
        assert "--hash=sha256:" in entry, entry


def test_lock_holds_no_path_index_or_local_version(root):
    text = (root / "requirements.txt").read_text()
    assert not re.search(r"\+|://|@|/|index|find-links|#", text)


def test_lock_leaves_torch_to_its_own_file(root):
    [alone] = requirements(root / "requirements-torch.txt")
    assert str(alone) == "torch==2.13.0"
    foreign = re.compile(r"torch|nvidia|cuda|triton")
    assert not [name for name in named(root / "requirements.txt") if foreign.match(name)]


def test_lock_fits_what_we_chose(root):
    pins = {}
    for each in requirements(root / "requirements.txt"):
        pins.setdefault(canonicalize_name(each.name), []).append(next(iter(each.specifier)).version)
    for chosen in requirements(root / "requirements.in"):
        versions = pins.get(canonicalize_name(chosen.name), [])
        assert any(map(chosen.specifier.contains, versions)), f"make lock: {chosen}"


def test_lock_has_what_torch_needs(root):
    """Else torch's own step, and its index, would fetch it."""
    needs = map(Requirement, importlib.metadata.requires("torch"))
    needs = [each for each in needs if not re.match(r"nvidia|cuda|triton", each.name)]
    here = [each for each in needs if each.marker is None or each.marker.evaluate({"extra": ""})]
    assert {canonicalize_name(each.name) for each in here} <= named(root / "requirements.in") | {"filelock"}


def test_every_choice_has_a_reason_and_every_import_is_a_choice(root):
    chosen = named(root / "requirements.in") | {"torch"}
    distributions = importlib.metadata.packages_distributions()
    for path, module in imports(root):
        top = module.split(".")[0]
        beside = (path.parent / f"{top}.py").exists()
        if top not in sys.stdlib_module_names and top not in ROOMS and not beside:
            owners = set(map(canonicalize_name, distributions[top]))
            assert owners & chosen, f"{path}: {top} is not in requirements.in"


def imports(root):
    """(path, module) for every import in the rooms."""
    for room in ROOMS:
        for path in sorted((root / room).rglob("*.py")):
            if "broken" in path.parts:  # fixtures, wrong on purpose
                continue
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Import):
                    yield from ((path, alias.name) for alias in node.names)
                elif isinstance(node, ast.ImportFrom) and node.module:
                    yield path, node.module


# The Makefile


@pytest.fixture
def workshop(root, tmp_path):
    """A folder with the Makefile, and a virtual environment in which everything is up to date."""
    (tmp_path / ".venv/bin").mkdir(parents=True)
    (tmp_path / ".venv/bin/python").symlink_to(sys.executable)
    (tmp_path / "Makefile").write_text((root / "Makefile").read_text())
    order = ("requirements.txt", "requirements-torch.txt", "pyproject.toml")
    stamps = (".venv/.made", ".venv/.locked", ".venv/.torch", ".venv/.ready")
    for age, name in enumerate(order + stamps):
        (tmp_path / name).touch()
        os.utime(tmp_path / name, (age, age))
    return tmp_path


def make(folder, *arguments):
    """Run make in a folder without the settings of a make that runs these tests."""
    clean = {key: value for key, value in os.environ.items() if not key.startswith("MAKE")}
    clean.pop("MFLAGS", None)
    return subprocess.run(
        ["make", *arguments], cwd=folder, env=clean, capture_output=True, text=True, timeout=60
    )


def test_make_alone_lists_the_targets(root, workshop):
    listed = set(re.findall(r"^  make ([a-z-]+) ", make(workshop).stdout, re.MULTILINE))
    assert listed == targets(root)
    assert listed >= {"book", "test", "test-all", "serve", "bench", "clean", "lock"}


def test_make_installs_nothing_when_nothing_changed(workshop):
    assert make(workshop, "-n", "book").stdout.strip() == ".venv/bin/python -m book make"


@pytest.mark.parametrize(
    ("changed", "steps"),
    [
        ("pyproject.toml", ["--editable ."]),
        ("requirements-torch.txt", ["-r requirements-torch.txt", "--editable ."]),
        ("requirements.txt", ["-r requirements.txt", "-r requirements-torch.txt", "--editable ."]),
    ],
)
def test_make_repeats_the_steps_whose_file_changed(workshop, changed, steps):
    os.utime(workshop / changed, (100, 100))
    lines = make(workshop, "-n", "book").stdout.splitlines()
    installs = [line for line in lines if " install " in line]
    assert len(installs) == len(steps)
    assert all(line.endswith(step) for line, step in zip(installs, steps))


def test_a_preview_waits_for_no_torch(workshop):
    (workshop / ".venv/.torch").unlink()
    assert make(workshop, "-n", "serve").stdout.strip() == ".venv/bin/python -m book serve"


def test_make_renews_an_environment_whose_python_has_gone(workshop):
    (workshop / ".venv/bin/python").unlink()
    (workshop / ".venv/bin/python").symlink_to("/nowhere/python3")
    assert "-m venv --clear .venv" in make(workshop, "-n", "book").stdout


def test_torch_index_answers_for_torch_alone(workshop):
    os.utime(workshop / "requirements.txt", (100, 100))
    lines = make(workshop, "-n", "book", "TORCH_INDEX=https://example.org/cpu").stdout.splitlines()
    torch_lines = [line for line in lines if "example.org" in line]
    assert len(torch_lines) == 1
    assert torch_lines[0].endswith("--index-url https://example.org/cpu -r requirements-torch.txt")


def test_make_says_when_python_is_too_old(workshop):
    (workshop / ".venv/bin/python").unlink()
    done = make(workshop, "book", "PYTHON=false")
    assert done.returncode != 0
    assert done.stderr.startswith("The book needs Python 3.11 or newer, and 'false' is not.")


def test_no_file_names_an_extra_index(root):
    names = ["Makefile", "pyproject.toml", ".ci/run", "README.md", "requirements.in"]
    for path in [root / name for name in names] + workflows(root):
        assert "extra-index" not in path.read_text(), path


def test_ci_runs_the_test_command_of_the_readme(root):
    script = root / ".ci/run"
    assert script.stat().st_mode & stat.S_IXUSR
    assert called_targets(script.read_text()) == ["test"]
    assert "--durations=10" in (root / "Makefile").read_text()


# The browser


@pytest.mark.parametrize("program", ["false", "no-such-browser"])
def test_a_named_browser_must_start(monkeypatch, program):
    monkeypatch.setenv("CHROME", program)
    with pytest.raises(SystemExit, match=f"CHROME={program} does not start"):
        find_chrome.find()


def test_installers_are_tried_in_order_and_their_failure_is_one_line(monkeypatch):
    tried = []
    monkeypatch.delenv("CHROME", raising=False)
    monkeypatch.setattr(find_chrome, "installed", lambda: None)
    monkeypatch.setattr(find_chrome, "playwrights", lambda: None)
    monkeypatch.setattr(find_chrome, "installs", lambda *command: tried.append(command))
    monkeypatch.setattr(find_chrome.os, "geteuid", lambda: 0)
    monkeypatch.setattr(find_chrome.shutil, "which", lambda name: name)
    with pytest.raises(SystemExit, match="^No Chromium to test with: .*CHROME=PATH$"):
        find_chrome.find()
    assert [command[-2:] for command in tried] == [("install", "chromium"), ("apt-get", "update")]


def test_the_first_browser_that_starts_is_taken(monkeypatch, tmp_path):
    for name, code in (("chromium", 1), ("google-chrome", 0)):
        (tmp_path / name).write_text(f"#!/bin/sh\nexit {code}\n")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find_chrome.installed() == str(tmp_path / "google-chrome")


# Workflows


def workflows(root):
    return sorted((root / ".github/workflows").glob("*.y*ml"))


def parsed(path):
    """A workflow; YAML reads its key `on` as the boolean."""
    flow = yaml.safe_load(path.read_text())
    flow["on"] = flow.pop(True)
    return flow


def steps(flow):
    return [step for job in flow["jobs"].values() for step in job["steps"]]


@pytest.fixture(params=["pull-request", "gpu", "nightly"])
def workflow(root, request):
    return root / ".github/workflows" / f"{request.param}.yml"


def test_every_workflow_is_tested_here(root):
    assert {path.stem for path in workflows(root)} == {"pull-request", "gpu", "nightly"}


def test_workflow_may_only_read(workflow):
    flow = parsed(workflow)
    assert flow["permissions"] == {"contents": "read"}
    assert all("permissions" not in job for job in flow["jobs"].values())
    assert "secrets." not in workflow.read_text()


def test_workflow_ends_and_does_not_pile_up(workflow):
    flow = parsed(workflow)
    assert flow["concurrency"]["group"]
    assert all(job["timeout-minutes"] <= 60 for job in flow["jobs"].values())


def test_workflow_pins_actions_and_keeps_no_credentials(workflow):
    for step in steps(parsed(workflow)):
        if "uses" in step:
            assert re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}", step["uses"]), step
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False


def test_workflow_puts_no_event_text_into_a_script(workflow):
    assert not [step for step in steps(parsed(workflow)) if "${{" in step.get("run", "")]


def test_workflow_calls_targets_that_exist(root, workflow):
    called = called_targets("\n".join(step.get("run", "") for step in steps(parsed(workflow))))
    assert called and set(called) <= targets(root)


def test_own_machines_never_run_a_pull_request(root):
    for path in workflows(root):
        flow = parsed(path)
        assert "pull_request_target" not in flow["on"]
        own = any("self-hosted" in job["runs-on"] for job in flow["jobs"].values())
        assert not own or set(flow["on"]) <= {"workflow_dispatch", "schedule", "push"}


def test_what_builds_the_site_hands_it_over(workflow):
    commands = [step.get("run") for step in steps(parsed(workflow))]
    uploads = [step["with"] for step in steps(parsed(workflow)) if "upload" in step.get("uses", "")]
    assert ("make book" in commands) == ("site/" in [upload["path"] for upload in uploads])


def test_the_long_sweeps_run_every_night(root):
    flow = parsed(root / ".github/workflows/nightly.yml")
    assert "schedule" in flow["on"]
    assert "make test-all" in "\n".join(step.get("run", "") for step in steps(flow))


# Pages about the house


@pytest.fixture(params=["README.md", "CONTRIBUTING.md", "LICENSE-text.md", "data/mnist/NOTICE.md"])
def page(root, request):
    return root / request.param


def test_page_links_to_what_exists(page):
    prose = re.sub(r"^```.*?^```", "", page.read_text(), flags=re.MULTILINE | re.DOTALL)
    for link in re.findall(r"\]\(([^)#\s]+)", prose):
        assert link.startswith("https://") or (page.parent / link).exists(), link


def test_page_names_targets_that_exist(root, page):
    assert set(called_targets(page.read_text())) <= targets(root)


def test_readme_names_rooms_that_exist(root):
    table = re.findall(r"^\| `([^`]+)`", (root / "README.md").read_text(), re.MULTILINE)
    assert {"docs/", "snippets/", "book/", "tests/"} <= set(table)
    assert all((root / name).exists() for name in table)


def test_readme_code_runs(root):
    blocks = pytest_codeblocks.extract_from_file(root / "README.md")
    [code] = [block.code for block in blocks if block.syntax == "python"]
    exec(compile(code, "README.md", "exec"), {})


def test_project_names_its_licences(root):
    project = tomllib.loads((root / "pyproject.toml").read_text())["project"]
    assert all((root / name).exists() for name in project["license-files"])
    assert "Yann LeCun and Corinna Cortes" in (root / "data/mnist/NOTICE.md").read_text()
