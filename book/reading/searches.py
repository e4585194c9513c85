"""What readers type to find a page: `searches:` in its front matter, which no reader is shown.

It is a list. An entry is what they type, or `id-of-a-section: what they type`; commas part several.
"""

FIELD = "searches"


def searches(front):
    """[(id of a section, or None for the page; what is typed)] in the `front` matter, a dict."""
    found = []
    for entry in entries(front):
        section, typed = parted(entry) or (None, "")
        found += [(section, words) for words in map(str.strip, typed.split(",")) if words]
    return found


def entries(front):
    """The entries of the list as they stand there; none where it is no list."""
    listed = front.get(FIELD)
    return listed if isinstance(listed, list) else []


def parted(entry):
    """(id of a section or None, what is typed) of an entry; None where it is neither form."""
    section, typed = (None, entry)
    if isinstance(entry, dict) and len(entry) == 1:
        [(section, typed)] = entry.items()
    is_text = isinstance(typed, str | int | float) and not isinstance(typed, bool)
    return (section, str(typed)) if is_text else None
