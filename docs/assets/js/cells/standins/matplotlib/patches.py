"""Areas to put on axes, with `add_patch`."""

import numpy as np

from matplotlib._looks import AREA, filled, short
from matplotlib.colors import CYCLE


class Patch:
    """An area: `mark` is what the page draws."""

    def __init__(self, mark, look, fill=True):
        self.mark = mark | filled(look, CYCLE[0], fill)


class Rectangle(Patch):
    """A rectangle from its corner `xy` on."""

    def __init__(self, xy, width, height, *, fill=True, **look: AREA):
        mark = dict(kind="box", x=float(xy[0]), y=float(xy[1]), width=float(width), height=float(height))
        super().__init__(mark, short(look, AREA, "Rectangle"), fill)


class Polygon(Patch):
    """A polygon with corners `xy`, (n, 2)."""

    def __init__(self, xy, *, closed=True, fill=True, **look: AREA):
        mark = dict(kind="shape", points=np.asarray(xy, float).tolist(), closed=bool(closed))
        super().__init__(mark, short(look, AREA, "Polygon"), fill)


class Circle(Polygon):
    """A circle around `xy`, as a polygon of many corners."""

    def __init__(self, xy, radius=5, *, fill=True, **look: AREA):
        turns = np.linspace(0, 2 * np.pi, 73)[:-1]
        corners = np.asarray(xy, float) + radius * np.stack([np.cos(turns), np.sin(turns)], axis=1)
        super().__init__(corners, fill=fill, **look)
