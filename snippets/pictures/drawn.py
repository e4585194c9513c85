"""From a picture, which is plain data, to a drawing.

`drawn` is given a pen for the whole picture, and for each kind of mark on it a pen that
is named like the kind: a picture pulls in what draws it, and no more.
"""

from functools import wraps


def drawn(pen, **pens):
    """Make a function that gives a picture draw it; `data` still gives the picture."""

    def decorate(picture_of):
        draw = wraps(picture_of)(lambda *a, **k: pen(pens, **picture_of(*a, **k)))
        draw.data = picture_of
        return draw

    return decorate
