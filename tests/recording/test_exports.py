"""What chapters export for their interactives: recorded, compared, and true."""

import json

import numpy as np
import pytest
import torch
from safetensors.torch import save

from book.reading.book import Book
from book.reading.parse import parse_chapter
from book.recording import run as recording
from book.running.exports import form
from book.running.job import ExportStep
from snippets.data import load_mnist, normalise
from snippets.exports import (
    MISREAD,
    SHOWN,
    epoch,
    int8_columns,
    int8_logits,
    int8_net,
    lesson,
    pictures,
    points,
    ruler,
)
from snippets.nets import sequential_net
from tests.kit.limits import hurry
from tests.kit.rules import lint
from tests.kit.tinybook import parsed, tiny_book

SHAPES = {
    "w1": (784, 256),
    "w1_scale": (256,),
    "b1": (256,),
    "w2": (256, 10),
    "w2_scale": (10,),
    "b2": (10,),
    "examples": (10, 784),
}
NUMBERS = {"I8": np.int8, "U8": np.uint8, "F32": np.float32}


def tensors_of(content):
    """The tensors and the words in the bytes of a safetensors file."""
    end = 8 + int.from_bytes(content[:8], "little")
    header = json.loads(content[8:end])
    words, tensors = header.pop("__metadata__"), {}
    for name, entry in header.items():
        first, last = (end + at for at in entry["data_offsets"])
        numbers = np.frombuffer(content[first:last], NUMBERS[entry["dtype"]])
        tensors[name] = torch.from_numpy(numbers.reshape(entry["shape"]).copy())
    return tensors, words


# The machinery


def chapter(lines, code="n = 3"):
    rows = "".join(f"  {line}\n" for line in lines)
    return f"---\ntitle: X\nexports:\n{rows}---\n\n# X\n\n```python\n{code}\n```\n"


@pytest.fixture
def book(tmp_path):
    return lambda *lines, **files: tiny_book(
        tmp_path, x=chapter(lines), **{"snippets/__init__.py": "", **files}
    )


def told(report):
    return [str(fault) for fault in sorted(set(report.faults))]


def exported(book, name):
    return book.docs / "assets/exports/x" / name


def test_run_writes_and_check_agrees(book):
    it = book("a.json: '[n, {1: n}]'", "b.mjs: '\"export const n = \" + str(n)'")
    missing = told(recording.check(it))
    assert [line.split(":")[1] for line in missing if "is missing" in line] == ["4", "5"]
    assert "run `python -m book run x`" in missing[0]
    assert told(recording.run(it)) == []
    assert exported(it, "a.json").read_text() == '[3,{"1":3}]\n'
    assert exported(it, "b.mjs").read_text() == "export const n = 3\n"
    assert told(recording.check(it)) == [] and recording.run(it).written == []


def test_a_file_that_is_not_what_the_chapter_gives_is_rewritten(book):
    it = book("a.json: n")
    recording.run(it)
    exported(it, "a.json").write_text("4\n")
    [line] = told(recording.check(it))
    assert line.startswith("docs/x.md:4: docs/assets/exports/x/a.json is not what the chapter")
    assert recording.run(it).written == ["docs/assets/exports/x/a.json"]
    assert exported(it, "a.json").read_text() == "3\n"


WEIGHTS = """\
import json
def weights(fill, count):
    head = json.dumps({"w": {"dtype": "I8", "shape": [count], "data_offsets": [0, count]}}).encode()
    return len(head).to_bytes(8, "little") + head + bytes([fill]) * count
"""


def test_weights_are_rewritten_by_a_refresh_or_where_code_or_net_changed(book):
    def with_weights(fill, count):
        return book(f"w.safetensors: snippets.net.weights({fill}, {count})", **{"snippets/net.py": WEIGHTS})

    it = with_weights(2, 4)
    recording.run(it)
    ours = exported(it, "w.safetensors").read_bytes()
    theirs = ours[:-4] + bytes([1] * 4)  # as another processor trains them
    exported(it, "w.safetensors").write_bytes(theirs)
    assert told(recording.check(it)) == [] and recording.run(it).written == []
    assert exported(it, "w.safetensors").read_bytes() == theirs
    recording.run(it, refresh=True)
    assert exported(it, "w.safetensors").read_bytes() == ours
    it = with_weights(3, 4)
    assert "the code changed" in told(recording.check(it))[0]
    recording.run(it)
    assert exported(it, "w.safetensors").read_bytes() == ours[:-4] + bytes([3] * 4)
    it = with_weights(3, 5)
    assert "holds a net of another form" in told(recording.check(it))[0]
    recording.run(it)
    assert exported(it, "w.safetensors").read_bytes().endswith(bytes([3] * 5))
    exported(it, "w.safetensors").write_bytes(b"{}")
    assert "is no safetensors file" in told(recording.check(it))[0]


@pytest.mark.parametrize(
    ("line", "number", "message"),
    [
        ("a.json: nope", 4, "NameError: name 'nope' is not defined: mend the expression of `a.json`"),
        ("a.json: float('nan')", 4, "ValueError: Out of range float values"),
        ("a.mjs: n", 4, "TypeError: a.mjs takes str, not int"),
        ("a.safetensors: b'12345678'", 4, "JSONDecodeError"),
        ("a.json: snippets.none.f()", 4, "ModuleNotFoundError: No module named 'snippets.none'"),
        ("a.json: 1 +", 4, "`1 +` is no expression"),
        ("../a.json: n", 4, "`../a.json` cannot be exported: write a kebab-case name"),
        ("a.txt: n", 4, "`a.txt` cannot be exported"),
        ("- a.json", 3, "`exports:` has a line `file: expression` for each file"),
    ],
)
def test_what_cannot_be_exported_is_one_line(book, line, number, message):
    [fault] = recording.run(book(line)).faults
    assert (fault.path, fault.line) == ("docs/x.md", number) and message in fault.message


