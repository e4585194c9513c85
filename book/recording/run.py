"""`run` and `check`: the same runs, held against the pages; only `run` writes."""

import sys
from dataclasses import dataclass, field, replace
from difflib import get_close_matches

from book.ground.faults import BookError, Fault, FaultError, number, shown_path
from book.ground.files import sweep, write_changed
from book.reading.parse import parse_chapter
from book.recording.chance import places_of_chance
from book.recording.exports import hold as hold_exports
from book.recording.jobs import jobs_of
from book.recording.kept import Kept
from book.recording.record import Record, compare
from book.running.job import Begun, Outcome
from book.running.runner import Runner


@dataclass
class Report:
    """What a `run` or a `check` found and did; `faults` is sorted when printed."""

    faults: list = field(default_factory=list)
    chapters: int = 0
    cells: int = 0
    figures: int = 0
    ran: int = 0
    seconds: float = 0.0
    again: int = 0
    seconds_again: float = 0.0
    written: list = field(default_factory=list)
    read: dict = field(default_factory=dict)  # {stem: what its chapter read}
    on_card: dict = field(default_factory=dict)  # {stem: whether its chapter computed on a CUDA card}

    def count(self, cells, figures):
        self.chapters += 1
        self.cells += cells
        self.figures += figures

    def add(self, ran):
        self.count(len(ran.chapter.cells), ran.chapter.shows)
        self.read[ran.chapter.stem] = list(ran.outcome.opened)
        self.on_card[ran.chapter.stem] = ran.outcome.on_card
        self.ran += ran.fresh
        self.seconds += ran.outcome.seconds if ran.fresh else 0
        if ran.second:
            self.again += 1
            self.seconds_again += ran.second.seconds

    def print_faults(self):
        for fault in sorted(set(self.faults)):
            print(fault)


@dataclass
class Ran:
    """What a chapter gave, `fresh` or kept from an earlier run; `second` is what it gave under other
    hashes, where it ran again."""

    chapter: object
    outcome: Outcome
    fresh: bool
    second: Outcome | None = None
    record: Record | None = None
    faults: list = field(default_factory=list)


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


def outcomes(
    book, chapters, report, kept, *, jobs=None, use_cache=True, editing=False, meanwhile=None, twice=None
):
    """[Ran] of the chapters that parse, in the order in which they ended; the faults of the others
    go to `report`. `meanwhile` is called while the first chapter is awaited, if one runs. Where
    `twice` holds of a chapter, it runs again at once.
    """
    if jobs is not None and jobs < 1:
        raise BookError(f"--jobs {jobs}: write how many chapters may run at once, 1 or more")
    found, waiting = [], []
    for chapter in chapters:
        report.faults += chapter.faults
        if chapter.faults:
            continue
        outcome = kept.find_run(chapter)
        if outcome and use_cache:
            found.append(Ran(chapter, outcome, False))
        else:
            waiting.append(chapter)
    return found + _run(book, waiting, jobs, editing, meanwhile, twice or (lambda chapter: False))


def _run(book, chapters, at_once, editing, meanwhile, twice):
    by_stem, ended, second = {chapter.stem: chapter for chapter in chapters}, {}, {}
    waiting = list(chapters)

    def todo():  # asked for while the servers start
        if meanwhile:
            meanwhile()
        jobs = jobs_of(book, chapters)
        return jobs + [replace(job, again=True) for job in jobs if twice(by_stem[job.stem])]

    for job, outcome in _with_bar(book, chapters, todo, at_once, editing):
        if job.again:
            second[job.stem] = outcome
            continue
        ended[job.stem] = outcome
        while waiting and waiting[0].stem in ended:  # told in the order of the book
            _tell(waiting.pop(0), ended)
    return [Ran(by_stem[stem], outcome, True, second.get(stem)) for stem, outcome in ended.items()]


def _run_again(book, doubtful, at_once, editing=False):
    """Run the chapters of those Ran once more that did not yet."""
    doubtful = {ran.chapter.stem: ran for ran in doubtful if not ran.second}
    chapters = [ran.chapter for ran in doubtful.values()]

    def todo():
        return [replace(job, again=True) for job in jobs_of(book, chapters)]

    for job, outcome in _with_bar(book, chapters, todo, at_once, editing):
        doubtful[job.stem].second = outcome


def _with_bar(book, chapters, todo, at_once, editing):
    """Yield (job, Outcome) of the jobs that `todo` gives for some chapters, and show how it goes."""
    if not chapters:
        return
    from tqdm import tqdm  # takes longer to import than all that is left to do where nothing runs

    with Runner(book.root, book.docs, at_once, editing) as runner:
        jobs = todo()
        with tqdm(total=sum(len(job.steps) for job in jobs), unit=" cells", disable=None) as bar:

            def show(job, message):
                if isinstance(message, Begun):
                    bar.set_description_str(job.stem)
                    bar.update()

            yield from runner.run(jobs, show)


def _tell(chapter, ended):
    """Say in a pipe, where no bar shows it, that a chapter has run."""
    if not sys.stderr.isatty():
        seconds = ended[chapter.stem].seconds
        cells = number(len(chapter.cells), "cell")
        print(f"{chapter.stem}: {cells}, {seconds:.1f} s", file=sys.stderr, flush=True)


