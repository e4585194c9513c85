"""The rule behind the shape explorer: NumPy's, and its messages are what the libraries raise."""

import re

import numpy as np
import pytest
import torch

SPREAD = [0, 1, 1, 1, 2, 3]


@pytest.fixture(scope="module")
def rule(logic):
    with logic("shapes") as called:
        yield called


def random_shapes(rng, axes=4, most=3, sizes=SPREAD):
    count = int(rng.integers(1, most + 1))
    return [rng.choice(sizes, int(rng.integers(0, axes + 1))).tolist() for _ in range(count)]


def related_shapes(rng):
    """Shapes of up to 32 axes that mostly fit: parts of one shape with some axes set to 1."""
    sizes = [0, 1, 2, 3, 5, 1000] if rng.random() < 0.5 else [1, 2, 2**20]
    full = rng.choice(sizes, int(rng.integers(0, 33)))
    shapes = []
    for _ in range(rng.integers(1, 6)):
        shape = np.where(rng.random(len(full)) < 0.3, 1, full)[rng.integers(0, len(full) + 1) :]
        if len(shape) and rng.random() < 0.15:
            shape[rng.integers(len(shape))] = 4
        shapes.append(shape.tolist())
    return shapes


def numpys(shapes):
    """What NumPy says of the shapes: the result, or the number of the last axis that clashes."""
    try:
        return list(np.broadcast_shapes(*map(tuple, shapes)))
    except ValueError as error:
        if "too large" in str(error):
            return str(error)
    rank = max(map(len, shapes))
    padded = np.array([[1] * (rank - len(shape)) + shape for shape in shapes], dtype=object)
    return [axis for axis in range(rank) if len(set(padded[:, axis]) - {1}) > 1][-1]


def test_the_rule_agrees_with_numpys(rule):
    rng = np.random.default_rng(0)
    cases = [random_shapes(rng) for _ in range(6000)] + [related_shapes(rng) for _ in range(6000)]
    cases += [[], [[]], [[], []], [[0]], [[0], [1]], [[2**62, 8], [1]], [[0, 2**53]], [[2]] * 40]
    told = rule(
        """return given.map((shapes) => {
        try { return it.broadcastShapes(...shapes); } catch (error) { return error.message; }
    });""",
        cases,
    )
    kinds = {list: 0, int: 0, str: 0}
    for shapes, answer in zip(cases, told, strict=True):
        expected = numpys(shapes)
        kinds[type(expected)] += 1
        if isinstance(expected, int):
            sizes = {
                shape[expected - max(map(len, shapes))]
                for shape in shapes
                if len(shape) >= max(map(len, shapes)) - expected
            } - {1}
            assert answer.startswith(f"axis {expected} ("), shapes
            assert all(re.search(rf"\b{size}\b", answer) for size in sizes), shapes
        else:
            assert answer == expected, shapes
    assert kinds[list] > 3000 and kinds[int] > 2000 and kinds[str] > 100


@pytest.mark.parametrize("wrong", [[[2, -1]], [[1.5]], [3], ["2,3"]])
def test_what_is_no_shape_is_refused(rule, wrong):
    told = rule("try { it.broadcastShapes(...given); } catch ({ message }) { return message; }", wrong)
    assert "whole numbers" in told


def raised(action):
    """The last line of the traceback."""
    with pytest.raises((ValueError, RuntimeError)) as caught:
        action()
    return f"{caught.type.__name__}: {caught.value}"


def libraries_say(shapes):
    """For shapes that clash: what NumPy and PyTorch say of their sum, and of all at once."""
    shapes = list(map(tuple, shapes))
    arrays, tensors = map(np.zeros, shapes), map(torch.zeros, shapes)
    said = [raised(lambda: sum(arrays, next(arrays))), raised(lambda: sum(tensors, next(tensors)))]
    if len(shapes) > 2:
        said.insert(1, raised(lambda: np.broadcast_arrays(*map(np.zeros, shapes))))
    return said


