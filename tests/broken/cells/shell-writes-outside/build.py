"""The chapter names the book's folder, which nobody knows before."""


def build(book):
    page = book / "docs" / "shell-writes-outside.md"
    page.write_text(page.read_text().replace("THE_BOOK", str(book)))
