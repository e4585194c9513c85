"""The files that a chapter exports, as its namespace gives them after the last cell."""

import base64
import importlib
import json
import re
import sys

PACKAGE = "snippets"
MODULE = re.compile(rf"\b({PACKAGE}(?:\.\w+)+)\.\w+")


def evaluate(step, names):
    """The content of an export in base64, from the namespace of its chapter."""
    for module in MODULE.findall(step.expression):
        importlib.import_module(module)
    names = {**names, PACKAGE: sys.modules.get(PACKAGE)}
    value = eval(compile(step.expression, "<export>", "eval"), names)
    return base64.b64encode(_content(step.file, value)).decode()


def _content(file, value):
    wanted = {"mjs": str, "safetensors": bytes}.get(file.rsplit(".", 1)[1])
    if wanted and not isinstance(value, wanted):
        raise TypeError(f"{file} takes {wanted.__name__}, not {type(value).__name__}")
    if wanted is bytes:
        form(value)
        return value
    text = value if wanted else json.dumps(value, separators=(",", ":"), allow_nan=False)
    return f"{text}\n".encode()


def form(content):
    """The names, types and shapes of the tensors in a safetensors file, and the names of its words.

    Raises ValueError where `content` is no such file.
    """
    end = 8 + int.from_bytes(content[:8], "little")
    try:
        header = json.loads(content[8:end])
        words = sorted(header.pop("__metadata__", {}))
        last = max(entry["data_offsets"][1] for entry in header.values())
        shapes = {name: (entry["dtype"], entry["shape"]) for name, entry in header.items()}
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"not a safetensors file: {error}") from error
    if len(content) != end + last:
        raise ValueError(f"not a safetensors file: {len(content)} bytes instead of {end + last}")
    return shapes, words
