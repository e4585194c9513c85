"""What the site carries that others made: all of it, each under a licence that is known."""

import pytest

from snippets.shipped import HOME, licence_of, shipped


def test_every_licence_that_lies_beside_what_is_shipped_is_listed(root):
    assert root == HOME
    lie = {path for path in (root / "docs/assets").rglob("LICENSE*")} | {*(root / "data").rglob("NOTICE*")}
    listed = {root / file for *_, file in shipped() if (root / file).is_file()}
    assert listed == lie and len(lie) == 6


def test_the_licences_are_those_of_their_makers():
    known = {what: licence for what, _, licence, _ in shipped()}
    assert known["Pyodide"] == "MPL-2.0" and known["STIX Two Math"] == "OFL-1.1"
    assert known["MNIST"] == "CC BY-SA 3.0" and known["mkdocs-material"] == "MIT"
    assert known["its icon of Git"] == "CC BY 4.0"  # a text that names two more


def test_a_text_that_is_no_licence_is_refused():
    with pytest.raises(ValueError, match="no licence that is known: 'All yours"):
        licence_of("All  yours.")