def test_the_messages_are_those_that_are_raised(rule):
    rng = np.random.default_rng(1)
    cases = [random_shapes(rng, most=5) for _ in range(1200)]
    told = rule(
        "return given.map((shapes) => it.messages(shapes, [...'abdefg'].slice(0, "
        "shapes.length)).map(({ error }) => error));",
        cases,
    )
    clashing = [shapes for shapes in cases if isinstance(numpys(shapes), int)]
    assert list(filter(None, told)) == list(map(libraries_say, clashing))
    assert len(clashing) > 400 and any(len(shapes) > 3 for shapes in clashing)


def test_arrays_of_many_axes_are_added_and_refused_as_numpy_does(rule):
    most = [1] * 64
    assert (np.zeros(most) + np.zeros(most)).shape == tuple(most)
    raised(lambda: np.zeros([*most, 1]))
    told = rule(
        "return given.map((shapes) => it.messages(shapes, [...'abd'].slice(0, shapes.length))"
        ".map(({ error }) => error));",
        [[most, most], [[2] + [1] * 39, [3] + [1] * 39], [[1] * 40, [2], [3]], [[2**40] + [1] * 33, [2**40]]],
    )
    many = raised(lambda: np.broadcast(np.zeros([1] * 34), 1))
    assert told == [
        [],
        libraries_say([[2] + [1] * 39, [3] + [1] * 39]),
        libraries_say([[1] * 40, [2], [3]]),
        [many],
    ]


def test_strides_and_bytes_are_those_of_a_stretched_array(rule):
    rng = np.random.default_rng(2)
    pairs = [random_shapes(rng, most=2, sizes=[0, 1, 2, 3]) for _ in range(1500)]
    pairs = [pair for pair in pairs if len(pair) == 2 and not isinstance(numpys(pair), int)]
    cases = [[pair[0], numpys(pair)] for pair in pairs]
    told = rule("return given.map(([shape, result]) => it.memory(shape, result));", cases)
    for (shape, result), answer in zip(cases, told, strict=True):
        view = np.broadcast_to(np.zeros(shape, dtype=np.float32), result)
        held = np.zeros(shape, dtype=np.float32).nbytes
        assert (answer["held"], answer["copied"]) == (held, view.nbytes), (shape, result)
        strides = torch.zeros(shape).expand(result).stride()
        for size, stride, ours in zip(result, strides, answer["strides"], strict=True):
            assert size == 1 or stride == ours, (shape, result)  # nobody steps along a 1
    assert len(cases) > 300


def test_bytes_are_written_to_three_digits(rule):
    sizes = {
        0: "0 B",
        24: "24 B",
        1023: "1023 B",
        1024: "1 KiB",
        1536: "1.50 KiB",
        156800000: "150 MiB",
        24 * 10**12: "21.8 TiB",
    }
    assert rule("return given.map(it.bytesText)", list(sizes)) == list(sizes.values())


TYPED = {
    "(3, 1)": [3, 1],
    "3,1": [3, 1],
    "3 1": [3, 1],
    "3×1": [3, 1],
    " 3x1 ": [3, 1],
    "()": [],
    "torch.Size([2, 3])": [2, 3],
    "torch.Size([])": [],
    "(3,)": [3],
    "[2,3]": [2, 3],
    "0": [0],
    "50_000, 784": [50000, 784],
    "": None,
    "2,a": None,
    "(2": None,
    "-1": None,
    "2,,3": None,
    "1.5": None,
    "9" * 20: None,
    ",".join("1" * 64): [1] * 64,
    ",".join("1" * 65): None,
}
SEVERAL = {
    "(2,3) (2,)": [[2, 3], [2]],
    "(2,3), ()": [[2, 3], []],
    "2,3; 3": [[2, 3], [3]],
    "2,3\n3": [[2, 3], [3]],
    "(2, 3) + (3,)": [[2, 3], [3]],
    "2 3 and 3": [[2, 3], [3]],
    "torch.Size([2, 3]) torch.Size([3])": [[2, 3], [3]],
}


def test_shapes_are_read_as_they_are_usually_written(rule):
    told = rule(
        """return given.map((text) => {
        try { return it.parseShape(text); } catch { return null; }
    });""",
        list(TYPED),
    )
    assert dict(zip(TYPED, told, strict=True)) == TYPED
    assert rule("return given.map(it.parseShapes)", list(SEVERAL)) == list(SEVERAL.values())


