"""The digit pad: it reads as well as Python does, and everybody can draw on it."""

import re

import numpy as np
import pytest
import torch
from playwright.sync_api import expect

from snippets.data import load_mnist
from snippets.exports import MISREAD, int8_logits
from tests.browser.conftest import PATIENCE
from tests.browser.elements.lab import (
    SIZES,
    TOUCH,
    colour,
    keeps_house,
    looks,
    shift,
    shown,
    survives_navigation,
    touched,
)
from tests.kit.night import by_day
from tests.recording.test_exports import tensors_of

LOAD = """
    const root = new URL("assets/", location);
    const digit = await import(new URL("js/logic/digit.mjs", root));
    const answer = await fetch(new URL("exports/sequential/net.safetensors", root));
    const net = digit.readTensors(await answer.arrayBuffer());
    const best = (shares) => shares.indexOf(Math.max(...shares));
"""
# Scales a picture up, thickens its strokes by a disc, puts it anywhere on a larger board
REDRAW = """
    let seed = 1;
    const random = () => (seed = (seed * 48271) % 2147483647) / 2147483647;
    const redraw = (picture, scale, radius, board) => {
        const side = Math.round(28 * scale), big = new Float32Array(side * side);
        const clamp = (at) => Math.min(27, Math.max(0, at));
        for (let y = 0; y < side; y++) for (let x = 0; x < side; x++) {
            const u = clamp((x + .5) / scale - .5), v = clamp((y + .5) / scale - .5);
            const [left, top, a, b] = [Math.floor(u), Math.floor(v), u % 1, v % 1];
            const at = (row, column) => picture[clamp(row) * 28 + clamp(column)];
            big[y * side + x] = (1 - b) * ((1 - a) * at(top, left) + a * at(top, left + 1)) +
                b * ((1 - a) * at(top + 1, left) + a * at(top + 1, left + 1));
        }
        const place = () => Math.floor(random() * (board - side)), left = place(), top = place();
        const drawn = new Uint8Array(board * board);
        for (let y = 0; y < side; y++) for (let x = 0; x < side; x++) {
            if (!big[y * side + x]) continue;
            for (let dy = -radius; dy <= radius; dy++) for (let dx = -radius; dx <= radius; dx++) {
                const [row, column] = [top + y + dy, left + x + dx];
                if (dx * dx + dy * dy > radius * radius || row < 0 || row >= board) continue;
                if (column < 0 || column >= board) continue;
                const at = row * board + column;
                drawn[at] = Math.max(drawn[at], big[y * side + x]);
            }
        }
        return drawn;
    };
"""


@pytest.fixture(scope="module")
def test_set():
    """The pictures as bytes, (10000, 784), and their labels."""
    data = load_mnist()
    return (data.x_test * 255).round().to(torch.uint8).numpy(), data.y_test.numpy()


@pytest.fixture(scope="module")
def laboratory(chromium, server, test_set):
    """laboratory(code): what an async function gives that knows the module, the net and `all`."""
    page = chromium.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(f"{server.address}404.html")
    page.route("**/test-digits", lambda route: route.fulfill(body=test_set[0].tobytes()))
    page.evaluate("""async () => {
        window.all = new Uint8Array(await (await fetch("test-digits")).arrayBuffer());
    }""")
    yield lambda code, *argument: page.evaluate(f"async (given) => {{ {LOAD} {code} }}", *argument)
    page.close()


# The logic


@pytest.mark.parametrize("every", by_day([1, 8], {1}))
def test_predictions_are_exactly_those_of_python(laboratory, test_set, root, every):
    pixels = test_set[0][::every]
    given = laboratory(
        """
        const answers = [];
        for (let at = 0; at < all.length; at += given * 784) {
            answers.push(best(digit.predict(net, digit.normalise(all.subarray(at, at + 784)))));
        }
        const shares = digit.predict(net, digit.normalise(all.subarray(0, 784)));
        return { answers, sum: shares.reduce((a, b) => a + b) };
        """,
        every,
    )
    content = (root / "docs/assets/exports/sequential/net.safetensors").read_bytes()
    text = (root / "docs/assets/exports/digits/ruler.mjs").read_text()
    mean, std = map(float, re.findall(r"= ([\d.]+)", text))
    x = torch.from_numpy(((pixels / 255 - mean) / std).astype(np.float32))
    expected = int8_logits(tensors_of(content)[0], x).argmax(dim=1).numpy()
    assert given["answers"] == expected.tolist()
    assert given["sum"] == pytest.approx(1, abs=1e-12)


