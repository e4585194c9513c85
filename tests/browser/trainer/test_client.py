"""A net trains beside the page, on digits that are fetched once and checked before they are used."""

import contextlib
import json
import re

import pytest

from tests.browser.conftest import FLAGS, PATIENCE, eventually
from tests.browser.find_chrome import find
from tests.kit.pages import Handler, Server
from tests.kit.served import PATH

IMAGES = "train-images-idx3-ubyte.gz"
CLIENT = f"{PATH}assets/js/trainer/client.js"
# With `lab`, an open trainer, and `told`, what it told about its progress; gives what went wrong
OPEN = """async (path) => {
    const { openTrainer } = await import(path);
    window.told = [];
    try {
        window.lab = await openTrainer({ onprogress: (progress) => told.push(progress) });
    } catch (error) {
        return error.message;
    }
}"""
CUT = r"The connection broke after [0-3]\.\d of 9.9 MB of digits. Try again."
DAMAGED = "The digits arrived damaged, so they are not used. Try again."
PAGE = "Instead of the digits the server sent a page. Try again from another network."
AWAY = "The digits could not be fetched: training here needs the network once."
LOST = f"The digits are not to be had: asked for {PATH}assets/mnist/{IMAGES}, the server answered 404."


class Answers(Handler):
    """Answers for the images one after the other as `ways` say, from then on as it should."""

    ways, asked = [], 0

    def do_GET(self):
        if self.path.endswith(".wasm") and "page for wasm" in self.ways:
            return self.say(b"<!doctype html><title>Log in</title>", "text/html")
        if not self.path.endswith(IMAGES):
            return super().do_GET()
        type(self).asked += 1
        way = self.ways.pop(0) if self.ways else "whole"
        with open(self.translate_path(self.path), "rb") as file:
            body = file.read()
        if way == "404":
            self.send_error(404)
        elif way == "page":
            self.say(b"<!doctype html><title>Log in</title>", "text/html")
        elif way == "damaged":
            self.say(body[:5_000_000] + bytes([body[5_000_000] ^ 1]) + body[5_000_001:])
        elif way == "short":
            self.say(body[:3_000_000])
        elif way == "cut":
            self.say(body[:3_000_000], length=len(body))
        elif way == "endless":
            self.say(bytes(60_000_000))
        else:
            self.say(body, encoding="gzip" if way == "unpacked on the way" else None)

    def say(self, body, kind="application/gzip", length=None, encoding=None):
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(length or len(body)))
        if encoding:
            self.send_header("Content-Encoding", encoding)
        self.end_headers()
        with contextlib.suppress(OSError):  # once the browser has heard enough
            self.wfile.write(body)
        self.close_connection = length is not None  # more than comes


@pytest.fixture(scope="module")
def answering(site):
    server = Server(site, Answers)
    yield server
    server.stop()


@pytest.fixture
def page(answering, chromium):
    Answers.ways, Answers.asked = [], 0
    context = chromium.new_context(service_workers="block")
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto(f"{answering.address}404.html")
    yield page
    context.close()


def test_a_net_trains_in_the_page(page):
    assert page.evaluate(OPEN, CLIENT) is None
    shares = page.evaluate("told.map(({ share }) => share)")
    assert len(shares) > 5 and shares == sorted(shares) and shares[-1] == 1
    assert page.evaluate("told.at(-1)") == {"share": 1, "bytes": 9_941_303, "total": 9_941_303}
    found = page.evaluate("""async () => {
        await lab.make({ seed: 1 });
        const found = { kind: lab.kind, batches: lab.batchesAnEpoch };
        found.first = [...await lab.step(3)];
        let slices = 0;
        const going = lab.epoch((losses) => { slices += losses.length; if (slices > 100) lab.pause(); });
        const { seconds, losses } = await going;
        Object.assign(found, { paused: lab.seen, losses: losses.length, slices, timed: seconds > 0 });
        found.frames = 0;
        const count = () => { found.frames++; if (!lab.done) requestAnimationFrame(count); };
        requestAnimationFrame(count);
        await lab.epoch();
        Object.assign(found, { seen: lab.seen, done: lab.done, valid: await lab.validate() });
        const { w1, b1, w2, b2 } = await lab.weights();
        found.sizes = [w1, b1, w2, b2].map((each) => each.length);
        found.logits = (await lab.logits([50_000, 50_001])).map((each) => each.length);
        await lab.make({ shuffledPixels: true });
        found.seats = [...await lab.seats()];
        return found;
    }""")
    assert found["kind"] == "simd" and found["batches"] == 782
    assert found["first"][0] == pytest.approx(2.3, abs=0.2)
    assert 100 < found["slices"] == found["losses"] == found["paused"] - 3 < 779 and found["timed"]
    assert found["seen"] == 782 and found["done"] and found["valid"]["accuracy"] > 0.94
    assert found["sizes"] == [200_704, 256, 2560, 10] and found["logits"] == [10, 10]
    assert sorted(found["seats"]) == list(range(784)) != found["seats"]
    assert found["frames"] > 2  # drawn meanwhile: the page's own thread had nothing to do


