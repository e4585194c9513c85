"""What a figure is drawn on: paper, which follows light and dark, or a ground that stays light.

Colours that stand for numbers stay in both schemes, and so does all that is drawn over them: the
axes of colormapped data keep a painted ground. Pictures are grounds of their own.
"""

import codecs
import re
import sys
from io import BytesIO

import matplotlib
import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.axis import Axis, Tick
from matplotlib.backends.backend_mixed import MixedModeRenderer
from matplotlib.backends.backend_svg import FigureCanvasSVG, RendererSVG
from matplotlib.colorizer import ColorizingArtist
from matplotlib.colors import to_hex
from matplotlib.contour import ContourSet
from matplotlib.figure import Figure, FigureBase
from matplotlib.image import AxesImage
from matplotlib.legend import Legend
from matplotlib.patches import FancyArrowPatch, Rectangle
from matplotlib.spines import Spine
from matplotlib.table import Table
from matplotlib.text import Text
from mpl_toolkits.mplot3d import Axes3D
from mpl_toolkits.mplot3d.art3d import Poly3DCollection

from book.running.colours import TEXT_CONTRAST, Group, contrast

WHOLE = Text, Legend, Table  # whose parts share a ground
HOLDERS = FigureBase, Axes, Axis, Tick, Spine  # which draw nothing, or the edge of a ground
# What a figure cannot be true without, whatever style its cell has chosen
TRUE = {
    "svg.fonttype": "none",
    "svg.hashsalt": "shapes-that-fit",
    "svg.id": None,
    "svg.image_inline": True,
    "path.simplify": False,
}
UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
BENEATH = -1e9  # the zorder of a ground that is painted below all else


def save(figure, paper):
    """`figure` as SVG, and a Group for each of its groups with an id, in order."""
    before = figure.canvas
    try:
        canvas, file = Canvas(figure), BytesIO()
        canvas.grounds = Grounds(figure, paper)
        with matplotlib.rc_context(TRUE):
            canvas.print_figure(file, format="svg", metadata={"Date": None, "Creator": None})
    finally:
        figure.set_canvas(before)
    return file.getvalue(), canvas.groups


class Canvas(FigureCanvasSVG):
    """Saves with a renderer that asks for grounds."""

    def print_svg(self, file, *, bbox_inches_restore=None, metadata=None, **_):
        figure, dpi = self.figure, self.figure.dpi
        figure.dpi = 72
        width, height = figure.get_size_inches()
        sink = codecs.getwriter("utf-8")(file)
        vector = Renderer(72 * width, 72 * height, sink, image_dpi=dpi, metadata=metadata)
        vector.grounds, self.groups = self.grounds, vector.groups
        renderer = MixedModeRenderer(
            figure, width, height, dpi, vector, bbox_inches_restore=bbox_inches_restore
        )
        figure.draw(renderer)
        renderer.finalize()


class Renderer(RendererSVG):
    """Notes of each group what is drawn in it."""

    def __init__(self, *args, **options):
        self.groups = []
        super().__init__(*args, **options)

    def open_group(self, s, gid=None):
        super().open_group(s, gid)
        artists = artists_above(sys._getframe(1))
        is_text = isinstance(artists[0], Text)
        if is_text:
            self.grounds.lift(artists[0], self)
        ground = self.grounds.of(artists, self) if self.grounds.any else "paper"
        self.groups.append(Group(ground, is_text))

    def draw_text(self, gc, x, y, s, prop, *args, **options):
        if UNWRITABLE.search(s):
            raise ValueError(s)
        if prop.get_math_fontfamily() == "cm":  # whose letters have codes of their own
            prop = prop.copy()
            prop.set_math_fontfamily("dejavusans")
        super().draw_text(gc, x, y, s, prop, *args, **options)


def artists_above(frame):
    """The artists that are drawing, from the innermost out: matplotlib tells its renderer of none."""
    found = []
    while frame:
        artist = frame.f_locals.get("self")
        if isinstance(artist, Artist) and artist not in found:
            found.append(artist)
        frame = frame.f_back if not isinstance(artist, Figure) else None
    return found


def is_colormapped(artist):
    """Whether the colours of an artist stand for numbers, or for light that falls on a surface."""
    if isinstance(artist, ContourSet) and artist.colors is not None:
        return False
    if isinstance(artist, Poly3DCollection) and len({tuple(face) for face in artist.get_facecolor()}) > 1:
        return True
    return isinstance(artist, ColorizingArtist) and artist.get_array() is not None


