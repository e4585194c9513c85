"""The words that the book introduces, each once, and the chapters that are their homes."""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Word:
    """A technical word, the stem of its home chapter and the pattern of its technical uses."""

    name: str
    home: str
    pattern: re.Pattern


def _word(name, home, pattern=None, flags=re.IGNORECASE):
    return Word(name, home, re.compile(rf"(?<![\w-])(?:{pattern or name + 's?'})(?![\w-])", flags))


# Code spans reach these patterns as the sign CODE. Words that everybody uses every day (the shape
# of a 3, an x axis, a point of view, Adam and Eve) count only where they can but be technical.
CODE = "\ue000"
_ARRAY = rf"(?:{CODE}|(?:an? |the |its |this )?(?:array|tensor|matrix|vector|batch|picture|image))"

WORDS = (
    _word("tensor", "digits"),
    _word("shape", "digits", rf"shapes?(?= {CODE}| \(\d| of {_ARRAY})|same shape"),
    _word("axis", "digits", r"(?<!\b[xy][ -])(?<!horizontal )(?<!vertical )ax[ie]s"),
    _word("batch", "twelve-lines", r"(?:mini-?)?batch(?:es)?"),
    _word("epoch", "twelve-lines"),
    _word("loss", "fitting", r"loss(?:es)?"),
    _word("gradient", "fitting"),
    _word("learning rate", "fitting", r"learning[ -]rates?"),
    _word("SGD", "fitting", "SGD", 0),
    _word("Adam", "sequential", "Adam", 0),
    _word("logits", "sequential", "logits?"),
    _word("softmax", "sequential"),
    _word("cross-entropy", "sequential", "cross[ -]entrop(?:y|ies)"),
    _word("hidden unit", "sequential", "hidden[ -]units?"),
    _word("autograd", "by-hand"),
    _word("stride", "broadcasting"),
    _word("view", "broadcasting", rf"(?:is|as|are) (?:only )?(?:a )?views?|views? of {_ARRAY}"),
)
