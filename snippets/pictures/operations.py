"""Pictures of what a net does: operations, the cycle of training, the notes taken."""

from itertools import pairwise

import numpy as np

from snippets.pictures.cells import (
    ABOVE,
    PIXEL,
    PROSE,
    arrow,
    box,
    cells,
    matrix,
    words,
)
from snippets.pictures.drawn import drawn
from snippets.pictures.pen.cells import (
    draw_cells,
    mark_arrow,
    mark_block,
    mark_box,
    mark_stroke,
    mark_words,
)
from snippets.pictures.product import inner_size

# Between blocks, above a C, under blocks, a label, in cells
GAP, KNEE, BELOW, LABEL = 0.9, 1.15, 0.6, 2.2
SYMBOLS = {"Mm": "@", "Mul": "*", "Add": "+", "Sub": "-", "Div": "/"}
DEVICES = "cpu: any computer", "cuda: NVIDIA, AMD", "mps: Apple", "xpu: Intel"
MIDDLE = dict(PROSE, ha="center", va="center")
HEADING = dict(PROSE, size=14, weight="bold", va="center")


@drawn(draw_cells, words=mark_words, box=mark_box, arrow=mark_arrow, stroke=mark_stroke)
def draw_xray(steps):
    """Draw operations, the Steps of an X-ray, with the shapes of what goes in and out.

    A product has its B above its C, and what is added to it stands beside it. A longer
    side is drawn longer, but not to scale.
    """
    left = 0.3 + max(drawn_side(step.a[-1]) for step in steps) + GAP
    pitch = max(LABEL, *(drawn_side(step.c[-1]) for step in steps)) + GAP
    pairs = pairwise([steps[0], *steps])
    beside = [before.symbol == "@" != step.symbol for before, step in pairs]
    heights = [0 if b else rise(step) for b, step in zip(beside, steps, strict=True)]
    marks, low = [], -BELOW
    for step, own in zip(steps, heights, strict=True):
        low += own
        if step.symbol == "@":
            marks += product_blocks(left, low, step)
            text_top, x_result = low + BELOW - own + 0.4, left
        else:
            marks += elementwise_blocks(left, low, step, pitch, whole=own > 0)
            text_top = low - drawn_side(step.c[0]) if own else text_top + 1.1
            x_result = left + 2 * pitch
        a, b, c = step.names
        marks += shape_block(x_result, low, "C", step.c, c)
        code, look = f"{c} = {a} {step.symbol} {b}", dict(PROSE, va="top", size=11)
        marks.append(words(0.3, text_top, code, **dict(look, size=12)))
        kind = step.kind if len(step.kind) < 18 else step.kind.replace(" ", "\n")
        marks.append(words(0.34, text_top + 0.5, kind, **look))
    return cells(left + 3 * pitch - GAP + 0.3, sum(heights), marks)


def drawn_side(size):
    """How long a side with `size` numbers is drawn, in cells."""
    return 0.3 * size ** (1 / 3)


def rise(step):
    """How many cells high a step is, with what is written above and below."""
    over = 0.9
    if step.symbol == "@":  # four lines of text stand beside B
        over = 0.7 + KNEE + max(1.8, drawn_side(step.b[0]))
    return over + drawn_side(step.c[0]) + BELOW


def product_blocks(left, low, step):
    """a and b around the place of c, whose low left corner is (left, low)."""
    inner, y = drawn_side(step.a[1]), low - drawn_side(step.c[0]) - KNEE
    x, knee = left - GAP - inner, (left - GAP / 2, y + 0.22)
    return [
        *shape_block(x, low, "A", step.a, step.names[0], reach=left - LABEL - x - 0.2),
        *shape_block(left, y, "B", step.b, step.names[1]),
        *inner_size(*knee, step.a[1], x, y - inner),
    ]


def elementwise_blocks(left, low, step, pitch, whole):
    """a, if `whole`, and b side by side, and the signs between them and c."""
    marks, middle = [], low - drawn_side(step.c[0]) / 2
    if whole:
        marks += shape_block(left, low, "A", step.a, step.names[0], step.c)
    marks += shape_block(left + pitch, low, "B", step.b, step.names[1], step.c)
    for column, sign in enumerate((step.symbol, "="), 1):
        marks.append(words(left + column * pitch - GAP / 2, middle, sign, size=16))
    return marks


def shape_block(x, low, role, shape, name, target=None, reach=0):
    """A block without its numbers; its low left corner is (x, low).

    Stretched to the shape `target`, it has solid edges around its own numbers only.
    `reach`, where below 0, is how far its label begins left of it.
    """
    target = target or shape
    own = (1,) * (len(target) - len(shape)) + shape
    (rows, columns), (height, width) = map(drawn_side, target), map(drawn_side, own)
    marks, top, text = [], low - rows, f"{role} {shape}"
    if own != target:
        text += f"\n→ {target}"
        ghost = dict(fill="paper", lw=PIXEL, ls="--", hatched=True)
        marks.append(box(x, top, columns, rows, role, **ghost))
    marks.append(box(x, top, width, height, role, zorder=2))
    place = x + min(0, reach) - 0.03, top - 0.15
    marks.append(words(*place, text, role, **dict(ABOVE, size=11)))
    middle = low - (rows - height if height < rows else rows) / 2
    look = dict(MIDDLE, size=14, plate=2 if own != target else 0)
    marks.append(words(x + columns / 2, middle, name, **look))
    if height < rows:
        side = x + columns + 0.18
        ends = (side, top + 0.1), (side, low - 0.1)
        marks.append(arrow(*ends, role))
    if width < columns:
        ends = (x + 0.1, low + 0.18), (x + columns - 0.1, low + 0.18)
        marks.append(arrow(*ends, role))
    return marks


