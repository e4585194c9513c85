"""The plots that axes draw, each as marks."""

import numpy as np

from matplotlib import rcParams
from matplotlib._looks import AREA, DOTS, IMAGE, LINES, MARKED, filled, format_of, short
from matplotlib.colors import to_hex

MAPS = {"gray", "gray_r", "binary", "viridis", "cividis", "magma", "Blues", "Greens", "Oranges", "Reds"}
MAPS |= {"RdBu", "RdBu_r", "coolwarm"}


def numbers(values):
    """Values as a list of floats."""
    return np.asarray(values, float).ravel().tolist()


def map_of(cmap):
    """The name of a colour map, and into how many steps it is cut, as the page knows it."""
    name, *steps = (cmap,) if isinstance(cmap, str) else cmap
    if name not in MAPS:
        known = ", ".join(sorted(MAPS))
        raise ValueError(f"the page's own Matplotlib has no colour map {name!r}, only {known}")
    return [name, *steps]


class Plots:
    """What plots; Axes say where."""

    def places(self, values, axis):
        """Numbers as they are; words become 0, 1, 2 and so on, and stand at their ticks."""
        values = np.atleast_1d(values)
        if values.dtype.kind == "U":
            self._ticks(axis, range(len(values)), values)
            return list(range(len(values)))
        return numbers(values)

    def plot(self, *args, **look: MARKED):
        look, drawn, rest = short(look, MARKED, "plot"), [], list(args)
        while rest:
            first = rest.pop(0)
            second = rest.pop(0) if rest and not isinstance(rest[0], str) else None
            form = format_of(rest.pop(0)) if rest and isinstance(rest[0], str) else {}
            y = np.asarray(first if second is None else second)
            x = self.places(np.arange(len(y)) if second is None else first, "x")
            for column in np.atleast_2d(y.T):
                drawn.append(self._curve(x, self.places(column, "y"), form | look))
        return drawn

    def _curve(self, x, y, look):
        if len(x) != len(y):
            raise ValueError(f"x and y must have same first dimension, but have {len(x)} and {len(y)}")
        usual = {"color": look.get("color") or self.next_colour(), "lw": rcParams["lines.linewidth"]}
        return self.add({"kind": "curve", "x": x, "y": y} | usual | look)

    def semilogx(self, *args, **look: MARKED):
        self.set_xscale("log")
        return self.plot(*args, **look)

    def semilogy(self, *args, **look: MARKED):
        self.set_yscale("log")
        return self.plot(*args, **look)

    def loglog(self, *args, **look: MARKED):
        self.set_xscale("log")
        return self.semilogy(*args, **look)

    def step(self, x, y, where="pre", **look: MARKED):
        x, y = numbers(x), numbers(y)
        turns = {"pre": (x[:-1], y[1:]), "post": (x[1:], y[:-1])}
        if where not in turns:
            raise ValueError(f"step: the page's own Matplotlib has where='pre' and 'post', not {where!r}")
        corners = [place for pair in zip(zip(x, y), zip(*turns[where])) for place in pair]
        return self.plot(*np.transpose([*corners, (x[-1], y[-1])]), **look)

    def hlines(self, y, xmin, xmax, **look: LINES):
        look = short(look, LINES, "hlines")
        return [self.plot([low, high], [at, at], **look) for at, low, high in _each(y, xmin, xmax)]

    def vlines(self, x, ymin, ymax, **look: LINES):
        look = short(look, LINES, "vlines")
        return [self.plot([at, at], [low, high], **look) for at, low, high in _each(x, ymin, ymax)]

    def scatter(self, x, y, s=36, c=None, *, marker="o", cmap="viridis", vmin=None, vmax=None, **look: DOTS):
        look = short(look | {"marker": marker}, DOTS, "scatter")
        mark = {"kind": "dots", "x": self.places(x, "x"), "y": self.places(y, "y")}
        mark["s"] = numbers(s) if np.ndim(s) else float(s)
        if np.ndim(c) == 1 and not isinstance(c[0], str):
            low = np.min(c) if vmin is None else vmin
            high = np.max(c) if vmax is None else vmax
            shades = (np.asarray(c, float) - low) / ((high - low) or 1)
            mark |= {"shades": shades.clip(0, 1).tolist(), "cmap": map_of(cmap)}
        else:
            mark["color"] = to_hex(c) or look.pop("color", None) or self.next_colour()
        return self.add(mark | look)

    def bar(self, x, height, width=0.8, bottom=0, *, align="center", label=None, **look: AREA):
        rows = _each(self.places(x, "x"), height, width, bottom)
        shift = 0.5 if align == "center" else 0
        boxes = [(x - shift * width, bottom, width, height) for x, height, width, bottom in rows]
        return self._boxes(boxes, label, short(look, AREA, "bar"), "y")

    def barh(self, y, width, height=0.8, left=0, *, align="center", label=None, **look: AREA):
        rows = _each(self.places(y, "y"), width, height, left)
        shift = 0.5 if align == "center" else 0
        boxes = [(left, y - shift * height, width, height) for y, width, height, left in rows]
        return self._boxes(boxes, label, short(look, AREA, "barh"), "x")

    def _boxes(self, boxes, label, look, sticky):
        colours = look.pop("color", None) or self.next_colour()
        colours = colours if isinstance(colours, list) else [colours] * len(boxes)
        drawn = []
        for place, colour in zip(boxes, colours):
            mark = {"kind": "box", "sticky": sticky} | dict(zip(("x", "y", "width", "height"), place))
            mark |= filled(dict(look), colour) | ({"label": str(label)} if label else {})
            drawn.append(self.add(mark))
            label = None
        return drawn

    def hist(self, x, bins=10, range=None, density=False, *, log=False, label=None, **look: AREA):
        counts, edges = np.histogram(np.ravel(x), bins, range, density=density)
        if log:
            self.set_yscale("log")
        drawn = self.bar(edges[:-1], counts, np.diff(edges), align="edge", label=label, **look)
        return counts, edges, drawn

    def stairs(self, values, edges=None, *, fill=False, **look: AREA):
        edges = np.arange(len(values) + 1) if edges is None else edges
        look = short(look, AREA, "stairs")
        colour = look.get("color") or self.next_colour()
        mark = {"kind": "steps", "sticky": "y", "heights": numbers(values), "edges": numbers(edges)}
        return self.add(mark | filled(look | {"color": colour}, colour, fill))

    def fill_between(self, x, y1, y2=0, **look: AREA):
        look, x = short(look, AREA, "fill_between"), self.places(x, "x")
        colour = look.pop("color", None) or look.pop("fc", None) or self.next_colour()
        low, high = (numbers(np.broadcast_to(y, len(x))) for y in (y2, y1))
        return self.add({"kind": "band", "x": x, "low": low, "high": high, "color": colour} | look)

    def imshow(
        self,
        X,
        cmap="viridis",
        *,
        aspect=None,
        vmin=None,
        vmax=None,
        extent=None,
        origin="upper",
        **look: IMAGE,
    ):
        pixels, look = np.asarray(X), short(look, IMAGE, "imshow")
        look.pop("interpolation", None)  # a pixel is a square
        if pixels.ndim not in (2, 3) or pixels.ndim == 3 and pixels.shape[2] not in (3, 4):
            raise TypeError(f"Invalid shape {pixels.shape} for image data")
        mark = {"kind": "image", "pixels": pixels, "cmap": map_of(cmap), "vmin": vmin, "vmax": vmax}
        rows, columns = pixels.shape[:2]
        if origin == "lower":
            mark |= {"pixels": pixels[::-1], "extent": [-0.5, columns - 0.5, -0.5, rows - 0.5]}
        if extent is not None:
            mark["extent"] = numbers(extent)
        if aspect is not None:
            self.set_aspect(aspect)
        drawn = self.add({name: value for name, value in (mark | look).items() if value is not None})
        self.add({"kind": "axis", "on": True})
        return drawn

    def contour(self, *args, levels=None, **look: LINES):
        return self._contours(args, levels, short(look, LINES, "contour"), filled=False)

    def contourf(self, *args, levels=None, **look: LINES):
        return self._contours(args, levels, short(look, LINES, "contourf"), filled=True)

    def _contours(self, args, levels, look, filled):
        *plane, heights = args if len(args) in (1, 3) else args[:-1]
        heights = np.asarray(heights, float)
        levels = args[-1] if len(args) in (2, 4) else 7 if levels is None else levels
        if np.ndim(levels) == 0:
            levels = np.linspace(heights.min(), heights.max(), int(levels) + 2)
        x, y = plane or (np.arange(size) for size in heights.shape[::-1])
        x, y = (row[0] if np.ndim(row) > 1 else row for row in (x, np.transpose(y)))
        mark = {"kind": "contours", "x": numbers(x), "y": numbers(y), "heights": heights.tolist()}
        mark |= {"levels": numbers(levels), "filled": filled, "lw": rcParams["lines.linewidth"]}
        return self.add(mark | look)


def _each(first, *others):
    """Row by row what belongs together; a single value belongs to each."""
    rows = np.broadcast_arrays(np.atleast_1d(np.asarray(first, float)), *others)
    return list(zip(*(row.tolist() for row in rows)))
