"""Limits of time that fit a busy machine: short for the step alone that hangs, long for all others."""

from dataclasses import replace

from book.recording import run as recording


def hurry(monkeypatch, kind):
    """From now on, a step of this kind may take a second."""

    def hurried(job):
        steps = (replace(step, seconds=1) if isinstance(step, kind) else step for step in job.steps)
        return replace(job, steps=tuple(steps))

    _change_jobs(monkeypatch, hurried)


def be_patient(monkeypatch):
    """From now on, a chapter may take as long as it takes."""
    long = {"cell_seconds": 1000, "chapter_seconds": 1000}
    _change_jobs(monkeypatch, lambda job: replace(job, limits=replace(job.limits, **long)))


def _change_jobs(monkeypatch, changed):
    jobs_of = recording.jobs_of
    monkeypatch.setattr(recording, "jobs_of", lambda *given: [changed(job) for job in jobs_of(*given)])