@pytest.mark.parametrize("redrawn", by_day([(3, 0), (3.4, 1), (3, 2)], {(3, 0), (3, 2)}))
def test_redrawn_digits_are_read_as_well(laboratory, test_set, redrawn):
    scale, radius = redrawn
    answers = laboratory(f"""{REDRAW}
        const answers = [];
        for (let at = 0; at < all.length; at += 16 * 784) {{
            const drawn = redraw(all.subarray(at, at + 784), {scale}, {radius}, 110);
            answers.push(best(digit.predict(net, digit.prepare(drawn, 110, 110))));
        }}
        return answers;
    """)
    assert (np.array(answers) == test_set[1][::16]).mean() >= 0.95


def test_a_picture_of_the_test_set_is_prepared_to_itself(laboratory):
    share = laboratory("""
        let same = 0, count = 0;
        for (let at = 0; at < all.length; at += 20 * 784, count++) {
            const picture = all.subarray(at, at + 784), plain = digit.normalise(picture);
            same += digit.prepare(picture, 28, 28).every((x, n) => Math.abs(x - plain[n]) < 1e-3);
        }
        return same / count;
    """)
    assert share > 0.5  # the others have broad strokes or a soft edge


def test_a_prediction_reads_each_weight_once_at_most(laboratory):
    """What a millisecond holds: 200,000 products; rows that meet a zero are left out."""
    read = laboratory("""
        const x = digit.normalise(all.subarray(0, 784));
        const read = { w1: 0, w2: 0 };
        for (const name in read) {
            const { data } = net[name];
            const get = (_, at) => (at in data && read[name]++, data[at]);
            net[name] = { ...net[name], data: new Proxy(data, { get }) };
        }
        digit.predict(net, x);
        return read;
    """)
    assert read["w1"] == 784 * 256 and 0 < read["w2"] <= 256 * 10


@pytest.mark.parametrize(
    ("pixels", "width", "height"),
    [
        ("new Uint8Array(600)", 30, 20),
        ("new Uint8Array(600).fill(255)", 30, 20),
        ("Uint8Array.from({ length: 600 }, (_, at) => at === 599 ? 1 : 0)", 20, 30),
        ("Uint8Array.from({ length: 600 }, (_, at) => at % 30 === 4 ? 200 : 0)", 30, 20),
    ],
)
def test_whatever_is_drawn_gives_784_numbers(laboratory, pixels, width, height):
    x = laboratory(f"""const x = digit.prepare({pixels}, {width}, {height});
        return {{ length: x.length, kind: x.constructor.name, finite: x.every(Number.isFinite),
            board: x.every((each) => each === Math.fround(digit.BOARD)) }};""")
    blank = pixels == "new Uint8Array(600)"
    assert x == {"length": 784, "kind": "Float32Array", "finite": True, "board": blank}


def test_a_drawing_of_another_size_is_refused(laboratory):
    message = laboratory("""
        try { digit.prepare(new Uint8Array(5), 2, 3); } catch (error) { return error.message; }""")
    assert message == "pixels: expected 2 x 3 greys, got 5"


def test_ink_fills_the_box_and_its_mass_is_at_the_centre(laboratory):
    x = np.array(
        laboratory("""
        const drawn = new Uint8Array(200 * 120);
        for (let y = 10; y < 110; y++) for (let x = 150; x < 162; x++) drawn[y * 200 + x] = 255;
        return Array.from(digit.prepare(drawn, 200, 120), (each) => each - digit.BOARD);
    """)
    ).reshape(28, 28)
    rows, columns = np.nonzero(x > 0.01)
    assert rows.max() - rows.min() + 1 == 20 and columns.max() - columns.min() + 1 <= 3
    middle = [(x.sum(axis) * (np.arange(28) + 0.5)).sum() / x.sum() for axis in (1, 0)]
    assert all(13.99 < each < 15 for each in middle)


