"""What readers type to find a page, listed in its front matter: see `book.reading.searches`."""

from book.reading.headings import headings
from book.reading.searches import FIELD, entries, parted


def listed(chapter, context):
    start = _line(chapter, 1, f"{FIELD}:")
    if FIELD in chapter.front and not entries(chapter.front):
        yield start, f"`{FIELD}:` is no list: write a line `  - what readers type` below it for each"
    ids = {heading.id for heading in headings(chapter) if heading.level > 1}
    line, seen = start, {}
    for entry in entries(chapter.front):
        line = _line(chapter, line + 1, "- ") or start
        if not parted(entry):
            yield line, f"nobody types `{entry}`: write `- words`, or `- id-of-a-section: words`"
            continue
        section, typed = parted(entry)
        if section is not None and section not in ids:
            close = context.close(str(section), ids, 0.6)
            mend = f"did you mean `{close[0]}`?" if close else "write the id that its heading makes"
            yield line, f"no section has the id `{section}`: {mend}"
        for words in map(str.strip, typed.split(",")):
            if words.casefold() in seen:
                yield line, f"`{words}` finds this page already, by line {seen[words.casefold()]}: remove it"
            seen.setdefault(words.casefold(), line)


def _line(chapter, first, start):
    """The number of the first line of the front matter from `first` on that starts so; or 0."""
    rows = list(enumerate(chapter.lines[: chapter.front_lines], start=1))
    return next((at for at, row in rows[first - 1 :] if row.lstrip().startswith(start)), 0)
