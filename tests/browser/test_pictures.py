"""Cells that draw run in the page, and what they draw takes the place of the recorded figure."""

import pytest
from playwright.sync_api import expect

# Where the first recorded figure of a cell stands, what is drawn in its place, and where the page goes on
PLACE = """([number, nth]) => {
    let place = document.querySelector(`[data-run="${number}"]`).nextElementSibling;
    while (place.matches(".language-output, .language-pytb, .cell-result")) place = place.nextElementSibling;
    while (nth--) place = place.nextElementSibling;
    const boxes = [...place.querySelectorAll("img, book-film, .cell-drawn > svg")].filter((it) => it.checkVisibility());
    const { x, width, height } = boxes[0].getBoundingClientRect();
    const top = place.getBoundingClientRect().top;
    return { count: boxes.length, tag: boxes[0].localName, x, width, height,
             inside: boxes[0].getBoundingClientRect().top - top, whole: place.offsetHeight };
}"""
SAME = "Drawn anew: its words and numbers are as recorded."


def place(laboratory, number, nth=0):
    return laboratory.page.evaluate(PLACE, [number, nth])


def drawn(laboratory):
    return laboratory.page.locator(".cell-drawn > svg")


def texts(laboratory, nth=0):
    return drawn(laboratory).nth(nth).locator("text").all_text_contents()


def near(one, other):
    return all(abs(one[key] - other[key]) <= 1.5 for key in ("x", "width", "height", "inside", "whole"))


def test_a_drawn_picture_takes_the_place_of_the_recorded_one(laboratory):
    laboratory.open("shops")
    laboratory.cell(6).scroll_into_view_if_needed()
    laboratory.page.locator("img[src*=one-bill]").evaluate("(image) => image.decode()")
    before = place(laboratory, 6)
    panel = laboratory.run(6)
    expect(panel.locator("p")).to_contain_text(SAME)
    drawn(laboratory).wait_for()
    after = place(laboratory, 6)
    assert (before["tag"], after["tag"], after["count"]) == ("img", "svg", 1) and near(before, after)
    alt = laboratory.page.locator("img[src*=one-bill]").get_attribute("alt")
    expect(drawn(laboratory)).to_have_attribute("aria-label", alt)
    assert "58.5" in texts(laboratory)

    panel.get_by_role("button", name="Show the recorded picture").click()
    assert place(laboratory, 6) == before
    panel.get_by_role("button", name="Show the drawn picture").press("Enter")
    assert place(laboratory, 6)["tag"] == "svg"

    # Another person's bill, then with other prices, then the book's again
    laboratory.write(6, "shopping_picture(Q, P, active=(1, 1))")
    expect(laboratory.run(6).locator("p")).to_contain_text("Your code gives something else than recorded")
    drawn(laboratory).get_by_text("3·1 + 6·2.5 + 2·4.5 + 2·17 = 61", exact=True).wait_for()
    expect(drawn(laboratory)).to_have_attribute("aria-label", "What your code draws")
    laboratory.write(6, "shopping_picture(Q, 0 * P, active=(1, 1))\nplt")
    expect(laboratory.run(6).locator("p")).to_contain_text("Stopped in line 2")
    laboratory.cell(6).get_by_role("button", name="Reset").click()
    assert place(laboratory, 6) == before and drawn(laboratory).count() == 0


@pytest.mark.heavy  # by day: one picture
def test_a_cell_may_draw_a_film_or_several_pictures(laboratory):
    laboratory.open("fitting")
    film = laboratory.page.locator("book-film")
    film.scroll_into_view_if_needed()
    film.locator(".film-controls").wait_for()
    before = place(laboratory, 1)
    expect(laboratory.run(1).locator("p")).to_contain_text(SAME)
    drawn(laboratory).wait_for()
    assert near(before, place(laboratory, 1) | {"height": before["height"]})
    told = laboratory.page.locator(".cell-drawn .film-controls")
    told.get_by_role("button", name="Previous frame").click()
    expect(told).to_contain_text(", loss ")
    short = "line_and_bowl(x, y, track[:3], bowl(x, y), steps=(0, 1), numbered=())"
    laboratory.write(1, f"from snippets.pictures.walks import line_and_bowl\n{short}")
    laboratory.run(1)
    expect(laboratory.page.locator(".cell-drawn input")).to_have_attribute("max", "2")
    laboratory.cell(1).get_by_role("button", name="Reset").click()

    laboratory.page.locator("img[src*=both-losses]").scroll_into_view_if_needed()
    expect(laboratory.run(15).locator("p")).to_contain_text(SAME)
    drawn(laboratory).nth(1).wait_for()
    assert "validation" in texts(laboratory, 0) and "degree" in texts(laboratory, 1)
    assert place(laboratory, 15)["tag"] == place(laboratory, 15, 1)["tag"] == "svg"


def test_a_readers_own_plot_is_drawn_and_what_is_not_there_is_named(laboratory):
    laboratory.open("shops")
    plot = "import matplotlib.pyplot as plt\nplt.plot([1, 3, 2], 'o--', label='mine')\nplt.legend()\n"
    laboratory.write(5, f"{plot}plt.figure()\nplt.bar(['a', 'b'], [2, 1]);")
    expect(laboratory.run(5).locator("p")).to_contain_text("something else than recorded")
    drawn(laboratory).nth(1).wait_for()
    assert "mine" in texts(laboratory) and {"a", "b"} <= set(texts(laboratory, 1))
    laboratory.write(5, f"{plot}plt.pie([1])")
    panel = laboratory.run(5)
    expect(panel.locator("p")).to_contain_text("Stopped in line 4: plt.pie([1])")
    expect(panel.locator("pre")).to_contain_text("the page's own Matplotlib has no `pie`")
    laboratory.write(
        5, "import numpy as np\nimport matplotlib.pyplot as plt\nplt.plot(np.random.rand(500_000));"
    )
    expect(laboratory.run(5).locator("p")).to_contain_text("Not drawn: the pictures have")
    assert drawn(laboratory).count() == 0


def test_an_answer_may_draw(laboratory):
    laboratory.open("broadcasting")
    laboratory.page.get_by_text("Exercise: a checkerboard").click()
    question = laboratory.page.locator("details[open] [data-exercise][data-run]").first
    number = question.get_attribute("data-run")
    laboratory.write(number, "n = np.arange(8)\nboard = (n[:, None] + n) % 2\nshow(board)")
    laboratory.run(number)
    expect(drawn(laboratory)).to_be_visible()
    assert drawn(laboratory).locator("image").count() == 1
