"""Colours for light and for dark paper: the arithmetic, on "#rrggbb", and what a colour lies on.

Lightness is that of OKLab (Björn Ottosson, 2020, https://bottosson.github.io/posts/oklab/), contrast
that of WCAG 2.2 (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio).
"""

from dataclasses import dataclass
from functools import cache
from math import hypot

TO_CONE = (
    (0.4122214708, 0.5363325363, 0.0514459929),
    (0.2119034982, 0.6806995451, 0.1073969566),
    (0.0883024619, 0.2817188376, 0.6299787005),
)
TO_LAB = (
    (0.2104542553, 0.7936177850, -0.0040720468),
    (1.9779984951, -2.4285922050, 0.4505937099),
    (0.0259040371, 0.7827717662, -0.8086757660),
)
FROM_LAB = (
    (1, 0.3963377774, 0.2158037573),
    (1, -0.1055613458, -0.0638541728),
    (1, -0.0894841775, -1.2914855480),
)
FROM_CONE = (
    (4.0767416621, -3.3077115913, 0.2309699292),
    (-1.2684380046, 2.6097574011, -0.3413193965),
    (-0.0041960863, -0.7034186147, 1.7076147010),
)
LUMINANCE = (0.2126, 0.7152, 0.0722)
STEPS = 12  # halvings, after which a colour moves by less than a hex digit
TEXT_CONTRAST = 4.5  # WCAG 2.2, AA
VIVID, SEEN = 0.1, 3.0  # from this chroma on, at least WCAG's contrast for what is no text
SLACK = 1e-4  # how far outside of sRGB rounding may lead


@dataclass(frozen=True)
class Group:
    """What is drawn in a <g>: the ground it lies on, "paper", "picture" or "light", and whether it is text."""

    ground: str = "paper"
    is_text: bool = False


def contrast(one, other):
    """The contrast ratio of two colours, 1 to 21."""
    low, high = sorted(_dot(LUMINANCE, _linear(colour)) for colour in (one, other))
    return (high + 0.05) / (low + 0.05)


def mix(one, other, share):
    """`share` of the first colour and the rest of the other, as CSS mixes them in sRGB."""
    pairs = zip(_channels(one), _channels(other))
    return _hex(share * a + (1 - share) * b for a, b in pairs)


def oklab(colour):
    """(L, a, b): lightness from 0 to 1, and how red or green, yellow or blue."""
    cones = (value ** (1 / 3) for value in _times(TO_CONE, _linear(colour)))
    return _times(TO_LAB, tuple(cones))


@cache
def twin(colour, light, dark, least=1.0):
    """What `colour`, seen on the paper `light`, becomes on the paper `dark`.

    Its hue stays and its lightness is mirrored; where that stands out less from the dark paper than
    `colour` does from the light one, or less than a contrast of `least`, it is the darkest that
    does not. A vivid colour is there to be seen. White stands out most: the twin of a colour that
    does better is white.
    """
    lightness, a, b = oklab(colour)
    wanted = max(contrast(colour, light), least, SEEN if hypot(a, b) >= VIVID else 1)
    low, high = max(1 - lightness, oklab(dark)[0]), 1.0
    if contrast(_fitted(low, a, b), dark) >= wanted:
        return _fitted(low, a, b)
    for _ in range(STEPS):
        middle = (low + high) / 2
        if contrast(_fitted(middle, a, b), dark) < wanted:
            low = middle
        else:
            high = middle
    return _fitted(high, a, b)


def _fitted(lightness, a, b):
    """The colour of this lightness and hue with the chroma hypot(a, b), or as much as sRGB has."""
    if _is_in_gamut(lightness, a, b) or not hypot(a, b):
        return _colour(lightness, a, b)
    low, high = 0.0, 1.0
    for _ in range(STEPS):
        middle = (low + high) / 2
        if _is_in_gamut(lightness, middle * a, middle * b):
            low = middle
        else:
            high = middle
    return _colour(lightness, low * a, low * b)


def _is_in_gamut(*lab):
    return all(-SLACK <= value <= 1 + SLACK for value in _linear_of(lab))


def _colour(*lab):
    clipped = (min(max(value, 0), 1) for value in _linear_of(lab))
    return _hex(12.92 * v if v <= 0.0031308 else 1.055 * v ** (1 / 2.4) - 0.055 for v in clipped)


def _linear_of(lab):
    return _times(FROM_CONE, tuple(value**3 for value in _times(FROM_LAB, lab)))


def _linear(colour):
    return tuple(v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in _channels(colour))


def _channels(colour):
    return tuple(value / 255 for value in bytes.fromhex(colour[1:]))


def _hex(channels):
    return "#" + bytes(round(255 * value) for value in channels).hex()


def _times(matrix, vector):
    return tuple(_dot(row, vector) for row in matrix)


def _dot(one, other):
    return sum(a * b for a, b in zip(one, other))