def test_the_explanation_adds_up(laboratory, root):
    told = laboratory("""
        const x = digit.normalise(all.subarray(0, 784));
        const { explain } = await import(new URL("js/logic/digit/why.mjs", root));
        const { units, pixels, score, bias } = explain(net, x, 7);
        return { units: [...units], pixels: [...pixels], score, bias };
    """)
    assert sum(told["units"]) + told["bias"] == pytest.approx(told["score"], abs=1e-9)
    content = (root / "docs/assets/exports/sequential/net.safetensors").read_bytes()
    tensors = {name: each.double() for name, each in tensors_of(content)[0].items()}
    w1, w2 = (tensors[f"w{n}"] * tensors[f"w{n}_scale"] for n in (1, 2))
    awake = torch.tensor(told["units"]) != 0
    blank = -0.130961 / 0.308495
    start = ((torch.full((784,), blank).double() @ w1 + tensors["b1"]) * awake) @ w2[:, 7]
    rise = told["score"] - told["bias"] - start.item()
    assert sum(told["pixels"]) == pytest.approx(rise, abs=1e-4)


def test_the_pad_and_its_net_are_small(root):
    """What comes unasked: why.js and pair.js come with a question, and with a net of the reader's."""
    files = [
        "exports/sequential/net.safetensors",
        "exports/digits/ruler.mjs",
        *(f"js/elements/digit-pad/digit-pad.{kind}" for kind in ("js", "css")),
        *(
            f"js/kit/{name}.js"
            for name in ("buttons", "dom", "coming/exports", "pixels", "own-net", "speaker", "coming/told")
        ),
        "js/logic/digit.mjs",
    ]
    assert sum((root / "docs/assets" / file).stat().st_size for file in files) <= 250_000


# The element


class Pad:
    def __init__(self, page):
        self.page, self.element = page, shown(page, "digit-pad")
        self.board = self.element.locator(".pad-board")
        self.told = self.element.locator("> .lab-told")

    def reads(self, digit):
        expect(self.told).to_have_text(re.compile(f"^The net reads a {digit}, with a share of"))
        expect(self.element.locator(".best b")).to_have_text(str(digit))

    def points(self, *shares):
        box = self.board.bounding_box()
        return [(box["x"] + right * box["width"], box["y"] + down * box["height"]) for right, down in shares]

    def button(self, name):
        return self.element.get_by_role("button", name=name)


ONE = [(0.52, 0.15 + 0.07 * step) for step in range(11)]
ZERO = [(0.5 + 0.24 * np.sin(turn), 0.5 - 0.35 * np.cos(turn)) for turn in np.linspace(0, 6.3, 24)]


@pytest.mark.heavy  # by day: a finger draws
def test_a_mouse_draws(visit, size):
    page = visit("", viewport=SIZES[size])
    pad = Pad(page)
    pad.reads(3)  # never an empty board
    for digit, way in (1, ONE), (0, ZERO):
        first, *others = pad.points(*way)
        page.mouse.move(*first)
        page.mouse.down()
        for point in others:
            page.mouse.move(*point)
        page.mouse.up()
        pad.reads(digit)
        pad.button("Clear").click()
        expect(pad.told).to_have_text("Draw a digit.")
        expect(pad.button("Undo")).to_be_disabled()
    assert page.wrongs == []


@pytest.mark.heavy  # by day: a finger draws
def test_the_keyboard_draws(visit):
    page = visit("sequential/", reduced_motion="reduce")
    pad = Pad(page)
    pad.board.press("4")
    pad.reads(4)
    pad.board.press("Delete")
    expect(pad.told).to_have_text("Draw a digit.")
    expect(pad.board).to_be_focused()
    pad.board.press("Space")
    expect(pad.element.locator(".spoken[role=status]")).to_have_text("The pen is down.")
    for _ in range(9):
        pad.board.press("Shift+ArrowDown")
    pad.board.press("Space")
    pad.reads(1)
    for _ in range(3):
        pad.board.press("Shift+ArrowRight")
    pad.reads(1)  # the pen is up
    pad.board.press("Backspace")
    expect(pad.told).to_have_text("Draw a digit.")
    assert (
        pad.element.locator(".pad-bar i").first.evaluate(
            "(bar) => parseFloat(getComputedStyle(bar).transitionDuration)"
        )
        < 0.001
    )
    assert page.wrongs == []


