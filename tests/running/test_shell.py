"""A shell cell ends at its first failure, in a pipe as elsewhere; who reads a part of a pipe fails nobody."""

import subprocess

import pytest

from book.running.shell import command

FAILS = {  # {cell: what it printed before}
    "false | cat; echo on": "",
    "cat nothing-here 2>/dev/null | sort | head -1; echo on": "",
    "echo a; false; echo on": "a\n",
    "false | yes | head -1; echo on": "y\n",
    "yes | (read -r first; exit 5); echo on": "",
    "f() { false; echo on; }; f": "",
    "f() { yes | head -1; echo in; false; echo on; }; f": "y\nin\n",
    "yes | head -1; false; echo on": "y\n",
    "(yes | head -1; false; echo on); echo on": "y\n",
    "for i in 1 2; do yes | head -1; done; false; echo on": "y\ny\n",
    "set +e; echo a; false": "a\n",
    "echo $nobody_set_this": "",
}
RUNS = {
    "yes | head -2; echo on": "y\ny\non\n",
    "yes | head -1": "y\n",
    "seq 100000 | grep -m1 7": "7\n",
    'first=$(yes | head -1); echo "$first"': "y\n",
    "f() { yes | head -1; }; f; echo on": "y\non\n",
    "false | cat || echo handled": "handled\n",
    "if yes | head -1 > /dev/null; then echo all; else echo cut; fi; echo on": "cut\non\n",
    "! false | cat; echo on": "on\n",
    "echo $(false; echo on)": "on\n",
    "set +e; false; echo on": "on\n",
    "cat <<END\nhere\nEND\n# a comment": "here\n",
    "echo $# $0": "1 bash\n",
}


def run(source):
    quiet = {"stdin": subprocess.DEVNULL, "stderr": subprocess.PIPE}
    return subprocess.run(command(source), stdout=subprocess.PIPE, text=True, timeout=60, **quiet)


@pytest.mark.parametrize("source", FAILS)
def test_a_failure_ends_the_cell(source):
    done = run(source)
    assert done.returncode != 0 and done.stdout == FAILS[source]


@pytest.mark.parametrize("source", RUNS)
def test_what_is_no_failure_runs_to_its_end(source):
    done = run(source)
    assert (done.returncode, done.stdout, done.stderr) == (0, RUNS[source], "")


def test_lines_are_counted_from_the_first_of_the_cell():
    assert "bash: line 2: nobodys-command: " in run("echo a\nnobodys-command").stderr
    assert "line 2: syntax error" in run("echo a\nfor (").stderr
