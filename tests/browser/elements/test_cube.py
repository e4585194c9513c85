"""The cube: it is the block of the figures, seen from anywhere, and a reader turns and cuts it."""

import numpy as np
import pytest
from playwright.sync_api import expect

from snippets.pictures.cube import VIEWS, bricks
from tests.browser.elements.lab import (
    SIZES,
    TOUCH,
    keeps_house,
    keeps_its_place,
    shown,
    survives_navigation,
    touched,
)

PAGE, TAG = "matmul/", "product-cube"
SHAPES = [(2, 3, 4), (1, 1, 1), (3, 1, 2), (2, 5, 1)]
KEYS = {"row · column": "entries", "weighted columns": "columns", "weighted rows": "rows"}
KEYS["outer products"] = "layers"
A = np.array([[1, 2, 3], [4, 5, 6]])
B = np.array([[1, 0, 1, 2], [0, 0, 1, -1], [0, 1, 1, 0]])


@pytest.fixture(scope="module")
def cube(logic):
    with logic("cube") as called:
        yield called


@pytest.mark.parametrize("gaps", [(0, 0, 0), (0.75, 0, 0), (0, 0.75, 0), (0.75, 0, 0.75)])
def test_seen_as_in_the_figures_it_is_their_block(cube, gaps):
    body = "return given[0].map((shape) => it.sidesOf(shape, given[1], it.OBLIQUE))"
    for shape, found in zip(SHAPES, cube(body, [SHAPES, gaps]), strict=True):
        expected = {
            (place, role.lower()): np.array(points)
            for place, sides in bricks(0, 0, shape, gaps)
            for role, points in sides.items()
        }
        assert [(tuple(side["place"]), side["role"]) for side in found] != []
        seen = {(tuple(side["place"]), side["role"]): np.array(side["points"]) for side in found}
        assert seen.keys() == expected.keys() and len(seen) == len(found)
        moved = {}
        for key, points in seen.items():
            order = [np.lexsort(np.round(each, 3).T) for each in (points, expected[key])]
            moved[key] = points[order[0]] - expected[key][order[1]]
        shifts = np.concatenate(list(moved.values()))
        assert np.allclose(shifts, shifts[0], atol=1e-3), "the same drawing, put elsewhere"


def test_what_is_seen_from_each_side_is_a_matrix(cube):
    looks = {"c": (0, 0), "a": (90, 0), "b": (0, 90)}
    places = {"a": lambda i, p, j: (i, p), "b": lambda i, p, j: (p, j), "c": lambda i, p, j: (i, j)}
    for role, (yaw, pitch) in looks.items():
        sides = cube(f"return it.sidesOf([2, 3, 4], [0, 0, 0], it.turned({{ yaw: {yaw}, pitch: {pitch} }}))")
        assert {side["role"] for side in sides} == {role}
        left_top = np.array([np.min(side["points"], axis=0) for side in sides])
        cells = np.round(left_top - left_top.min(axis=0)).astype(int)[:, ::-1]  # row, column
        assert [places[role](*side["place"]) for side in sides] == [tuple(map(int, each)) for each in cells]


def test_no_brick_covers_what_is_before_it(cube):
    rng = np.random.default_rng(0)
    for yaw, pitch in rng.uniform((-180, -90), (180, 90), (30, 2)):
        axes, sides = cube(
            "const axes = it.turned(given); return [axes, it.sidesOf([2, 3, 4], [0.6, 0, 0.6], axes)]",
            {"yaw": yaw, "pitch": pitch},
        )
        assert np.allclose(np.array(axes) @ np.transpose(axes), np.eye(3))
        depths = np.array(axes)[:, 2]
        order = list(dict.fromkeys(tuple(side["place"]) for side in sides))
        for late, near in enumerate(order):
            for far in order[:late]:
                steps = (np.array(far) - near) * depths  # towards the eye
                assert (steps <= 0).any(), "the earlier brick is nearer along every axis"


def test_pieces_are_those_of_the_views(cube):
    for name, where in VIEWS.items():
        view = KEYS[name]
        at = {"entries": 1 * 4 + 2, "columns": 2, "rows": 1, "layers": 1}[view]
        told = cube(f"return it.pieceAt([2, 3, 4], '{view}', {at}).map((each) => each ?? null)")
        assert tuple(told) == where
        count = np.prod([size for size, each in zip((2, 3, 4), where, strict=True) if each is not None])
        assert cube(f"return it.piecesOf([2, 3, 4], '{view}')") == count


# In the page


def polygons(element):
    return element.locator("polygon:not(.rest)").evaluate_all(
        "(all) => all.map((each) => [each.getAttribute('class'), each.getAttribute('points')])"
    )


def opened(page):
    element = shown(page, TAG)
    return element, element.get_by_role("status")


