def build(book):
    """A chapter as an old editor saves it."""
    text = "# A page in Latin-1\n\nThe café is open.\n"
    (book / "docs").mkdir()
    (book / "docs" / "not-utf-8.md").write_bytes(text.encode("latin-1"))
