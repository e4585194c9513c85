"""The search: what readers type, and where it leads them."""

import re
from pathlib import Path

import pytest

from book.reading.book import Book
from book.reading.headings import headings
from book.reading.parse import parse_chapter

QUERIES = Path(__file__).with_name("queries.txt")
FEWEST = 38  # of forty
WINDOW = 6  # words of an error message
# What the theme shows of an answer: each page with its best section, the others folded
SHOWN = """async (queries) => {
  const input = document.querySelector(".md-search__input"), answers = [];
  const result = document.querySelector(".md-search-result");
  for (const query of queries) {
    const answered = new Promise((done) => {
      const observer = new MutationObserver(() => { observer.disconnect(); done(); });
      observer.observe(result, { childList: true, subtree: true });
    });
    input.value = query;
    input.dispatchEvent(new KeyboardEvent("keyup", { key: "a" }));
    await answered;
    await new Promise((done) => setTimeout(done));
    const pages = [...result.querySelectorAll(".md-search-result__item")];
    const hits = pages.map((page) => {
      const [head, ...sections] = page.querySelectorAll(":scope > a");
      return sections.length ? sections : [head];
    });
    answers.push(hits.flat().map(({ href }) => href));
  }
  return answers;
}"""
FOUND = """async ([base, queries]) => {
  const { Search } = await import(`${base}assets/js/logic/search.mjs`);
  const get = async (name) => (await fetch(`${base}search/${name}.json`)).json();
  const search = new Search(await get("sections"), (await get("search_index")).config.separator);
  return queries.map((query) => search.results(query).map(([{ address }]) => address));
}"""


def unanswered(visit, server, asked):
    """[(what is typed, where it should lead, where it leads)] of those of `asked`, pairs of the first two,
    whose place is not among the first three."""
    answers = visit("404.html").evaluate(FOUND, [server.address, [typed for typed, _ in asked]])
    pairs = zip(asked, answers, strict=True)
    return [(typed, place, found[:3]) for (typed, place), found in pairs if place not in found[:3]]


def listed():
    """[(what is typed, where it is answered)]"""
    _, *rows = QUERIES.read_text().splitlines()  # the first says what they are
    parted = (row.partition("  ->  ") for row in rows)
    return [(typed, places.split()) for typed, arrow, places in parted if arrow]


@pytest.fixture(scope="module")
def errors(root):
    """[(an error message that a page shows, where)]"""
    found = []
    for path in Book(root).chapters:
        chapter = parse_chapter(path, root)
        sections = [(heading.line, f"#{heading.id}") for heading in headings(chapter) if heading.level > 1]
        for fence in chapter.fences:
            if fence.language == "pytb":
                section = [anchor for line, anchor in sections if line < fence.line]
                found.append((fence.body.strip(), f"{path.stem}/{section[-1] if section else ''}"))
    return found


def test_what_readers_type_is_answered_among_the_first_three(visit, server):
    page = visit()
    asked = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(server.address)))
    page.reload()
    page.get_by_role("textbox", name="Search").click()
    assert "search/search_index.json" in asked
    assert not {"search/sections.json", "assets/js/logic/search.mjs"} & {*asked}, "only once somebody types"
    answers = page.evaluate(SHOWN, [typed for typed, _ in listed()])
    missed = []
    for (typed, places), links in zip(listed(), answers, strict=True):
        found = [re.sub(r"\?h=[^#]*", "", link.removeprefix(server.address)) for link in links]
        if not {*found[:3]} & {*places}:
            missed.append((typed, found[:3]))
    assert len(listed()) == 40 and len(missed) <= 40 - FEWEST, missed
    assert page.wrongs == []


@pytest.mark.heavy  # by day: a pasted message with other numbers
def test_any_six_words_of_an_error_message_lead_to_it(visit, server, errors):
    asked = {}
    for message, _ in errors:
        words = re.sub(r"\d+", lambda number: str(int(number[0]) + 3), message).split()
        for at in range(max(1, len(words) - WINDOW + 1)):
            query = " ".join(words[at : at + WINDOW])
            asked[query] = {place for text, place in errors if numberless(query) in numberless(text)}
    assert len(asked) > 60
    answers = visit("404.html").evaluate(FOUND, [server.address, list(asked)])
    missed = [
        (query, found[:3])
        for (query, places), found in zip(asked.items(), answers, strict=True)
        if not {*found[:3]} & places
    ]
    assert missed == []


def numberless(text):
    return " ".join(re.findall(r"[^\W\d]+", text))


def test_a_word_is_found_in_each_of_its_forms_and_with_one_letter_wrong(visit, server):
    sections = [
        {"address": "", "title": "Home", "text": "Nothing here."},
        {"address": "a/", "title": "A", "text": "Colours are normalised by cross_entropy and SimpleMnist."},
        {"address": "b/", "title": "B", "text": "Text.", "also": ["matrices"]},
        {"address": "c/", "title": "C", "text": "Two matrices. Two matrices.", "boost": 0.5},
    ]
    find = """async ([base, sections, queries]) => {
        const { Search } = await import(`${base}assets/js/logic/search.mjs`);
        const search = new Search(sections, "[\\\\W_]+|(?<=[a-z]{3})(?=[A-Z][a-z]{2})");
        return queries.map((query) => search.results(query).map(([{ address }]) => address));
    }"""
    forms = ["color", "normalizing", "normali", "normlaised", "cross-entropy", "crossentropy", "entropy"]
    forms += ["simple mnist", "simplemnist", "SimpleMnist", "cross entropy 3"]
    asked = [*forms, "matrix", "constructor", "", "?!", "0", "1 2"]
    answers = visit("404.html").evaluate(find, [server.address, sections, asked])
    assert answers == [["a/"]] * len(forms) + [["b/", "c/"]] + [[]] * 5
