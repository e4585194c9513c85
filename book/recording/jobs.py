"""What is to run of a chapter: its cells, values, exercises and exports, as a job for the runner."""

from book.running import figures
from book.running.job import CellStep, ExerciseStep, ExportStep, Job, ValueStep
from book.running.limits import Limits


def jobs_of(book, chapters):
    """The jobs of the chapters of `book`."""
    limits, palette = Limits.read(book.settings), figures.read_palette(_palette_home(book))
    return [
        Job(
            root=str(book.root),
            palette=palette,
            stem=chapter.stem,
            shown=chapter.shown,
            text=chapter.text,
            steps=tuple(
                step for step in steps_of(chapter) if book.exports or not isinstance(step, ExportStep)
            ),
            timed=chapter.timed,
            limits=limits,
        )
        for chapter in chapters
    ]


def _palette_home(book):
    """A folder of chapters elsewhere draws in the palette of the book."""
    return book.root if (book.root / figures.PALETTE).is_file() else figures.HOME


def steps_of(chapter):
    """The steps of a chapter in the order in which they run: exports come after the last cell."""
    steps = [_cell(cell, chapter) for cell in chapter.cells if cell.role == "cell"]
    for number, value in enumerate(chapter.values):
        steps.append(
            ValueStep(line=value.line, number=number, expression=value.expression, format=value.format)
        )
    for number, exercise in enumerate(chapter.exercises):
        steps.append(
            ExerciseStep(
                line=exercise.line,
                number=number,
                question=[_cell(cell, chapter) for cell in exercise.question],
                check=_cell(exercise.check, chapter),
                solution=_cell(exercise.solution, chapter),
            )
        )
    exports = [
        ExportStep(line=each.line, number=number, file=each.file, expression=each.expression)
        for number, each in enumerate(chapter.exports)
    ]
    return sorted(steps, key=lambda step: step.line) + exports


def _cell(cell, chapter):
    include = cell.include
    return CellStep(
        line=cell.fence.line,
        number=cell.index,
        language=cell.language,
        source=cell.source,
        raises=cell.told,
        file=str(include.file) if include else chapter.shown,
        first_line=include.first_line if include else cell.fence.line + 1,
    )