def test_a_hang_in_an_export_is_blamed_on_its_line(book, monkeypatch):
    hurry(monkeypatch, ExportStep)
    it = book("a.json: '__import__(\"time\").sleep(60)'")
    assert told(recording.check(it))[0].startswith("docs/x.md:4: still runs after the 1 s")


def test_a_file_that_no_chapter_exports_is_a_fault(book):
    it = book("a.json: n", **{"docs/assets/exports/x/old.json": "1"})
    lines = [str(fault) for fault in lint(it, parsed(it))]
    assert "docs/assets/exports/x/old.json:1: no chapter exports this file: remove it" in lines


# The quantiser and what else is exported


def test_columns_are_rounded_each_on_its_own_scale():
    w = torch.tensor([[1.0, 0.0, -0.01], [-0.5, 0.0, 0.02]])
    whole, scale = int8_columns(w)
    assert whole.dtype == torch.int8 and whole.abs().amax(dim=0).tolist() == [127, 0, 127]
    assert (whole * scale - w).abs().max() <= scale.max() / 2


def test_a_net_that_rounding_spoils_is_refused(monkeypatch):
    data = load_mnist()
    monkeypatch.setattr("snippets.exports.predict", lambda net, x: data.y_valid)
    with pytest.raises(ValueError, match=r"^net: 100.00% right, .* once rounded to int8$"):
        int8_net(sequential_net(), data)


def test_safetensors_are_read_back():
    tensors = {"w": torch.arange(6, dtype=torch.int8).reshape(2, 3), "b": torch.tensor([0.5])}
    content = save(tensors, {"accuracy": "0.9"})
    back, words = tensors_of(content)
    assert words == {"accuracy": "0.9"}
    assert all(torch.equal(back[name], tensors[name]) for name in tensors)
    assert form(content) == ({"w": ("I8", [2, 3]), "b": ("F32", [1])}, ["accuracy"])


def test_pictures_and_points_are_plain_numbers():
    raw = load_mnist()
    [first, _] = pictures(raw.x_valid[:2], raw.y_valid[:2])
    assert first["label"] == 3 and len(first["pixels"]) == 1048
    assert points(np.array([1 / 3]), np.array([2.0])) == [[0.333333], [2.0]]
    assert ruler(raw) == "export const mean = 0.130961, std = 0.308495;"


def test_a_lesson_shows_digits_that_its_net_can_hardly_decide():
    torch.manual_seed(0)
    data = normalise(load_mnist())
    net, x, y = sequential_net(), data.x_valid, data.y_valid
    tensors, words = tensors_of(lesson(net, x, y))
    places, labels = tensors["places"].long(), tensors["labels"].long()
    assert torch.equal(y[places], labels) and len(labels.unique()) == SHOWN
    shares = net(x).softmax(1)
    assert torch.allclose(tensors["shares"], shares[places])
    own = shares[range(len(y)), y]
    for share, label in zip(own[places], labels):
        assert (own[y == label] - 0.5).abs().min() == (share - 0.5).abs()
    assert torch.equal(tensors["digits"], (load_mnist().x_valid[places] * 255).round().byte())
    start = net[0].weight[:SHOWN] / net[0].weight[:SHOWN].abs().amax(dim=1, keepdim=True)
    assert (tensors["units"] / 127 - start).abs().max() < 0.005
    assert words == {"accuracy": f"{(shares.argmax(1) == y).float().mean():.4f}"}


def test_an_epoch_says_what_it_took():
    tensors, words = tensors_of(epoch(torch.tensor([2.5, 0.5]), 1.234))
    assert tensors["losses"].tolist() == [2.5, 0.5] and words["took"].startswith("1.23 s, ")


# The files of the book


def test_the_recorded_net_says_how_well_it_reads(root):
    content = (root / "docs/assets/exports/sequential/net.safetensors").read_bytes()
    tensors, words = tensors_of(content)
    assert {name: tuple(each.shape) for name, each in tensors.items()} == SHAPES
    data = load_mnist()
    x = (data.x_valid - data.x_train.mean()) / data.x_train.std()
    right = (int8_logits(tensors, x).argmax(dim=1) == data.y_valid).float().mean().item()
    before, after = words["accuracy"].split(", by int8 ")
    assert f"{right:.4f}" == after
    assert float(before) - right <= 0.001 and right > 0.96
    examples = (tensors["examples"].float() / 255 - data.x_train.mean()) / data.x_train.std()
    read = int8_logits(tensors, examples).argmax(dim=1).tolist()
    assert [digit for digit in range(10) if read[digit] != digit] == [MISREAD]
    for digit, example in enumerate(examples):
        [place] = ((x - example).abs().amax(dim=1) < 1e-4).nonzero()[:, 0].tolist()
        assert data.y_valid[place] == digit, "an example is a validation digit"


def test_every_export_of_the_book_is_there_and_no_other(root):
    named = {
        export.path(chapter)
        for path in Book(root).chapters
        for chapter in [parse_chapter(path, root)]
        for export in chapter.exports
    }
    there = {path for path in (root / "docs/assets/exports").rglob("*") if path.is_file()}
    assert len(named) > 7 and named == there
