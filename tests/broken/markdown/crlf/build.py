def build(book):
    """A chapter as an editor on Windows saves it."""
    text = "# A page from Windows\n\nEach line ends twice.\n"
    (book / "docs").mkdir()
    (book / "docs" / "crlf.md").write_bytes(text.replace("\n", "\r\n").encode())
