"""Cells that run in the page: what comes out is what is recorded, whoever clicks what and when."""

import json

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import settled

# Which cells Python begins to run, from now on
BEGUN = """async () => {
    const address = new URL(`../assets/js/cells/python.js${edition}`, location);
    const { python } = await import(address);
    window.begun = [];
    python.worker.addEventListener("message", ({ data }) => data.began && begun.push(data.began));
}"""
# They train and count for most of the time that all take
TRAIN = {"backward", "einsum", "fitting", "markov", "speed"}
# Every cell of a chapter in turn, by the modules of the page itself
EVERY = """async ([base, stem]) => {
    const [{ Session }, { python }] = await Promise.all(
        ["path", "python"].map((name) => import(`${base}assets/js/cells/${name}.js${edition}`)));
    const session = new Session(new URL(`assets/cells/${stem}.json`, base));
    await session.load();
    const seen = [];
    const ask = async (request) => {
        const answer = await python.run(request, () => {});
        session.note(request, answer);
        return answer;
    };
    const find = (role, exercise) => session.cells.findIndex(
        (cell) => cell.role === role && cell.exercise === exercise && cell.source);
    for (const [index, cell] of session.cells.entries()) {
        if (!cell.source || (cell.role && cell.role !== "solution")) continue;
        const { difference } = await ask(session.request([index]));
        if (difference) seen.push(`cell ${index}: ${difference}`);
    }
    for (const [index, cell] of session.cells.entries()) {
        const check = find("check", cell.exercise);
        if (cell.role !== "solution" || check < 0) continue;
        const question = find("question", cell.exercise);
        const open = await ask(session.request([question], check));
        if (!open.check?.error) seen.push(`question ${question} passes as it stands`);
        session.edited.set(question, cell.source ?? cell.setup);
        const solved = await ask(session.request([question], check));
        const error = solved.error ?? solved.check.error;
        if (error) seen.push(`solution ${index}: ${error.text}`);
        session.edited.clear();
    }
    return seen;
}"""


def chapters(site):
    """{stem: entries of its cells} for the chapters in which something runs."""
    records = {
        path.stem: json.loads(path.read_text()) for path in sorted((site / "assets/cells").glob("*.json"))
    }
    return {
        stem: page["cells"]
        for stem, page in records.items()
        if any("source" in cell for cell in page["cells"])
    }


@pytest.mark.parametrize("part", ["of the day", pytest.param("of the night", marks=pytest.mark.heavy)])
def test_every_cell_gives_what_is_recorded_and_every_solution_solves(site, laboratory, part):
    found = chapters(site)
    assert len(found) >= 15 and found.keys() > TRAIN
    laboratory.open("shops")
    home = laboratory.page.url.removesuffix("shops/")
    for stem in TRAIN if part == "of the night" else found.keys() - TRAIN:
        assert laboratory.page.evaluate(EVERY, [home, stem]) == [], stem


def test_a_run_shows_what_came_out_and_that_it_is_the_same(laboratory):
    laboratory.open("shops")
    panel = laboratory.run(5)
    expect(panel.locator("p")).to_contain_text("The same as recorded.")
    recorded = laboratory.page.locator("[data-run='5'] + .language-output code").inner_text()
    assert panel.locator("pre").inner_text().strip() == recorded.strip()
    assert laboratory.page.locator("[data-run='5'] + .language-output + .cell-result").count() == 1
    spoken = laboratory.page.locator("[role=status].spoken")
    expect(spoken).to_contain_text("The same as recorded.")


def test_a_run_moves_nothing_where_the_same_comes_out(laboratory):
    laboratory.open("shops")
    laboratory.cell(13).scroll_into_view_if_needed()
    laboratory.run(13)
    below = "document.querySelector('.cell-result').nextElementSibling.getBoundingClientRect().top"
    before = laboratory.page.evaluate(f"(() => {{ const top = {below}; return top; }})()")
    laboratory.run(13)
    assert abs(laboratory.page.evaluate(below) - before) < 1


def test_a_later_cell_runs_what_is_missing_and_fetches_nothing(laboratory):
    laboratory.open("shops")
    laboratory.run(5)
    page, news = laboratory.page, []
    with settled(page):  # what is fetched because a reader comes near
        page.locator("shop-prices").scroll_into_view_if_needed()

    def note(thing):
        news.append(thing)

    page.evaluate(BEGUN)
    for kind in ("request", "worker"):
        page.on(kind, note)
    for number in (8, 10, 11, 12, 13):
        laboratory.run(number)
    # 7 binds what 8 needs and 9 what 10 needs; after the error of 11 the session begins anew
    assert page.evaluate("begun") == [f"cell {number}" for number in (7, 8, 9, 10, 11, 0, 12, 13)]
    assert news == []
    for kind in ("request", "worker"):
        page.remove_listener(kind, note)


def test_an_error_is_numpys_own_with_its_line(laboratory):
    laboratory.open("shops")
    laboratory.write(5, "print('before')\n\nQ @ Q")
    panel = laboratory.run(5)
    expect(panel.locator("p")).to_contain_text("Stopped in line 3: Q @ Q")
    expect(panel.locator("pre")).to_contain_text("before")
    expect(panel.locator("pre")).to_contain_text("ValueError: matmul: Input operand 1 has a")
    expect(laboratory.cell(5).locator(".cm-stopped")).to_have_text("Q @ Q")


def test_what_a_page_has_not_is_said(laboratory):
    laboratory.open("shops")
    laboratory.write(5, "import torch")
    expect(laboratory.run(5).locator("p")).to_contain_text("In the page there are numpy, a small")
    laboratory.write(5, "input()")
    expect(laboratory.run(5).locator("p")).to_contain_text("A page cannot ask: write the answer")


def test_numpy_warns_as_on_any_machine(laboratory):
    laboratory.open("shops")
    laboratory.write(5, "def halve(x):\n    return 1 / x\n\nhalve(P * 0).shape")
    words = "(4, 2)\nRuntimeWarning: divide by zero encountered in divide"
    expect(laboratory.run(5).locator("pre")).to_have_text(words)
