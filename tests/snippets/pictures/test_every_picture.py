"""Every picture in cells is plain data, worked out without a pen, and a pen can draw it."""

import ast
import json

import matplotlib.pyplot as plt
import numpy as np
import pytest
import torch

from snippets.nets import SimpleMnist
from snippets.pictures import broadcast, listing, operations, product, shopping, states
from snippets.pictures.pen.cells import draw_cells
from snippets.xray import xray

MODULES = broadcast, listing, operations, product, shopping, states
A, B, V = np.arange(6).reshape(2, 3), np.arange(12).reshape(3, 4), np.float32([0.5, 1, 2])
PRICES = np.arange(8).reshape(4, 2)
TABLE = np.array([[0.9, 0.1], [0, 1]])
PICTURES = {
    broadcast.broadcast_picture: [(A, V), (A, [1, 2]), (V, 0, ">"), (A, [[1], [2]], "==")],
    broadcast.columns_picture: [(V, V, "+<")],
    broadcast.draw_ladders: [([[("nc", (5, 1), (3,))]],)],
    broadcast.draw_ranks: [(torch.zeros(2, 3, 4, 5),)],
    broadcast.ladder_grid: [(((2, 3), (3,)), ((3,), (2,)))],
    broadcast.memory_picture: [(V, 2)],
    listing.draw_listing: [(["line"] * 12, 782)],
    listing.draw_out_of_order: [(A, B, B + 1)],
    operations.draw_cycle: [(203_530, 782)],
    operations.draw_roles: [(torch.ones(2, 3), torch.ones(3, 1), ["Mm", "Relu"])],
    operations.draw_tapes: [({"w = 3": ["w", "Mul", "9"]},)],
    operations.draw_xray: [(xray(SimpleMnist(hidden=3), torch.zeros(2, 784)),)],
    product.columns_view: [(A, B, np.int64(1))],
    product.layers_view: [(A, B)],
    product.product_picture: [(A, B), (A, V), (V, B, (0, 2))],
    product.rows_view: [(A, B, 1)],
    product.summed_rows: [(A, V)],
    shopping.cost_map: [(A,)],
    shopping.shopping_picture: [(np.ones((2, 4)), PRICES), (np.ones((2, 4)), PRICES, (1, 0))],
    states.state_diagram: [("ab", TABLE)],
    states.year_picture: [(V[:2], TABLE, "ab", 1)],
}


def test_no_picture_is_left_out():
    values = [value for module in MODULES for value in vars(module).values()]
    found = {value for value in values if callable(value) and hasattr(value, "data")}
    assert found == PICTURES.keys()


def listed(data):
    """Plain data with lists for tuples, as JSON has them."""
    if isinstance(data, dict):
        return {name: listed(value) for name, value in data.items()}
    return [listed(value) for value in data] if isinstance(data, (list, tuple)) else data


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("picture", PICTURES, ids=lambda each: each.__name__)
def test_a_picture_is_plain_data_and_can_be_drawn_from_it(picture):
    for arguments in PICTURES[picture]:
        data = picture.data(*arguments)
        assert not plt.get_fignums(), "working out a picture draws nothing"
        loaded = json.loads(json.dumps(data))
        assert loaded == listed(data)
        draw_cells(loaded)
        again = everything()
        assert picture(*arguments) is None, "a cell would show it"
        assert everything() == again
        plt.close("all")


def everything():
    """Texts and patches of the current axes, with their places."""
    axes = plt.gca()
    texts = [(text.get_text(), text.get_position(), text.get_size()) for text in axes.texts]
    patches = [(patch.get_bbox().bounds, patch.get_facecolor(), patch.get_zorder()) for patch in axes.patches]
    return texts, patches, [line.get_xydata().tolist() for line in axes.lines]


def test_only_a_pen_knows_matplotlib_and_no_picture_torch(root):
    paths = sorted((root / "snippets/pictures").glob("*.py"))
    assert len(paths) > 8
    for path in paths:
        tree = ast.parse(path.read_text())
        names = {
            a.name.partition(".")[0] for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names
        }
        names |= {n.module.partition(".")[0] for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)}
        assert names <= {"numpy", "snippets", "functools", "itertools"}, path.name
