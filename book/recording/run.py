"""`run` and `check`: the same runs, held against the pages; only `run` writes."""

import sys
from dataclasses import dataclass, field
from difflib import get_close_matches

from book.ground.compare import compare_svg, compare_text
from book.ground.faults import BookError, Fault, FaultError, number, shown_path
from book.ground.files import sweep, write_atomically, write_together
from book.ground.outputs import OUTPUTS
from book.reading.adopt import adopt
from book.reading.parse import parse_chapter
from book.recording.exports import hold as hold_exports
from book.recording.jobs import jobs_of
from book.recording.kept import Kept
from book.recording.record import compare
from book.running.job import Begun
from book.running.runner import Runner

CHANCE = (
    'not deterministic: two runs gave different results: seed what is random, or title the output "varies"'
)


@dataclass
class Report:
    """What a `run` or a `check` found and did; `faults` is sorted when printed."""

    faults: list = field(default_factory=list)
    chapters: int = 0
    cells: int = 0
    figures: int = 0
    ran: int = 0
    seconds: float = 0.0
    written: list = field(default_factory=list)

    def count(self, cells, figures):
        self.chapters += 1
        self.cells += cells
        self.figures += figures

    def add(self, chapter, outcome, fresh):
        self.count(len(chapter.cells), chapter.shows)
        self.ran += fresh
        self.seconds += outcome.seconds if fresh else 0

    def print_faults(self):
        for fault in sorted(set(self.faults)):
            print(fault)


def paths_of(book, names):
    """The files of the chapters called `names` (stems or paths), of all of them without names."""
    paths = book.chapters
    if names:
        by_stem = {path.stem: path for path in paths}
        stems = [name.rsplit("/", 1)[-1].removesuffix(".md") for name in names]
        for stem in stems:
            if stem not in by_stem:
                close = get_close_matches(stem, by_stem, 1)
                hint = f"did you mean `{close[0]}`?" if close else f"choose from {', '.join(by_stem)}"
                raise BookError(f"there is no chapter `{stem}`: {hint}")
        paths = [by_stem[stem] for stem in dict.fromkeys(stems)]
    return paths


def chosen(book, names):
    """The parsed chapters called `names`, all of them without names."""
    return [parse_chapter(path, book.root) for path in paths_of(book, names)]


def _doubtful(book, names, report, kept, trusting):
    """Count the chapters that are known to be true; the others, parsed."""
    chapters = []
    for path in paths_of(book, names):
        counts = kept.find_page(path)
        if counts and trusting:
            report.count(*counts)
        else:
            chapters.append(parse_chapter(path, book.root))
    return chapters


def outcomes(book, chapters, report, kept, *, jobs=None, use_cache=True, editing=False, before=None):
    """Yield (chapter, Outcome, fresh) for each chapter that parses; the faults of the others go
    to `report`. `fresh` is False where the outcome was kept from an earlier run. `before` is
    called before the first chapter runs, if one does."""
    if jobs is not None and jobs < 1:
        raise BookError(f"--jobs {jobs}: write how many chapters may run at once, 1 or more")
    waiting = []
    for chapter in chapters:
        report.faults += chapter.faults
        if chapter.faults:
            continue
        outcome = kept.find_run(chapter)
        if outcome and use_cache:
            yield chapter, outcome, False
        else:
            waiting.append(chapter)
    if not waiting:
        return
    if before:
        before()
    from tqdm import tqdm  # takes longer to import than all that is left to do where nothing runs

    todo, by_stem, ended = jobs_of(book, waiting), {chapter.stem: chapter for chapter in waiting}, {}
    runner = Runner(book.root, book.docs, jobs, editing)
    with runner, tqdm(total=sum(len(job.steps) for job in todo), unit=" cells", disable=None) as bar:

        def show(job, message):
            if isinstance(message, Begun):
                bar.set_description_str(job.stem)
                bar.update()

        for job, outcome in runner.run(todo, show):
            ended[job.stem] = outcome
            while waiting and waiting[0].stem in ended:  # told in the order of the book
                _tell(waiting.pop(0), ended)
            yield by_stem[job.stem], outcome, True


def _tell(chapter, ended):
    """Say in a pipe, where no bar shows it, that a chapter has run."""
    if not sys.stderr.isatty():
        seconds = ended[chapter.stem].seconds
        cells = number(len(chapter.cells), "cell")
        print(f"{chapter.stem}: {cells}, {seconds:.1f} s", file=sys.stderr, flush=True)


def run(book, names=(), *, refresh=False, jobs=None, use_cache=True, before=None):
    """Run the chapters and write what they gave into pages and figures.

    `before` is called before the first chapter runs, if one does.
    """
    sweep(book.docs, book.root / ".cache")
    report, kept, adopted, stuck = Report(), Kept(book), {}, None
    use_cache = use_cache and not refresh
    doubtful = _doubtful(book, names, report, kept, use_cache)
    chapters = [_adopted(chapter, adopted, report) for chapter in doubtful]
    found = outcomes(
        book, chapters, report, kept, jobs=jobs, use_cache=use_cache, editing=True, before=before
    )
    # All runs end before the first write: what changes meanwhile was changed by a chapter
    for chapter, outcome, fresh in list(found):
        report.add(chapter, outcome, fresh)
        try:
            record, anew = compare(chapter, outcome, refresh), refresh
            # Where code changed, an old number within its tolerance is no record of the new code
            if not record.faults and kept.code_changed(chapter) is not False:
                record, anew = compare(chapter, outcome, refresh=True), True
            hold_exports(record, chapter, outcome, anew)
            record.faults = _last_words(chapter, record.faults, adopted)
            report.faults += record.faults
            if not record.faults:
                _write(chapter, record, report)
                kept.keep_page(chapter, outcome, record.text)
                if fresh:
                    kept.keep_run(chapter, outcome)
        except FaultError as error:
            report.faults.append(error.fault)
        except OSError as error:
            stuck = stuck or error
    if stuck:  # of all that is to be said this comes last
        report.print_faults()
        raise stuck
    return report


