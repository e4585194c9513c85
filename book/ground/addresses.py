"""Addresses in pages: their parts, and the attributes of HTML that hold some.

The rules for Markdown and the check of the finished site mean the same by them.
"""

from urllib.parse import unquote, urlsplit

SCHEMES = ("http", "https", "mailto")
LOADS = ("src", "srcset", "poster", "data", "background", "action", "formaction")
LEADS = ("href", "xlink:href")


def parts_of(address):
    """The parts of an address; None where it cannot be one."""
    try:
        url = urlsplit(address)
    except ValueError:
        return None
    nowhere = url.scheme in SCHEMES and not (url.path if url.scheme == "mailto" else url.netloc)
    return None if nowhere else url


def anchor_of(fragment):
    """The id that a fragment leads to: behind `=` an interactive of that id finds its state."""
    return unquote(fragment).partition("=")[0]


def leads(name):
    """Whether the attribute `name` says where a link goes."""
    return name in LEADS


def loads(tag, name):
    """Whether a browser fetches what the attribute `name` of a `tag` names, or sends there what
    was typed, rather than going there when a reader clicks."""
    return name in LOADS or (leads(name) and tag not in ("a", "area"))


def refused(scheme):
    return f"a `{scheme}:` link: link to a page, a file of the book or an `https:` address"
