"""What learners answer to the exercises of each chapter, beside what each check makes of it.

A module a chapter, its stem with `_` for `-`, holds `ANSWERS`: {title of an exercise: Answers}.
"""

from typing import NamedTuple


class Answers(NamedTuple):
    """Code that stands in the place of a question's first cell.

    right: passes the check. wrong: {code: words that the check refuses it with}.
    """

    right: tuple
    wrong: dict
