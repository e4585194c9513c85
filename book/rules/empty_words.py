"""Words that tell a reader it is easy, told from those that sound alike: “just as”, “put simply”."""

import re

EMPTY = re.compile(r"(?<![\w-])(simply|obviously|just|of\s+course)(?![\w-])", re.I)
QUOTED = re.compile(r"“[^“”]*”|\"[^\"\n]*\"")
LAST = re.compile(r"([\w'’]+),?\s+$")
# In front of the word, or behind it, these give it another meaning
BEFORE = {
    "just": r"not|\w+n['’]t|only|a|ha(?:ve|s|d)|\w+['’]ve",
    "simply": r"put|more",
    "obviously": r"not|less|more",
    "of course": r"changes?|matter|choice|lengths?|ends?",
}
AFTER = {
    "just": r"as|like|about|above|after|before|below|beyond|enough|inside|outside|now|over|under|past|right|short"
    r"|then|in (?:time|case)|\d+|one|two|three|four|five|half|the same|(?!need|feed|embed|proceed|speed)\w+ed"
    r"|saw|seen|made|built|wrote|written|met|found|read|ran|did|drew|took",
    "simply": r"connected|typed",
    "obviously": r"(?!)",
    "of course": r"work|materials?|notes|numbers?|credits|\d+",
}


def empty_words_of(unit):
    """[(line, word)] of a Unit; what others said, in quotation marks or as the name of a page, is theirs."""
    text = QUOTED.sub(_blank, unit.text)
    for words, address in unit.links:
        if words and "://" in address:
            text = re.sub(re.escape(words), _blank, text)
    found = []
    for match in EMPTY.finditer(text):
        word = " ".join(match[0].split())
        if not _means_another(word, text[: match.start()], text[match.end() :]):
            found.append((unit.line + text[: match.start()].count("\n"), word))
    return found


def _blank(match):
    return re.sub(r"\S", "_", match[0])


def _means_another(word, above, below):
    kind, last = word.lower(), LAST.search(above)
    if last and word[0].isupper():  # within a sentence a capital letter begins a name
        return True
    below = " ".join(below.split())
    before = last and re.fullmatch(BEFORE[kind], last[1], re.I)
    return bool(before or re.match(rf"(?:{AFTER[kind]})(?!\w)", below, re.I))
