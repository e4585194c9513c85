"""What Python says of a mistake."""

import traceback

import numpy as np
import pytest

from snippets.errors import said


def test_the_last_line_of_the_traceback_is_said():
    def clash():
        return np.ones((2, 3)) + np.ones(2)

    with pytest.raises(ValueError) as caught:
        clash()
    assert said(clash) == traceback.format_exception_only(caught.value)[-1].strip()
    assert said(clash).startswith("ValueError: operands")


def test_what_runs_says_nothing():
    assert said(lambda: np.ones(3) + 1) is None


def test_what_is_no_error_goes_through():
    def stop():
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        said(stop)
