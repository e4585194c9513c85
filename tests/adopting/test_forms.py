"""What a page of another tool holds, one form a case: what becomes of it, and what is said."""

import json
from pathlib import Path

import pytest

from book.adopting.adopt import page_of, read

CELL = "```python\nf(1)\n```\n\n"


def became(text, name="x.md"):
    """(what stands below the title of the page, all that is said)"""
    draft = read(Path(name), text if name != "x.md" else f"# T\n\n{text}\n", name)
    page = page_of(draft, "x", Path("docs"))
    return page.partition("\n\n")[2].rstrip("\n"), "\n".join(map(str, draft.told()))


@pytest.mark.parametrize(
    ("text", "page", "said"),
    [
        # Blocks
        ('!!! tip "A tip"\n    Body.\n\n    - one', "/// tip | A tip\n\nBody.\n\n- one\n\n///", ""),
        ("??? note\n    Body.", "/// details | Note\n\nBody.\n\n///", ""),
        (
            '=== "One"\n\n    1\n\n=== "Two"\n\n    2',
            "/// tab | One\n\n1\n\n///\n\n/// tab | Two\n\n2\n\n///",
            "",
        ),
        ("> [!WARNING]\n> Care.", "/// warning\n\nCare.\n\n///", ""),
        ("::::{grid} 2\n:::{grid-item-card} A\nB\n:::\n::::", "/// note | A\n\nB\n\n///", ""),
        (":::note\nBody.\n:::", "/// note\n\nBody.\n\n///", ""),
        ("::: {.callout-tip}\nBody.\n:::", "/// tip\n\nBody.\n\n///", ""),
        (
            "<details>\n<summary>More</summary>\n\nBody.\n\n</details>",
            "/// details | More\n\nBody.\n\n///",
            "",
        ),
        ("````{note}\n```{tip}\nBody.\n```\n````", "//// note\n\n/// tip\n\nBody.\n\n///\n\n////", ""),
        ("```{nosuch} a\nb\n```", "", "x.md:3: the directive `{nosuch}` (`a`) is left out: say in words"),
        # Cells
        ("```{code-cell} julia\n1\n```", "```text\n1\n```", "a cell in `julia` became ```text"),
        ("```{code-cell}\n:tags: [skip-execution]\n\n1\n```", "```text\n1\n```", "the cell became ```text"),
        (
            "```{python}\n#| echo: false\nx = 1\n```",
            "```python\nx = 1\n```",
            "the option `echo: false` is left out",
        ),
        ("{% highlight python %}\nx = 1\n{% endhighlight %}", "```python\nx = 1\n```", ""),
        ("```bash\n%%bash\nls\n```", "```sh\nls\n```", "`%%bash` became a ```sh cell"),
        (
            "```python\nif x:\n    !ls\n```",
            "```python\nif x:\n    pass\n```",
            "write it with `subprocess.run`",
        ),
        ("```python\n%time x = 1\n```", "```python\nx = 1\n```", "`%time` is a word for IPython"),
        ("```python\n%%html\n<b>\n```", "```text\n%%html\n<b>\n```", "makes a cell that is no Python"),
        (
            "```python\nx = 1\n!ls\ny = 2\n```",
            "```python\nx = 1\n```\n\n```sh\nls\n```\n\n```python\ny = 2\n```",
            "!ls",
        ),
        (
            "```python\nx = '''\n%%bash\n'''\n%who\n```",
            "```python\nx = '''\n%%bash\n'''\n```",
            "x.md:7: `%who`",
        ),
        ("```{python}\n#| eval: false\nx\n```", "```text\n#| eval: false\nx\n```", "all of them run"),
        ("```{python}\n1\n```\n\n```{.python}\n2\n```", "```python\n1\n```\n\n```text\n2\n```", "never ran"),
        (
            '```python tags=["a"]\n1\n```',
            "```python\n1\n```",
            "words behind the language of a fence are left out",
        ),
        (
            "```{python name, echo=FALSE}\n1\n```",
            "```python\n1\n```",
            "the options `name, echo=FALSE` are left out",
        ),
        ("```{python, eval=FALSE}\n1\n```", "```text\n1\n```", "all of them run"),
        ("```{r setup}\n1\n```", "```text\n1\n```", "this `{r}` became ```text"),
        # Outputs
        (
            CELL + "```python\n%who\n```\n\n```output\na\n```",
            CELL.rstrip("\n"),
            "x.md:11: `a` is left out: the cell",
        ),
        ("```python\n%%html\n<b>\n```\n\n```output\nb\n```", "```text\n%%html\n<b>\n```", "`b` is left out"),
        (CELL + "```text\n3\n```", CELL + "```output\n3\n```", ""),
        (CELL + "**Output:**\n\n```\n3\n```", CELL + "```output\n3\n```", "`**Output:**` is left out"),
        (
            CELL + "Text.\n\n```\n3\n```",
            CELL + "Text.\n\n```text\n3\n```",
            "was taken for neither code nor output",
        ),
        # Drawings
        (
            "```python\nax.plot(x)\n```",
            "```python\nax.plot(x);\n```\n\n![](figures/x/t.svg)",
            "`;` was put behind",
        ),
        ("```python\ndef f():\n    plt.plot(x)\n```", "```python\ndef f():\n    plt.plot(x)\n```", ""),
        # Within lines
        ("{func}`~numpy.sum` {math}`x` {sub}`2`", "`sum` $x$ <sub>2</sub>", ""),
        (
            "(a)=\n## Sub\n\n{ref}`a` and {ref}`so <a>` and [](#a)",
            "## Sub\n\n[Sub](#sub) and [so](#sub) and [Sub](#sub)",
            "",
        ),
        ("See {doc}`the\nother <b>`.", "See the\nother.", "x.md:3: the reference to `b` leads nowhere here"),
        (
            "A line{cite}`x`\nand {nosuch}`y`.",
            "A line\nand y.",
            "x.md:4: the role `{nosuch}` is no form of ours",
        ),
        ("`{ref}` and `<b>` and $a<b>c$", "`{ref}` and `<b>` and $a<b>c$", ""),
        ("[![x](https://a.b/c.svg)](https://a.b)", "", "the link to `https://a.b` is left out"),
        ("[a](other.ipynb) [b](#zz)", "a b", "the link to `other.ipynb` is left out, its words stay"),
        ("[a](https://a.b){target=_blank}", "[a](https://a.b)", "`{target=_blank}` behind a link"),
        ("A word[^1].\n\n[^1]: A note.", "A word (A note).", "x.md:5: a footnote stands in parentheses now"),
        ("![a]({{ site.x }}/a.png)", "", "the picture `{{ site.x }}/a.png`"),
        ("See `{python} 1 + 1`.", "See `{python} 1 + 1`.", "write `<!--= expression --><!--/-->`"),
        ("A [@b; @c] {{< d >}}", "A [@b; @c] {{< d >}}", "`[@b; @c]` is filled in by another tool"),
        ("[@b](https://b.c) `{{< d >}}`", "[@b](https://b.c) `{{< d >}}`", ""),
        ("See @fig-a.", "See @fig-a.", "the reference `@fig-a` leads nowhere"),
        ("A\tB", "A B", ""),
        ("{: .kramdown}", "", "`{: .kramdown}` is left out"),
        # Formulas
        ("a \\\\(x\\\\) b $ \\alpha $ c $$y$$ d", "a $x$ b $\\alpha$ c\n\n$$y$$\n\nd", ""),
        ("$$\na\n\nb\n$$", "$$\na\nb\n$$", ""),
        ("$$\na\n\nText.\n\n```python\n1\n```", "$$\na\n\nText.\n\n```python\n1\n```", ""),
        ("It costs $5 or $6.", "It costs $5 or $6.", ""),
        ("\\begin{align}\nx\n\\end{align}", "$$\n\\begin{align}\nx\n\\end{align}\n$$", ""),
        ("```math\nx\n```", "$$\nx\n$$", ""),
        # HTML
        ('<b>a</b> <a href="https://a.b">c</a>', "**a** [c](https://a.b)", ""),
        ("<h3>Sub</h3>", "## Sub", ""),
        ('<img src="a.png"\n  width="3">', "", '`<img src="a.png" width="3">` is left out: put the picture'),
        ("<style>\n.a { }\n</style>", "", "the element `<style>`"),
        # Layout
        ("Text\n- a\n  - b\n    c", "Text\n\n- a\n    - b\n      c", ""),
        ("A\n\n# B\n\n#### C", "A\n\n## B\n\n### C", ""),
        ("Text\n| a | b |\n|---|---|\n| 1 | 2 |", "Text\n\n| a | b |\n|---|---|\n| 1 | 2 |", ""),
        ("a\x1b[0;31mb\u200b", "ab", "a hidden character is left out"),
        # d2l's older form
        (
            "```{.python .input}\na\n```\n\n```{.python .input}\n#@tab pytorch\nb\n```",
            "```python\nb\n```",
            "for `mxnet`",
        ),
    ],
)
def test_a_form(text, page, said):
    found, lines = became(text)
    assert found == page
    assert said in lines and (said or not lines.replace("a `;`", "").count(" is left out"))


