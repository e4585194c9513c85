"""The exercises of a chapter: question blocks, the check in each, the solutions below them."""

from book.reading.chapter import Exercise


def read_exercises(chapter):
    """Fill `chapter.exercises` and give their cells roles; what is wrong goes to its faults."""
    for block in chapter.blocks:
        kind = block.options.get("type") if block.name == "details" else None
        cells = [cell for cell in chapter.cells if block.line < cell.fence.line < block.end]
        if kind == "question":
            _take_question(chapter, block, cells)
        elif kind == "success":
            _take_solution(chapter, block, cells)
        elif block.name == "details" and block.title.lower().startswith("exercise"):
            chapter.fault(block.line, "an exercise that is never tried: add `    type: question` below")
    for exercise in chapter.exercises:
        if exercise.solution is None:
            chapter.fault(
                exercise.line,
                "the question has no solution: add `/// details | Solution` with "
                "`    type: success` after it",
            )
    for cell in chapter.cells:
        if cell.fence.title == "check" and cell.exercise is None:
            chapter.fault(cell.fence.line, "a check outside of a question: put it before the `///`")


def _take_question(chapter, block, cells):
    exercise = Exercise(block.line, [])
    for cell in cells:
        cell.exercise = len(chapter.exercises)
        if cell.fence.title != "check":
            cell.role = "question"
            exercise.question.append(cell)
        elif exercise.check:
            chapter.fault(cell.fence.line, "a second check in one question: make them one")
        else:
            cell.role, exercise.check = "check", cell
    chapter.exercises.append(exercise)
    _check_question(chapter, exercise)


def _check_question(chapter, exercise):
    if not exercise.question or "..." not in exercise.question[0].source:
        chapter.fault(exercise.line, "the question's first cell must hold `...` for the reader to replace")
    elif exercise.check is None:
        chapter.fault(exercise.line, 'the question has no check: add a cell ```python title="check"')
    for cell in [*exercise.question, *([exercise.check] if exercise.check else [])]:
        if cell.records or cell.figures:
            chapter.fault(cell.fence.line, "cells of a question have no record: remove what stands below")


def _take_solution(chapter, block, cells):
    if any(cell.exercise is not None for cell in cells):
        chapter.fault(block.line, "the solution stands inside its question: put it below that `///`")
    elif not chapter.exercises or chapter.exercises[-1].solution is not None:
        chapter.fault(block.line, "this solution follows no question: put the question before it")
    elif len(cells) != 1 or cells[0].language != "python":
        chapter.fault(block.line, "a solution holds exactly one ```python cell: merge or split")
    else:
        cells[0].role, cells[0].exercise = "solution", len(chapter.exercises) - 1
        chapter.exercises[-1].solution = cells[0]
