"""The site and the notebooks as zips."""

import hashlib
import shutil
import zipfile

import pytest

from book.__main__ import main
from book.site.pack import pack

CITED = "cff-version: 1.2.0\nversion: {}\n"


@pytest.fixture
def packed(book):
    """A book of which a site stands there, as if it had been built."""
    home = book.docs.parent
    for name, text in {"index.html": "Home", "one/index.html": "One", "assets/a.txt": "a"}.items():
        (home / "site" / name).parent.mkdir(parents=True, exist_ok=True)
        (home / "site" / name).write_text(text)
    (home / "LICENSE").write_text("MIT")
    (home / "pyproject.toml").write_text('[project]\nversion = "1.2.0"\n')
    (home / "CITATION.cff").write_text(CITED.format("1.2.0"))
    return book


def test_the_zips_hold_the_site_and_the_notebooks(packed):
    site, notebooks = pack(packed, "v1.2.0")
    with zipfile.ZipFile(site) as archive:
        stem = "shapes-that-fit/"
        names = {"README.txt", "LICENSE", "index.html", "one/index.html", "assets/a.txt"}
        assert set(archive.namelist()) == {stem + name for name in names}
        assert archive.read(f"{stem}one/index.html") == b"One"
        assert b"http.server" in archive.read(f"{stem}README.txt")
        assert all(entry.external_attr >> 16 == 0o644 for entry in archive.infolist())
    with zipfile.ZipFile(notebooks) as archive:
        assert archive.namelist() == ["shapes-that-fit-notebooks/index.ipynb"]
    sums = (site.parent / "SHA256SUMS").read_text().splitlines()
    assert sums == [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}" for path in (site, notebooks)
    ]


def test_the_same_commit_gives_the_same_bytes(packed, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")  # before any zip can be from
    first = [path.read_bytes() for path in pack(packed)]
    (packed.docs.parent / "site/index.html").touch()
    assert [path.read_bytes() for path in pack(packed)] == first


@pytest.mark.parametrize("wrong", ["pyproject.toml", "CITATION.cff"])
def test_a_tag_of_another_version_is_refused_in_one_line(packed, capsys, wrong):
    file = packed.docs.parent / wrong
    file.write_text(
        file.read_text().replace("1.2.0", "1.1.0").replace("cff-version: 1.1.0", "cff-version: 1.2.0")
    )
    assert main(["--root", str(packed.docs.parent), "pack", "--tag", "v1.2.0"]) == 1
    said = f"book: {wrong}: the version is 1.1.0, the tag is v1.2.0: tag v1.1.0, or correct it\n"
    assert capsys.readouterr().err == said
    assert not (packed.docs.parent / "dist").exists()


@pytest.mark.parametrize("missing", ["site", "docs/notebooks"])
def test_what_is_not_built_is_not_packed(packed, capsys, missing):
    shutil.rmtree(packed.docs.parent / missing)
    assert main(["--root", str(packed.docs.parent), "pack"]) == 1
    assert capsys.readouterr().err == "book: there is no built site: run `make book` first\n"
