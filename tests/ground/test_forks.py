"""Work among forked processes gives what it would give in this one."""

import os
import sys

import pytest

from book.ground.forks import shared

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nothing is forked")


@pytest.fixture(autouse=True)
def two_cores(monkeypatch):
    monkeypatch.setattr(os, "cpu_count", lambda: 2)


def test_other_processes_work_and_know_what_this_one_knows():
    known = object()
    found = shared(lambda item: (os.getpid(), item, id(known)), range(10))
    assert [item for _, item, _ in found] == [*range(10)]
    assert os.getpid() not in {process for process, _, _ in found}
    assert {name for _, _, name in found} == {id(known)}


@pytest.mark.parametrize(("cores", "items"), [(1, 3), (None, 3), (2, 1), (2, 0)])
def test_nothing_is_forked_for_one_core_or_one_item(cores, items, monkeypatch):
    monkeypatch.setattr(os, "cpu_count", lambda: cores)
    assert shared(lambda item: (item, os.getpid()), range(items)) == [(n, os.getpid()) for n in range(items)]


def test_a_fault_is_raised_here():
    with pytest.raises(ZeroDivisionError):
        shared(lambda item: 1 / item, [2, 1, 0])


def test_where_a_process_is_killed_this_one_does_the_work():
    here = os.getpid()
    assert shared(lambda item: item if os.getpid() == here else os.kill(os.getpid(), 9), [1, 2, 3]) == [
        1,
        2,
        3,
    ]
