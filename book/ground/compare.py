"""When is a record still true? Outputs by their tolerance, figures by structure and coordinates."""

import base64
import io
import re

NUMBER = re.compile(r"(?<![\w.])[-+]?(?:\d[\d_]*\.?\d*|\.\d+)(?:[eE][-+]?\d+)?(?!\w)|\b(?:nan|inf)\b")
INEXACT = re.compile(r"[.eE]")
COORDINATE = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
COLOUR = re.compile(r"#([0-9a-f]{6})\b")
ID = re.compile(r"\b(?:m|p|h|C|image)[0-9a-f]{10}\b")
TINY = 1e-6
# An object that Python names by its place in memory, and the clock of a progress bar
ADDRESS = re.compile(r"<[^<>\n]* at 0x[0-9a-fA-F]{6,}[^<>\n]*>|\bat 0x[0-9a-fA-F]{6,}")
CLOCK = re.compile(r"\[\d+(?::\d\d)+(?:<[\d:?]+)?, [^\]\n]*/[^\]\n]*\]")
# What NUMBER does not see as one number: an address, a clock, a number with its unit right behind it
VARYING = re.compile(
    rf"\b0x[0-9a-fA-F]+\b|{CLOCK.pattern}|(?<![\w.])\d[\d_]*(?:\.\d+)?(?:e[-+]?\d+)?(?=[^\W\d_])"
)
SHADE = 16  # of 255: a colour that stands for a number moves with it, between machines


def tidy(text):
    """Text as records hold it: no trailing blanks, no empty lines at the end."""
    return "\n".join(line.rstrip() for line in text.split("\n")).strip("\n")


def compare_text(expected, actual, mode=None):
    """What differs between two outputs, in words; None where `actual` still confirms `expected`.

    mode None: every character; "within 2%": numbers with a point or an exponent may differ by
    that much; "varies": only the words and the count of numbers must agree, where a memory address
    and the clock of a progress bar are numbers, too; "other words": only the count of lines.
    """
    expected, actual = tidy(expected), tidy(actual)
    if mode == "other words":
        page, run = (len(text.splitlines()) for text in (expected, actual))
        told = f"the page has {page} line{'s' * (page != 1)}, the run gave {run}"
        return told if page != run else None
    told = expected, actual
    if mode == "varies":
        expected, actual = (VARYING.sub("0 ", text) for text in told)
    if mode is None or expected == actual:
        return None if expected == actual else _first_difference(expected, actual)
    words = [" ".join(NUMBER.sub("#", text).split()) for text in (expected, actual)]
    numbers = [[match[0] for match in NUMBER.finditer(text)] for text in (expected, actual)]
    if len(numbers[0]) != len(numbers[1]):
        return f"the page has {len(numbers[0])} numbers, the run gave {len(numbers[1])}"
    if _squeeze(words[0]) != _squeeze(words[1]):
        return _first_difference(*told)
    if mode == "varies":
        return None
    share = float(mode.removeprefix("within ").removesuffix("%")) / 100
    for page, run in zip(*numbers, strict=True):
        if not _close(page, run, share):
            return f"the page has {page}, the run gave {run}, which is not {mode}"
    return None


def chance_in(text):
    """What of `text` is another in each run, and the words for it; None where nothing is."""
    if match := ADDRESS.search(text):
        return match[0], "a memory address"
    if match := CLOCK.search(text):
        return match[0], "how long it took"
    return None


def _squeeze(words):
    """Blanks beside brackets and signs move when a number grows a digit: they do not count."""
    return re.sub(r"\s+", "", words)


def _close(page, run, share):
    if page == run:
        return True
    if not (INEXACT.search(page) or INEXACT.search(run)) or "n" in page + run:
        return False
    a, b = float(page.replace("_", "")), float(run.replace("_", ""))
    return abs(a - b) <= max(TINY, share * max(abs(a), abs(b)))


