"""The bench's lines about what a page weighs: a chapter of the book beside the same Markdown on a plain
page of mkdocs-material, both asked by Lighthouse in turns, so that a slow moment of the machine falls on
both alike. Figures are medians, with the least and the most behind them.
"""

import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import yaml

from book.reading.book import Book
from book.reading.settings import read_settings
from tests.browser.conftest import build_copy
from tests.browser.find_chrome import find
from tests.kit.packed import Packed
from tests.kit.pages import Server

ROOT = Path(__file__).resolve().parents[1]
PINNED = ROOT / "tests/lighthouse"
HOME = ROOT / ".cache/lighthouse"
CHAPTER = "broadcasting"
FORMS = {"mobile": [], "desktop": ["--preset=desktop"]}
CHROME = "--headless=new --no-sandbox --disable-gpu --disable-background-networking"
TITLE = re.compile(r"^# .*", re.MULTILINE)
# What a plain page has not: our theme, our scripts, our styles, and what only a published site needs
OURS = ("theme", "extra", "extra_css", "extra_javascript", "plugins", "copyright", "edit_uri", "exclude_docs")
AUDITS = {
    "blocking": ("total-blocking-time", 1, "{:.0f} ms"),
    "largest paint": ("largest-contentful-paint", 1000, "{:.2f} s"),
    "shift": ("cumulative-layout-shift", 1, "{:.3f}"),
    "weight": ("total-byte-weight", 1024, "{:.0f} KiB"),
    "elements": ("dom-size", 1, "{:.0f}"),
}
NAMES = {
    "performance": ("performance of 100", "that of the plain page, or within its scatter"),
    "blocking": ("time that it blocks", "that of the plain page, or within its scatter"),
    "largest paint": ("its largest part is painted after", "no later"),
    "shift": ("how much moves meanwhile", "0"),
    "weight": ("fetched before anybody touches it", "at most 100 KiB"),
    "elements": ("elements", "-"),
    "accessibility": ("accessibility of 100", "100"),
}


def lighthouse():
    """(the command that starts Lighthouse, why there is none): one of the two is None."""
    missing = [name for name in ("node", "npm") if not shutil.which(name)]
    if missing:
        return None, f"{' and '.join(missing)} not found: install Node.js 20 or newer"
    script = HOME / "node_modules/lighthouse/cli/index.js"
    lock = (PINNED / "package-lock.json").read_bytes()
    kept = HOME / "package-lock.json"
    if not script.is_file() or not kept.is_file() or kept.read_bytes() != lock:
        HOME.mkdir(parents=True, exist_ok=True)
        shutil.copy(PINNED / "package.json", HOME)
        kept.write_bytes(lock)
        command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
        ran = subprocess.run(command, cwd=HOME, capture_output=True, text=True)
        if ran.returncode:
            kept.unlink()  # or the next time it would look installed
            return None, f"npm could not install Lighthouse: {' '.join(ran.stderr.split())[:200]}"
    return ["node", str(script)], None


def plain_site(folder, chapter):
    """The same chapter as mkdocs-material makes a page of it by default. Its nav has the same entries,
    but no text behind the others: a search index that holds the book would weigh the plain page down."""
    docs = folder / "docs"
    for path in Book(ROOT).docs.rglob("*.md"):
        copy = docs / path.relative_to(Book(ROOT).docs)
        copy.parent.mkdir(parents=True, exist_ok=True)
        text = path.read_text()
        title = TITLE.search(text)
        copy.write_text(text if path.stem == chapter else title[0] if title else "# Page")
    shutil.copytree(Book(ROOT).docs / "figures" / chapter, docs / "figures" / chapter)
    settings = {key: value for key, value in read_settings(ROOT / "mkdocs.yml").items() if key not in OURS}
    settings |= {"docs_dir": str(docs), "theme": {"name": "material", "font": False}}  # no network here
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(settings, sort_keys=False))
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "-q", "-f", folder / "mkdocs.yml", "-d", folder / "site"],
        cwd=ROOT,  # of snippets that the chapter includes
        env={**os.environ, "PYTHONPATH": str(ROOT), "NO_MKDOCS_2_WARNING": "1"},
        check=True,
        capture_output=True,
    )
    return folder / "site"


def asked(command, address, form):
    """What Lighthouse says of a page: {figure: number}"""
    ran = subprocess.run(
        [
            *(*command, address, "--output=json", "--quiet", *FORMS[form]),
            *(f"--chrome-flags={CHROME}", "--only-categories=performance,accessibility"),
        ],
        env={**os.environ, "CHROME_PATH": find()},
        capture_output=True,
        text=True,
    )
    if ran.returncode:
        raise SystemExit(f"bench: Lighthouse failed: {ran.stderr.strip()[-500:]}")
    said = json.loads(ran.stdout)
    found = {name: said["audits"][audit]["numericValue"] / per for name, (audit, per, _) in AUDITS.items()}
    for name in ("performance", "accessibility"):
        found[name] = round(100 * said["categories"][name]["score"])
    return found


def race(command, addresses, rounds, tell):
    """{form: {site: [what Lighthouse said in each round]}}"""
    found = {form: {name: [] for name in addresses} for form in FORMS}
    for number in range(rounds):
        for form, sites in found.items():
            for name, address in addresses.items():
                sites[name].append(asked(command, address, form))
                told = ", ".join(
                    f"{figure} {sites[name][-1][figure]:.4g}" for figure in ("performance", *AUDITS)
                )
                tell(f"weight: round {number + 1}, {form}, {name}: {told}")
    return found


def spread(figure, results):
    """The median of a figure, with its least and its most where they differ."""
    numbers = [each[figure] for each in results]
    form = AUDITS[figure][2] if figure in AUDITS else "{:.0f}"
    middle, least, most = (
        form.format(one) for one in (statistics.median(numbers), min(numbers), max(numbers))
    )
    return middle if least == most else f"{middle} ({least.split()[0]}–{most.split()[0]})"


def weight_rows(rounds, tell, chapter=CHAPTER):
    """The table's lines about what a page weighs."""
    command, why = lighthouse()
    if why:
        return [("Lighthouse", "not run", why)]
    with tempfile.TemporaryDirectory() as parent:
        servers = {
            "ours": Server(build_copy(ROOT, Path(parent, "ours")), Packed),
            "plain": Server(plain_site(Path(parent, "plain"), chapter), Packed),
        }
        addresses = {name: f"{server.address}{chapter}/" for name, server in servers.items()}
        found = race(command, addresses, rounds, tell)
        for server in servers.values():
            server.stop()
    rows = []
    for form, sites in found.items():
        rows.append((f"the chapter {chapter} beside a plain page of it, {form}", f"{rounds} rounds", "-"))
        for figure, (name, asked_for) in NAMES.items():
            here, there = (spread(figure, sites[site]) for site in ("ours", "plain"))
            rows.append((f"  {name}", f"{here} beside {there}", asked_for))
    return rows
