"""The link, which a checkout on Windows would not keep."""


def build(book):
    elsewhere = book / "elsewhere.py"
    elsewhere.write_text("# --8<-- [start:mean]\nmean = sum\n# --8<-- [end:mean]\n")
    (book / "snippets" / "linked.py").symlink_to(elsewhere)
