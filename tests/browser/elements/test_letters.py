"""Letters on axes: what they ask for is what NumPy's einsum gives, and three hands can put them there."""

import numpy as np
import pytest
from playwright.sync_api import expect

from tests.browser.elements.lab import bordered

PAGE = "einsum/"
A = np.array([[1, 2, 3], [4, 5, 6]])
B = np.array([[1, 0, 1, 2], [0, 0, 1, -1], [0, 1, 1, 0]])


@pytest.fixture(scope="module")
def rule(logic):
    with logic("einsum") as called:
        yield called


def numpys(inputs, output, operands):
    """What NumPy gives for the letters, or None where it refuses them."""
    try:
        result = np.einsum(f"{','.join(inputs)}->{output}", *operands)
    except ValueError:
        return None
    return {"shape": list(result.shape), "values": result.ravel().tolist()}


def test_the_letters_mean_what_numpy_makes_of_them(rule):
    rng = np.random.default_rng(0)
    cases = []
    for _ in range(400):
        inputs = ["".join(rng.choice(list("ijkl"), 2)) for _ in range(2)]
        output = "".join(rng.choice(list("ijkl"), rng.integers(0, 4)))
        cases.append([inputs, output])
    cases += [[["ik", "kj"], output] for output in ("ij", "ji", "ikj", "", "i", "j", "k")]
    told = rule(
        """const [cases, shapes, values] = given;
        return cases.map(([inputs, output]) => it.faultOf(inputs, output, shapes)
            ? null : it.einsum(inputs, output, shapes, values));""",
        [cases, [A.shape, B.shape], [A.ravel().tolist(), B.ravel().tolist()]],
    )
    expected = [numpys(inputs, output, (A, B)) for inputs, output in cases]
    assert told == expected
    assert sum(each is None for each in expected) > 50 < sum(each is not None for each in expected)


def test_its_loops_give_the_same(rule):
    cases = [[["ik", "kj"], "ij"], [["ik", "kj"], ""], [["ij", "kl"], "lj"], [["ik", "kj"], "jki"]]
    told = rule(
        "return given[0].map(([inputs, output]) => it.loopsOf(inputs, output, given[1]))",
        [cases, [A.shape, B.shape]],
    )
    for (inputs, output), lines in zip(cases, told, strict=True):
        wanted = np.einsum(f"{','.join(inputs)}->{output}", A, B)
        names = {"a": A, "b": B, "c": np.zeros(wanted.shape)}
        exec("\n".join(lines), names)
        assert np.array_equal(names["c"], wanted)


@pytest.mark.parametrize(
    ("inputs", "output", "words"),
    [
        (["ik", "ij"], "kj", "i is 2 and 3: one letter is one size."),
        (["ik", "kj"], "il", "C asks for l, which neither A nor B has."),
        (["ik", "kj"], "ii", "C has i twice: a letter stands once on the right."),
    ],
)
def test_what_gives_nothing_is_said_in_words(rule, inputs, output, words):
    assert rule("return it.faultOf(...given)", [inputs, output, [[2, 3], [3, 4]]]) == words


def test_known_products_have_names(rule):
    told = rule(
        "return given.map((each) => it.toldOf(...each))",
        [[["ab", "bc"], "ac"], [["lk", "ki"], "li"], [["ik", "kj"], "ji"], [["ij", "kl"], "jl"]],
    )
    assert told[0] == told[1] == "The product of matrices, A @ B."
    assert told[2:] == ["The product of matrices, turned: (A @ B).T.", "Summed: i, k."]


# In the page


def opened(visit, **options):
    page = visit(PAGE, **options)
    waiting = page.locator("einsum-letters").bounding_box()["height"]
    page.wait_for_function("""() => {
        const element = document.querySelector("einsum-letters");
        element?.scrollIntoView();
        return element?.querySelector(".sentence");
    }""")
    element = page.locator("einsum-letters")
    assert element.bounding_box()["height"] == pytest.approx(waiting, abs=1), "its place was kept"
    return page, element


def result(element):
    return [int(text.replace("−", "-")) for text in element.locator(".result .cell").all_text_contents()]


def test_letters_are_dragged_chosen_and_typed(visit):
    page, element = opened(visit)
    sentence, told = element.locator(".sentence"), element.locator(".told")
    assert result(element) == (A @ B).ravel().tolist()
    bordered(element, {".slot": "solid", ".result .cell": "solid", ".cell.missing": "dotted"})

    def slot(name):
        return element.locator(f"[data-slot={name}]")

    element.locator("[data-letter=j]").drag_to(slot("c0"))
    expect(sentence).to_have_text('np.einsum("ik,kj->jj", a, b)')
    expect(told).to_have_text("C has j twice: a letter stands once on the right.")
    element.locator("[data-letter=i]").click()
    slot("c1").click()
    expect(sentence).to_have_text('np.einsum("ik,kj->ji", a, b)')
    assert result(element) == (A @ B).T.ravel().tolist()
    slot("c0").press("Delete")
    expect(sentence).to_have_text('np.einsum("ik,kj->i", a, b)')
    assert result(element) == (A @ B).sum(axis=1).tolist()
    expect(slot("c0")).to_be_focused()
    page.keyboard.press("k")
    expect(told).to_have_text("Summed: i, j.")
    slot("c1").press("i")
    slot("c2").press("j")
    expect(element.locator(".result")).to_contain_text("C (3, 2, 4)24 numbers")
    assert page.wrongs == []


def test_a_finger_puts_letters_down_on_a_phone(visit):
    page, element = opened(visit, viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    element.locator("[data-letter=j]").tap()
    element.locator("[data-slot=c0]").tap()
    element.locator("[data-letter=i]").tap()
    element.locator("[data-slot=c1]").tap()
    assert result(element) == (A @ B).T.ravel().tolist()
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    for control in element.locator("button").all():
        assert min(control.bounding_box()[side] for side in ("width", "height")) >= 44
    assert page.wrongs == []