def test_a_finger_draws_and_the_page_stays(visit):
    page = visit("sequential/", **TOUCH)
    pad = Pad(page)
    pad.reads(3)
    before = page.evaluate("scrollY")
    touched(page, *pad.points(*ONE))
    pad.reads(1)
    assert page.evaluate("scrollY") == before
    assert page.wrongs == []


@pytest.mark.heavy  # by day: one finger
def test_a_second_finger_is_ignored_and_a_swipe_beside_the_board_scrolls(visit):
    page = visit("sequential/", **TOUCH)
    pad = Pad(page)
    pad.reads(3)
    session = page.context.new_cdp_session(page)

    def fingers(kind, *points):
        where = [{"x": x, "y": y, "id": finger} for finger, (x, y) in enumerate(points)]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": where})

    far = [(0.1, 0.15 + 0.07 * step) for step in range(11)]
    first, *others = zip(pad.points(*ONE), pad.points(*far))
    fingers("touchStart", first[0])
    fingers("touchStart", *first)
    for pair in others:
        fingers("touchMove", *pair)
    fingers("touchEnd", others[-1][0])
    fingers("touchEnd")
    pad.reads(1)
    pad.button("Undo").click()
    expect(pad.told).to_have_text("Draw a digit.")  # there was one stroke
    before, box = page.evaluate("scrollY"), pad.element.locator(".pad-bars").bounding_box()
    middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    touched(page, middle, *((middle[0], middle[1] - 8 * step) for step in range(1, 12)))
    page.wait_for_function("before => scrollY > before + 20", arg=before)


OWN = """async ([turn, learning]) => {
    const root = new URL("assets/", __md_scope);
    const { keepOwn } = await import(new URL(`js/kit/own-net.js${edition}`, root));
    const { readTensors } = await import(new URL("js/logic/digit.mjs", root));
    const net = readTensors(await (await fetch(new URL("exports/sequential/net.safetensors", root))).arrayBuffer());
    const { data } = net.w2, was = data.slice();
    data.forEach((_, at) => { data[at] = was[at - (at % 10) + ((at + turn) % 10)]; });
    keepOwn(net, "yours, 96.4 %", learning);
}"""  # a net that reads a digit as the one that is `turn` less


def test_the_readers_own_net_answers_beside_the_books(visit, size):
    page = visit("sequential/", viewport=SIZES[size])
    pad = Pad(page)
    pad.reads(3)
    assert pad.element.locator(".pad-key").count() == 0
    page.evaluate(OWN, [1, False])
    expect(pad.told).to_have_text(
        re.compile(r"^The book's net reads a 3, with .*%\. Yours reads a 2, with .*%\.$")
    )
    expect(pad.element.locator(".own-best b")).to_have_text("2")
    expect(pad.element.get_by_role("listitem").nth(2)).to_have_text(re.compile(r"^2\d %yours .*9\d %$"))
    page.evaluate(OWN, [0, True])
    expect(pad.told).to_have_text(re.compile("Yours is learning.$"))
    page.evaluate(OWN, [0, False])
    expect(pad.told).to_have_text(re.compile("^Both read a 3: the book's net with"))
    page.evaluate(OWN, [1, False])
    pad.button("Why?").click()
    total = pad.element.locator(".why-sum")
    expect(total).to_contain_text("Score of the 3")
    pad.element.get_by_label("Net to explain").select_option("to your net")
    expect(total).to_contain_text("Score of the 2")
    page.evaluate("scrollTo(0, 0)")  # on another page it answers at once
    page.locator(".md-header__button.md-logo").first.evaluate("(link) => link.click()")
    expect(page.locator("h1")).to_contain_text("Shapes That Fit")
    expect(Pad(page).told).to_have_text(re.compile("Yours reads a 2"))
    keeps_house(page, "digit-pad")
    assert page.wrongs == []