def run(book, names=(), *, refresh=False, jobs=None, use_cache=True, meanwhile=None, prove=True):
    """Run the chapters and write what they gave into pages and figures.

    What is news is written where a second run under other hashes gives it as well, or without one,
    where `prove` is False. `meanwhile` is called while the first chapter is awaited, if one runs.
    """
    sweep(book.docs, book.root / ".cache")
    report, kept, stuck = Report(), Kept(book), None
    use_cache = use_cache and not refresh
    chapters = _doubtful(book, names, report, kept, use_cache)
    # All runs end before the first write: what changes meanwhile was changed by a chapter
    found = outcomes(
        book,
        chapters,
        report,
        kept,
        jobs=jobs,
        use_cache=use_cache,
        editing=True,
        meanwhile=meanwhile,
        twice=kept.is_news if prove else None,
    )
    for ran in found:
        _hold(ran, kept, refresh)
    if prove:
        _run_again(book, [ran for ran in found if _is_doubtful(ran, kept)], jobs, editing=True)
    for ran in found:
        report.add(ran)
        if ran.second and not ran.faults:
            _blame_chance(ran)
        ran.faults = _last_words(ran.chapter, ran.faults)
        report.faults += ran.faults
        if ran.faults:
            continue
        ran.outcome.proved |= prove or not _is_doubtful(ran, kept)
        try:
            _write(ran.chapter, ran.record, report)
            kept.keep_page(ran.chapter, ran.outcome, ran.record.text)
            if ran.fresh or ran.second:
                kept.keep_run(ran.chapter, ran.outcome)
        except OSError as error:
            stuck = stuck or error
    if stuck:  # of all that is to be said this comes last
        report.print_faults()
        raise stuck
    return report


def _hold(ran, kept, refresh):
    """Hold what a chapter gave against its page, as what is to be written."""
    chapter, outcome = ran.chapter, ran.outcome
    try:
        ran.record, anew = compare(chapter, outcome, refresh), refresh
        # Where code changed, an old number within its tolerance is no record of the new code
        if not ran.record.faults and kept.code_changed(chapter) is not False:
            ran.record, anew = compare(chapter, outcome, refresh=True), True
        hold_exports(ran.record, chapter, outcome, anew)
        ran.faults = ran.record.faults
    except FaultError as error:
        ran.faults = [error.fault]


def _is_doubtful(ran, kept):
    """Whether one run alone does not speak for what a chapter gave: a record that the same code made
    at another time, and that agrees, is as good as a second run."""
    if ran.faults or not ran.fresh:
        return not (ran.faults or ran.outcome.proved)
    news = kept.code_changed(ran.chapter) or ran.record.differences
    return bool(news or kept.is_unproved(ran.chapter.path))


def _last_words(chapter, faults):
    """The faults of a run, as its page stands now: what somebody saved meanwhile is not written over."""
    if not chapter.path.is_file() or chapter.path.read_text(encoding="utf-8") != chapter.text:
        return [Fault(chapter.shown, 1, "was saved while it ran, so nothing was written: run it again")]
    return faults


def check(book, names=(), *, jobs=None, use_cache=True):
    """Run the chapters and compare; changes nothing. Differences are faults in the report."""
    report, kept = Report(), Kept(book)
    chapters = _doubtful(book, names, report, kept, use_cache)
    found = outcomes(book, chapters, report, kept, jobs=jobs, use_cache=use_cache)
    for ran in found:
        ran.record = compare(ran.chapter, ran.outcome)
        hold_exports(ran.record, ran.chapter, ran.outcome)
        # Where the record differs, that line is enough
        ran.faults = ran.record.faults + ran.record.differences or _changed_code(kept, ran.chapter)
    differ = [ran for ran in found if ran.fresh and ran.record.differences]
    _run_again(book, differ + [ran for ran in found if _is_doubtful(ran, kept)], jobs)
    for ran in found:
        report.add(ran)
        if ran.second:
            _blame_chance(ran)
        report.faults += ran.faults
        ran.outcome.proved |= not ran.faults
        if not ran.faults:
            kept.keep_page(ran.chapter, ran.outcome, ran.chapter.text)
        if (ran.fresh or ran.second) and not ran.record.faults and not ran.record.differences:
            kept.keep_run(ran.chapter, ran.outcome)
    return report


def _blame_chance(ran):
    """Where two runs do not agree with each other, the first place says so: the differences that
    chance made are no news. What no record may hold is: its line says why it differs."""
    told = {fault.line for fault in ran.record.faults}
    places = [
        place
        for place in places_of_chance(ran.chapter, ran.outcome, ran.second)
        if place.fault.line not in told
    ]
    lines = {line for place in places for line in place.lines} - told
    ran.faults = [fault for fault in ran.faults if fault.path != ran.chapter.shown or fault.line not in lines]
    ran.faults += [place.fault for place in places[:1]]


def _write(chapter, record, report):
    """Write what a run changed of a chapter: the page last, so that a new page has new figures."""
    texts = {**record.figures, **record.exports, chapter.path: record.text}
    report.written += [shown_path(path, chapter.root) for path in write_changed(texts)]


def _changed_code(kept, chapter):
    """The Fault of a chapter whose code is not that of its record, or cannot be copied, in a list."""
    try:
        if not kept.code_changed(chapter):
            return []
    except FaultError as error:
        return [error.fault]
    mend = f"run `python -m book run {chapter.stem}`"
    return [Fault(chapter.shown, 1, f"the code changed since this page was recorded: {mend}")]
