"""Whoever runs the site finds what it takes, and how it is set up."""

from tests.browser.test_search import unanswered

TYPED = {
    "bandwidth": "count-what-a-million-readers-take",
    "how many readers": "count-what-a-million-readers-take",
    "page weight": "count-what-a-reader-takes",
    "GitHub Pages limit": "know-where-github-pages-ends",
    "CORS": "let-heavy-files-come-from-elsewhere",
    "CDN": "let-heavy-files-come-from-elsewhere",
    "nginx": "know-what-a-server-must-send",
    "MIME type": "know-what-a-server-must-send",
    "micropip": "give-the-python-of-the-page-a-package",
    "200 chapters": "know-what-more-chapters-take",
}


def test_what_a_host_asks_is_answered_among_the_first_three(visit, server):
    asked = [(typed, f"hosting/#{place}") for typed, place in TYPED.items()]
    assert unanswered(visit, server, asked) == []
