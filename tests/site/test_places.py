"""A page says where its elements stand, and how high; what stands in them comes later."""

from book.site.places import place_of

SHEET = """
/* A thing { of parts } */
a-thing { display: block; margin: 1em; }
@media (scripting: enabled) { a-thing { min-height: 9px; } .part { color: red; } }
a-thing[wide] { min-height: 12px; }
.md-typeset a-thing img, a-thing .part { margin: 0 }
a-thing:is(.on, .off), a-thing[data-on], a-thing-else, .part { color: blue; }
@keyframes turn { from { opacity: 0; } }
@media (max-width: 9em) {
  a-thing { padding: 0; @media (scripting: enabled) { min-height: 99px; } }
  @media print { a-thing { display: none; } }
}
"""


def test_what_holds_for_an_element_itself_is_kept_and_no_more():
    assert place_of(SHEET, "a-thing").replace(" ", "") == (
        "a-thing{display:block;margin:1em;}"
        "@media(scripting:enabled){a-thing{min-height:9px;}}"
        "a-thing[wide]{min-height:12px;}"
        ".md-typeseta-thingimg{margin:0}"
        "@media(max-width:9em){a-thing{padding:0;@media(scripting:enabled){min-height:99px;}}@mediaprint{a-thing{display:none;}}}"
    )


def test_each_element_of_the_book_keeps_its_height_free(root):
    homes = sorted((root / "docs/assets/js/elements").iterdir())
    for sheet in (home / f"{home.name}.css" for home in homes):
        place = place_of(sheet.read_text(), sheet.stem)
        assert "min-height" in place or "padding-bottom" in place, sheet.name
        assert place.count("{") == place.count("}") and len(place) < 1000
