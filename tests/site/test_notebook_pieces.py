"""The notebook of the whole talk: what did not change is not converted again, nor any different."""

import json
from pathlib import Path

import pytest
from mkdocs_jupyter import convert

from book.site.notebook_page import END, WRAPPER, tidy_notebook
from book.site.notebook_pieces import by_chapter, prose_of

OPTIONS = {"execute": False, "remove_tag_config": {"remove_cell_tags": ["hidden"]}}


def code(source, *tags):
    text = [{"name": "stdout", "output_type": "stream", "text": f"said {source} <é>\n"}]
    return {
        "cell_type": "code",
        "source": source,
        "outputs": text,
        "execution_count": None,
        "metadata": {"tags": list(tags)},
    }


def prose(source):
    return {"cell_type": "markdown", "source": source, "metadata": {}}


def chapter(name):
    return [
        prose(f"# {name}\n\nText of *{name}*."),
        code(f"{name} = 1"),
        code("secret", "hidden"),
        prose("## More"),
    ]


@pytest.fixture
def talk(tmp_path):
    """Write a notebook of these chapters after a note; its path."""

    def write(*names):
        cells = [prose("A note."), *(cell for name in names for cell in chapter(name))]
        cells = [{**cell, "id": f"talk-{number}"} for number, cell in enumerate(cells)]
        path = tmp_path / "talk.ipynb"
        talk = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
        path.write_text(json.dumps(talk))
        return str(path)

    return write


def page(text):
    inside = text[text.index(WRAPPER) : text.index(END) + len(END)]
    return tidy_notebook(f"<article>{inside}</article>", "The talk", "../", {}).split()


def test_the_pieces_make_the_page_of_the_whole(talk, tmp_path):
    convert_once = by_chapter(convert.nb2html, tmp_path / "kept")
    for names in (["a", "b", "c"], ["a", "b", "c"], ["a", "new", "c"], ["c", "a"]):
        path = talk(*names)
        assert page(convert_once(path, **OPTIONS)) == page(convert.nb2html(path, **OPTIONS))


def test_only_what_changed_is_converted(talk, tmp_path):
    asked = []

    def counting(path, **options):
        asked.append([name for name in ("a", "b", "new") if f"# {name}" in Path(path).read_text()])
        return convert.nb2html(path, **options)

    convert_once = by_chapter(counting, tmp_path / "kept")
    for names in (["a", "b"], ["a", "b"], ["a", "new"], ["a", "b"]):
        convert_once(talk(*names), **OPTIONS)
    assert asked == [["a", "b"], ["new"], ["b"]]
    assert len(list((tmp_path / "kept").iterdir())) == 3, "what no notebook holds any more goes"
    convert_once(talk("a", "b"), **OPTIONS, theme="dark")
    assert asked[3:] == [["a", "b"]], "another option is another page"


def test_its_contents_come_from_the_prose(talk):
    assert prose_of(talk("a")) == "A note.\n\n# a\n\nText of *a*.\n\n## More"
