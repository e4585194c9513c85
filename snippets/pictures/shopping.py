"""Pictures of shopping: lists, prices and bills that name each axis; who is cheap."""

import numpy as np

from snippets.pictures.cells import (
    PIXEL,
    box,
    cells,
    matrix,
    names_along,
    number,
    outline,
    words,
)
from snippets.pictures.drawn import drawn
from snippets.pictures.pen.cells import (
    draw_cells,
    mark_block,
    mark_box,
    mark_stroke,
    mark_words,
)
from snippets.pictures.product import inner_size, weighted_sum
from snippets.shops import cheapest_shops

GOODS = ("roll", "bun", "cake", "bread")


@drawn(draw_cells, block=mark_block, words=mark_words, box=mark_box, stroke=mark_stroke)
def shopping_picture(quantities, prices, active=None):
    """Draw Q = quantities, (people, 4), P = prices, (4, shops), and their bills.

    With `active`, (person, shop), one bill and all that goes into it stand out;
    without, all bills are question marks.
    """
    people, goods, shops = *quantities.shape, prices.shape[1]
    left, x, high, top = 2.1, 3.3 + goods, 1.7, 2.9 + goods
    costs, fades, bill_marks = np.full((people, shops), "?"), [False] * 3, []
    name = "bills"  # how they are made is asked
    if active:
        name = "Q @ P"
        person, shop = active
        costs = quantities @ prices
        fades = np.arange(people)[:, None] != person, np.arange(shops) != shop
        fades = *fades, fades[0] | fades[1]
        wants, asks = quantities[person], prices[:, shop]
        line = f"{weighted_sum(wants, asks)} = {number(costs[person, shop])}"
        foot = (left + x + shops) / 2, top + people + 1.45
        bill_marks = [
            outline(left, top + person, goods, 1, "A"),
            outline(x + shop, high, 1, goods, "B"),
            outline(x + shop, top + person, 1, 1, "C"),
            words(*foot, line, room=x + shops, size=11.4),
        ]
    buyers, sellers = numbered("person ", people), numbered("shop\n", shops)
    marks = [
        *bill_marks,
        matrix(left, top, quantities, "A", f"A: Q {quantities.shape}", fade=fades[0]),
        # Two empty lines make room for the shops' names
        matrix(x, high, prices, "B", f"B: P {prices.shape}\n\n", fade=fades[1]),
        matrix(x, top, costs, "C", f"C: {name} {costs.shape}", fade=fades[2]),
        *names_along(left - 0.2, top + 0.5, buyers, (0, 1), ha="right"),
        *names_along(left + 0.5, top + people + 0.3, GOODS, (1, 0)),
        *names_along(x - 0.7, high + 0.5, GOODS, (0, 1), ha="right"),
        *names_along(x + 0.5, high - 0.38, sellers, (1, 0)),
        *names_along(x + 0.5, top + people + 0.45, sellers, (1, 0)),
        *inner_size(x - 0.5, top - 0.62, goods, a_left=left, b_top=high),
    ]
    height = top + people + (1.9 if active else 1)
    return cells(x + shops + 1.3, height, marks, digits=5.4)


def numbered(word, count):
    """The word with the numbers from 1 to `count` behind it."""
    return [f"{word}{i + 1}" for i in range(count)]


@drawn(draw_cells, words=mark_words, box=mark_box)
def cost_map(costs):
    """Draw costs, (people, shops): the dearer, the stronger the colour of a cell.

    The cheapest shop of each person is outlined and says so; so does a tie.
    """
    people, shops = costs.shape
    best, width, height, left, top = cheapest_shops(costs), 3, 1.6, 2.4, 0.8
    strength = 0.04 + 0.4 * (costs - costs.min()) / max(np.ptp(costs), 1e-9)
    marks = []
    for (person, shop), cost in np.ndenumerate(costs):
        x, y = left + width * shop, top + height * person
        size, middle = (width - 0.2, height - 0.2), x + (width - 0.2) / 2
        fill = dict(fill="strong", alpha=float(strength[person, shop]), lw=0)
        marks.append(box(x, y, *size, "C", **fill))
        word = ""
        if best[person, shop]:
            word = "tie" if best[person].sum() > 1 else "cheapest"
            marks.append(words(middle, y + 1.03, word, size=10.5))
        thick = PIXEL * (5 if word else 1)
        marks.append(box(x, y, *size, "C", fill="none", lw=thick))
        place = middle, y + (0.52 if word else 0.7)
        marks.append(words(*place, number(cost), size=13, weight="bold"))
    across, down = numbered("shop ", shops), numbered("person ", people)
    marks += names_along(left + 1.4, 0.45, across, (width, 0), size=11)
    down_from = left - 0.2, top + 0.7
    marks += names_along(*down_from, down, (0, height), size=11, ha="right")
    foot = left + (width * shops - 0.2) / 2, top + height * people + 0.35
    marks.append(words(*foot, "the dearer, the stronger the colour", size=9.5))
    return cells(left + width * shops + 0.4, top + height * people + 0.9, marks)
