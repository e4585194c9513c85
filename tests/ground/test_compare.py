"""When a record still counts as true."""

import base64
import io

import numpy as np
import pytest
from PIL import Image

from book.ground.compare import chance_in, compare_svg, compare_text


@pytest.mark.parametrize(
    ("page", "run"),
    [
        ("tensor([0.100, 2.00])", "tensor([0.101, 1.98])"),
        ("loss 1.000e-03", "loss 1.010e-03"),
        ("mean -1e-9", "mean 3e-9"),
        ("epoch 1  96.31%", "epoch 1   96.90%"),
        ("tensor([ 0.5, -0.5])", "tensor([0.5, -0.5])"),
    ],
)
def test_within_accepts_near_numbers(page, run):
    assert compare_text(page, run, "within 2%") is None


@pytest.mark.parametrize(
    ("page", "run"),
    [
        ("loss 0.100", "loss 0.104"),
        ("epoch 1", "epoch 2"),
        ("loss 0.1", "cost 0.1"),
        ("[0.1, 0.2]", "[0.1]"),
        ("loss nan", "loss 0.1"),
        ("loss 0.1", "loss inf"),
        ("tensor(50.)", "tensor(50., dtype=torch.float64)"),
    ],
)
def test_within_refuses_the_rest(page, run):
    assert compare_text(page, run, "within 2%")


def test_exact_is_the_default():
    assert compare_text("0.10", "0.1") == "the page has `0.10`, the run gave `0.1`"
    assert compare_text("a  \n", "a") is None


def test_varies_compares_words_and_the_count_of_numbers():
    assert compare_text("took 3.1 s on 2 cores", "took 12 s on 16 cores", "varies") is None
    assert compare_text("took 3.1 s", "took 3.1 ms", "varies")
    assert compare_text("3.1s, 12.5MB, 1e-05s, 4x", "12s, 9MB, 0.5s, 16x", "varies") is None
    assert compare_text("took 3.1s", "took 3.1ms", "varies")
    assert (
        compare_text("v1 of x2", "v2 of x2", "varies") == "the page has `v1 of x2`, the run gave `v2 of x2`"
    )
    assert compare_text("1 2 3", "1 2", "varies") == "the page has 3 numbers, the run gave 2"


def test_varies_compares_no_addresses_and_no_clocks():
    page, run = (f"<function f at 0x{place}>" for place in ("7f0000000000", "55D3aBcDef12"))
    assert compare_text(page, run, "varies") is None and compare_text(page, run)
    assert compare_text(page, run.replace("f", "g"), "varies")
    bars = [f"epochs: 100%|██| 3/3 [{clock}]" for clock in ("00:00<00:00, 5000.00it/s", "01:02<?, 1.50s/it")]
    assert compare_text(*bars, "varies") is None and compare_text(*bars, "within 2%")


@pytest.mark.parametrize(
    ("text", "part", "what"),
    [
        ("x <__main__.A object at 0x7f12ab34cd56> y", "<__main__.A object at 0x7f12ab34cd56>", "address"),
        ("<bound method A.f of <A at 0x10abcdef0>>", "<A at 0x10abcdef0>", "address"),
        ("<function <lambda> at 0x7f12ab34cd56>", "at 0x7f12ab34cd56", "address"),
        ("3it [00:00, 36157.79it/s]", "[00:00, 36157.79it/s]", "how long it took"),
        ("[00:01<00:00, 2.00MB/s, loss=0.5]", "[00:01<00:00, 2.00MB/s, loss=0.5]", "how long it took"),
        ("0x7f12ab34cd56 is a number, at 0x10 it stands", None, ""),
        ("[10:30, 11:00] and [0.5, 1/2]", None, ""),
    ],
)
def test_what_is_another_in_each_run_is_seen(text, part, what):
    found = chance_in(text)
    assert found is None if part is None else found[0] == part and what in found[1]


SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 500 200"><g id="{id}">{inside}</g></svg>'


def svg(inside, id="p0123456789"):
    return SVG.format(inside=inside, id=id)


@pytest.mark.parametrize(
    ("page", "run", "fault"),
    [
        ('<path d="M 0 0 L 100 20"/>', '<path d="M 0 0 L 104 20"/>', None),
        ('<path d="M 0 0 L 100 20"/>', '<path d="M 0 0 L 106 20"/>', "moved by more than 1 %"),
        ('<g data-told="step 10"/>', '<g data-told="step 11"/>', "the page has `step 10`"),
        ('<path d="M 0 0 L 100 20"/>', '<path d="M 0 0"/>', "on the page"),
        ("<text>3</text>", "<text>8</text>", "the page says `3`, the run `8`"),
        ("<text/>", "<text/><text/>", "elements"),
        ('<path class="fill-ink"/>', '<path class="fill-paper"/>', "fill-ink"),
        ('<path class="fill-ink"/>', "<path/>", "another element"),
        ('<path style="fill: #440154"/>', '<path style="fill: #44064f"/>', None),
        ('<path style="fill: #440154"/>', '<path style="fill: #441154"/>', None),
        ('<path style="fill: #440154"/>', '<path style="fill: #442154"/>', "#442154"),
        ('<path style="fill: #440154"/>', '<path style="fill: none"/>', "none"),
    ],
)
def test_figures_compare_by_words_structure_and_place(page, run, fault):
    found = compare_svg(svg(page), svg(run, id="pabcdef0123"))
    assert (found is None) if fault is None else fault in found


def test_varying_figures_compare_words_and_elements_only():
    page, run = (
        svg('<path d="M 0 0 L 100 20"/><text>acc 0.96</text>'),
        svg('<path d="M 9 9"/><text>acc 0.95</text>'),
    )
    assert compare_svg(page, run, "varies") is None
    assert compare_svg(page, svg("<path/>"), "varies")
    assert compare_svg(page, svg('<path d="M 9 9"/><text>loss 0.95</text>'), "varies")


def test_what_tells_of_a_machine_is_compared_by_its_lines_alone():
    page, run = "AMD EPYC, 2 cores\nNumPy 2.4.6\n", "one card\nNumPy 3.0, with 1 more word"
    assert compare_text(page, run, "other words") is None and compare_text(page, run, "varies")
    assert compare_text(page, "one card", "other words") == "the page has 2 lines, the run gave 1"
    assert compare_text("", "one card", "other words") == "the page has 0 lines, the run gave 1"
    figure = svg("<text>AMD EPYC</text>")
    assert compare_svg(figure, svg("<path/>"), "other words") is None
    assert compare_svg(figure, svg("<path/>"), "varies")
    assert "no SVG" in compare_svg(figure, "<text>", "other words")


def picture(level):
    buffer = io.BytesIO()
    Image.fromarray(np.full((4, 6), level, np.uint8)).save(buffer, "png")
    data = base64.b64encode(buffer.getvalue()).decode()
    return svg(f'<image href="data:image/png;base64,{data}"/>')


def test_pictures_compare_by_pixels():
    assert compare_svg(picture(100), picture(101)) is None
    assert "pixels differ by 20.0" in compare_svg(picture(100), picture(120))


def test_a_file_that_is_no_svg_is_said_so():
    assert "no SVG" in compare_svg("<svg>", svg("<text/>"))