def _last_words(chapter, faults, adopted):
    """The faults of a run, as its page stands now: what somebody saved meanwhile is not written over."""
    if not chapter.path.is_file() or chapter.path.read_text(encoding="utf-8") != chapter.text:
        return [Fault(chapter.shown, 1, "was saved while it ran, so nothing was written: run it again")]
    if chapter.path in adopted:
        return [adopted[chapter.path].explain(fault) for fault in faults]
    return faults


def _adopted(chapter, adopted, report):
    """The chapter, with fences from elsewhere labelled: on disk too, as faults name its lines."""
    if not chapter.faults and all(fence.language for fence in chapter.fences):
        return chapter
    adoption = adopt(chapter.text)
    if adoption.text == chapter.text:
        return chapter
    write_atomically(chapter.path, adoption.text)
    report.written.append(chapter.shown)
    adopted[chapter.path] = adoption
    print(f"{chapter.shown}: its fences have labels now: see whether each is right", file=sys.stderr)
    return parse_chapter(chapter.path, chapter.root)


def check(book, names=(), *, jobs=None, use_cache=True):
    """Run the chapters and compare; changes nothing. Differences are faults in the report."""
    report, kept, doubtful = Report(), Kept(book), []
    chapters = _doubtful(book, names, report, kept, use_cache)
    found = outcomes(book, chapters, report, kept, jobs=jobs, use_cache=use_cache)
    for chapter, outcome, fresh in found:
        report.add(chapter, outcome, fresh)
        record = compare(chapter, outcome)
        hold_exports(record, chapter, outcome)
        # Where the record differs, that line is enough
        faults = record.faults + record.differences or _changed_code(kept, chapter)
        report.faults += faults
        if not faults:
            kept.keep_page(chapter, outcome, chapter.text)
        if record.differences and fresh:
            doubtful.append((chapter, outcome))
        elif fresh and not record.faults:
            kept.keep_run(chapter, outcome)
    if doubtful:
        _blame_chance(book, doubtful, jobs, report)
    return report


def _blame_chance(book, doubtful, jobs, report):
    """Run the chapters that differ from their pages once more: do they agree with themselves?

    Where they do not, the first place says so, and the differences that chance made are no news.
    """
    first = {chapter.stem: (chapter, outcome) for chapter, outcome in doubtful}
    with Runner(book.root, book.docs, jobs) as runner:
        for job, second in runner.run(jobs_of(book, [chapter for chapter, _ in doubtful])):
            chapter, outcome = first[job.stem]
            places = _places_of_chance(chapter, outcome, second)
            if places:
                lines = {line for _, last in places for line in last}
                report.faults = [
                    fault for fault in report.faults if fault.path != chapter.shown or fault.line not in lines
                ]
                report.faults.append(Fault(chapter.shown, places[0][0], CHANCE))


def _places_of_chance(chapter, one, other):
    """[(line, the lines that speak of it)] of the cells and values on which two runs differ."""
    places = []
    for cell in chapter.cells:
        pair = [_result_of(cell, outcome) for outcome in (one, other)]
        if all(pair) and _cell_differs(cell, *pair):
            figures = [figure.line for figure in cell.figures]
            places.append((cell.fence.line, [cell.fence.line, *figures]))
    for index, value in enumerate(chapter.values):
        pair = [outcome.values.get(index) for outcome in (one, other)]
        if getattr(pair[0], "text", None) != getattr(pair[1], "text", None):
            places.append((value.line, [value.line]))
    return sorted(places)


def _result_of(cell, outcome):
    if cell.role == "solution":
        result = outcome.exercises.get(cell.exercise)
        return result.solved[0] if result and result.solved else None
    return outcome.cells.get(cell.index)


def _cell_differs(cell, one, other):
    for kind in OUTPUTS:
        mode = kind.mode(cell.records.get(kind.language))
        if compare_text(one.text(kind), other.text(kind), mode):
            return True
    varies = [figure.varies for figure in cell.figures]
    figures = zip(one.figures, other.figures, varies, strict=False)
    return any(compare_svg(*pair) for pair in figures)


def _write(chapter, record, report):
    """Write what a run changed of a chapter: the page last, so that a new page has new figures."""
    texts = {**record.figures, **record.exports, chapter.path: record.text}
    changed = {path: text for path, text in texts.items() if _differs(path, text)}
    write_together(changed)
    report.written += [shown_path(path, chapter.root) for path in changed]


def _changed_code(kept, chapter):
    """The Fault of a chapter whose code is not that of its record, or cannot be copied, in a list."""
    try:
        if not kept.code_changed(chapter):
            return []
    except FaultError as error:
        return [error.fault]
    mend = f"run `python -m book run {chapter.stem}`"
    return [Fault(chapter.shown, 1, f"the code changed since this page was recorded: {mend}")]


def _differs(path, text):
    content = text.encode() if isinstance(text, str) else text
    return not path.is_file() or path.read_bytes() != content