def test_what_goes_wrong_is_said_and_the_next_net_is_none_the_worse(page):
    assert page.evaluate(OPEN, CLIENT) is None
    said = page.evaluate("""async () => {
        const wrong = (promise) => promise.then(() => "nothing", (error) => error.message);
        const said = [await wrong(lab.step()), await wrong(lab.make({ batch: 0 })), await wrong(lab.step())];
        await lab.make({ batch: 1024, epochs: 2 });
        said.push((await lab.step()).length);
        const going = wrong(lab.epoch());
        await lab.make();
        said.push(await going, lab.seen);
        const waiting = wrong(lab.epoch());
        lab.close();
        return [...said, await waiting, await wrong(lab.step())];
    }""")
    unborn, closed = "There is no net yet.", "The training was closed."
    named = "batch is a whole number from 1 to 1024, not 0."
    assert said == [unborn, named, unborn, 1, "nothing", 0, closed, closed]


@pytest.mark.parametrize(
    ("ways", "said"),
    [
        pytest.param(["unpacked on the way"], None, marks=pytest.mark.heavy),
        pytest.param(
            ["damaged"], None, marks=pytest.mark.heavy
        ),  # it is asked for once more, past what is kept
        (["damaged", "damaged"], DAMAGED),
        pytest.param(["short", "short"], DAMAGED, marks=pytest.mark.heavy),
        pytest.param(["cut", "cut"], CUT, marks=pytest.mark.heavy),
        pytest.param(["page", "page"], PAGE, marks=pytest.mark.heavy),
        pytest.param(["endless", "endless"], DAMAGED, marks=pytest.mark.heavy),
        pytest.param(["404", "404"], LOST, marks=pytest.mark.heavy),
    ],
)
def test_digits_that_are_not_whole_are_never_used_nor_kept(page, ways, said):
    Answers.ways, count = [*ways], len(ways)
    heard = page.evaluate(OPEN, CLIENT)
    assert Answers.ways == [] and re.fullmatch(f"{said}", f"{heard}")
    if said:
        assert page.evaluate(OPEN, CLIENT) is None
        assert Answers.asked == count + 1
    page.evaluate("lab.make()")
    assert page.evaluate("lab.step().then(([loss]) => loss)") == pytest.approx(2.3, abs=0.2)


def test_without_the_network_it_says_so(page):
    page.evaluate("(path) => import(path)", CLIENT)
    page.context.set_offline(True)
    assert page.evaluate(OPEN, CLIENT) in (AWAY, "Training needs the network once.")


def test_without_the_engine_it_trains_all_the_same(page):
    Answers.ways = ["whole", "page for wasm"]
    assert page.evaluate(OPEN, CLIENT) is None
    assert page.evaluate("lab.kind") == "plain"
    losses = page.evaluate("lab.make().then(() => lab.step(5)).then((losses) => [...losses])")
    assert losses[-1] < losses[0] == pytest.approx(2.3, abs=0.2)


@pytest.mark.heavy  # by day: pages of any other address
def test_a_page_without_https_checks_the_digits_as_well(answering, chromium):
    Answers.ways = ["damaged", "damaged"]
    flags = [*FLAGS, "--host-resolver-rules=MAP book.test 127.0.0.1"]
    browser = chromium.browser_type.launch(executable_path=find(), args=flags, timeout=PATIENCE)
    page = browser.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(f"{answering.address}404.html".replace("127.0.0.1", "book.test"))
    assert page.evaluate("[isSecureContext, crypto.subtle === undefined]") == [False, True]
    assert page.evaluate(OPEN, CLIENT) == DAMAGED
    assert page.evaluate(OPEN, CLIENT) is None
    assert page.evaluate("lab.kind") == "simd"
    browser.close()


@pytest.mark.heavy  # by day: Python on a phone, in cells/
def test_once_fetched_the_digits_need_no_network(answering, chromium):
    Answers.ways = []
    context = chromium.new_context()
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto(f"{answering.address}resources/")
    page.evaluate("navigator.serviceWorker.ready.then(() => 0)")
    assert page.evaluate(OPEN, CLIENT) is None
    kept = """async () => {
        for (const name of await caches.keys()) {
            const keys = await (await caches.open(name)).keys();
            const urls = keys.map(({ url }) => url).filter((url) => /mnist|engine/.test(url));
            if (urls.length === 3) return [name, urls];
        }
    }"""
    assert eventually(lambda: page.evaluate(kept))
    name, urls = page.evaluate(kept)
    context.set_offline(True)
    page.reload()
    assert page.evaluate(OPEN, CLIENT) is None and page.evaluate("lab.kind") == "simd"
    context.set_offline(False)
    # A copy that was damaged where it was kept is not answered again and again
    [images] = [url for url in urls if IMAGES in url]
    spoil = """async ([name, url]) => (await caches.open(name)).put(url, new Response("x"))"""
    page.evaluate(spoil, [name, images])
    assert page.evaluate(OPEN, CLIENT) is None
    context.close()


def test_the_site_lists_the_digits_among_what_is_kept_later(site):
    later = re.search(r"const LATER = (\{.*?\});", (site / "sw.js").read_text(), re.DOTALL)[1]
    names = {"assets/trainer/engine.wasm", f"assets/mnist/{IMAGES}"}
    assert names <= json.loads(later).keys() and not any("engine.ts" in name for name in json.loads(later))
