"""Whatever stands in a page: it becomes one whose form `run` and `check` have nothing to say of."""

import re
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from book.adopting.adopt import page_of, read
from book.reading.parse import parse_chapter

PAGES = Path(__file__).parent / "pages"
LINES = sorted({line for path in PAGES.glob("*.md") for line in path.read_text().split("\n")})
ODD = [
    "```",
    "~~~",
    "````{note}",
    "````",
    ":::",
    ":::{tip} x",
    "::: {.cell}",
    "> ```",
    "   ```python",
    "\t- x",
    "$$",
    "---",
]
ODD += [
    "    x = 1",
    "<div>",
    "<details>",
    "</details>",
    "<img src='a'",
    "```{code-cell}",
    "%%bash",
    "!ls",
    ">>> 1",
    "...",
]
ODD += [
    '=== "A"',
    "!!! note",
    "- a",
    "  - b",
    "1. a",
    "[^1]",
    "[^1]: x",
    "{% highlight py %}",
    "{% endhighlight %}",
    "![](a.png)",
]
ODD += ["\x1b[0;31mx", "(a)=", "{ref}`a`", ":label:`a`", "# T", "#T", "==="]
# What no author wrote and no reader of faults can mend: the form of fences, cells and blocks
FORM = re.compile(
    r"label|no fence of ours|never runs|IPython|prompts|never closed|closes no block|tools skip|not a block|unknown"
)


@settings(max_examples=100)
@given(st.lists(st.sampled_from([*LINES, *ODD * 4, ""]), max_size=14))
def test_any_lines_become_a_page_of_our_form(lines):
    text = "\n".join(lines)
    draft = read(Path("x.md"), text, "x.md")
    page = page_of(draft, "x", Path("docs"))
    faults = parse_chapter(Path("docs/x.md"), Path("."), text=page).faults
    assert [str(fault) for fault in faults if FORM.search(fault.message)] == [], page
    assert all(1 <= fault.line <= len(lines) + 1 for fault in draft.told())
