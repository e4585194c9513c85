"""Where the elements of a page stand, and how high: read off their style sheets into the page itself,
so that nothing moves when the rest of a sheet comes, with its element."""

import re

COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
PART = re.compile(r"[^{}]*[{}]")
INNER = re.compile(r"[.#\[](?!md-)")  # a class, an id, an attribute: of what an element builds
ITS = r"(?:\[(?!data-)[^\]]*\])*"  # the attributes that a page gives the element
COMMA = re.compile(r",(?![^(]*\))")


def place_of(sheet, tag):
    """The rules of a style sheet for an element itself and for the plain text that stands in it."""
    return "".join(_kept(_rules(COMMENT.sub("", sheet)), tag))


def _rules(css):
    """[(what stands before the brace, its declarations or its own rules)]"""
    stack = [("", [], "")]
    for part in PART.findall(css):
        words, brace = " ".join(part[:-1].split()), part[-1]
        head, rules, said = stack[-1]
        if brace == "{":
            # What follows the last ; is the head of what opens here
            before, end, name = words.rpartition(";")
            stack[-1] = (head, rules, said + before + end)
            stack.append((name.strip(), [], ""))
        else:
            stack.pop()
            stack[-1][1].append((head, rules, said + words))
    return stack[0][1]


def _kept(rules, tag):
    own = re.compile(rf"(?<![\w-]){re.escape(tag)}(?![\w-]){ITS}")
    for head, inner, words in rules:
        if head.startswith("@media"):
            if kept := "".join(_kept(inner, tag)):
                yield f"{head}{{{kept}}}"
        elif not head.startswith("@"):
            selectors = [one.strip() for one in COMMA.split(head)]
            if mine := [one for one in selectors if own.search(one) and not INNER.search(own.sub("", one))]:
                also = (f"{name}{{{said}}}" for name, _, said in inner if name.startswith("@media"))
                yield f"{','.join(mine)}{{{words}{''.join(also)}}}"
