"""What the tests of copies share: a chapter of a few cells, with a package to take from."""

from book.copying.scripts import copies_of
from tests.kit.tinybook import parsed, tiny_book

TOOLS = '''\
"""Tools."""

import matplotlib.pyplot as plt
import torch
from torch import nn

INK = "#1B1B1F"


def show(image):
    """Draw."""
    plt.imshow(image)
    plt.title("picture", color=INK)


def small_net():
    return nn.Linear(2, 1)


# --8<-- [start:train]
def train(net, x):
    """Move the net a little."""
    opt = torch.optim.SGD(net.parameters(), lr=0.1)
    net(x).sum().backward()
    opt.step()
    print("trained")
# --8<-- [end:train]


def ask(net, x):
    with torch.no_grad():
        return net(x)
'''


def chapter_of(tmp_path, *cells):
    """A chapter of Python cells; what follows the code of a cell after a blank line is its record."""
    rows = []
    for cell in cells:
        code, _, record = cell.partition("\n\n")
        rows.append(f"```python\n{code}\n```\n\n{record}")
    text = "# One\n\n" + "\n\nThen:\n\n".join(rows) + "\n"
    book = tiny_book(tmp_path, one=text, **{"snippets/tools.py": TOOLS, "snippets/__init__.py": ""})
    chapter = parsed(book)[0]
    assert chapter.faults == []
    return chapter


def code_of(tmp_path, *cells):
    return copies_of(chapter_of(tmp_path, *cells))[-1].code


def out(text):
    return f"\n\n```output\n{text}\n```"
