"""The source, which an editor would mend."""


def build(book):
    file = book / "snippets" / "code.py"
    file.write_bytes(file.read_bytes() + "# Gauß\n".encode("latin-1"))