def test_rest():
    script = '''r"""
Title
=====

See Also_ too [1]_, and `b <https://b.c>`__.

#. one
#. two

   .. code-block:: bash

      ls

.. admonition:: Careful

   With ``code``.

   .. math:: x^2

.. _Also: https://a.org
.. [1] A paper.
"""

# Authors: nobody

# %%
# Sub
# ---
#
# A table:
#
# == ==
# a  b
# == ==

f(1)
'''
    page, said = became(script, "x.py")
    assert page == (
        "See [Also](https://a.org) too, and [b](https://b.c).\n\n1. one\n1. two\n\n```text\nls\n```\n\n/// note | Careful\n\n"
        "With `code`.\n\n$$\nx^2\n$$\n\n///\n\n## Sub\n\nA table:\n\n```text\n== ==\na  b\n== ==\n```\n\n"
        "```python\nf(1)\n```"
    )
    assert "x.py:21: `.. [1] A paper.` is left out" in said and "x.py:24: comments alone" in said
    assert "x.py:32: a table of reST became ```text" in said


def test_a_notebook_on_one_line_and_a_rich_output():
    html = {"text/html": "<b>", "text/plain": "<IPython.core.display.HTML object>"}
    output = {"output_type": "execute_result", "execution_count": 1, "metadata": {}, "data": html}
    cell = {
        "cell_type": "code",
        "execution_count": 1,
        "metadata": {},
        "outputs": [output],
        "source": "?f\nf()",
    }
    text = json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 2})
    page, said = became(text, "x.ipynb")
    assert page == "```python\nf()\n```"
    assert (
        said.startswith("x.ipynb:1: `?f` is a line for IPython")
        and "a rich output of this cell is left out" in said
    )