def test_what_must_take_a_result_does_not_stretch(rule):
    told = rule(
        """return given.map((shapes) => it.axesOf(shapes, true).map(({ kind }) => kind));""",
        [[[5], [5, 1]], [[2, 1], [2]], [[2, 3], [3]], [[1, 3], [2, 3]]],
    )
    assert told == [
        ["clash", "stretched"],
        ["stretched", "clash"],
        ["stretched", "equal"],
        ["clash", "equal"],
    ]
    assert rule("return [it.intoText([5], [5, 5]), it.intoText([5], [5]) ?? null]") == [
        "what comes out is (5, 5), and (5,), where it must go, cannot stretch",
        None,
    ]


def test_what_is_drawn_is_small_and_what_is_read_is_what_numpy_reads(rule):
    rng = np.random.default_rng(3)
    cases = [related_shapes(rng)[:1] + [[]] for _ in range(200)] + [random_shapes(rng) for _ in range(300)]
    cases += [
        [[50000, 784], []],
        [[256, 256, 3], [3]],
        [[9, 1, 4], [5, 1]],
        [[12], [1]],
        [[2, 3, 4, 5], [3, 1, 1]],
    ]
    cases = [shapes for shapes in cases if isinstance(numpys(shapes), list) and 0 not in numpys(shapes)]
    told = rule(
        """return given.map(([shapes, result]) => {
        const parts = it.excerpt(result);
        const read = [];
        for (let layer = 0; layer < parts.layers.shown; layer += 1)
            for (let row = 0; row < parts.rows.shown; row += 1)
                for (let column = 0; column < parts.columns.shown; column += 1)
                    read.push(shapes.map((shape) => it.source(shape, result, { layer, row, column })));
        return { parts, read };
    });""",
        [[shapes, numpys(shapes)] for shapes in cases],
    )
    elided = 0
    for shapes, answer in zip(cases, told, strict=True):
        result, parts = numpys(shapes), answer["parts"]
        layers, rows, columns = (parts[name]["shown"] for name in ("layers", "rows", "columns"))
        assert layers * rows <= 12 and columns <= 8 and layers * rows * columns <= 60
        *leading, high, wide = [1, 1, *result]
        sizes = int(np.prod(leading, dtype=object)), high, wide
        for (name, part), size in zip(parts.items(), sizes, strict=True):
            assert part["shown"] + part["more"] <= size and part["more"] == (part["shown"] < size), (
                result,
                name,
            )
        elided += any(part["more"] for part in parts.values())
        if np.prod(result, dtype=object) > 10**6:
            continue
        for number, shape in enumerate(shapes):
            own = np.arange(1, 1 + np.prod(shape, dtype=int)).reshape(shape)
            drawn = np.broadcast_to(own, result).reshape(sizes)[:layers, :rows, :columns]
            read = [each[number] for each in answer["read"]]
            assert [each["number"] for each in read] == drawn.ravel().tolist(), (shape, result)
            # Own numbers differ: where one stands first is the cell that the others are stretched from
            for place, each in zip(np.ndindex(drawn.shape), read, strict=True):
                away = [each["away"][name] for name in ("layers", "rows", "columns")]
                first = np.unravel_index(np.argmax(drawn == drawn[place]), drawn.shape)
                assert tuple(np.subtract(place, away)) == first, (shape, result, place)
    assert elided > 50


def test_many_axes_are_left_out_of_the_ladder_but_none_that_clashes(rule):
    told = rule(
        """return given.map((shapes) => it.rungs(it.axesOf(shapes)).map(
            (row) => row.left ? row.left.map(({ number }) => number) : row.number));""",
        [[[2] * 8], [[2] * 12], [[2] * 7 + [3] + [2] * 4, [2] * 12], [[2] * 32, []]],
    )
    assert told == [
        [*range(8)],
        [0, 1, [*range(2, 8)], 8, 9, 10, 11],
        [0, 1, [*range(2, 7)], 7, 8, 9, 10, 11],
        [0, 1, [*range(2, 28)], 28, 29, 30, 31],
    ]
    shapes = [[], [3], [2, 3, 4, 5, 6], [2, 3, 4, 5, 6, 7]]
    assert rule("return given.map(it.brief)", shapes) == ["()", "(3,)", "(2, 3, 4, 5, 6)", "(2, 3, ⋯, 6, 7)"]