class Grounds:
    """The grounds of a figure; making them paints those that are missing."""

    def __init__(self, figure, paper):
        self.paper = paper
        self.axes = list(_in_order(figure.axes))
        self.painted = {axes: axes.patch for axes in self.axes if _paints(axes)}
        self.light = set()
        # Not findobj: it makes ticks before their time, and the layout of a figure moves
        for artist in [child for axes in self.axes for child in axes.get_children()]:
            stays = is_colormapped(artist)
            smooth = getattr(artist, "_shading", "") == "gouraud"  # what SVG has for it, no browser draws
            artist.set_rasterized(smooth or stays and artist.get_rasterized())  # pixels follow no scheme
            if stays and not _is_picture(artist):
                self._lighten(artist.axes)
                self._lighten_with_bar(artist.colorbar)
        for axes in self.axes:
            axes.set_rasterized(False)
            axes.set_rasterization_zorder(None)
            if axes in self.light:
                self._lighten_with_bar(getattr(axes, "_colorbar", None))
        self.any = bool(self.light) or any(axes.images for axes in self.axes)

    def _lighten(self, axes):
        """Let the ground of `axes` stay light, or paint one where there is none."""
        below = self._below(axes) or axes
        self.light.add(below)
        if below not in self.painted:
            look = dict(transform=axes.transAxes, facecolor=self.paper, edgecolor="none", zorder=BENEATH)
            self.painted[below] = below.add_artist(Rectangle((0, 0), 1, 1, **look))

    def _lighten_with_bar(self, bar):
        """Lines that were coloured one by one agree with their colourbar, too."""
        parents = getattr(bar.ax, "_colorbar_info", {}).get("parents", ()) if bar else ()
        for axes in (bar.ax, *parents) if bar else ():
            if not axes.images:
                self._lighten(axes)

    def of(self, artists, renderer):
        """The ground of the innermost of the `artists` that are drawing."""
        first = artists[0]
        wholes = (artist for artist in reversed(artists) if isinstance(artist, WHOLE))
        whole = first if isinstance(first, FancyArrowPatch) else next(wholes, first)
        axes = _axes_of(artists)
        figure = whole.get_figure()
        if figure and whole is figure.patch:  # the first of all, and by then the layout is made
            self._widen(renderer)
            return "paper"
        if isinstance(whole, HOLDERS):
            return "paper"
        if isinstance(whole, Text):
            return self._under(Text.get_window_extent(whole, renderer))
        box = whole.get_window_extent(renderer)
        if isinstance(whole, Legend):
            return self._under_legend(whole, box)
        painter = next((painter for painter, patch in self.painted.items() if patch is whole), None)
        if painter or isinstance(axes, Axes3D):
            return self._ground_of(painter or axes)
        tick = next((artist for artist in artists if isinstance(artist, Tick)), None)
        if tick and whole is not tick.gridline and tick.get_tickdir() != "in":
            return "paper"
        below = axes and self._below(axes)
        clipped = whole.get_clip_on() and (whole.get_clip_box() or whole.get_clip_path())
        if below in self.light and (clipped or tick):
            return "light"
        return self._under(box)

    def lift(self, text, renderer):
        """Give words in ink the colour of paper where they stand on a shape on which ink cannot be read."""
        ink = to_hex(matplotlib.rcParams["text.color"])
        free = text.axes and text in text.axes.texts and not text.get_bbox_patch()
        shapes = text.axes.patches if free and to_hex(text.get_color()) == ink else ()
        faces = {shape: to_hex(shape.get_facecolor()) for shape in shapes if _is_solid(shape)}
        if all(contrast(ink, face) >= TEXT_CONTRAST for face in faces.values()):
            return
        point = _centre(Text.get_window_extent(text, renderer))
        face = next((faces[each] for each in reversed(faces) if each.contains_point(point)), self.paper)
        if contrast(ink, face) < min(TEXT_CONTRAST, contrast(self.paper, face)):
            text.set_color(self.paper)

    def _widen(self, renderer):
        """The words of axes in three dimensions stand beside them, and on their ground."""
        for axes in self.light:
            if isinstance(axes, Axes3D):
                box = axes.get_tightbbox(renderer).transformed(axes.transAxes.inverted())
                axes.patch.set_bounds(*box.bounds)

    def _under_legend(self, legend, box):
        """A legend beside its axes, or of a whole figure, takes a piece of their ground along."""
        ground = self._under(box)
        if ground == "paper" and (legend.axes in self.light if legend.axes else self.light):
            if not legend.get_frame_on():
                legend.set_frame_on(True)
                legend.get_frame().set(facecolor=self.paper, edgecolor="none", alpha=1)
            return "light"
        return ground

    def _under(self, box):
        """The ground under a box of the canvas: of a picture that is larger, or what its centre is on."""
        images = (image for axes in self.axes for image in axes.images if image.get_visible())
        if any(_contains(image.get_window_extent(), box) for image in images):
            return "picture"
        return self._ground_of(self._beneath(_centre(box)))

    def _ground_of(self, axes):
        return "light" if axes in self.light else "paper"

    def _below(self, axes):
        """The axes whose ground lies under `axes`: its own, or that of those it stands over."""
        return axes if axes in self.painted else self._beneath(_centre(axes.bbox))

    def _beneath(self, point):
        """The axes that paint the ground at a point of the canvas; None where it is the figure's."""
        found = (axes for axes in reversed(self.axes) if axes in self.painted)
        return next((axes for axes in found if self.painted[axes].contains_point(point)), None)


