"""Cells that a reader changes: how the editor behaves, and what a change does to what comes out."""

import re

from playwright.sync_api import expect


def code(laboratory, number):
    return laboratory.cell(number).locator("pre > code")


def test_a_changed_cell_says_so_and_changes_the_cells_below(laboratory):
    laboratory.open("shops")
    laboratory.write(4, "def bills(quantities, prices):\n    return quantities @ prices + 1")
    panel = laboratory.run(5)
    words = "With your change above, in cell 5 (Write many bills at once), it gives something else"
    expect(panel.locator("p")).to_contain_text(words)
    expect(panel.locator("pre")).to_contain_text("[[51.  50. ]")
    laboratory.write(5, "bills(Q, P).shape")
    expect(laboratory.run(5).locator("p")).to_contain_text("Your code gives something else")
    laboratory.cell(4).locator(".cell-edit").click()
    laboratory.cell(5).locator(".cell-edit").click()
    expect(laboratory.run(5).locator("p")).to_contain_text("The same as recorded.")


def test_a_change_that_breaks_a_cell_below_is_named(laboratory):
    laboratory.open("shops")
    laboratory.write(4, "P = bills = 7")
    panel = laboratory.run(5)
    words = "With your change above, in cell 5 (Write many bills at once), it stops in line 1"
    expect(panel.locator("p")).to_contain_text(words)
    panel.get_by_role("button", name="Show it").click()
    expect(laboratory.cell(4).locator(".cell-run")).to_be_focused()
    panel = laboratory.run(8)
    words = (
        "With your change in cell 5 (Write many bills at once) a cell above, which this one needs, stopped"
    )
    expect(panel.locator("p")).to_contain_text(words)


def test_an_edited_cell_finds_every_name_of_the_page(laboratory):
    laboratory.open("shops")
    laboratory.write(13, "cheapest_shops(costs)  # neither is used here in the book")
    expect(laboratory.run(13).locator("pre")).to_contain_text("array(")


def test_a_mistake_above_is_shown_where_it_is(laboratory):
    laboratory.open("shops")
    laboratory.write(4, "def bills(q, p)\n    pass")
    panel = laboratory.run(5)
    words = "A cell above, which this one needs, stopped in line 1"
    expect(panel.locator("p")).to_contain_text(words)
    panel.get_by_role("button", name="Show it").click()
    expect(laboratory.cell(4).locator(".cell-run")).to_be_focused()
    expect(laboratory.run(8).locator("p")).to_contain_text("The same as recorded.")


def test_the_editor_is_one(laboratory):
    laboratory.open("shops")
    laboratory.cell(8).locator(".cell-edit").click()
    editor = laboratory.cell(8).locator(".cm-content")
    expect(editor).to_be_focused()
    expect(editor).to_have_attribute("aria-label", re.compile("Escape, then Tab leaves"))
    editor.press("ControlOrMeta+a")
    laboratory.page.keyboard.type("def f(x):\nreturn (x")
    assert editor.inner_text().rstrip() == "def f(x):\n    return (x)"  # indented, closed
    assert laboratory.cell(8).locator(".cm-matchingBracket").count() == 2
    colours = "(spans) => new Set(spans.map((span) => getComputedStyle(span).color)).size"
    assert laboratory.cell(8).locator(".cm-line span").evaluate_all(colours) >= 2
    for _ in range(9):
        laboratory.page.keyboard.press("ControlOrMeta+z")
    assert editor.inner_text().strip() == "costs.argmin(axis=1)"
    panel = laboratory.run(8, press="ControlOrMeta+Enter")
    expect(panel.locator("p")).to_contain_text("The same as recorded.")
    assert editor.inner_text().strip() == "costs.argmin(axis=1)"


def test_reset_brings_back_the_code_of_the_book(laboratory):
    laboratory.open("shops")
    before = code(laboratory, 8).inner_html()
    laboratory.write(8, "1")
    laboratory.run(8)
    laboratory.cell(8).get_by_role("button", name="Reset").click()
    expect(laboratory.page.locator(".cell-result[data-of='8'], .cell-editor")).to_have_count(0)
    assert code(laboratory, 8).inner_html() == before and code(laboratory, 8).is_visible()
    expect(laboratory.cell(8).get_by_role("button", name="Edit")).to_be_focused()


def test_reset_can_be_undone(laboratory):
    laboratory.open("shops")
    laboratory.write(8, "mine = 1")
    for key in ("Escape", "Tab", "Tab", "Enter"):
        laboratory.page.keyboard.press(key)
    assert code(laboratory, 8).text_content().strip() == "costs.argmin(axis=1)"
    laboratory.page.keyboard.press("Tab")
    laboratory.page.keyboard.press("Enter")
    editor = laboratory.cell(8).locator(".cm-content")
    expect(editor).to_be_focused()
    assert editor.inner_text() == code(laboratory, 8).text_content() == "mine = 1"
    expect(laboratory.cell(8).locator(".cell-tools")).to_have_text("RunReset")


def test_copy_takes_what_the_reader_wrote(laboratory):
    laboratory.open("shops")
    laboratory.write(8, "mine = 1")
    assert code(laboratory, 8).text_content() == "mine = 1"


def test_the_keyboard_is_enough(laboratory):
    laboratory.open("shops")
    laboratory.cell(8).locator(".cell-run").focus()
    laboratory.run(8, press="Enter")
    laboratory.page.keyboard.press("Tab")
    expect(laboratory.cell(8).locator(".cell-edit")).to_be_focused()
    laboratory.page.keyboard.press("Enter")
    editor = laboratory.cell(8).locator(".cm-content")
    expect(editor).to_be_focused()
    laboratory.page.keyboard.press("Tab")  # indents
    expect(editor).to_be_focused()
    laboratory.page.keyboard.press("Escape")
    laboratory.page.keyboard.press("Tab")
    expect(laboratory.cell(8).locator(".cell-run")).to_be_focused()


def test_the_editor_follows_the_colours_of_the_page(laboratory):
    laboratory.open("shops")
    laboratory.write(8, "while True: pass")
    word = laboratory.cell(8).locator(".cm-line span").first
    seen = []
    for scheme in ("default", "slate"):
        laboratory.page.evaluate(f"document.body.dataset.mdColorScheme = '{scheme}'")
        seen.append(word.evaluate("(span) => getComputedStyle(span).color"))
    laboratory.page.evaluate("document.body.dataset.mdColorScheme = 'default'")
    assert seen == ["rgb(0, 96, 168)", "rgb(108, 182, 255)"]
