"""What the pages say on paper and a screen need not say. docs/assets/css/print.css writes it."""

import html
import re

from book.site.card import CANONICAL
from book.site.terms import TAG

ARTICLE = re.compile(r"<article\b.*?</article>", re.DOTALL)
LIVE = re.compile(r"<[a-z][a-z0-9]*(?:-[a-z0-9]+)+(?=[\s>])([^>]*)")
ID = re.compile(r'\bid="([^"]+)"')
ABROAD = re.compile(r'<a (?=href="(https?://[^"]*)")(?![^>]*\brel=)')
TAB = re.compile(r'<label for="__tabbed_\d+_\d+">(.*?)</label>|<div class="tabbed-block"', re.DOTALL)


def for_paper(site, text):
    """The `text` of a page, without the elements that the finishing adds, where all says what paper lacks: the
    article and what is alive in it their address, a tab its name, a link that it leads away."""
    canonical = CANONICAL.search(text)
    if not canonical:
        return text  # such as 404.html, which nobody prints
    return ARTICLE.sub(lambda found: _article(site, found[0], canonical[1]), text, count=1)


def _article(site, article, address):
    article = ABROAD.sub(lambda found: _abroad(site, *found.group(0, 1)), _with_tabs(article))

    def live(found):
        anchor = ID.search(found[1])
        return f'{found[0]} data-live="{address}{f"#{anchor[1]}" if anchor else ""}"'

    return LIVE.sub(live, article).replace("<article", f'<article data-address="{address}"', 1)


def _abroad(site, link, address):
    ours = site.address and address.startswith(site.address)
    return link if ours else f'{link}rel="external" '


def _with_tabs(article):
    """A tab's name stands far from it; on paper it stands above."""
    names = []

    def told(found):
        if found[1] is None:
            return f'{found[0]} data-tab="{names.pop(0)}"'
        names.append(html.escape(html.unescape(TAG.sub("", found[1]).strip())))
        return found[0]

    return TAB.sub(told, article)
