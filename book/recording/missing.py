"""What to do about a package or a module that is not there."""

import re
import sys
from difflib import get_close_matches
from importlib.util import find_spec

from book.reading.includes import module_name, sources

MISSING = re.compile(r"ModuleNotFoundError: No module named '([\w.]+)'")
NAMELESS = re.compile(r"ImportError: cannot import name '(\w+)' from '([\w.]+)'")
DEFINED = re.compile(r"^(?:def |class )?(\w+)(?=\(|:| =)", re.M)
# What the book has instead of a package, as a reader would import it
INSTEAD = {
    "scipy": ("numpy.linalg", "torch.special"),
    "statsmodels": ("numpy.polyfit",),
    "pandas": ("numpy.genfromtxt",),
    "sklearn": ("torch.nn", "snippets.training.fit"),
    "torchmetrics": ("snippets.training.accuracy",),
    "torchvision": ("snippets.data.load_mnist", "snippets.cifar.load_cifar10"),
    "einops": ("torch.einsum",),
    **dict.fromkeys(
        ("tensorflow", "keras", "jax", "flax", "mxnet", "paddle", "lightning", "d2l"), ("torch.nn",)
    ),
    **dict.fromkeys(("seaborn", "plotly", "bokeh", "altair"), ("matplotlib.pyplot",)),
    **dict.fromkeys(("cv2", "skimage", "imageio"), ("PIL.Image", "matplotlib.pyplot.imread")),
}
PACKAGES = ("numpy", "matplotlib", "torch", "pooch", "tqdm", "PIL", "snippets")


def explained(text, where, root):
    """What the error `text` means, and the mend, where it says that a module or a name in one is missing;
    else None."""
    place = f" ({where})" if where else ""
    if match := NAMELESS.match(text):
        return f"`{match[2]}` has no `{match[1]}`{place}: {_nearest(match[1], match[2], root)}"
    match = MISSING.match(text)
    if not match:
        return None
    name = match[1]
    top, _, below = name.partition(".")
    if top == "snippets":
        names = [f"snippets.{module_name(path, root)}" for path in sources(root)]
        close = get_close_matches(name, names, 1)
        return f"there is no module `{name}`{place}: {f'did you mean `{close[0]}`?' if close else 'correct its name'}"
    if below and find_spec(top):
        return f"`{top}` has no module `{below}`{place}: correct its name"
    if top.lstrip("_") in sys.stdlib_module_names:
        return f"this Python has no {top}{place}: do without it"
    close = get_close_matches(top, PACKAGES, 1, 0.8) or get_close_matches(
        top, sys.stdlib_module_names, 1, 0.8
    )
    if close and top not in INSTEAD:
        return f"there is no module `{top}`{place}: did you mean `{close[0]}`?"
    there = [f"`{each}`" for each in INSTEAD.get(top, ()) if _is_there(each, root)]
    more = f"; it has {' and '.join(there)}" if there else ""
    return f"the book has no {top}{place}: leave it out, or add it to requirements.in{more}"


def _is_there(name, root):
    top, module = name.split(".")[:2]
    return (root / "snippets" / f"{module}.py").is_file() if top == "snippets" else find_spec(top) is not None


def _nearest(name, module, root):
    path = root.joinpath(*module.split(".")).with_suffix(".py")
    names = DEFINED.findall(path.read_text(encoding="utf-8")) if path.is_file() else ()
    close = get_close_matches(name, names, 1)
    return f"did you mean `{close[0]}`?" if close else "correct its name"
