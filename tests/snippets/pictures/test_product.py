"""The pictures of products, read back: the numbers in them add up, and stand where they should."""

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.colors import to_hex

from snippets.pictures.palette import EDGES
from snippets.pictures.product import columns_view, product_picture, summed_rows
from tests.kit.drawings import COLOURS, at, cells, words

pytestmark = pytest.mark.filterwarnings("error")
A = np.array([[1, 2, 3], [4, 5, 6]])
B = np.array([[1, 0, 1, 2], [0, 0, 1, -1], [0, 1, 1, 0]])
C = A @ B
ROLES = {edge: role for role, edge in EDGES.items()}


def patches():
    """(role, patch) of everything drawn with an edge in a role's colour."""
    found = [
        (ROLES.get(to_hex(patch.get_edgecolor())), patch)
        for patch in plt.gca().patches
        if hasattr(patch, "get_x")
    ]
    return [(role, patch) for role, patch in found if role and not patch.get_hatch()]


def block(role, x, y, rows, columns):
    """The numbers in the cells of a role from (x, y) on: (rows, columns)."""
    corners = [patch.get_xy() for owner, patch in patches() if owner == role]
    texts = [(text.get_position(), text.get_text()) for text in plt.gca().texts]
    values = np.empty((rows, columns), int)
    for row, column in np.ndindex(rows, columns):
        corner = np.array([x + column, y + row])
        assert any(np.allclose(corner, other) for other in corners), f"no {role} cell at {corner}"
        (value,) = (text for place, text in texts if np.allclose(place, corner + 0.5))
        values[row, column] = value
    return values.tolist()


def thick():
    """(role, x, y, width, height) of each outline."""
    return [
        (role, *np.round([*p.get_xy(), p.get_width(), p.get_height()], 3).tolist())
        for role, p in patches()
        if p.get_linewidth() > 2
    ]


def everything_is_on_the_canvas():
    axes = plt.gca()
    plt.gcf().canvas.draw()
    frame = axes.get_window_extent()
    boxes = [text.get_window_extent() for text in axes.texts if text.get_text()]
    boxes += [patch.get_window_extent() for patch in axes.patches]
    return all(
        frame.x0 - 1 <= box.x0
        and box.x1 <= frame.x1 + 1
        and frame.y0 - 1 <= box.y0
        and box.y1 <= frame.y1 + 1
        for box in boxes
    )


def test_summed_rows():
    summed_rows(A, [10, 20, 30])
    assert block("A", 0.6, 0.9, 2, 3) == A.tolist()
    assert block("B", 5.3, 0.9, 2, 3) == [[10, 20, 30]] * 2
    assert block("C", 0.6, 4.6, 2, 3) == [[10, 40, 90], [40, 100, 180]]
    assert block("C", 5.8, 4.6, 2, 1) == [[140], [320]]
    labels = {"A (2, 3)", "B (3,) → (2, 3)", "A * B (2, 3)", "A @ B (2,)"}
    assert {"*", "=", "sum(axis=1)"} | labels <= set(words())
    assert everything_is_on_the_canvas()


def test_columns_view_has_a_and_b_and_c_where_they_cross():
    columns_view(A, B, column=1)
    assert block("A", 0.3, 4.9, 2, 3) == A.tolist()
    assert block("B", 4.3, 0.9, 3, 4) == B.tolist()
    assert block("C", 4.3, 4.9, 2, 4) == C.tolist()
    assert words()[words().index("C (2, 4)") + 9] == "3", "the inner size at the knee"
    assert everything_is_on_the_canvas()


@pytest.mark.parametrize("column", range(4))
def test_columns_view_mixes_columns_of_a(column):
    columns_view(A, B, column)
    assert thick() == [("B", 4.3 + column, 0.9, 1, 3), ("C", 4.3 + column, 4.9, 1, 2)]
    weights = [block("B", 0.3 + 2 * k, 8.2, 1, 1)[0][0] for k in range(3)]
    parts = [block("A", 0.3 + 2 * k, 9.8, 2, 1) for k in range(3)]
    assert weights == B[:, column].tolist()
    total = sum(weight * np.array(part) for weight, part in zip(weights, parts, strict=True))
    assert block("C", 6.3, 9.8, 2, 1) == total.tolist() == C[:, [column]].tolist()
    assert {f"weights B[:, {column}]", f"C[:, {column}]"} <= set(words())
    assert (words().count("×"), words().count("+"), words().count("=")) == (3, 2, 1)


# One entry


def test_product_picture_puts_c_where_a_and_b_cross():
    b = np.arange(12).reshape(3, 4)
    product_picture(A, b)
    a_cells, b_cells, c_cells = cells("A"), cells("B"), cells("C")
    assert (len(a_cells), len(b_cells), len(c_cells)) == (6, 12, 8)
    assert {y for _, y in c_cells} == {y for _, y in a_cells}
    assert {x for x, _ in c_cells} == {x for x, _ in b_cells}
    # One empty cell between
    assert min(x for x, _ in c_cells) == max(x for x, _ in a_cells) + 2
    assert min(y for _, y in c_cells) == pytest.approx(max(y for _, y in b_cells) + 2)
    for (x, y), value in zip(sorted(c_cells, key=lambda p: p[::-1]), np.ravel(A @ b), strict=True):
        assert at(x + 0.5, y + 0.5) == [f"{value}"]
    assert [w for w in words() if "(" in w] == ["A (2, 3)", "B (3, 4)", "C (2, 4)"]
    assert words()[-1] == "3" and len(plt.gca().lines) == 1


def test_active_entry_of_a_product():
    m, c = np.arange(1, 10).reshape(3, 3), np.array([10, 20, 30])
    product_picture(m, c, active=(0, 0))
    assert words()[-1] == "1·10 + 2·20 + 3·30 = 140"
    thick = [p for p in plt.gca().patches if p.get_linewidth() > 2]
    sizes = [(p.get_width(), p.get_height()) for p in thick]
    assert sizes == [(3, 1), (1, 3), (1, 1)]
    assert [COLOURS[to_hex(p.get_edgecolor())] for p in thick] == ["A", "B", "C"]
    faded = [p for p in plt.gca().patches if p.get_alpha() == 0.45]
    assert len(faded) == 6 + 0 + 2


@pytest.mark.parametrize(
    "a, b, names",
    [
        (A, [1, 2, 3], ["A (2, 3)", "B (3,)", "C (2,)"]),
        ([1, 2], A, ["A (2,)", "B (2, 3)", "C (3,)"]),
        ([1, 2], [3, 4], ["A (2,)", "B (2,)", "C ()"]),
    ],
)
def test_product_with_vectors(a, b, names):
    product_picture(a, b)
    assert [w for w in words() if "(" in w] == names
    assert {str(value) for value in np.ravel(np.matmul(a, b))} <= set(words())


def test_product_that_does_not_fit_is_refused():
    with pytest.raises(ValueError):
        product_picture(A, A)
