"""How the chapters of a book read, in numbers that have no hard limit."""

import statistics

from book.reading.units import count, minutes, sentences, units_of

GOALS = {"median": 16, "p90": 24, "minutes": 15}
WORDS_A_FIGURE = 350
HEADS = (
    "chapter",
    "words",
    "sentence",
    "p90",
    "figures",
    f"a {WORDS_A_FIGURE} words",
    "cells",
    "minutes",
    "long",
)


def report(chapters):
    """An aligned table of how `chapters` read; `!` marks what misses a goal of the book."""
    rows = [HEADS, *((chapter.stem, *_measures(chapter)) for chapter in chapters)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = [
        "  ".join(
            cell.ljust(width) if not n else cell.rjust(width)
            for n, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]
    goals = (
        f"goals: median sentence at most {GOALS['median']} words, 90th percentile "
        f"{GOALS['p90']}, a figure per {WORDS_A_FIGURE} words, {GOALS['minutes']} minutes"
    )
    return "\n".join([*lines, goals])


def _measures(chapter):
    units = units_of(chapter)
    prose = [unit for unit in units if unit.kind == "prose"]
    lengths = [count(text) for unit in prose for _, text in sentences(unit)] or [0]
    words = sum(unit.words for unit in prose)
    figures = sum(unit.kind == "figure" for unit in units)
    median = statistics.median_low(lengths)
    p90 = sorted(lengths)[-(-9 * len(lengths) // 10) - 1]
    density = figures * WORDS_A_FIGURE / words if words else 0
    length = minutes(chapter)

    def marked(text, missed):
        return f"{text}!" if missed else f"{text} "

    return (
        str(words),
        marked(median, median > GOALS["median"]),
        marked(p90, p90 > GOALS["p90"]),
        str(figures),
        marked(f"{density:.1f}", words > WORDS_A_FIGURE and density < 1),
        str(len(chapter.cells)),
        marked(f"{length:.1f}", length > GOALS["minutes"]),
        str(sum(unit.excused for unit in units)),
    )