def _first_difference(expected, actual):
    pairs = zip(expected.split("\n") + [""], actual.split("\n") + [""], strict=False)
    page, run = next(((a, b) for a, b in pairs if a != b), (expected, actual))
    if not page and not run:
        return "the number of lines differs"
    return f"the page has `{short(page)}`, the run gave `{short(run)}`"


def short(text, width=60):
    """`text`, cut to so many characters."""
    return text if len(text) <= width else text[: width - 1] + "…"


def compare_svg(expected, actual, mode=None):
    """What differs between two SVG texts, in words; None where they show the same.

    Words and elements must be equal, coordinates within 1 % of the longer side, pictures within
    a mean of 2 and a maximum of 16 of 255, which is that of a colour, too. mode "varies": only words
    and elements count; "other words": that it is a figure.
    """
    from lxml import etree

    if expected == actual:
        return None
    try:
        trees = [etree.fromstring(text.encode()) for text in (expected, actual)]
    except etree.XMLSyntaxError as error:
        return f"the file is no SVG ({error.msg})"
    if mode == "other words":
        return None
    nodes = [list(tree.iter()) for tree in trees]
    if len(nodes[0]) != len(nodes[1]):
        return f"{len(nodes[0])} elements on the page, {len(nodes[1])} in the run"
    slack = 0.01 * max((float(n) for n in (trees[0].get("viewBox") or "0").split()), default=0)
    for page, run in zip(*nodes, strict=True):
        fault = _compare_element(page, run, slack, varies=mode == "varies")
        if fault:
            return fault
    return None


def _compare_element(page, run, slack, varies):
    name = re.sub(r"^\{.*\}", "", str(page.tag))
    if page.tag != run.tag or page.attrib.keys() != run.attrib.keys():
        return f"a <{name}> of the page is another element in the run"
    words = [tidy(node.text or "").strip() for node in (page, run)]
    compared = [NUMBER.sub("#", each) for each in words] if varies else words
    if compared[0] != compared[1]:
        return f"the page says `{short(words[0])}`, the run `{short(words[1])}`"
    if varies:
        return None
    for attribute, value in page.attrib.items():
        if attribute == "href" and value.startswith("data:image/png;base64,"):
            fault = _compare_pictures(value, run.get(attribute))
        elif attribute == "data-told":
            fault = compare_text(value, run.get(attribute))
        else:
            fault = _compare_attribute(value, run.get(attribute), slack)
        if fault:
            return f"<{name} {attribute}>: {fault}"
    return None


def _compare_attribute(page, run, slack):
    if page == run:
        return None
    page, run = (ID.sub("ID", value) for value in (page, run))
    colours = zip(*(COLOUR.findall(value) for value in (page, run)))
    if any(_shade(*pair) > SHADE for pair in colours):
        return f"`{short(page)}` on the page, `{short(run)}` in the run"
    page, run = (COLOUR.sub("COLOUR", value) for value in (page, run))
    if COORDINATE.sub("#", page) != COORDINATE.sub("#", run):
        return f"`{short(page)}` on the page, `{short(run)}` in the run"
    pairs = zip(COORDINATE.findall(page), COORDINATE.findall(run), strict=True)
    if any(abs(float(a) - float(b)) > slack for a, b in pairs):
        return "moved by more than 1 % of the longer side"
    return None


def _shade(one, other):
    """How far two colours, six hex digits each, differ in one of their channels."""
    return max(abs(a - b) for a, b in zip(bytes.fromhex(one), bytes.fromhex(other)))


def _compare_pictures(page, run):
    import numpy as np
    from PIL import Image

    pixels = []
    for value in (page, run):
        data = base64.b64decode(value.partition(",")[2])
        pixels.append(np.asarray(Image.open(io.BytesIO(data)).convert("RGBA"), dtype=float))
    if pixels[0].shape != pixels[1].shape:
        return f"a picture of {pixels[0].shape} on the page, of {pixels[1].shape} in the run"
    difference = np.abs(pixels[0] - pixels[1]).max(axis=-1)
    if difference.mean() > 2 or difference.max() > SHADE:
        return f"pixels differ by {difference.mean():.1f} in the mean, {difference.max():.0f} at most"
    return None
