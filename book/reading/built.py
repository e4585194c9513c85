"""Where a page asks for a table that is made when the site is built, of all chapters.

It stands between `<!-- built: NAME -->` and `<!-- /built -->`, around words for those who read the page elsewhere.
"""

import re

COURSE, EXERCISES = TABLES = ("course", "exercises")
BEGIN, END = re.compile(r"<!-- built: (?P<name>.*?) -->"), "<!-- /built -->"
PLACE = re.compile(rf"{BEGIN.pattern}.*?{END}", re.DOTALL)
