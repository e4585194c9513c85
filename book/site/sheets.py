"""Style sheets, read once: what stands in a rule, and for which classes and attributes it is."""

from dataclasses import dataclass
from functools import lru_cache

import tinycss2

WITHIN = ("media", "supports", "layer", "container")


@dataclass(frozen=True)
class Selector:
    """One selector of a rule, the classes that it asks for, and its attributes, `[name=value]` without brackets."""

    text: str
    classes: tuple
    attributes: tuple


@dataclass(frozen=True)
class Rule:
    """Declarations, and the selectors that they are for."""

    selectors: tuple
    declarations: tuple


@dataclass(frozen=True)
class Within:
    """Rules inside another one, such as `@media print`."""

    head: str
    rules: tuple


@lru_cache(64)  # the theme's are the same for all sites
def rules_of(css):
    """The rules of a sheet in their order, without comments: Rule, Within, or as text what is neither."""
    return _rules(tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True))


def _rules(tokens):
    return tuple(_rule(token) for token in tokens if not _is_charset(token))


def _is_charset(token):
    """`@charset` stands only at the start of a file, and we serve none but UTF-8."""
    return token.type == "at-rule" and token.lower_at_keyword == "charset"


def _rule(token):
    if token.type == "qualified-rule":
        selectors = tuple(map(_selector, parts_of(token.prelude, ",")))
        return Rule(selectors, tuple(filter(None, map(plain, parts_of(token.content, ";")))))
    if token.type == "at-rule" and token.content is not None and token.lower_at_keyword in WITHIN:
        inner = tinycss2.parse_rule_list(token.content, skip_comments=True, skip_whitespace=True)
        return Within(f"@{token.at_keyword} {plain(token.prelude)}", _rules(inner))
    return plain([token])


def _selector(tokens):
    named = zip(tokens, tokens[1:])
    classes = tuple(name.value for dot, name in named if dot == "." and name.type == "ident")
    attributes = tuple(plain(token.content) for token in tokens if token.type == "[] block")
    return Selector(plain(tokens), classes, attributes)


def parts_of(tokens, mark):
    """The tokens between marks, such as the selectors of a rule; a function, `:not(…)`, is one token."""
    parts = [[]]
    for token in tokens:
        if token == mark:
            parts.append([])
        else:
            parts[-1].append(token)
    return parts


def plain(tokens):
    """Tokens as text, without comments and indentation."""
    return tinycss2.serialize(_bare(tokens)).strip()


def _bare(tokens):
    after_blank = False
    for token in tokens:
        if token.type == "comment" or (after_blank and token.type == "whitespace"):
            continue
        if after_blank := token.type == "whitespace":
            token.value = " "
        if getattr(token, "content", None) is not None:
            token.content = list(_bare(token.content))
        yield token
