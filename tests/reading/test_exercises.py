"""Exercises, and for each mistake a fault at its line."""

import pytest

from tests.reading.conftest import assert_fault, fence

EXERCISE = """\
# T

/// details | Exercise: one
    type: question
    open: true

Do it.

```python
a = ...
```

```python title="check"
assert a == 1
```
///

/// details | Solution
    type: success

```python
a = 1
```

```output
1
```
///
"""


def test_an_exercise_is_question_check_and_solution(parse):
    chapter = parse(EXERCISE)
    assert chapter.faults == []
    (exercise,) = chapter.exercises
    assert [cell.role for cell in chapter.cells] == ["question", "check", "solution"]
    assert exercise.check.source == "assert a == 1" and exercise.solution.output.body == "1"


def without(text, part):
    assert part in text
    return text.replace(part, "", 1)


BROKEN = [
    (EXERCISE[: EXERCISE.index("/// details | Solution")] + EXERCISE[5:], 3, "has no solution"),
    (
        EXERCISE.replace("a = ...\n```\n", "a = ...\n```\n\n```output\n1\n```\n"),
        9,
        "cells of a question have no record",
    ),
    (EXERCISE.replace("```output\n1\n```", "```python\n1\n```"), 18, "a solution holds exactly one"),
    (without(EXERCISE, '\n```python title="check"\nassert a == 1\n```'), 3, "has no check"),
    (EXERCISE.replace("a = ...", "a = 2"), 3, "must hold `...`"),
    (without(EXERCISE, "    type: question\n"), 3, "an exercise that is never tried"),
    (
        EXERCISE.replace(
            'title="check"\nassert a == 1\n```',
            'title="check"\nassert a == 1\n```\n\n```python title="check"\nassert a\n```',
        ),
        17,
        "a second check",
    ),
    (EXERCISE.replace("///\n\n/// details | S", "/// details | S") + "///\n", 16, "inside its question"),
    (fence("assert True", opening='```python title="check"'), 3, "a check outside of a question"),
    ("# T\n\n/// details | S\n    type: success\n\n```python\n1\n```\n///\n", 3, "follows no question"),
]


@pytest.mark.parametrize(("text", "line", "message"), BROKEN, ids=[row[2] for row in BROKEN])
def test_a_fault_is_one_line_at_its_place(parse, text, line, message):
    assert_fault(parse(text), line, message)
