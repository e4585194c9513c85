"""The style sheets of all sites, read before a process is forked that builds one: see warm.py."""

from pathlib import Path

import material

from book.site.sheets import rules_of
from book.site.styles import SHEET, moved

for home in (Path(material.__file__).parent / "templates", Path(__file__).parents[2] / "docs"):
    for path in [*home.glob("assets/css/*.css"), *home.glob("assets/stylesheets/*.css")]:
        rules_of(moved(path.read_text(encoding="utf-8"), path.relative_to(home).as_posix(), SHEET))
