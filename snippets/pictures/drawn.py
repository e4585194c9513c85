"""From a picture, which is plain data, to a drawing."""

from functools import wraps


def drawn(pen, **pens):
    """Make a function that gives a picture draw it, and give nothing.

    `pen` draws the whole, and `pens` its marks, each those of the kind that it is named
    like. `data` still gives the picture itself: `broadcast_picture.data(a, b)`.
    """

    def decorate(picture_of):
        @wraps(picture_of)
        def draw(*args, **kwargs):
            pen(pens, **picture_of(*args, **kwargs))

        draw.data = picture_of
        return draw

    return decorate
