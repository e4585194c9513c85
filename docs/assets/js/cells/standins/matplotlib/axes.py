"""Axes: a chart as plain data, its marks in the order of drawing and what stands around them."""

from itertools import cycle

import numpy as np

from matplotlib import rcParams
from matplotlib._looks import ARROW, LEGEND, LINE, NONE, WORDS, short
from matplotlib._plots import Plots
from matplotlib.colors import CYCLE

AROUND = {"title", "xlabel", "ylabel", "xlim", "ylim", "xscale", "yscale", "aspect", "xmargin", "ymargin"}
AROUND |= {"xticks", "yticks", "xticklabels", "yticklabels"}


class Axes(Plots):
    """One chart of a figure; `place` is where, in shares of the figure, if that is said."""

    def __init__(self, figure, place=None):
        self.figure = figure
        self.chart = {"kind": "chart", "marks": []} | ({"place": list(place)} if place else {})
        self.colours = cycle(CYCLE)

    def __getattr__(self, name):
        raise AttributeError(f"the axes of the page's own Matplotlib have no `{name}`")

    def add(self, mark):
        """Draw a mark; gives it as something that can still be changed."""
        self.chart["marks"].append(mark)
        return Drawn(mark)

    def next_colour(self):
        return next(self.colours)

    # What stands around the marks

    def set(self, **words: AROUND):
        for name, value in words.items():
            if name not in AROUND:
                known = ", ".join(sorted(AROUND))
                raise AttributeError(f"set: the page's own Matplotlib has no {name}=, only {known}")
            getattr(self, f"set_{name}", lambda value, name=name: self._say(name, value))(value)

    def _say(self, name, value):
        if hasattr(value, "tolist"):
            value = value.tolist()
        self.chart[name] = list(value) if isinstance(value, (tuple, range)) else value

    def set_title(self, label, loc=None, **look: WORDS):
        look = short(look, WORDS, "set_title") | ({"loc": loc} if loc else {})
        if look:
            self.add({"kind": "title", "text": str(label)} | look)
        else:
            self._say("title", str(label))

    def set_xlabel(self, label, **look: NONE):
        self._label("x", label, look)

    def set_ylabel(self, label, **look: NONE):
        self._label("y", label, look)

    def _label(self, axis, label, look):
        short(look, NONE, f"set_{axis}label")
        self._say(f"{axis}label", str(label))

    def set_xlim(self, left=None, right=None):
        self._say("xlim", left if np.ndim(left) else [left, right])

    def set_ylim(self, bottom=None, top=None):
        self._say("ylim", bottom if np.ndim(bottom) else [bottom, top])

    def set_xscale(self, value):
        self._scale("x", value)

    def set_yscale(self, value):
        self._scale("y", value)

    def _scale(self, axis, value):
        if value not in ("linear", "log"):
            raise ValueError(f"the page's own Matplotlib has the scales linear and log, not {value!r}")
        self._say(f"{axis}scale", value)

    def set_xticks(self, ticks, labels=None, **look: NONE):
        self._ticks("x", ticks, labels, look)

    def set_yticks(self, ticks, labels=None, **look: NONE):
        self._ticks("y", ticks, labels, look)

    def _ticks(self, axis, ticks, labels, look=()):
        short(dict(look), NONE, f"set_{axis}ticks")
        self._say(f"{axis}ticks", np.asarray(ticks).tolist())
        if labels is not None:
            self._say(f"{axis}ticklabels", [str(label) for label in labels])

    def set_xticklabels(self, labels):
        self._say("xticklabels", [str(label) for label in labels])

    def set_yticklabels(self, labels):
        self._say("yticklabels", [str(label) for label in labels])

    def set_aspect(self, aspect):
        self._say("aspect", aspect)

    def margins(self, both=None, *, x=None, y=None):
        for name, value in (("xmargin", x), ("ymargin", y)):
            if (value := both if value is None else value) is not None:
                self._say(name, float(value))

    def invert_xaxis(self):
        self._invert("x")

    def invert_yaxis(self):
        self._invert("y")

    def _invert(self, axis):
        limits = self.chart.get(f"{axis}lim")
        if limits and None not in limits:
            self._say(f"{axis}lim", limits[::-1])
        else:
            self._say("inverted", "".join(sorted(set(self.chart.get("inverted", "")) ^ {axis})))

    def axis(self, arg=None):
        if arg in ("on", True, "off", False):
            self.add({"kind": "axis", "on": arg in ("on", True)})
        elif arg in ("equal", "image", "scaled", "square"):
            self._say("aspect", "equal")
        elif arg == "tight":
            self.margins(0)
        elif arg is not None and not isinstance(arg, str):
            self.set(xlim=list(arg[:2]), ylim=list(arg[2:]))
        else:
            raise ValueError(f"axis: the page's own Matplotlib knows no {arg!r}")

    def set_axis_off(self):
        self.axis("off")

    def set_axis_on(self):
        self.axis("on")

    def grid(self, visible=True, *, axis="both", **look: LINE):
        if visible:
            self.add({"kind": "grid", "axis": axis} | short(look, LINE, "grid"))

    def legend(self, labels=None, **look: LEGEND):
        look = short(look, LEGEND, "legend")
        look.pop("frameon", None)
        unnamed = (mark for mark in self.chart["marks"] if mark["kind"] in ("curve", "dots", "band"))
        for mark, label in zip(unnamed, labels or ()):
            mark["label"] = str(label)
        if look.get("loc") == "best":
            del look["loc"]
        self.add({"kind": "legend"} | look)

    # Words, arrows and areas of their own

    def text(self, x, y, s, **look: WORDS):
        place = {"x": float(x), "y": float(y), "text": str(s)}
        return self.add({"kind": "words"} | place | short(look, WORDS, "text"))

    def annotate(self, text, xy, xytext=None, *, textcoords="data", arrowprops=None, **look: WORDS):
        look, to = short(look, WORDS, "annotate"), [float(each) for each in xy]
        at = to if xytext is None else [float(each) for each in xytext]
        if textcoords == "offset points" and arrowprops is None:
            return self.add({"kind": "tag", "x": to[0], "y": to[1], "text": str(text), "shift": at} | look)
        if textcoords != "data":
            raise ValueError(f"annotate: the page's own Matplotlib has no textcoords={textcoords!r} here")
        if arrowprops is None:
            return self.text(*at, text, **look)
        arrow = short(arrowprops, ARROW, "arrowprops")
        arrow["head"] = arrow.pop("arrowstyle", "->").replace("|", "")
        gaps = [arrow.pop("shrinkA", 2), arrow.pop("shrinkB", 2)]
        arrow = {"color": CYCLE[3], "gaps": gaps} | arrow
        if not text:
            return self.add({"kind": "arrow", "start": at, "end": to} | arrow)
        words = {"kind": "note", "x": at[0], "y": at[1], "to": to, "text": str(text)}
        return self.add(words | look | {"arrow": arrow})

    def add_patch(self, patch):
        self.add(patch.mark)
        return patch

    def axhline(self, y=0, **look: LINE):
        return self._through("level", {"y": float(y)}, look)

    def axvline(self, x=0, **look: LINE):
        return self._through("upright", {"x": float(x)}, look)

    def _through(self, kind, place, look):
        usual = {"color": CYCLE[0], "ls": "-", "lw": rcParams["lines.linewidth"]}
        return self.add({"kind": kind} | place | usual | short(look, LINE, kind))


class Drawn:
    """A mark that was drawn, for those who want to change it."""

    def __init__(self, mark):
        self.mark = mark

    def __getattr__(self, name):
        raise AttributeError(f"what the page's own Matplotlib has drawn has no `{name}`")

    def get_color(self):
        return self.mark.get("color")

    def get_label(self):
        return self.mark.get("label", "")

    def set_color(self, color):
        self.set(color=color)

    def set_label(self, s):
        self.set(label=s)

    def set(self, **look: LINE):
        self.mark.update(short(look, LINE, "set"))