def test_examples_are_chosen_and_undone(visit):
    page = visit("sequential/")
    pad = Pad(page)
    for digit in range(10):
        pad.element.get_by_label("Example digit").select_option(str(digit))
        if digit == MISREAD:
            expect(pad.told).to_have_text(re.compile(rf"^The net reads a [^{digit}], .*meant a {digit}\.$"))
        else:
            pad.reads(digit)
            expect(pad.told).not_to_contain_text("meant")
    pad.button("Undo").click()
    expect(pad.told).to_have_text("Draw a digit.")
    expect(pad.element.get_by_label("Example digit")).to_have_value("")


def test_who_spoke_is_told_on_demand(visit):
    page = visit("sequential/")
    pad = Pad(page)
    pad.reads(3)
    why = pad.button("Why?")
    expect(why).to_have_attribute("aria-expanded", "false")
    why.press("Enter")
    expect(why).to_have_attribute("aria-expanded", "true")
    total = pad.element.locator(".why-sum")
    expect(total).to_have_text(re.compile("^Score of the 3: .* makes .+[0-9]"))
    for chart in pad.element.locator(".why-charts svg").all():
        assert all(path.get_attribute("d") for path in chart.locator("path").all())
    expect(pad.element.locator(".why-cards figure")).to_have_count(4)
    pad.element.get_by_label("Digit to explain").select_option("8")
    expect(total).to_have_text(re.compile("^Score of the 8: "))
    pad.board.press("Delete")
    expect(total).to_have_text("The board is empty: nobody speaks.")
    assert page.wrongs == []


@pytest.mark.heavy  # by day: an element comes when it comes near
def test_the_net_comes_when_the_pad_comes_near(visit):
    page = visit()
    asked = []
    page.on("request", lambda request: asked.append(request.url.partition("?")[0].rpartition("/")[2]))
    page.goto(page.url + "sequential/")
    page.wait_for_load_state("networkidle")
    assert "book.js" in asked and not {"digit-pad.js", "net.safetensors"} & set(asked)
    Pad(page).reads(3)
    assert asked.count("digit-pad.js") == asked.count("net.safetensors") == 1


@pytest.mark.heavy  # by day: weights that were changed
def test_a_net_that_cannot_be_fetched_is_said(visit):
    page = visit("digits/")
    page.route("**/net.safetensors?*", lambda route: route.abort())
    page.goto(page.url.replace("digits", "sequential"))
    pad = Pad(page)
    expect(pad.told).to_have_text("The net could not be fetched. Draw on to try again.")
    page.unroute("**/net.safetensors?*")
    pad.board.press("4")
    pad.reads(4)


@looks
def test_the_pad_keeps_house(visit, size, scheme):
    page = visit("", viewport=SIZES[size], color_scheme=scheme)
    pad = Pad(page)
    pad.reads(3)
    assert shift(page) <= 0.02
    pad.button("Why?").click()
    pad.element.locator(".why-cards figure").first.wait_for()
    keeps_house(page, "digit-pad")
    expect(pad.element.locator(".best b")).to_have_css("color", colour("b-edge", scheme))
    expect(pad.element.locator(".why-ground").first).to_have_css("fill", colour("paper", scheme))
    assert page.wrongs == []


@pytest.mark.heavy  # by day: pages without JavaScript
def test_without_scripts_words_stand_there(visit):
    page = visit("sequential/", java_script_enabled=False)
    expect(page.locator("digit-pad")).to_have_text("With JavaScript you can draw a digit here.")
    home = visit("", java_script_enabled=False)
    picture, code = home.locator("article img").first, home.locator("article .highlight").first
    assert picture.bounding_box()["y"] < code.bounding_box()["y"]


@pytest.mark.heavy  # by day: away and back, of three pages
def test_the_pad_is_there_again_after_a_visit_elsewhere(visit):
    page = visit("sequential/")
    survives_navigation(page, "digit-pad", "digits", "sequential")
    Pad(page).reads(3)
    assert page.wrongs == []


def test_the_net_is_kept_for_reading_without_a_network(site):
    worker = (site / "sw.js").read_text()
    for name in (
        "exports/sequential/net.safetensors",
        "exports/digits/ruler.mjs",
        "exports/digits/digits.json",
        "exports/fitting/line.json",
        "js/elements/digit-pad/why.js",
    ):
        assert f'"assets/{name}"' in worker
