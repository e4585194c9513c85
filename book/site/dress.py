"""What is ours on each page around its text, in HTML that any generator of the site may have made.

Templates would be those of one generator: the theme has none of ours. What is read here of the theme's
HTML is its <article>, its link to edit the page, and the address of the search.
"""

import gzip
import html
import re
import shutil

from book.ground.files import write_atomically
from book.reading.parse import front_matter
from book.site.built import source_of

HEADING, CODE = "</h1>", '<div class="language-python'
ARTICLE = re.compile(r"(<article\b[^>]*>)(.*)(</article>)", re.DOTALL)
EDIT = re.compile(r'<a href="([^"]*)"[^>]*\brel="edit">.*?</a>', re.DOTALL)
INNER = 'class="md-content__inner md-typeset'
# The theme leaves its search dialog without a name, and asks GitHub's servers for stars and forks
DIALOG, NAMED = 'role="dialog">', 'role="dialog" aria-label="Search">'
STARS = ' data-md-component="source"'
# The mark of the book: drawn for any size and either scheme, and as dots for Safari and for a phone's screen.
# The theme names it twice, as the icon of a tab and beside the title, whose link says whose it is
MARK, DOTS = "assets/images/mark.svg", ("assets/images/mark-48.png", "assets/images/mark-180.png")
ICON = re.compile(rf'<link rel="icon" href="([^"]*{MARK})"\s*/?>')
LOGO = re.compile(rf'(<img src="[^"]*{MARK}") alt="[^"]*"')
# The search asks our worker, not the theme's: see docs/assets/js/page/search-worker.js
WORKER = re.compile(r"assets/javascripts/workers/search\.[0-9a-f]+\.min\.js")
SEARCH = "assets/js/page/search-worker.js"
# The row below a title begins with its notebook; its button says what that installs
TAKE = re.compile(r'<p class="take">\s*<a href="([^"]+)"')
INSTALL = re.compile(r'"%pip install --quiet ([^"]+)"')
COLAB = "https://colab.research.google.com/"
LOST = """
  <h1 id="__skip">This page does not fit</h1>
  <p>There is nothing at this address. Perhaps a chapter moved.</p>
  <p><a href="{root}.">Start at the first page</a>, or search above.</p>
"""
LOCATION = re.compile(r"<loc>(.*?)</loc>")
SITEMAP = '<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'


def dressed(site, page, text):
    """The `text` of a page, as a generator made it, with what is ours around it."""
    text = _marked(site, page, WORKER.sub(SEARCH, text.replace(DIALOG, NAMED).replace(STARS, "")))
    if page == "404.html":
        lost = LOST.format(root=site.root(page))
        return ARTICLE.sub(lambda found: f"{found[1]}{lost}{found[3]}", text)
    source = source_of(site.docs, page)
    if not source:
        return text
    written = source.read_text(encoding="utf-8", errors="replace")
    return ARTICLE.sub(lambda found: _article(site, page, source, written, *found.groups()), text)


def _marked(site, page, text):
    name = html.escape(str(site.settings.get("site_name", "")))
    text = LOGO.sub(rf'\1 alt="{name}" width="24" height="24"', text)
    if not all(site.holds(file) for file in DOTS):
        return text
    root = site.root(page).rstrip("/")
    tab, phone = (f"{root}/{file}" for file in DOTS)
    dots = f'<link rel="icon" href="{tab}" sizes="48x48"><link rel="apple-touch-icon" href="{phone}">'
    return ICON.sub(rf'{dots}<link rel="icon" href="\1" sizes="any" type="image/svg+xml">', text)


def _article(site, page, source, written, opening, inner, closing):
    """Every chapter begins with a row to take it along, home has that above its first code, and ends with a way
    to mend it and, where it runs, its notebook; its copies and what runs of it in the page are found by data-copies and data-cells, which
    instant navigation replaces together with the chapter."""
    front, _ = front_matter(written.split("\n")) or ({}, 0)
    is_home, runs, edit = page == "index.html", "```python" in written, EDIT.search(inner)
    if look := "home" if is_home else front.get("look"):
        opening = opening.replace(INNER, f"{INNER} {html.escape(str(look))}")
    if is_home and edit:
        inner = inner.replace(edit[0], "", 1)
    if runs:
        take = _take(site, page, source.stem)
        inner = inner.replace(CODE, take + CODE, 1) if is_home else inner.replace(HEADING, HEADING + take, 1)
    return f"{opening}{inner}{_links(site, page, source.stem, runs, edit)}{closing}"


def _take(site, page, stem):
    """Take it with you: below the title. The deployment fills `extra.notebooks_branch`; until it has, nothing
    is there to open. The row says what the notebook installs, as the notebook does; a click copies it."""
    branch = site.settings.get("extra", {}).get("notebooks_branch")
    repository = str(site.settings.get("repo_url")).replace("https://github.com/", "")
    hosted = f'<a href="{COLAB}">Upload it to Colab</a>'
    if branch:
        hosted = f'<a href="{COLAB}github/{repository}/blob/{branch}/{stem}.ipynb">Open it in Colab</a>'
    notebook = _way(site, page, f"notebooks/{stem}.ipynb")
    file = site.file(page, notebook)
    found = INSTALL.search(site.read(file)) if site.holds(file) else None  # the check says it
    button = _install(f"pip install {found[1]}") if found else ""
    row = f'  <a href="{notebook}" download>Download the notebook</a>\n  {hosted}\n'
    return f'\n<p class="take">\n{row}{button}</p>\n'


def _install(line):
    button = '<button type="button" class="take__install" title="Copy this line"'
    return (
        f'  {button} data-clipboard-text="{line}">{line}</button><noscript><code>{line}</code></noscript>\n'
    )


def _links(site, page, stem, runs, edit):
    data = rows = ""
    if runs:
        for kind in ("copies", "cells"):
            data += f' data-{kind}="{_way(site, page, f"assets/{kind}/{stem}.json")}"'
        notebook = _way(site, page, f"notebooks/{stem}.ipynb")
        rows = f'  <a href="{notebook}" download>Download this chapter as a notebook</a>\n'
    if edit:
        rows += f'  <a href="{edit[1]}" rel="edit">Edit this page</a>\n'
    return f'<footer class="chapter-links"{data}>\n{rows}</footer>\n' if rows else ""


def _way(site, page, file):
    return f"{site.root(page)}/{file}".removeprefix("./")


def notebook_of(site, text, page):
    """The file that a page with this `text` offers to take along; None where it offers none."""
    match = TAKE.search(text)
    return site.file(page, match[1]) if match else None


def carry(site):
    """Put what pages fetch and that lies outside docs/ into the site, as `carried` in mkdocs.yml names it."""
    for folder, pattern in site.settings.get("extra", {}).get("carried", {}).items():
        for path in sorted(site.docs.parent.glob(pattern)):
            (site.folder / folder).mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, site.folder / folder / path.name)


def write_sitemap(site):
    """Write the sitemap anew, without dates: the same pages give the same bytes."""
    if not site.holds("sitemap.xml"):
        return
    places = LOCATION.findall(site.read("sitemap.xml"))
    text = "\n".join([SITEMAP, *(f"  <url><loc>{place}</loc></url>" for place in places), "</urlset>"])
    write_atomically(site.folder / "sitemap.xml", text.encode())
    if site.holds("sitemap.xml.gz"):
        write_atomically(site.folder / "sitemap.xml.gz", gzip.compress(text.encode(), mtime=0))
