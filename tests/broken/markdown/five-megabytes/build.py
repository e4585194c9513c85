def build(book):
    """A chapter that is somebody's data."""
    text = "# A page of numbers\n\nAll of them:\n\n" + "3.14159 2.71828\n" * 320_000
    (book / "docs").mkdir()
    (book / "docs" / "five-megabytes.md").write_text(text)
