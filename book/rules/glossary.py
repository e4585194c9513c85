"""The words that the book introduces, each once, and the chapters that are their homes.

`docs/glossary.md` explains them again, from A to Z: a `### word` each, then a paragraph that ends with
`→ [Heading](page.md#heading)`, its home. The site shows it where a page uses the word (book/site/terms.py).
"""

import os
import re
from dataclasses import dataclass

from book.reading.units import CODE, Unit


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
    _word("backward pass", "backward", "backward pass(?:es)?"),
    _word("one-hot", "backward"),
    _word("chain rule", "backward"),
    _word("momentum", "backward"),
    _word("one cycle", "training-fast", "one[ -]cycle"),
    _word("label smoothing", "training-fast", "label smoothing"),
    _word("augmentation", "training-fast"),
    _word("all-reduce", "many-devices", "all[ -]reduces?"),
    _word("replica", "many-devices"),
    _word("stride", "broadcasting"),
    _word("einsum", "einsum", "einsum"),
    _word("contiguous", "einsum", "contiguous"),
    _word("view", "broadcasting", rf"(?:is|as|are) (?:only )?(?:a )?views?|views? of {_ARRAY}"),
)


def page_of(address):
    """The file name of the page that a link's address leads to."""
    return os.path.basename(address.partition("#")[0])


def _ends_at_home(unit):
    home = f"→ {unit.links[-1][0]}" if unit.links else None
    return home and " ".join(unit.text.split()).endswith(" ".join(home.split()))


def entry_faults(units, nav):
    """[(line, message)] for what the glossary, as Units of prose, lacks of the words of a book.

    Every heading of levels 2 and 3 is an entry, or a letter above some. `nav` names the pages of
    the book: words at home elsewhere need no entry.
    """
    entries, before, waiting = {}, None, None
    for unit in [*units, Unit(0, "", kind="h2")]:
        if waiting and not (unit.kind == "prose" and _ends_at_home(unit)):
            line, word = waiting
            yield line, f"the entry “{word}” does not end with its home: write `→ [Heading](page.md#heading)`"
        waiting = (unit.line, unit.text) if unit.kind == "h3" else None
        if unit.kind in ("h2", "h3") and unit.text:
            if before and unit.text.casefold() < before.casefold():
                yield unit.line, f"“{unit.text}” stands below “{before}”: sort from A to Z"
            before, pages = unit.text, set()
            entries.setdefault(before.casefold(), (unit.line, pages))
        elif before:
            pages.update(page_of(address) for _, address in unit.links)
    for word in WORDS:
        home = f"{word.home}.md"
        if home not in nav:
            continue
        line, pages = entries.get(word.name.casefold(), (1, None))
        if pages is None:
            yield line, f"the word “{word.name}” has no entry: add `### {word.name}`"
        elif home not in pages:
            yield line, f"the entry “{word.name}” does not lead home: link to `{home}`"
