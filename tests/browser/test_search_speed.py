"""Whoever waits for a slow loop, or has no memory left, finds the section that says why."""

from tests.browser.test_search import unanswered

TYPED = {
    "why is my for loop over a tensor so slow": "why-is-a-loop-over-a-tensor-so-slow",
    "tensor indexing slow": "why-is-a-loop-over-a-tensor-so-slow",
    "broadcasting runs out of memory": "why-does-broadcasting-run-out-of-memory",
    "OOM": "why-does-broadcasting-run-out-of-memory",
    "numba": "compile-the-loop-with-numba",
    "njit": "compile-the-loop-with-numba",
    "row major or column major": "compile-the-loop-with-numba",
    "GFLOP/s": "how-fast-can-my-machine-multiply",
    "how many FLOPS does my CPU have": "how-fast-can-my-machine-multiply",
    "bfloat16 precision": "how-wrong-is-a-fast-product",
}


def test_what_is_slow_or_too_large_is_answered_among_the_first_three(visit, server):
    asked = [(typed, f"speed/#{place}") for typed, place in TYPED.items()]
    assert unanswered(visit, server, asked) == []
