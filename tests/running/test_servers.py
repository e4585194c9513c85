"""Chapters are forks of our own two servers, whatever else in the process starts some by Python's."""

import subprocess
import sys

import pytest

FIRST_ANOTHER = """
import multiprocessing, sys
from book.running import servers

def look(pipe):
    pipe.send("torch" in sys.modules)

if __name__ == "__main__":
    multiprocessing.set_forkserver_preload(["json"])
    other = multiprocessing.get_context("forkserver").Process(target=print)
    other.start()
    other.join()
    for second in (False, True):
        servers.warm_up(second)
        pipe, theirs = multiprocessing.Pipe()
        ours = servers.process(target=look, args=(theirs,), second=second)
        ours.start()
        print(pipe.recv())
        ours.join()
"""


@pytest.mark.heavy  # by day: chapters run on our servers
def test_who_starts_processes_by_the_server_of_python_does_not_choose_ours(root, tmp_path):
    script = tmp_path / "first_another.py"
    script.write_text(FIRST_ANOTHER)
    ran = subprocess.run([sys.executable, script], cwd=root, capture_output=True, text=True)
    assert ran.stdout.split() == ["True", "True"], ran.stderr
