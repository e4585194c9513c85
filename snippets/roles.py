"""The two roles of PyTorch: arrays on any device, and notes that lead to gradients."""

from time import perf_counter

import torch

from snippets.matrices import PIXEL, arrow, canvas, inner_size, matrix, rectangle
from snippets.pictures.palette import EDGES, FILLS, INK, PAPER

SYMBOLS = {"Mm": "@", "Mul": "*", "Add": "+", "Sub": "-", "Div": "/"}
DEVICES = "cpu: any computer", "cuda: an NVIDIA GPU", "mps: the GPU of a Mac"
HEADING = dict(size=14, weight="bold", va="center")
NOTED = dict(color=INK, lw=1.5)


# --8<-- [start:tape]
def tape(result):
    """The operations that PyTorch noted on the way to a tensor, first to last.

    Gives their names, such as "Mul" or "Relu"; an empty list where it noted none.
    """
    names, seen = [], set()

    def walk_back(note):
        if note is None or note in seen:
            return
        seen.add(note)
        for earlier, _ in note.next_functions:
            walk_back(earlier)
        if note.next_functions:  # else it is a parameter, where the tape begins
            names.append(note.name().removesuffix("Backward0"))

    walk_back(result.grad_fn)
    return names


# --8<-- [end:tape]


# --8<-- [start:to-tf32]
def to_tf32(x):
    """Round x, float32, of any shape, to 10 bits behind the point; 23 is usual.

    TF32, the fast number format of NVIDIA's GPUs, keeps so many. Ties go away from 0.
    """
    bits = x.view(torch.int32)
    return ((bits + 0x1000) & ~0x1FFF).view(torch.float32)


# --8<-- [end:to-tf32]


# --8<-- [start:batch-costs]
def batch_costs(sizes, device="cpu", repeats=20):
    """How long (n, 784) @ (784, 256) takes for each n of sizes, in times of one row.

    Takes the fastest of `repeats` runs on the device. Gives {n: cost}, floats.
    """
    w = torch.rand(784, 256, device=device)
    seconds = {}
    for n in (1, *sizes):
        x = torch.rand(n, 784, device=device)
        runs = []
        for _ in range(repeats):
            start = perf_counter()
            (x @ w)[0, 0].item()  # a GPU answers at once and works later: wait for it
            runs.append(perf_counter() - start)
        seconds[n] = min(runs)
    return {n: seconds[n] / seconds[1] for n in sizes}


# --8<-- [end:batch-costs]


def draw_roles(x, w, loss):
    """Draw both roles: x @ w as arrays, and the notes that lead from w to the loss.

    x: (n, k) and w: (k, m), small; loss: a scalar made from them, w with a gradient.
    """
    size = len(w)
    left, top, low = size + 1.3, size + 1.9, size + 1.9 + len(x) + 0.9
    axes = canvas(15, low + 5.3)
    axes.set_ylim(low + 4.3, -1)
    axes.text(0.3, -0.6, "1. fast arrays, on any device", **HEADING)
    product = x @ w
    places = (0.3, top), (left, 0.9), (left, top)
    parts = {"A x": x, "B w": w, "C x @ w": product}
    for place, (name, values) in zip(places, parts.items(), strict=True):
        text = f"{name} {tuple(values.shape)}"
        matrix(axes, *place, values.detach().numpy(), name[0], text)
    inner_size(axes, left, top, size)
    side = left + product.shape[1] + 0.4
    for y, text in zip((0.9, 2.9, 4.9), DEVICES, strict=True):
        box(axes, side + 1.8, y, 12.9 - side, text)
        arrow(axes, (side, 3.4), (side + 1.7, y + 0.5), **NOTED)
    axes.text(side + 1.8, 0.5, "the same line runs on", size=12)
    axes.text(0.3, low, "2. notes, to find gradients", **HEADING)
    axes.text(0.3, low + 1, "forward: PyTorch runs and notes each step", size=12)
    draw_tape(axes, 0.3, low + 1.5, tape(loss), "w", "loss", len(tape(loss)) + 2)
    words = f"backward: from the notes come the slopes, w.grad {tuple(w.shape)}"
    axes.text(0.3, low + 4, words, size=12)


def draw_tapes(results):
    """Draw the notes on the way to each of `results`, {what it is from: tensor}."""
    axes = canvas(15, 2.9 * len(results))
    tapes = [tape(result) for result in results.values()]
    slots = max(len(names) for names in tapes) + 2
    for number, (start, result) in enumerate(results.items()):
        y = 2.9 * number + 0.9
        axes.text(0.3, y - 0.3, start, size=12, family="monospace")
        draw_tape(axes, 0.3, y, tapes[number], "w", f"{result.item():.0f}", slots)


def box(axes, x, y, width, text, role=None):
    """Draw a box one cell high with its top left corner at (x, y), and its text."""
    edge, fill = (EDGES[role], FILLS[role]) if role else (INK, PAPER)
    rectangle(axes, x, y, width, 1, fc=fill, ec=edge, lw=2 * PIXEL)
    axes.text(x + width / 2, y + 0.5, text, size=12, ha="center", va="center")


def draw_tape(axes, x, y, names, start, end, slots):
    """Draw notes as boxes between two others: solid arrows forward, dashed ones back.

    (x, y) is the top left corner; `slots` boxes fill the width of the page.
    """
    texts = [start, *(SYMBOLS.get(name, name.lower()) for name in names), end]
    roles = ["B", *[None] * len(names), "C"]
    pitch = 15.3 / slots
    width = pitch - 0.9
    for number, (text, role) in enumerate(zip(texts, roles, strict=True)):
        left = x + number * pitch
        box(axes, left, y, width, text, role)
        if number:
            arrow(axes, (left - 0.8, y + 0.5), (left - 0.1, y + 0.5), **NOTED)
            middle = left + width / 2
            turn = (middle, y + 1.5), (middle - pitch + 0.2, y + 1.5)
            arrow(axes, *turn, **NOTED, ls="--")
