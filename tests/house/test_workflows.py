"""The workflows may read only, end, and call what exists."""

import re
from pathlib import Path

import pytest
import yaml

from tests.house.targets import called_targets, targets


def workflows(root):
    return sorted((root / ".github/workflows").glob("*.y*ml"))


def parsed(path):
    """A workflow; YAML reads its key `on` as the boolean."""
    flow = yaml.safe_load(path.read_text())
    flow["on"] = flow.pop(True)
    return flow


def steps(flow):
    return [step for job in flow["jobs"].values() for step in job["steps"]]


FLOWS = {path.stem: path for path in workflows(Path(__file__).resolve().parents[2])}
# What a job may do beyond reading: it does that alone, and runs no code of the repository
READ = {"contents": "read"}
WRITES = {
    "nightly.tell": {"issues": "write"},
    "deploy.notebooks": {"contents": "write"},
    "deploy.deploy": {"pages": "write", "id-token": "write"},
    "release.publish": {"contents": "write"},
}


@pytest.fixture(params=sorted(FLOWS))
def workflow(request):
    return FLOWS[request.param]


def test_workflow_may_only_read(workflow):
    flow = parsed(workflow)
    assert flow["permissions"] in ({}, READ)
    for name, job in flow["jobs"].items():
        may = job.get("permissions", flow["permissions"])
        assert may == WRITES.get(f"{workflow.stem}.{name}", READ), name
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
    """On `pull_request` its own workflow runs: what that asks for, such as an environment, it may leave out."""
    for path in workflows(root):
        flow = parsed(path)
        assert "pull_request_target" not in flow["on"]
        own = any("self-hosted" in job["runs-on"] for job in flow["jobs"].values())
        assert not own or set(flow["on"]) <= {"workflow_dispatch", "schedule", "push"}


def test_what_builds_the_site_hands_it_over(workflow):
    commands = [step.get("run") for step in steps(parsed(workflow))]
    uploads = [step["with"] for step in steps(parsed(workflow)) if "upload" in step.get("uses", "")]
    kept = {upload["path"] for upload in uploads} & {"site/", "dist/"}  # a release packs it
    assert ("make book" in commands) == bool(kept)


def test_the_long_sweeps_run_every_night(root):
    flow = parsed(root / ".github/workflows/nightly.yml")
    assert "schedule" in flow["on"]
    assert "make test-all" in "\n".join(step.get("run", "") for step in steps(flow))
