"""Every check lets right answers pass in more than one form, and says in words what is wrong."""

import importlib
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from book.copying.modules import package_of
from book.copying.needs import Story
from book.reading.book import Book
from book.reading.parse import parse_chapter
from book.recording.jobs import jobs_of
from book.running.job import CellStep, ExerciseStep
from book.running.runner import Runner
from tests.kit.night import by_day

BOOK = Book(Path(__file__).resolve().parents[2])
PATHS = {path.stem: path for path in BOOK.chapters}


@cache
def chapter_of(stem):
    return parse_chapter(PATHS[stem], BOOK.root)


def exercises_of(stem):
    """{title: Exercise} of a chapter."""
    chapter = chapter_of(stem)
    titles = {block.line: block.title.removeprefix("Exercise: ") for block in chapter.blocks}
    return {titles[exercise.line]: exercise for exercise in chapter.exercises}


def answers_of(stem):
    module = importlib.import_module(f"tests.answers.{stem.replace('-', '_')}")
    return module.ANSWERS


STEMS = [stem for stem, path in PATHS.items() if "| Exercise: " in path.read_text(encoding="utf-8")]


@pytest.mark.parametrize("stem", STEMS)
def test_every_exercise_has_right_and_wrong_answers(stem):
    answers = answers_of(stem)
    assert list(answers) == list(exercises_of(stem)), "the titles of its exercises, in their order"
    for title, (right, wrong) in answers.items():
        assert len(set(right)) >= 2, f"{title}: two right answers in other forms"
        assert len(wrong) >= 3, f"{title}: three wrong answers that a learner would give"
        assert all(len(words.split()) > 1 for words in wrong.values()), f"{title}: words that help"


@pytest.mark.long
@pytest.mark.parametrize("stem", by_day(STEMS, {*STEMS} - {"markov", "shops"}))
def test_each_answer_is_taken_or_refused_with_words_that_help(stem):
    for title, code, words, cells in tried(stem):
        error = next((cell.error for cell in cells if cell.error), None)
        said = error.text if error else "passed"
        what = f"{title}, answered by\n{code}\n"
        if words is None:
            assert said == "passed", what
        else:
            assert said.startswith("AssertionError: ") and words in said, what


def tried(stem):
    """(title of an exercise, an answer to it, the words it should be refused with or None, what its
    cell and the check after it gave) for each answer of a chapter."""
    chapter, exercises = chapter_of(stem), exercises_of(stem)
    [job] = jobs_of(BOOK, [chapter])
    given = [
        (title, code.strip("\n"), words)
        for title, (right, wrong) in answers_of(stem).items()
        for code, words in [*((code, None) for code in right), *wrong.items()]
    ]
    steps = {step.line: step for step in job.steps if isinstance(step, ExerciseStep)}
    needed = cells_before([exercises[title] for title, _, _ in given], chapter)
    before = [step for step in job.steps if isinstance(step, CellStep) and step.number in needed]
    attempts = [
        attempt(steps[exercises[title].line], number, code) for number, (title, code, _) in enumerate(given)
    ]
    ordered = sorted([*before, *attempts], key=lambda step: step.line)
    job = replace(job, steps=tuple(ordered), limits=replace(job.limits, chapter_seconds=1000))
    with Runner(BOOK.root, BOOK.docs) as runner:
        [(_, outcome)] = runner.run([job])
    assert outcome.done, outcome.ended
    for result in outcome.cells.values():
        assert result.error is None or chapter.cells[result.number].told, result.error
    for number, (title, code, words) in enumerate(given):
        yield title, code, words, outcome.exercises[number].solved


def attempt(step, number, code):
    """The exercise of `step` with `code` as its answer; the unfilled question is not tried again."""
    first, *others = step.question
    answer = replace(first, source="\n".join([code, *(cell.source for cell in others)]))
    return replace(step, number=number, question=[replace(first, source="...")], solution=answer)


def cells_before(exercises, chapter):
    """The numbers of the cells that the exercises need: an epoch that none of them needs is not run."""
    needed = set()
    for exercise in exercises:
        story = Story(package_of(BOOK.root))
        for cell in chapter.cells:
            if cell.serves and cell.index < exercise.check.index:
                story.read(cell)
        needs = story.needs(exercise.check, exercise.question)
        needed |= {part.cell.index for part in needs.parts} | {*needs.settings}
        needed |= {cell.index for cell, _ in needs.imports}
    return needed


def test_a_check_that_takes_a_wrong_answer_is_seen(monkeypatch):
    title, (right, _) = next(iter(answers_of("fitting").items()))
    wrong = dict.fromkeys([right[0]], "two slopes")
    monkeypatch.setattr("tests.answers.fitting.ANSWERS", {title: ((), wrong)})
    with pytest.raises(AssertionError, match="passed"):
        test_each_answer_is_taken_or_refused_with_words_that_help("fitting")
