"""From a picture, which is plain data, to a drawing."""

from functools import wraps


def drawn(pen):
    """Make a function that gives a picture into one that draws it with `pen`.

    What it makes gives nothing, so that a cell shows the drawing alone. Its `data` is
    the function as it was: `broadcast_picture.data(a, b)` gives the picture itself.
    """

    def decorate(picture_of):
        @wraps(picture_of)
        def draw(*args, **kwargs):
            pen(picture_of(*args, **kwargs))

        draw.data = picture_of
        return draw

    return decorate
