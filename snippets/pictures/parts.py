"""What pictures of numbers are made of: images, charts and their marks, side by side.

All is plain data, which a pen draws: numbers, words, and the colours of the palette.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from snippets.pictures.palette import A_EDGE, A_FILL, INK

Ticks = Sequence | dict | None  # {place: text}, places alone, or whatever the pen finds


@dataclass(frozen=True)
class Image:
    """Pixels, (h, w) or (h, w, 3): grey, in colour, or in bands from dark to bright."""

    pixels: Sequence
    title: str = ""
    scale: tuple = (None, None)  # black and white; else lowest, highest
    bands: int = 0  # of colour, where numbers are no light; 0: grey
    extent: tuple | None = None  # left, right, bottom, top
    x_limits: tuple | None = None
    x_ticks: Ticks = None  # with both None no axis is drawn at all
    y_ticks: Ticks = None
    y_label: str = ""
    framed: bool = False
    title_at: str = "center"
    title_size: int | None = None
    mono: bool = False  # the title is code
    size: tuple | None = None  # of a new figure, in inches


@dataclass(frozen=True)
class Numbers:
    """A frame of cells with a number in each, alone or as a part of an image.

    The larger a value, (rows, columns) from 0 to 1, the stronger its fill. The middle
    of the first cell lies at `corner`, (column, row).
    """

    values: Sequence
    texts: Sequence
    corner: tuple
    frame: tuple  # left, top, width and height
    image: Image | None = None
    colour: str = INK  # of the frame
    width: float = 1.5
    font: int = 10
    x_limits: tuple | None = None
    y_limits: tuple | None = None
    x_ticks: Ticks = None
    y_ticks: Ticks = None
    size: tuple | None = None


@dataclass(frozen=True)
class Chart:
    """Marks on a plane with two axes, in the order in which they are drawn."""

    marks: Sequence
    title: str = ""
    x_label: str = ""
    y_label: str = ""
    x_ticks: Ticks = None
    y_ticks: Ticks = None
    most_ticks: int | None = None  # on the x axis, about, where none are given
    x_limits: tuple | None = None
    y_limits: tuple | None = None
    log: str = ""  # the axes on which equal steps are equal factors: "x", "y", "xy"
    percent: bool = False  # on the y axis, where 1 is 100 %
    downward: bool = False  # the first row is the highest
    margins: dict | None = None  # {"x": share of the axis that stays free at its ends}
    legend: str | tuple = ""  # where it stands; "below" is below all
    coloured: bool = False  # its words have the colours of their lines
    no_spine: Sequence = ()  # the sides without a line
    no_tick: str = ""  # the axes whose ticks have words but no line: "x", "y", "both"
    mono: bool = False  # names, in the title or at the y axis, are code
    title_at: str = "center"
    size: tuple | None = None


@dataclass(frozen=True)
class Curve:
    """Places joined by a line, or marked, or both."""

    x: Sequence
    y: Sequence
    colour: str = A_EDGE
    dash: str = "-"  # "--", ":", "-." or "", for no line
    width: float | None = None
    marker: str = ""  # o: circle, s: square, ^: triangle, D: diamond, X: cross, .: dot
    size: float | None = None
    fill: str | None = None
    edge: str | None = None
    label: str | None = None
    alpha: float | None = None
    order: float | None = None  # the higher, the nearer
    whole: bool = False  # nothing is cut off at the edge of the plane
    frame: str | None = None  # "frame-0 any words": the part of a film


@dataclass(frozen=True)
class Note:
    """Words at a place, or so many points beside it."""

    text: str
    at: tuple
    shift: tuple | None = None
    colour: str | None = None
    font: float | None = None
    across: str = "left"
    up: str = "baseline"
    bold: bool = False
    mono: bool = False
    plate: bool = False  # no line crosses the words
    counts: bool = False  # the plane reaches as far as its place
    frame: str | None = None


@dataclass(frozen=True)
class Move:
    """An arrow from one place to another."""

    start: tuple
    end: tuple
    colour: str = A_EDGE


@dataclass(frozen=True)
class Band:
    """A filled rectangle without an edge."""

    corner: tuple
    width: float
    height: float
    fill: str = A_FILL


@dataclass(frozen=True)
class Diamonds:
    """Places marked by large open diamonds."""

    x: Sequence
    y: Sequence
    colour: str = INK
    label: str | None = None


@dataclass(frozen=True)
class Rule:
    """A straight line through the whole plane, at one place of the axis x or y."""

    at: float
    axis: str = "x"
    dash: str = "-"
    width: float | None = 1


@dataclass(frozen=True)
class Steps:
    """Heights, (n,), each from one of the edges, (n + 1,), to the next."""

    heights: Sequence
    edges: Sequence


@dataclass(frozen=True)
class Drops:
    """A thin upright line from each place to another height."""

    x: Sequence
    y: Sequence
    ends: Sequence
    colour: str = INK
    label: str | None = None


@dataclass(frozen=True)
class Contours:
    """Lines that join equal heights, (rows, columns), one for each level."""

    x: Sequence
    y: Sequence
    heights: Sequence
    levels: Sequence


@dataclass(frozen=True)
class Bars:
    """A bar for each length, (n,), in places 0 to n - 1; one of them may stand out."""

    lengths: Sequence
    starts: Sequence | float = 0
    breadth: float = 0.8
    lying: bool = False
    highlight: int | None = None
    hatched: bool = False  # the one that stands out


@dataclass(frozen=True)
class Confusion:
    """Counts, (n, n): a row a label, a column a prediction; what is right is framed."""

    counts: Sequence
    x_label: str = ""
    y_label: str = ""
    size: tuple | None = None


@dataclass(frozen=True)
class Panels:
    """Several parts in one figure; a number in `layout` says whose place this is."""

    parts: Sequence
    size: tuple | None = None
    layout: Sequence | None = None  # (rows, columns), int; all in one row where None
    widths: Sequence | None = None
    heights: Sequence | None = None
    shared: str = ""  # the axes that all parts have in common: "y", "xy"
    title: str = ""
