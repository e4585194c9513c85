"""Everyday plots: each is drawn, in both schemes, the same on every run."""

import inspect
import re

import matplotlib.pyplot as plt
import pytest

from book.running import execute, figures
from book.running.colours import contrast
from tests.kit.night import by_day
from tests.kit.plots import PLOTS

PALETTE = figures.read_palette(figures.HOME)
PAPER, DARK = PALETTE["paper"]
RULE = re.compile(r"\.((fill|stroke)-([\w-]+))\{\2:(#\w{6})\}")


def test_the_sixty_most_used_calls_are_among_them():
    calls = set()
    for plot in PLOTS:
        named = plot.__doc__.split()
        body = inspect.getsource(plot).replace(f'"""{plot.__doc__}"""', "")
        assert [call for call in named if f".{call}(" not in body] == []
        calls |= set(named)
    assert len(calls) >= 60


@pytest.mark.parametrize("plot", by_day(PLOTS, {*PLOTS} - {*PLOTS[::4]}), ids=lambda plot: plot.__name__)
def test_an_everyday_plot_is_welcome(drawn, plot):
    def draw(axes):
        plt.close(axes.figure)
        plot()

    with execute.warnings_of_cells() as caught:
        svg = drawn(draw)
        assert drawn(draw) == svg, "the same bytes on every run"
    assert [str(warning.message) for warning in caught if warning.category is not ResourceWarning] == []
    light, dark = (
        {name: (role, colour) for name, _, role, colour in RULE.findall(half)}
        for half in re.search(r"<style.*?>(.*)</style>", svg)[1].split("@media (prefers-color-scheme:dark)")
    )
    assert light.keys() == dark.keys()
    used = {name for names in re.findall(r'class="([^"]*)"', svg) for name in names.split()}
    assert used == light.keys()
    for name, (role, colour) in light.items():
        twin = dark[name][1]
        if role in PALETTE:
            assert (colour, twin) == PALETTE[role]
            continue
        assert contrast(twin, DARK) >= min(contrast(colour, PAPER), contrast("#ffffff", DARK)) - 0.01
        if "text-" in role:
            assert contrast(twin, DARK) >= 4.5
