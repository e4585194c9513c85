"""From a picture, which is plain data, to a drawing."""

from functools import wraps


def drawn(pen):
    """Make a function that gives a picture draw it with `pen`, and give nothing.

    Its `data` still gives the picture itself: `broadcast_picture.data(a, b)`.
    """

    def decorate(picture_of):
        @wraps(picture_of)
        def draw(*args, **kwargs):
            pen(**picture_of(*args, **kwargs))

        draw.data = picture_of
        return draw

    return decorate