def test_the_forms_of_percent():
    script = '# %% [markdown]\n"""\n# T\n\nText.\n"""\n\n#%%\nf(1)\n\n# %% Named\nf(2)\n'
    page, said = became(script, "x.py")
    assert page == "Text.\n\n```python\nf(1)\n```\n\n```python\nf(2)\n```"
    assert said == "x.py:11: the cell's name `Named` is left out: make it a heading if readers need it"


def test_what_never_ends_in_a_notebook_takes_no_cell_with_it():
    texts = [
        "# T\n\n```\nopen",
        "<table>\n<tr>",
        "a <b and c",
        ":::note\nopen",
        ":begin_tab:`mxnet`",
        "<details>",
        "text",
    ]
    cells = [{"cell_type": "markdown", "metadata": {}, "source": text} for text in texts]
    code = {"cell_type": "code", "execution_count": 1, "metadata": {}, "outputs": [], "source": "\tf(1)"}
    together = [each for cell in cells for each in (cell, code)]
    text = json.dumps({"cells": together, "metadata": {}, "nbformat": 4, "nbformat_minor": 2})
    page, said = became(text, "x.ipynb")
    assert page.count("```python\n    f(1)\n```") == len(texts)
    assert "this fence never closes" in said and "a <b and c\n\n" in page


def test_streams_are_one_text():
    streams = [{"output_type": "stream", "name": "stdout", "text": text} for text in ("x", "y\n", "z\n")]
    value = {
        "output_type": "execute_result",
        "execution_count": 1,
        "metadata": {},
        "data": {"text/plain": "3"},
    }
    cell = {
        "cell_type": "code",
        "execution_count": 1,
        "metadata": {},
        "outputs": [*streams, value],
        "source": "f()",
    }
    text = json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 2})
    assert became(text, "x.ipynb")[0] == "```python\nf()\n```\n\n```output\nxy\nz\n3\n```"


@pytest.mark.parametrize("front", ['title = "A post"\ndate = 2020-01-01', 'title = "A post"'])
def test_front_matter_of_hugo(front):
    draft = read(Path("x.md"), f"+++\n{front}\n+++\nText.\n", "x.md")
    assert page_of(draft, "x", Path("docs")) == "# A post\n\nText.\n"
    assert len(draft.told()) == 1 and "the front matter" in str(draft.told()[0])


@pytest.mark.parametrize("plain", ["array([[<Axes: title='a'>]], dtype=object)", "<pandas.Styler at 0x7f>"])
def test_what_no_page_can_hold_is_no_record(plain):
    value = {
        "output_type": "execute_result",
        "execution_count": 1,
        "metadata": {},
        "data": {"text/plain": plain},
    }
    cell = {"cell_type": "code", "execution_count": 1, "metadata": {}, "outputs": [value], "source": "f()"}
    text = json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 2})
    assert became(text, "x.ipynb")[0] == "```python\nf()\n```"
