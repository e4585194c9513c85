"""Shopping lists and prices: the bills one by one, and who is the cheapest."""

import numpy as np


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
