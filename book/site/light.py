"""What goes out carries nothing that a reader's browser has no use for."""

import re

from book.site.edition import OURS

REMARK = re.compile(rb"^[ \t]*//.*\n", re.MULTILINE)
# Where blanks count, and tags, whose values are left as they are; or else the indentation of a line
INDENTED = re.compile(r"<(pre|script|style|textarea)\b.*?</\1>|<[^>]*>|\n\s+", re.DOTALL)
# Names, blanks, the letter before a string, and what is of no kind: in the colour of all code
UNCOLOURED = ("n", "w", "sa", "x")
SPAN = re.compile(rf'<span class="(?:{"|".join(UNCOLOURED)})">([^<]*)</span>|(?<=<pre>)<span></span>')


def light_file(name, content):
    """The bytes of a file: our modules without their lines of comment, a fifth of their weight, which
    are read at home."""
    return REMARK.sub(b"", content) if OURS.match(name) else content


def light_page(text):
    """The text of a page without its indentation, and without the elements around words of code that no
    style colours, a fifth of all elements of a chapter."""
    text = INDENTED.sub(lambda found: "\n" if found[0].startswith("\n") else found[0], text)
    return SPAN.sub(lambda found: found[1] or "", text)
