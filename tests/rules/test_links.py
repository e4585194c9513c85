"""Links: those that lead nowhere are told, and so is text that was meant as one."""

import pytest

from tests.rules.good import said


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("[x](by-hnd.md)", "3: there is no page `by-hnd.md`: did you mean `by-hand.md`?"),
        ("One,\ntwo [x](q/zzzzzzz.md)", "4: there is no page `q/zzzzzzz.md`: correct the path"),
        ("[x](by-hand/)", "3: there is no page `by-hand/`: did you mean `by-hand.md`?"),
        ("[x](/by-hand/)", "3: `/by-hand/` starts at the server's root: did you mean `by-hand.md`?"),
        (
            "[x](../README.md)",
            "3: `../README.md` lies outside `docs/`: link to a page of the book or to a full address",
        ),
        (
            "[x](by-hand.md#the-end)",
            "3: `by-hand.md` has no heading `#the-end`: did you mean `#the-end-of-it`?",
        ),
        (
            "[x](by-hand.md#the-start=2,3;3)",
            "3: `by-hand.md` has no heading `#the-start=2,3;3`: link to one of its headings",
        ),
        ("[x](#nowhere)", "3: this page has no heading `#nowhere`: link to one of its headings"),
        ("`a\nb` then\n[x][y]\n\n[y]: no.md", "5: there is no page `no.md`: correct the path"),
        (
            "One\n[`fit`][fitting]",
            "4: the reference `[fitting]` is defined nowhere: add a line `[fitting]: page.md`",
        ),
        ("[fit][]", "3: the reference `[fit]` is defined nowhere: add a line `[fit]: page.md`"),
        ("[x](//example.org)", "3: `//example.org` names no scheme: write `https://example.org`"),
        ("[x](https://[a:b])", "3: `https://[a:b]` is no address: correct it"),
        (
            "[x](ftp://example.org)",
            "3: a `ftp:` link: link to a page, a file of the book or an `https:` address",
        ),
        (
            "One\n[x](JavaScript:alert(1))",
            "4: a `javascript:` link: link to a page, a file of the book or an `https:` address",
        ),
        *(
            (text, f"{line}: a `{scheme}:` link: link to a page, a file of the book or an `https:` address")
            for line, scheme, text in (
                (5, "javascript", "[x][y]\n\n[Y]: javascript:alert(1)"),
                (5, "javascript", "[y]\n\n[y]: <&#106;avascript:alert(1)>"),
                (3, "javascript", "[x](javascript&colon;alert(1))"),
                (3, "javascript", "[x]( <JAVASCRIPT:alert(1)> )"),
                (3, "javascript", "<javascript:alert(1)>"),
                (3, "javascript", "[![a dot](assets/dot.png)](javascript:alert(1))"),
                (3, "javascript", '<a href="java&#10;script:alert(1)">x</a>'),
                (3, "data", "[x](data:text/html;base64,AAAA)"),
            )
        ),
        ("[x]()", "3: the link leads nowhere: put an address into its parentheses"),
        ("[x](#)", "3: the link leads nowhere: put an address into its parentheses"),
        ("[](by-hand.md)", "3: the link to `by-hand.md` shows nothing: put words into its brackets"),
        *(
            (text, "3: no link: write `[text](address)` without a blank in or before the address")
            for text in ("[x](by hand.md)", "[x] (by-hand.md)", "[x](by-hand.md", "![a dot](a dot.png)")
        ),
        ("[x](https://)", "3: `https://` is no address: correct it"),
        ("[x](http:example.org)", "3: `http:example.org` is no address: correct it"),
        ("[x](notebooks/b.ipynb)", "3: there is no page `notebooks/b.ipynb`: correct the path"),
        ("Words[^1].", "3: the site has no footnotes: say it in the text"),
        ("![a dot][dot]", "3: the reference `[dot]` is defined nowhere: add a line `[dot]: page.md`"),
    ],
)
def test_each_fault_of_a_chapter_has_its_line(tmp_path, text, fault):
    expected = [fault] if isinstance(fault, str) else fault
    assert said(tmp_path, f"# Title\n\n{text}\n") == [f"docs/a.md:{one}" for one in expected]