@drawn(draw_cells, words=mark_words, box=mark_box, arrow=mark_arrow)
def draw_cycle(parameters, batches):
    """Draw the four lines that train a net as a cycle, with what each of them changes.

    parameters: how many the net has; batches: how often the lines run in one epoch.
    """
    corners = (0.2, 0.2), (6, 0.2), (6, 4.4), (0.2, 4.4)
    lines = (
        ("C", "loss = …", "scores, then one number:\nhow wrong are they?"),
        ("B", "opt.zero_grad()", f"{parameters:,} old slopes\nforgotten"),
        ("B", "loss.backward()", f"{parameters:,} new slopes\nfound, all at once"),
        ("A", "opt.step()", f"{parameters:,} parameters\nmoved a little"),
    )
    marks = []
    for (x, y), (role, code, aim) in zip(corners, lines, strict=True):
        marks.append(box(x, y, 4.6, 2.2, role))
        marks.append(words(x + 2.3, y + 0.6, code, size=11, weight="bold"))
        marks.append(words(x + 2.3, y + 1.5, aim, **MIDDLE))
    ends = ((4.9, 1.3), (5.9, 1.3)), ((8.3, 2.5), (8.3, 4.3))
    ends += ((5.9, 5.5), (4.9, 5.5)), ((2.5, 4.3), (2.5, 2.5))
    marks += [arrow(*pair, lw=1.5) for pair in ends]
    text = f"{batches} batches\nan epoch"
    return cells(10.8, 6.8, [*marks, words(5.4, 3.4, text, **dict(MIDDLE, size=12))])


@drawn(
    draw_cells,
    block=mark_block,
    words=mark_words,
    box=mark_box,
    arrow=mark_arrow,
    stroke=mark_stroke,
)
def draw_roles(x, w, notes):
    """Draw both roles: x @ w as arrays, and the notes that lead from w to the loss.

    x: (n, k) and w: (k, m), small; notes: names of operations, as `tape` gives them.
    """
    x, w = np.asarray(x), np.asarray(w)
    product, size, large = x @ w, len(w), dict(PROSE, size=12)
    left, top, low = size + 1.3, size + 2.9, size + 5.2 + len(x)
    marks = [
        words(0.3, 0.4, "1. fast arrays, on any device", **HEADING),
        matrix(0.3, top, x, "A", f"A x {x.shape}"),
        matrix(left, 1.9, w, "B", f"B w {w.shape}"),
        matrix(left, top, product, "C", f"C x @ w {product.shape}"),
        *inner_size(left - 0.5, top - 0.62, size, b_top=1.9),
    ]
    side, middle = left + product.shape[1] + 0.4, top + len(x) / 2
    for place, text in enumerate(DEVICES):
        y = middle + 1.35 * (place - (len(DEVICES) - 1) / 2) - 0.5
        marks += text_box(side + 1.8, y, 12.9 - side, text)
        marks.append(arrow((side, middle), (side + 1.7, y + 0.5), "C", lw=1.5))
    forward = "forward: PyTorch runs and notes each step"
    backward = f"backward: from the notes come the slopes, w.grad {w.shape}"
    marks += [
        words(side + 1.8, middle - 3, "the same line runs on", **large),
        words(0.3, low, "2. notes, to find gradients", **HEADING),
        words(0.3, low + 1, forward, **large),
        *chain(0.3, low + 1.5, ["w", *notes, "loss"], len(notes) + 2),
        words(0.3, low + 4, backward, **large),
    ]
    return cells(15, low + 4.3, marks)


def text_box(x, y, width, text, role=""):
    """A box one cell high with its top left corner at (x, y), and its text."""
    middle = words(x + width / 2, y + 0.5, text, **dict(MIDDLE, size=12))
    return [box(x, y, width, 1, role), middle]


def chain(x, y, texts, slots):
    """Notes as boxes between two others: solid arrows forward, dashed ones back.

    (x, y) is the top left corner; `slots` boxes fill the width of the page.
    """
    start, *names, end = texts
    names = [SYMBOLS.get(name, name.lower()) for name in names]
    roles = ["B", *[""] * len(names), "C"]
    marks, pitch = [], 15.3 / slots
    width = pitch - 0.9
    for place, (text, role) in enumerate(zip([start, *names, end], roles, strict=True)):
        left = x + place * pitch
        marks += text_box(left, y, width, text, role)
        if place:
            marks.append(arrow((left - 0.8, y + 0.5), (left - 0.1, y + 0.5), lw=1.5))
            middle = left + width / 2
            turn = (middle, y + 1.5), (middle - pitch + 0.2, y + 1.5)
            marks.append(arrow(*turn, lw=1.5, ls="--"))
    return marks
