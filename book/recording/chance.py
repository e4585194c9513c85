"""What chance made: two runs of a chapter, on servers with other hashes, held against each other."""

import re
from dataclasses import dataclass

from book.ground.compare import compare_svg, compare_text
from book.ground.faults import Fault
from book.ground.outputs import OUTPUTS
from book.recording.record import compare

TOKEN = re.compile(r"[\w.]+|[^\w\s]")
DIFFER = "not deterministic: two runs gave different results: seed what is random"
ANOTHER_ORDER = (
    "not deterministic: two runs gave the same words in another order: sort what comes from a set "
    "or a folder, or seed what is shuffled"
)
LEAVE_OUT = f"{DIFFER}, sort what comes from a set or a folder, or leave it out"
COARSER = f"{DIFFER}, sort what comes from a set or a folder, or round the value coarser"


@dataclass
class Place:
    """Where two runs differ: the fault that says so, and the lines of what follows from it."""

    fault: Fault
    lines: set


def places_of_chance(chapter, one, other):
    """The Places at which two outcomes of a chapter differ by more than their page allows."""

    def place(line, message, follow=()):
        places.append(Place(Fault(chapter.shown, line, message), {line, *follow}))

    places = []
    for cell in chapter.cells:
        pair = [_result_of(cell, outcome) for outcome in (one, other)]
        if all(pair) and (message := _differs(cell, *pair)):
            place(cell.fence.line, message, (figure.line for figure in cell.figures))
    for index, value in enumerate(chapter.values):
        pair = [getattr(outcome.values.get(index), "text", None) for outcome in (one, other)]
        if pair[0] != pair[1]:
            place(value.line, COARSER)
    places.sort(key=lambda place: place.fault)
    for number, export in enumerate(chapter.exports):  # after the cells: what they gave goes there
        pair = [outcome.exports.get(number) for outcome in (one, other)]
        if not export.file.endswith(".safetensors") and pair[0] != pair[1]:
            place(export.line, DIFFER)
    if not places:
        known = compare(chapter, one).faults
        for fault in compare(chapter, other).faults:
            if fault not in known:  # such as a check that passes now and then
                chance = "" if other.ended else "not deterministic: "  # such as too little time
                place(fault.line, f"{chance}in a second run: {fault.message}")
    return places


def _result_of(cell, outcome):
    if cell.role == "solution":
        result = outcome.exercises.get(cell.exercise)
        return result.solved[0] if result and result.solved else None
    return outcome.cells.get(cell.index)


def _differs(cell, one, other):
    """What is to be done where two results of a cell differ; None where they do not."""
    for kind in OUTPUTS:
        fence, pair = cell.records.get(kind.language), (one.text(kind), other.text(kind))
        if compare_text(*pair, kind.mode(fence)):
            return _advice(kind, fence, *pair)
    for figure, *pair in zip(cell.figures, one.figures, other.figures, strict=False):
        if compare_svg(*pair, figure.mode):
            varies = f', or write `({figure.target} "varies")` for the figure'
            return LEAVE_OUT if compare_svg(*pair, "varies") else DIFFER + varies
    return None


def _advice(kind, fence, one, other):
    tokens = [sorted(TOKEN.findall(text)) for text in (one, other)]
    if tokens[0] == tokens[1]:
        return ANOTHER_ORDER
    if not kind.tolerant:
        return DIFFER
    if compare_text(one, other, "varies"):
        return LEAVE_OUT
    mend = 'title the output "varies"' if fence else f'put an empty ```{kind.language} title="varies" below'
    return f"{DIFFER}, or {mend}"