def _contains(outer, box):
    return outer.x0 <= box.x0 and box.x1 <= outer.x1 and outer.y0 <= box.y0 and box.y1 <= outer.y1


def _axes_of(artists):
    """The axes that the innermost of `artists` is drawn in; the parts of an axis do not know them."""
    return next((artist.axes for artist in artists if artist.axes), None)


def _in_order(axes):
    """The axes and their insets in the order in which they are drawn."""
    for each in sorted(axes, key=lambda one: one.zorder):
        yield each
        yield from _in_order(each.child_axes)


def _paints(axes):
    if not (axes.get_visible() and axes.patch.get_visible() and axes.patch.get_facecolor()[3]):
        return False
    return isinstance(axes, Axes3D) or (axes.axison and axes.get_frame_on())


def _is_picture(artist):
    """Whether an artist covers what is beneath it, so that it needs no ground."""
    return isinstance(artist, AxesImage) and (artist.get_alpha() is None or np.all(artist.get_alpha() == 1))


def _is_solid(shape):
    return shape.get_visible() and shape.get_fill() and shape.get_facecolor()[3] == 1


def _centre(box):
    return (float(box.x0) + float(box.x1)) / 2, (float(box.y0) + float(box.y1)) / 2


CALLS = {
    "Annotation": "annotate",
    "AxesImage": "imshow",
    "FancyArrowPatch": "annotate",
    "FillBetweenPolyCollection": "fill_between",
    "Legend": "legend",
    "Line2D": "plot",
    "PathCollection": "scatter",
    "QuadContourSet": "contour",
    "QuadMesh": "pcolormesh",
    "Quiver": "quiver",
    "Table": "table",
    "Text": "text",
    "XAxis": "set_xscale or its ticks",
    "XTick": "set_xticks",
    "YAxis": "set_yscale or its ticks",
    "YTick": "set_yticks",
}


def blame(error):
    """Which artist could not be drawn, which call made it, and why, in words."""
    place = error.__traceback__
    while place.tb_next:
        place = place.tb_next
    artists = [one for one in artists_above(place.tb_frame) if not isinstance(one, FigureBase)]
    reason = (str(error) or type(error).__name__).rstrip().split("\n")[-1]
    if not artists:
        return f"the figure cannot be drawn: {reason}"
    first, said = artists[0], ""
    if isinstance(first, Text):
        said = " `" + first.get_text().replace("\n", "\\n") + "`"
        if sign := UNWRITABLE.search(first.get_text()):
            reason = f"no SVG holds the character {sign[0]!a}"
    call = _call(artists)
    return f"the {type(first).__name__}{said}{f' of {call}' if call else ''} cannot be drawn: {reason}: correct it"


def _call(artists):
    """The call of Matplotlib that an artist stems from, as far as it can be told from where it is."""
    first, axes = artists[0], _axes_of(artists)
    figure = first.get_figure(root=True)
    places = {figure._suptitle: "suptitle"} if figure else {}
    if axes:
        places |= dict.fromkeys((axes.title, axes._left_title, axes._right_title), "set_title")
        places |= {axis.label: f"set_{name}label" for name, axis in axes._axis_map.items()}
    if first in places:
        return places[first]
    known = (type(one).__name__ for one in reversed(artists) if isinstance(one, (Legend, Tick, Table)))
    return CALLS.get(next(known, type(first).__name__))
