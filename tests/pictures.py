"""The pictures of the book as others see it: its mark, the card beside a link, and the photograph in the README.

`python -m tests.pictures` draws the first two and takes the last, from the site as it is built.
"""

import io
import re
import sys
from pathlib import Path

import matplotlib.pyplot as plt
from PIL import Image, ImageDraw
from playwright.sync_api import sync_playwright

from book.reading.book import Book
from book.site.build import build_site
from book.site.copies import write_copies
from book.site.notebooks import write_notebooks
from snippets.pictures.card import card_picture
from snippets.pictures.palette import EDGES, PAPER
from tests.browser.conftest import FLAGS, Server, settled
from tests.browser.find_chrome import find

ROOT = Path(__file__).resolve().parents[1]
CARD, PHOTOGRAPH = "docs/assets/images/social.png", ".github/screenshot.png"
MARK = "book/site/theme/assets/images/mark.svg"  # the one drawing of it; all others follow
DOTS = {
    "book/site/theme/assets/images/mark-48.png": (48, 0),
    "book/site/theme/assets/images/mark-180.png": (180, 10),
}  # side, margin
GROUP = re.compile(r'<g class="(\w)">(.*?)</g>', re.DOTALL)
SQUARE = re.compile(r'<rect x="(\d+)" y="(\d+)" width="(\d+)" height="\3"/>')
GRID = 16  # squares of the mark to a side
WIDTH, HEIGHT = 1200, 630
WINDOW = {"width": 1280, "height": 800}
COLOURS = 64  # as many as a picture of ours needs, edges of letters included


def squares(svg):
    """What the mark is made of: [(role, x, y, side)]."""
    return [
        (role.upper(), *map(int, square))
        for role, group in GROUP.findall(svg)
        for square in SQUARE.findall(group)
    ]


def dots(side, margin):
    """The mark in the light colours as a picture of that many dots, on paper where it has a margin."""
    picture = Image.new("RGBA", (side, side), PAPER if margin else (0, 0, 0, 0))
    unit = (side - 2 * margin) // GRID
    draw = ImageDraw.Draw(picture)
    for role, x, y, size in squares((ROOT / MARK).read_text()):
        left, top = margin + unit * x, margin + unit * y
        draw.rectangle((left, top, left + unit * size - 1, top + unit * size - 1), EDGES[role])
    return picture


def card(row=(10, 20, 30, 40)):
    """The PNG of the card, as bytes, with the name and the first words of the book."""
    config = Book(ROOT).config
    sentences = [f"{words.strip()}." for words in config["site_description"].split(".") if words.strip()]
    mark = squares((ROOT / MARK).read_text())
    with plt.rc_context({"font.family": "DejaVu Sans", "font.monospace": ["DejaVu Sans Mono"]}):
        card_picture(config["site_name"], sentences, [[1, 2, 3, 4], [5, 6, 7, 8]], row, mark)
        figure = plt.gcf()
        figure.savefig(drawn := io.BytesIO(), dpi=WIDTH / figure.get_figwidth(), format="png")
        plt.close(figure)
    return light(drawn.getvalue())


def light(png):
    """A PNG of few colours in as few bytes as they need."""
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    few = picture.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    few.save(packed := io.BytesIO(), format="png", optimize=True)
    return packed.getvalue()


def photograph(site):
    """The PNG of the home page of a built site, where the net has read the digit on the pad."""
    server = Server(site)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=FLAGS)
        page = browser.new_page(viewport=WINDOW, color_scheme="light", service_workers="block")
        with settled(page):
            page.goto(server.address)
        page.locator("digit-pad > .lab-told", has_text="The net reads a").wait_for()
        taken = page.screenshot(animations="disabled")
        browser.close()
    server.stop()
    return light(taken)


def main():
    book = Book(ROOT)
    for name, look in DOTS.items():
        dots(*look).save(ROOT / name, optimize=True)
    (ROOT / CARD).write_bytes(card())
    write_notebooks(book)
    write_copies(book)
    if build_site(book):
        return 1
    (ROOT / PHOTOGRAPH).write_bytes(photograph(ROOT / "site"))
    for name in (*DOTS, CARD, PHOTOGRAPH):
        print(f"{name}: {(ROOT / name).stat().st_size / 1000:.1f} kB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
