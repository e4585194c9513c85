"""No test asserts a time: on a busy machine it would fail. Count steps, or bound by a generous kill."""

import ast

import pytest

CLOCKS = {"monotonic", "perf_counter", "process_time", "thread_time", "time"}
CLOCKS |= {f"{name}_ns" for name in CLOCKS}
PAGE_CLOCKS = ("performance.now", "Date.now")
MEASURES = ("bench.py", "bench_trainer.py", "test_times.py")


def reads_a_clock(node, bound):
    """Whether an expression calls a clock or mentions a name that was bound from one."""
    for part in ast.walk(node):
        if isinstance(part, ast.Name) and part.id in bound:
            return True
        if isinstance(part, ast.Call):
            match part.func:
                case ast.Attribute(value=ast.Name(id="time"), attr=name) | ast.Name(id=name):
                    if name in CLOCKS:
                        return True
    return False


def bound_from_clocks(tree):
    """The names that hold a time, or something made of one."""
    bound, before = set(), None
    while bound != before:
        before = set(bound)
        for node in ast.walk(tree):
            if isinstance(node, (ast.Assign, ast.AugAssign, ast.AnnAssign, ast.NamedExpr)) and node.value:
                targets = getattr(node, "targets", None) or [node.target]
                if reads_a_clock(node.value, bound):
                    bound |= {
                        part.id for each in targets for part in ast.walk(each) if type(part) is ast.Name
                    }
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                adds = node.func.attr in ("append", "extend") and isinstance(node.func.value, ast.Name)
                if adds and any(reads_a_clock(each, bound) for each in node.args):
                    bound.add(node.func.value.id)
    return bound


def compared_times(source):
    """The lines of a test that compare times, or read the clock of a page."""
    tree = ast.parse(source)
    lines = []
    for scope in [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]:
        bound = bound_from_clocks(scope)
        for node in ast.walk(scope):
            if isinstance(node, ast.Compare):
                sides = (node.left, *node.comparators)
                lines += [node.lineno] * any(reads_a_clock(side, bound) for side in sides)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            lines += [node.lineno] * any(clock in node.value for clock in PAGE_CLOCKS)
    return sorted(set(lines))


def test_no_test_compares_times(root):
    files = [path for path in (root / "tests").rglob("*.py") if "broken" not in path.parts]
    assert len(files) > 100
    found = [
        f"{path.relative_to(root)}:{line}"
        for path in files
        if path.name not in MEASURES
        for line in compared_times(path.read_text(encoding="utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize(
    "body",
    [
        "began = time.monotonic()\n    work()\n    assert time.monotonic() - began < 2",
        "began = perf_counter()\n    work()\n    took = perf_counter() - began\n    assert took < 2",
        "seen.append(time.monotonic())\n    assert seen[1] - seen[0] < 1 + 2",
        "end = time.time() + 40\n    while not work():\n        assert time.time() < end",
        "if (now := time.perf_counter_ns()) > 3:\n        work()",
        'assert page.evaluate("performance.now() - began") < 100',
    ],
)
def test_a_compared_time_is_found(body):
    assert compared_times(f"def test(page):\n    seen = []\n    {body}\n")


@pytest.mark.parametrize(
    "body", ["time.sleep(0.1)", "assert process.wait(timeout=300) == 0", "assert record.seconds == 1"]
)
def test_what_compares_no_time_passes(body):
    assert compared_times(f"def test(process, record):\n    {body}\n") == []
