"""The bench's lines about training in the page: PyTorch, Chromium and Node in turns, one core each.

Seconds are those on the clock, so that all are held up alike by whatever else the machine does.
"""

import gzip
import statistics
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

import torch
from playwright.sync_api import sync_playwright

from snippets.data import load_mnist, normalise
from snippets.nets import sequential_net
from snippets.training import train_epoch
from tests.browser.conftest import FLAGS, PATIENCE
from tests.browser.find_chrome import find
from tests.kit.node import Node
from tests.kit.pages import Server
from tests.kit.served import PATH

ROOT = Path(__file__).resolve().parents[1]
SEEDS = range(5)
OPEN = """async (path) => {
    const [{ openTrainer }, { FAST }] = await Promise.all(
        ["trainer/client.js", "logic/trainer.mjs"].map((name) => import(path + name)));
    Object.assign(window, { FAST });
    const began = performance.now();
    window.lab = await openTrainer();
    return (performance.now() - began) / 1000;
}"""
IDLE = """() => new Promise((resolve) => {
    let frames = 0;
    const began = performance.now();
    const count = () => {
        frames++;
        const seconds = (performance.now() - began) / 1000;
        if (seconds < 2) requestAnimationFrame(count);
        else resolve(frames / seconds);
    };
    requestAnimationFrame(count);
})"""
# What a reader who scrolls meanwhile would see: frames a second, and tasks that hold them up
TRAIN = """async ([options, epochs]) => {
    await lab.make(options === "fast" ? FAST : options);
    let frames = 0, tasks = 0;
    const count = () => { frames++; next = requestAnimationFrame(count); };
    let next = requestAnimationFrame(count);
    const observer = new PerformanceObserver((list) => { tasks += list.getEntries().length; });
    observer.observe({ type: "longtask" });
    let seconds = 0;
    const began = performance.now();
    for (let epoch = 0; epoch < epochs; epoch++) seconds += (await lab.epoch()).seconds;
    const wall = (performance.now() - began) / 1000;
    cancelAnimationFrame(next);
    observer.disconnect();
    return { seconds, frames: frames / wall, tasks, ...await lab.validate() };
}"""


def taught(data, seed):
    """Wall seconds of an epoch of the fastest loop that the book teaches."""
    torch.manual_seed(seed)
    net = sequential_net()
    opt = torch.optim.Adam(net.parameters(), lr=1e-3, fused=True)
    began = time.perf_counter()
    train_epoch(net, opt, data.x_train, data.y_train, batch_size=64)
    return time.perf_counter() - began


@contextmanager
def page():
    """A page of Chromium beside the book's modules and digits."""
    with tempfile.TemporaryDirectory() as parent, sync_playwright() as playwright:
        assets = Path(parent, "assets")
        assets.mkdir()
        for folder in (*(ROOT / "docs/assets").iterdir(), ROOT / "data/mnist"):
            (assets / folder.name).symlink_to(folder)
        Path(parent, "index.html").write_text("<!doctype html><title>Train</title>")
        server = Server(parent)
        browser = playwright.chromium.launch(executable_path=find(), args=FLAGS, timeout=PATIENCE)
        page = browser.new_page()
        page.set_default_timeout(PATIENCE)
        page.goto(server.address)
        yield page
        browser.close()
        server.stop()


def race(page, node, rounds, tell):
    """{who: what came of each round}, everybody once a round."""
    torch.set_num_threads(1)
    data, results = normalise(load_mnist()), {}
    taught(data, 0)  # the first epoch in a process is slower
    for seed in range(rounds):
        turn = {
            "torch": {"seconds": taught(data, seed)},
            "page": page.evaluate(TRAIN, [{"seed": seed}, 1]),
            "node": node.ask({"timed": {"engine": "simd", "options": {"seed": seed}}}),
        }
        if seed < 2:  # it takes long
            turn["plain"] = node.ask({"timed": {"engine": "plain", "options": {"seed": seed}}})
        for who, came in turn.items():
            results.setdefault(who, []).append(came)
        tell(
            f"trainer: round {seed + 1}, "
            + ", ".join(f"{who} {it['seconds']:.2f} s" for who, it in turn.items())
        )
    return results


def trainer_rows(rounds, tell):
    """The table's lines about training in the page."""
    node = Node(ROOT / "tests/trainer/asked.mjs")
    fast = node.ask({"fast": None})
    with page() as opened:
        ready = opened.evaluate(OPEN, f"{PATH}assets/js/")
        results = race(opened, node, max(rounds, 2), tell)
        idle = opened.evaluate(IDLE)
        rapid = opened.evaluate(TRAIN, ["fast", fast["epochs"]])
    runs = [node.ask({"timed": {"engine": "simd", "options": {**fast, "seed": seed}}}) for seed in SEEDS]
    seconds = {who: statistics.median(it["seconds"] for it in all) for who, all in results.items()}
    right = [run["accuracy"] for run in runs]
    wasm = (ROOT / "docs/assets/trainer/engine.wasm").read_bytes()
    memory = node.ask({"memory": None})
    node.close()

    def mean(who, what):
        return statistics.mean(it[what] for it in results[who])

    return [
        (
            "an epoch in the page, times the seconds of PyTorch",
            f"{seconds['page'] / seconds['torch']:.2f}",
            "at most 0.7",
        ),
        ("  in Node", f"{seconds['node'] / seconds['torch']:.2f}", "-"),
        ("  in plain JavaScript, in Node", f"{seconds['plain'] / seconds['torch']:.1f}", "-"),
        ("  seconds: in the page, PyTorch", f"{seconds['page']:.2f}, {seconds['torch']:.2f}", "-"),
        ("  accuracy after it", f"{mean('page', 'accuracy'):.1%}", "about 96 %"),
        ("  frames a second meanwhile, and at rest", f"{mean('page', 'frames'):.0f}, {idle:.0f}", "60"),
        ("  tasks of the page that held frames up", f"{sum(it['tasks'] for it in results['page'])}", "0"),
        ("  digits fetched, checked, unpacked, prepared", f"{ready:.1f} s", "-"),
        ("  engine, as it is and packed", f"{len(wasm):,} and {len(gzip.compress(wasm)):,} bytes", "-"),
        ("  its memory, batches of 250", f"{memory / 2**20:.0f} MiB", "-"),
        ("fast recipe, accuracy of five seeds", f"{min(right):.2%} to {max(right):.2%}", "at least 98 %"),
        ("  in the page", f"{rapid['accuracy']:.2%} in {rapid['seconds']:.1f} s", "about 2 s"),
        ("  times the seconds of an epoch of PyTorch", f"{rapid['seconds'] / seconds['torch']:.1f}", "-"),
    ]