def test_it_is_cut_in_four_ways(visit):
    page = visit(PAGE, reduced_motion="reduce")
    element, line = opened(page)
    expect(line).to_have_text("cube[1, :, 2] is a rod: 4·1 + 5·1 + 6·1 = 15")
    assert len(polygons(element)) == 3 + 3 + 1  # its top, its left side, its front
    c = element.locator(".block.c .cell")
    wanted = {"weighted columns": 4, "weighted rows": 2, "outer products": 3, "row · column": 8}
    lasts = {
        "weighted columns": "cube[:, :, 3] is a slab: 2·[1 4] + (−1)·[2 5] + 0·[3 6] = [0 3]",
        "weighted rows": "cube[1, :, :] is a slab: 4·[1 0 1 2] + 5·[0 0 1 −1] + 6·[0 1 1 0] = [4 6 15 3]",
        "outer products": "cube[:, 2, :] is a layer: C = layer 0 + layer 1 + layer 2: column [3 6] "
        "times row [0 1 1 0]",
        "row · column": "cube[1, :, 3] is a rod: 4·2 + 5·(−1) + 6·0 = 3",
    }
    for name, count in wanted.items():
        element.get_by_role("radio", name=name).check(force=True)
        expect(element.locator(".told")).to_have_text(f"piece 1 of {count}")
        following = element.get_by_role("button", name="Next step")
        following.focus()
        for _ in range(count):
            page.keyboard.press("Enter")
        expect(following).to_be_focused()
        expect(line).to_have_text(lasts[name])
        assert [text.replace("−", "-") for text in c.all_text_contents()] == [
            f"{each}" for each in (A @ B).ravel()
        ]
    assert element.locator(".cube-ladder .piece td").all_text_contents() == ["1", ":", "3"]
    element.get_by_role("radio", name="whole").check(force=True)
    expect(line).to_have_text("2 · 3 · 4 = 24 small products")
    assert page.wrongs == []


def test_it_turns_by_keys_by_mouse_and_by_a_finger(visit):
    page = visit(PAGE, **TOUCH)
    page.emulate_media(reduced_motion="reduce")
    keeps_house(page, TAG)
    element, _ = opened(page)
    element.get_by_role("radio", name="whole").tap()
    corner = polygons(element)
    turned = element.get_by_role("application")
    turned.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    by_keys = polygons(element)
    assert by_keys != corner
    page.keyboard.press("Home")
    assert polygons(element) == corner
    for look, numbers in (("a", A), ("b", B), ("c", A[:, 2:] * B[2])):
        element.locator(f"[data-look={look}]").tap()
        shown_numbers = element.locator(".cube text").all_text_contents()
        assert sorted(shown_numbers) == sorted(f"{each}".replace("-", "−") for each in numbers.ravel())
    turned.press("Home")
    turned.evaluate("(each) => each.scrollIntoView({ block: 'center' })")
    box, before = turned.bounding_box(), page.evaluate("scrollY")
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    touched(page, (x, y), (x + 20, y + 20), (x + 30, y + 30))  # 15° each, as the keys do
    assert page.evaluate("scrollY") == before
    assert polygons(element) == by_keys
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 30, y - 30)
    page.mouse.up()
    page.mouse.move(x, y)  # let go
    assert polygons(element) == corner
    assert page.wrongs == []


def test_it_has_the_numbers_of_the_stage(visit):
    page = visit(PAGE)
    element, line = opened(page)
    stage = shown(page, "product-stage")
    stage.get_by_label("A, row 2, column 1").fill("0.5")
    expect(line).to_have_text("cube[1, :, 2] is a rod: 0.5·1 + 5·1 + 6·1 = 11.5")
    stage.get_by_role("button", name="More rows of B").click()
    expect(element.locator(".block.c .name")).to_have_text("C (2, 4)")  # nothing fits: as it was
    stage.get_by_role("button", name="More columns of A").click()
    expect(element.locator(".told")).to_have_text("piece 7 of 8")
    expect(line).to_have_text("cube[1, :, 2] is a rod: 0.5·1 + 5·1 + 6·1 + 2·3 = 17.5")
    expect(element.get_by_role("application")).to_have_attribute(
        "aria-label", "Cube (2, 4, 4) of small products"
    )
    assert page.wrongs == []


@pytest.mark.heavy  # by day: with a finger
def test_it_keeps_house(visit, size):
    page = visit(PAGE, viewport=SIZES[size], color_scheme="dark" if size == "narrow" else "light")
    keeps_its_place(page, TAG)
    if size == "wide":  # where the list of chapters is in view
        survives_navigation(page, TAG, "broadcasting", "matmul")
        expect(page.locator(f"{TAG} .cube")).to_have_count(1)
    assert page.wrongs == []
