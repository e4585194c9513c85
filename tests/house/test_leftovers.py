"""The tests leave no files behind, whatever the programs leave that they start."""

import os
import subprocess
import sys


def test_a_run_of_tests_leaves_nothing_but_what_pytest_keeps(root, tmp_path):
    ours = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    one = "-n 1 -p no:cacheprovider -k shows_its_last_value tests/site/test_session.py"
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", *one.split()],
        cwd=root,
        env=ours | {"TMPDIR": str(tmp_path)},
        capture_output=True,
        text=True,
    )
    assert "1 passed" in ran.stdout, ran.stdout + ran.stderr
    assert [path.name.partition("-of-")[0] for path in tmp_path.iterdir()] == ["pytest"]
