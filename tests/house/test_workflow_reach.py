"""What a stranger's pull request can start reaches no machine of ours, no secret and no token that writes."""

import re

import pytest
import yaml

from tests.house.test_workflows import parsed, workflows

# Whoever starts these can write to the repository; each other event, a stranger can cause
OURS = {"push", "schedule", "workflow_dispatch", "release"}
HOSTED = re.compile(r"(ubuntu|macos|windows)-[\w.-]+")
EXPRESSION = re.compile(r"\$\{\{\s*(.*?)\s*\}\}")
# Its reviewers must approve each run: a setting of the repository, see SECURITY.md
REVIEWED = "gpu-review"
IF_NAMED = f"${{{{ inputs.commit && '{REVIEWED}' || 'gpu' }}}}"


def reaches(flow):
    """A line for each job that runs code of a stranger, and what it reaches without a reviewer's word."""
    found = []
    for name, job in flow["jobs"].items():
        if _is_started_by_strangers(flow):
            reviewed = _environment(job) == REVIEWED
        else:
            reviewed = not _checks_out_what_is_named(job) or _environment(job) in (REVIEWED, IF_NAMED)
        if not reviewed:
            found += [f"{name}: {what}" for what in _within_reach(flow, job)]
    return found


def _is_started_by_strangers(flow):
    return not OURS.issuperset([flow["on"]] if isinstance(flow["on"], str) else flow["on"])


def _checks_out_what_is_named(job):
    """Whether who starts a job names what it runs, such as the commit of a stranger."""
    named = [str(step.get("with", {}).get("ref", "")) for step in job.get("steps", ())]
    return any("inputs" in ref or "pull" in ref for ref in named)


def _environment(job):
    environment = job.get("environment")
    return environment["name"] if isinstance(environment, dict) else environment


def _within_reach(flow, job):
    labels = _runners(job)
    if not labels or not all(HOSTED.fullmatch(label) for label in labels):
        yield f"a machine of ours ({', '.join(labels) or 'none named'})"
    text = yaml.safe_dump([job, flow.get("env")])
    if re.search(r"\bsecrets\b", text):
        yield "a secret"
    granted = job.get("permissions", flow.get("permissions", "write-all"))
    rights = {"all": granted} if isinstance(granted, str) else granted
    writes = [right for right, level in rights.items() if level not in ("read", "read-all", "none")]
    if writes:
        yield f"a token that writes ({', '.join(writes)})"
    if "uses" in job:
        yield f"another workflow ({job['uses']})"


def _runners(job):
    """The labels of the machines that may run a job; those of a matrix, each."""
    wanted = job.get("runs-on", [])
    labels = []
    for label in wanted if isinstance(wanted, list) else [wanted]:
        expression = isinstance(label, str) and EXPRESSION.fullmatch(label)
        axis = expression and re.fullmatch(r"matrix\.([\w-]+)", expression[1])
        matrix = job.get("strategy", {}).get("matrix", {})
        if axis and isinstance(matrix, dict):
            listed = matrix.get(axis[1], [])
            listed = listed if isinstance(listed, list) else [str(listed)]
            added = [each[axis[1]] for each in matrix.get("include", ()) if axis[1] in each]
            labels += [*listed, *added] or [label]
        else:
            labels.append(str(label))
    return labels


def test_no_pull_request_reaches_what_is_ours(root):
    flows = {path.name: reaches(parsed(path)) for path in workflows(root)}
    assert flows and not any(flows.values()), flows


GPU = """\
on: {workflow_dispatch: {inputs: {commit: {type: string}}}, push: {branches: [main]}}
permissions: {contents: read}
jobs:
  one:
    runs-on: [self-hosted, linux, gpu]
    environment: ${{ inputs.commit && 'gpu-review' || 'gpu' }}
    steps:
      - {uses: actions/checkout@v5, with: {ref: "${{ inputs.commit || github.sha }}"}}
"""
PULL = """\
on: [push, pull_request]
permissions: {contents: read}
jobs:
  one:
    runs-on: ${{ matrix.os }}
    strategy: {matrix: {os: [ubuntu-24.04], include: [{os: macos-15}]}}
    steps:
      - run: make test
"""
ENVIRONMENT = "    environment: ${{ inputs.commit && 'gpu-review' || 'gpu' }}\n"


@pytest.mark.parametrize(
    "flow, old, new, told",
    [
        (GPU, "", "", []),
        (GPU, ENVIRONMENT, "", ["one: a machine of ours (self-hosted, linux, gpu)"]),
        (
            GPU,
            "&& 'gpu-review' || 'gpu'",
            "&& 'gpu' || 'gpu'",
            ["one: a machine of ours (self-hosted, linux, gpu)"],
        ),
        (GPU, ENVIRONMENT, "    environment: gpu-review\n", []),
        (GPU, ENVIRONMENT, "    environment: {name: gpu-review}\n", []),
        (
            GPU,
            ENVIRONMENT,
            "    environment: {name: gpu}\n",
            ["one: a machine of ours (self-hosted, linux, gpu)"],
        ),
        (
            GPU,
            "push: {branches: [main]}",
            "pull_request: ",
            ["one: a machine of ours (self-hosted, linux, gpu)"],
        ),
        (GPU, "${{ inputs.commit || github.sha }}", "main", []),
        (PULL, "", "", []),
        (PULL, "[ubuntu-24.04]", "[gpu]", ["one: a machine of ours (gpu, macos-15)"]),
        (PULL, "[{os: macos-15}]", "[{os: gpu}]", ["one: a machine of ours (ubuntu-24.04, gpu)"]),
        (PULL, "${{ matrix.os }}", "${{ vars.RUNNER }}", ["one: a machine of ours (${{ vars.RUNNER }})"]),
        (PULL, "${{ matrix.os }}", "{group: large}", ["one: a machine of ours ({'group': 'large'})"]),
        (PULL, "make test", "make KEY=${{ secrets.KEY }}", ["one: a secret"]),
        (PULL, "steps:", "env: {ALL: '${{ toJSON(secrets) }}'}\n    steps:", ["one: a secret"]),
        (PULL, "permissions: {contents: read}", "", ["one: a token that writes (all)"]),
        (PULL, "contents: read", "contents: write", ["one: a token that writes (contents)"]),
        (
            PULL,
            "steps:",
            "permissions: {id-token: write}\n    steps:",
            ["one: a token that writes (id-token)"],
        ),
        (PULL, "steps:", "permissions: write-all\n    steps:", ["one: a token that writes (all)"]),
        (PULL, "pull_request", "issue_comment", []),
        (
            PULL,
            "[push, pull_request]\npermissions: {contents: read}",
            "workflow_run",
            ["one: a token that writes (all)"],
        ),
        (PULL, "[push, pull_request]\npermissions: {contents: read}", "push", []),
    ],
)
def test_what_is_within_reach_is_said(tmp_path, flow, old, new, told):
    assert flow.count(old) == 1 or not old
    file = tmp_path / "flow.yml"
    file.write_text(flow.replace(old, new))
    assert reaches(parsed(file)) == told
