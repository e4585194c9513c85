"""A film in the page: it plays, stops, steps, and stands still where motion is unwelcome."""

import re

import pytest
from playwright.sync_api import expect

from book.running.figures import HOME, read_palette
from tests.browser.conftest import arrives, eventually
from tests.kit.night import by_day

FILM = "figures/fitting/line-and-bowl.svg"
TOLD = re.compile(r"step \d+, loss \d+\.\d\d")


class Player:
    """The first film of a page, and what a reader sees of it."""

    def __init__(self, page):
        self.film = page.locator("book-film").first
        self.film.scroll_into_view_if_needed()
        self.told = self.film.locator(".film-controls > span")
        self.slider = self.film.get_by_role("slider", name="Frame")
        self.picture = self.film.get_by_role("img")

    def button(self, name):
        return self.film.get_by_role("button", name=name)

    def seen(self):
        """For each part of a frame: its number, whether it is visible, whether it is a trace."""
        parts = self.picture.locator("[class^=frame-]")
        return parts.evaluate_all("""(parts) => parts.map((part) => {
            const { visibility, strokeOpacity } = getComputedStyle(part);
            const number = parseInt(part.classList[0].slice(6));
            return [number, visibility === "visible", strokeOpacity < 1];
        })""")

    def stands(self, page):
        before = self.seen()
        page.wait_for_timeout(1200)
        return self.seen() == before

    def moves(self):
        before = self.seen()
        return eventually(lambda: self.seen() != before)


def watched(visit, **options):
    """A page whose film was stopped at its first frame."""
    page = visit("fitting/", **options)
    player = Player(page)
    player.button("Pause").click()
    player.slider.press("Home")
    return page, player


def test_a_film_plays_and_stops(visit):
    page = visit("fitting/")
    player = Player(page)
    first = player.told.inner_text()
    assert TOLD.fullmatch(first)
    expect(player.told).not_to_have_text(first)
    player.button("Pause").click()
    assert player.stands(page)
    player.button("Play").click()
    assert player.moves()
    player.button("Pause").press("Enter")
    assert player.stands(page)
    assert page.wrongs == []


def test_frames_come_in_one_after_another_leave_a_trace_and_begin_anew_after_the_last(visit):
    _, player = watched(visit)
    for now in range(4):
        assert all(visible == (number <= now) for number, visible, _ in player.seen())
        assert all(trace for number, _, trace in player.seen() if number < now)
        assert not any(trace for number, _, trace in player.seen() if number == now)
        player.button("Next frame").click()
    player.slider.press("Home")
    assert player.told.inner_text().startswith("step 0,")
    player.button("Previous frame").click()
    assert player.told.inner_text().startswith("step 120,")
    player.button("Play").click()
    expect(player.told).to_have_text(re.compile("step 0,"))


def test_the_keyboard_steps_the_steps_are_said_and_print_shows_all(visit):
    page, player = watched(visit)
    for key, step in ("ArrowRight", 1), ("ArrowRight", 2), ("ArrowLeft", 1), ("End", 120):
        player.slider.press(key)
        said = player.slider.get_attribute("aria-valuetext")
        assert said == player.told.inner_text() and said.startswith(f"step {step},")
    player.slider.press("Shift+Tab")
    expect(player.button("Next frame")).to_be_focused()
    expect(player.button("Next frame")).to_have_css("outline-style", "solid")
    page.emulate_media(media="print")  # shows all frames
    assert all(visible and not trace for _, visible, trace in player.seen())
    assert not player.button("Play").is_visible()
    assert page.wrongs == []


def test_less_motion_is_a_still_of_all_frames_until_the_reader_starts_it(visit):
    page = visit("fitting/", reduced_motion="reduce")
    player = Player(page)
    assert player.stands(page)
    assert all(visible and not trace for _, visible, trace in player.seen())
    assert player.told.inner_text() == "all frames at once"
    player.button("Next frame").click()
    assert player.told.inner_text().startswith("step 0,") and player.stands(page)
    player.button("Play").click()
    assert player.moves()


