"""Some of the rules, for books of a few lines that would break the others."""

from book.rules.check import RULES, check

PROSE = [rule for rule in RULES if rule.find.__module__ == "book.rules.prose"]
SNIPPETS = [rule for rule in RULES if rule.find.__module__ == "book.rules.snippets"]
FORM = [rule for rule in RULES if rule not in PROSE]


def lint(book, chapters):
    """The faults of `chapters` by all rules but those of how they read."""
    return check(book, chapters, FORM)
