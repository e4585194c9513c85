"""A film is one SVG. What is drawn with `gid="frame-0 any words"`, `gid="frame-1"` and so on becomes
a frame; all else stands still.

Where motion is welcome one frame after another comes in and then fades to a trace, again and
again. Without motion all frames lie over each other.
"""

import re

from book.ground.faults import BookError

SVG = "{http://www.w3.org/2000/svg}"
FRAME = re.compile(r"frame-(\d+)(?: (.+))?")
HOLD, REST = 0.5, 5  # seconds a frame; the last one stays for so many more
TRACE = "stroke-opacity:.3;fill-opacity:.3"


def mark_frames(root):
    """Turn the ids of a film's parts, several a frame, into classes; how many frames there are."""
    numbers = set()
    for element in root.iter(f"{SVG}*"):
        name = element.get("id", "")
        if not name.startswith("frame-"):
            continue
        match = FRAME.fullmatch(name)
        if not match:
            raise BookError(f'gid={name!r} is no frame of a film: write "frame-0" or "frame-0 words"')
        del element.attrib["id"]
        element.set("class", f"frame-{match[1]}")
        if match[2]:
            element.set("data-told", match[2])
        numbers.add(int(match[1]))
    missing = set(range(max(numbers, default=-1))) - numbers
    if missing:
        raise BookError(
            f"a film of {len(numbers)} frames has no frame-{min(missing)}: "
            "number its frames 0, 1, 2, … without a gap"
        )
    return len(numbers)


def rules_of(frames):
    """The rules that play a film, and the classes with which the page's player shows one frame.

    Words keep their strength in a trace: a faint word is hard to read.
    """
    if not frames:
        return ""
    beats = frames + REST
    rules = [f"[class^=frame-]{{animation:{HOLD * beats:g}s step-end infinite}}"]
    for k in range(frames):
        comes, fades = (f"{100 * beat / beats:.2f}%" for beat in (k, k + 1))
        hidden = "0%{visibility:hidden}" if k else ""
        trace = f"{fades}{{{TRACE}}}" if k < frames - 1 else ""
        rules.append(
            f".frame-{k}{{animation-name:frame-{k}}}@keyframes frame-{k}"
            f"{{{hidden}{comes}{{visibility:visible}}{trace}}}"
        )
    looks = f"text{{fill-opacity:1}}@media screen{{.past{{{TRACE}}}.later{{visibility:hidden}}}}"
    return f"{looks}@media screen and (prefers-reduced-motion:no-preference){{{''.join(rules)}}}"