@pytest.mark.parametrize("system", by_day(["light", "dark"], {"light"}))
def test_the_film_follows_the_switch(visit, system):
    page, player = watched(visit, color_scheme=system)
    paper = player.picture.locator(".fill-paper").first
    seen = []
    for _ in range(3):
        seen.append(paper.evaluate("(paper) => getComputedStyle(paper).fill"))
        page.locator("[data-md-component=palette] label:visible").click()
    light, dark = (f"rgb{tuple(bytes.fromhex(one[1:]))}" for one in read_palette(HOME)["paper"])
    assert seen == [light if system == "light" else dark, light, dark]


@pytest.mark.heavy  # by day: the film follows the switch
def test_a_colour_outside_the_palette_follows_the_switch(visit):
    page = visit("")
    drawn = page.request.get(f"{page.url}{FILM}").text().replace("fill-paper", "fill-text-d62728")
    page.route("**/line-and-bowl.svg", lambda route: route.fulfill(body=drawn, content_type="image/svg+xml"))
    page.goto(f"{page.url}fitting/")
    part = Player(page).picture.locator(".fill-text-d62728").first
    fill = part.evaluate("(part) => getComputedStyle(part).fill")
    page.locator("[data-md-component=palette] label:visible").click()
    page.locator("[data-md-component=palette] label:visible").click()
    assert part.evaluate("(part) => getComputedStyle(part).fill") != fill


@pytest.mark.parametrize("width", by_day([1280, 360], {1280}))
def test_controls_are_large_and_push_nothing_away(visit, width):
    viewport = {"width": width, "height": 740}
    bare = visit("fitting/", viewport=viewport, java_script_enabled=False)
    before = bare.locator("book-film > img").bounding_box()
    page = visit("fitting/", viewport=viewport)
    player = Player(page)
    assert player.picture.bounding_box()["width"] == before["width"] <= width
    for each in (player.slider, *player.film.get_by_role("button").all()):
        box = each.bounding_box()
        assert box["height"] >= 44 and box["width"] >= 44
        assert box["x"] >= 0 and box["x"] + box["width"] <= width
    assert page.wrongs == []


@pytest.mark.heavy  # by day: its page, in test_every_page.py
def test_nothing_moves_when_the_player_comes(visit):
    page = visit("")
    page.route("**/line-and-bowl.svg", lambda route: None)  # never answered
    page.goto(f"{page.url}fitting/", wait_until="domcontentloaded")
    film = page.locator("book-film")
    waiting = film.bounding_box()["height"]
    page.unroute("**/line-and-bowl.svg")
    page.reload()
    film.locator(".film-controls").wait_for()
    assert film.bounding_box()["height"] == pytest.approx(waiting, abs=1)


def test_without_scripts_the_bare_picture_plays(visit):
    page = visit("fitting/", java_script_enabled=False)
    assert page.locator("book-film > img").is_visible()
    assert page.locator(".film-controls").count() == 0
    frame = page.locator("book-film > img")
    first = frame.screenshot()
    assert eventually(lambda: frame.screenshot() != first)


def test_without_scripts_less_motion_is_a_still(visit):
    page = visit(FILM, java_script_enabled=False, reduced_motion="reduce")
    first = page.screenshot()
    page.wait_for_timeout(1200)
    assert page.screenshot() == first


@pytest.mark.heavy  # by day: an element that cannot be had
def test_a_film_that_cannot_be_fetched_stays_a_picture(visit):
    page = visit("")
    page.route(
        "**/line-and-bowl.svg",
        lambda route: route.abort() if route.request.resource_type == "fetch" else route.continue_(),
    )
    page.goto(f"{page.url}fitting/")
    page.wait_for_load_state("networkidle")
    assert page.locator("book-film > img").evaluate("(image) => image.naturalWidth") > 0
    assert page.locator(".film-controls").count() == 0
    assert [wrong for wrong in page.wrongs if "Failed to load" not in wrong] == []


@pytest.mark.heavy  # by day: away and back, of three pages
def test_a_film_plays_again_after_a_visit_elsewhere(visit):
    page = visit("fitting/")
    page.locator(".md-nav--primary a[href*=digits]").first.click()
    arrives(page, "digits")
    expect(page.locator("book-film")).to_have_count(0)
    page.go_back()
    arrives(page, "fitting")
    player = Player(page)
    player.button("Pause").wait_for()
    assert player.moves()
    assert page.locator(".film-controls").count() == 1
    assert page.wrongs == []
