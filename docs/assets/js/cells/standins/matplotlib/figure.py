"""Figures: charts side by side, or a board of cells, as plain data."""

from math import lcm

import numpy as np

from matplotlib._looks import NONE, short
from matplotlib.axes import Axes


class Figure:
    """A figure of `size`, (width, height) in inches; `picture` gives it as plain data."""

    def __init__(self, number, size):
        self.number, self.size = number, tuple(size)
        self.axes, self.grid, self.look, self.board, self.chosen = [], [], {}, None, None

    def __getattr__(self, name):
        raise AttributeError(f"a figure of the page's own Matplotlib has no `{name}`")

    def add_subplot(self, *args):
        if len(args) == 1:  # 121
            args = [int(digit) for digit in str(args[0])]
        rows, columns, index = args or (1, 1, 1)
        first, last = index if isinstance(index, tuple) else (index, index)
        (top, left), (bottom, right) = (divmod(place - 1, columns) for place in (first, last))
        return self._place(rows, columns, (top, left, bottom + 1, right + 1))

    def _place(self, rows, columns, span):
        there = [axes for axes, *place in self.grid if place == [rows, columns, span]]
        self.chosen = there[0] if there else self._add(Axes(self))
        if not there:
            self.grid.append((self.chosen, rows, columns, span))
        return self.chosen

    def _add(self, axes):
        self.axes.append(axes)
        self.chosen = axes
        return axes

    def subplots(
        self,
        nrows=1,
        ncols=1,
        *,
        sharex=False,
        sharey=False,
        squeeze=True,
        width_ratios=None,
        height_ratios=None,
    ):
        places = [(row, column, row + 1, column + 1) for row in range(nrows) for column in range(ncols)]
        table = np.empty((nrows, ncols), object)
        for place in places:
            table[place[:2]] = self._place(nrows, ncols, place)
        self.look["shared"] = "x" * bool(sharex) + "y" * bool(sharey)
        ratios = {"width_ratios": width_ratios, "height_ratios": height_ratios}
        self.look |= {name: list(values) for name, values in ratios.items() if values is not None}
        if not squeeze:
            return table
        return table.item() if table.size == 1 else table.squeeze()

    def add_axes(self, rect):
        return self._add(Axes(self, rect))

    def suptitle(self, t, **look: NONE):
        short(look, NONE, "suptitle")
        self.look["title"] = str(t)

    def set_size_inches(self, w, h=None):
        self.size = (float(w), float(h)) if h is not None else tuple(map(float, w))

    def get_size_inches(self):
        return np.array(self.size)

    def tight_layout(self):
        """Figures are laid out anyway."""

    def gca(self):
        return self.chosen or self.add_subplot()

    def clear(self):
        self.__init__(self.number, self.size)

    def picture(self):
        """The figure as plain data; None where nothing was drawn on it."""
        if self.board:
            return self.board
        if not self.axes:
            return None
        panels = {"kind": "panels", "charts": [axes.chart for axes in self.axes], "size": list(self.size)}
        return panels | {"layout": self._layout(), "shared": "", "title": None} | self.look

    def _layout(self):
        """The number of each chart where it stands, in the grid of all; -1 where nothing stands."""
        rows, columns = (lcm(*(place[axis] for place in self.grid)) for axis in (1, 2))
        layout = np.full((rows, columns), -1)
        for axes, across, along, (top, left, bottom, right) in self.grid:
            down, on = rows // across, columns // along
            layout[top * down : bottom * down, left * on : right * on] = self.axes.index(axes)
        return layout.tolist()
