"""A page as the site's Markdown shows it, without building a site."""

from functools import lru_cache

import markdown
from lxml import html
from mkdocs.config import load_config

from book.site.finish import VALUE


@lru_cache
def _markdown(settings):
    config = load_config(settings)
    return markdown.Markdown(extensions=config.markdown_extensions, extension_configs=config.mdx_configs)


def rendered(text, root):
    """The page `text` as a tree of HTML, made with the settings of the book at `root`."""
    made = _markdown(str(root / "mkdocs.yml")).reset().convert(text)
    return html.fromstring(f"<body>{VALUE.sub('', made)}</body>")


def fences(tree, language):
    """The texts of the fences of a `language`, as a reader sees them."""
    blocks = tree.xpath(f"//div[contains(@class, 'language-{language} ')]//pre")
    return [block.text_content().removesuffix("\n") for block in blocks]
