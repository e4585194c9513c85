"""Shopping lists and prices: the bills one by one, and pictures that name each axis."""

import numpy as np

from snippets.matrices import (
    PIXEL,
    canvas,
    inner_size,
    matrix,
    number,
    outline,
    rectangle,
    weighted_sum,
    write,
)
from snippets.pictures.palette import C_EDGE, EDGES

GOODS = ("roll", "bun", "cake", "bread")


# --8<-- [start:bills]
def bill(quantities, prices):
    """What one list costs in one shop: (goods,) and (goods,) give one number."""
    return (quantities * prices).sum()


def bills(quantities, prices):
    """All bills: (people, goods) and (goods, shops) give (people, shops)."""
    rows = [[bill(wants, asks) for asks in prices.T] for wants in quantities]
    return np.array(rows)


# --8<-- [end:bills]


# --8<-- [start:cheapest-shops]
def cheapest_shops(costs):
    """Which shops are cheapest for each person: (people, shops), float -> bool.

    Rounding can tell equal sums apart, so near is good enough for a tie.
    """
    return np.isclose(costs, costs.min(axis=1, keepdims=True))


# --8<-- [end:cheapest-shops]


def numbered(word, count):
    """The word with the numbers from 1 to `count` behind it."""
    return [f"{word}{i + 1}" for i in range(count)]


def write_names(axes, x, y, names, step, **look):
    """Write names from the point (x, y) on, each further by `step`, (right, down)."""
    for i, name in enumerate(names):
        place = x + i * step[0], y + i * step[1]
        write(axes, *place, name, **dict(size=9.5) | look)


def shopping_picture(quantities, prices, active=None):
    """Draw Q = quantities, (people, 4), P = prices, (4, shops), and their bills.

    With `active`, (person, shop), one bill and all that goes into it stand out;
    without, all bills are question marks.
    """
    people, goods, shops = *quantities.shape, prices.shape[1]
    left, x, high, top = 2.1, 3.3 + goods, 1.7, 2.9 + goods
    costs, fades = np.full((people, shops), "?"), [False] * 3
    axes = canvas(x + shops + 1.3, top + people + (1.9 if active else 1), digits=5.4)
    if active:
        costs = quantities @ prices
        fades = bill_stands_out(axes, (left, x, high, top), quantities, prices, active)
    matrix(axes, left, top, quantities, "A", f"A: Q {quantities.shape}", fade=fades[0])
    # Two empty lines make room for the shops' names
    matrix(axes, x, high, prices, "B", f"B: P {prices.shape}\n\n", fade=fades[1])
    matrix(axes, x, top, costs, "C", f"C: Q @ P {costs.shape}", fade=fades[2])
    buyers, sellers = numbered("person ", people), numbered("shop\n", shops)
    write_names(axes, left - 0.2, top + 0.5, buyers, (0, 1), ha="right")
    write_names(axes, left + 0.5, top + people + 0.3, GOODS, (1, 0))
    write_names(axes, x - 0.7, high + 0.5, GOODS, (0, 1), ha="right")
    write_names(axes, x + 0.5, high - 0.38, sellers, (1, 0))
    write_names(axes, x + 0.5, top + people + 0.45, sellers, (1, 0))
    inner_size(axes, x, top, goods, a_left=left, b_top=high)


def bill_stands_out(axes, places, quantities, prices, active):
    """Outline one bill with its row and column, write its sum; gives what fades.

    places: where A and C begin from the left, B and C from above.
    """
    (people, goods), shops = quantities.shape, prices.shape[1]
    (left, x, high, top), (person, shop) = places, active
    outline(axes, left, top + person, goods, 1, "A")
    outline(axes, x + shop, high, 1, goods, "B")
    outline(axes, x + shop, top + person, 1, 1, "C")
    wants, asks = quantities[person], prices[:, shop]
    line = f"{weighted_sum(wants, asks)} = {number(bill(wants, asks))}"
    middle = (left + x + shops) / 2
    write(axes, middle, top + people + 1.45, line, room=x + shops, size=11.4)
    fades = np.arange(people)[:, None] != person, np.arange(shops) != shop
    return *fades, fades[0] | fades[1]


def cost_map(costs):
    """Draw costs, (people, shops): the dearer, the stronger the colour of a cell.

    The cheapest shop of each person is outlined and says so; so does a tie.
    """
    people, shops = costs.shape
    best, width, height, left, top = cheapest_shops(costs), 3, 1.6, 2.4, 0.8
    axes = canvas(left + width * shops + 0.4, top + height * people + 0.9)
    strength = 0.04 + 0.4 * (costs - costs.min()) / max(np.ptp(costs), 1e-9)
    for (person, shop), cost in np.ndenumerate(costs):
        x, y = left + width * shop, top + height * person
        size = width - 0.2, height - 0.2
        fill = dict(fc=C_EDGE, alpha=strength[person, shop], lw=0)
        rectangle(axes, x, y, *size, **fill)
        line = dict(fc="none", ec=EDGES["C"], lw=PIXEL)
        middle, word = x + size[0] / 2, ""
        if best[person, shop]:
            line["lw"] *= 5
            word = "tie" if best[person].sum() > 1 else "cheapest"
            write(axes, middle, y + 1.03, word, size=10.5)
        rectangle(axes, x, y, *size, **line)
        height_of_cost = y + (0.52 if word else 0.7)
        write(axes, middle, height_of_cost, number(cost), size=13, weight="bold")
    across, down = numbered("shop ", shops), numbered("person ", people)
    write_names(axes, left + 1.4, 0.45, across, (width, 0), size=11)
    write_names(axes, left - 0.2, top + 0.7, down, (0, height), ha="right", size=11)
    foot = left + (width * shops - 0.2) / 2, top + height * people + 0.35
    write(axes, *foot, "the dearer, the stronger the colour", size=9.5)
