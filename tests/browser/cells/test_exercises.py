"""Exercises, checked in the page on what the reader wrote, and kept in this browser alone."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Laboratory
from tests.kit.night import by_day
from tests.kit.served import PATH

BILL = 17  # shops: `bread = ...`, whose check stands below it
NAME = f"shapes-that-fit{PATH}shops/Exercise: "  # by the path of the site


def stored(page):
    return page.evaluate(f"""Object.fromEntries(Object.entries(localStorage).filter(
        ([key]) => key.startsWith("{NAME}")).map(([key, value]) => [key, JSON.parse(value)]))""")


def solution(page, number):
    """The code of the solution below a question of `shops`, as the page shows it."""
    block = page.locator(f".question:has([data-run='{number}']) ~ .success [data-run]").first
    return block.locator("pre > code").text_content()


def mark(laboratory, number):
    return laboratory.page.locator(f".question:has([data-run='{number}']) summary .solved")


def test_an_unfilled_question_asks_for_an_answer_first(visit):
    page = visit("shops/")
    laboratory = Laboratory(page)
    panel = laboratory.run(BILL)
    expect(panel.locator("p")).to_contain_text("Write your answer first")
    expect(laboratory.cell(BILL).locator(".cm-content")).to_be_focused()
    loaded = page.evaluate("performance.getEntriesByType('resource').map(({ name }) => name)")
    assert not [name for name in loaded if "pyodide" in name]
    assert stored(page) == {} and page.wrongs == []


@pytest.mark.parametrize("scripts", by_day([True, False], {False}))
def test_a_check_is_folded_until_its_reader_asks(visit, scripts):
    page = visit("shops/", java_script_enabled=scripts)
    check = page.locator(f".question:has([data-run='{BILL}']) details.check")
    expect(check.locator("code")).to_be_hidden()
    check.locator("summary").click()
    expect(check.locator("code")).to_contain_text("assert")


def test_a_click_into_a_question_opens_it(visit):
    page = visit("shops/")
    cell = Laboratory(page).cell(BILL)
    cell.locator("pre > code").click()
    expect(cell.locator(".cm-content")).to_be_focused()
    expect(cell.get_by_role("button", name="Reset")).to_be_visible()


def test_what_was_written_comes_back_and_no_key_loses_it(visit):
    page = visit("shops/")
    laboratory = Laboratory(page)
    cell, code = laboratory.cell(BILL), laboratory.cell(BILL).locator("pre > code")
    laboratory.write(BILL, "bread = 41\nbread")
    [(key, kept)] = stored(page).items()
    assert key.startswith(NAME) and kept == {"code": "bread = 41\nbread"}
    page.reload()
    expect(code).to_have_text("bread = 41\nbread")
    assert page.locator(".cm-content").count() == 0
    cell.get_by_role("button", name="Write").press("Enter")
    editor = cell.locator(".cm-content")
    expect(editor).to_be_focused()
    for key in ("Escape", "Tab", "Tab", "Enter"):  # to Reset
        page.keyboard.press(key)
    expect(code).to_contain_text("bread = ...")
    page.reload()  # what was reset can still be had back
    expect(code).to_contain_text("bread = ...")
    cell.get_by_role("button", name="Undo").press("Enter")
    expect(editor).to_have_text("bread = 41bread")
    [kept] = stored(page).values()
    assert kept == {"code": "bread = 41\nbread"} and page.wrongs == []


@pytest.mark.parametrize(
    "code, words",
    [
        ("bread = ", "Your code stopped in line 1: bread ="),
        ("a = 1\nbread = b", "Your code stopped in line 2: bread = b"),
        ("bread = 1.0", "Not yet: "),
        ("bread = 'dear'", "Not yet: the check stops, at "),
    ],
)
def test_what_is_wrong_is_said_in_words(laboratory, code, words):
    laboratory.open("shops")
    laboratory.write(BILL, code)
    panel = laboratory.run(BILL)
    expect(panel.locator("p")).to_contain_text(words)
    if words == "Not yet: ":
        expect(panel.locator("pre")).to_have_text("assert np.isclose(first, second)")
    assert mark(laboratory, BILL).count() == 0


def test_a_solved_exercise_is_marked_and_stays_so(laboratory):
    laboratory.open("shops")
    laboratory.write(BILL, f"{solution(laboratory.page, BILL)}\nprint('mine')")
    panel = laboratory.run(BILL, press="ControlOrMeta+Enter")
    expect(panel.locator("p")).to_contain_text("Solved. Every check holds.")
    expect(panel.locator("pre")).to_contain_text("mine")
    expect(mark(laboratory, BILL)).to_have_text("solved")
    laboratory.open("markov")
    laboratory.open("shops")
    expect(mark(laboratory, BILL)).to_have_text("solved")
    for name in ("Write", "Reset"):
        laboratory.cell(BILL).get_by_role("button", name=name).click()
    expect(mark(laboratory, BILL)).to_have_count(0)
    laboratory.cell(BILL).get_by_role("button", name="Undo").click()
    expect(mark(laboratory, BILL)).to_have_text("solved")
    [kept] = stored(laboratory.page).values()
    assert kept["solved"] and "mine" in kept["code"]


def test_an_answer_changes_nothing_in_the_cells_of_the_page(laboratory):
    laboratory.open("shops")
    laboratory.write(BILL, "Q = P = 0\nbread = 1.0")
    laboratory.run(BILL)
    expect(laboratory.run(5).locator("p")).to_contain_text("The same as recorded.")


def test_a_change_above_that_breaks_an_answer_is_named(laboratory):
    laboratory.open("shops")
    laboratory.write(4, "Q = 7")
    laboratory.write(BILL, "bread = Q[0]")
    words = laboratory.run(BILL).locator("p")
    expect(words).to_contain_text("Your code stopped in line 1: bread = Q[0]")
    expect(words).to_contain_text("With your change above, in cell 5 (Write many bills at once).")


def test_an_exercise_that_needs_more_than_numpy_says_so(visit):
    page = visit("by-hand/")
    questions = page.locator(".question .language-python[data-needs='PyTorch']")
    assert questions.count() == 3
    assert page.locator(".question .cell-tools").count() == 0
