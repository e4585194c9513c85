"""The browser that tests run in is found, or its lack is one line."""

import pytest

from tests.browser import find_chrome


@pytest.mark.parametrize("program", ["false", "no-such-browser"])
def test_a_named_browser_must_start(monkeypatch, program):
    monkeypatch.setenv("CHROME", program)
    with pytest.raises(SystemExit, match=f"CHROME={program} does not start"):
        find_chrome.find()


def test_installers_are_tried_in_order_and_their_failure_is_one_line(monkeypatch):
    tried = []
    monkeypatch.delenv("CHROME", raising=False)
    monkeypatch.setattr(find_chrome, "installed", lambda: None)
    monkeypatch.setattr(find_chrome, "playwrights", lambda: None)
    monkeypatch.setattr(find_chrome, "installs", lambda *command: tried.append(command))
    monkeypatch.setattr(find_chrome.os, "geteuid", lambda: 0)
    monkeypatch.setattr(find_chrome.shutil, "which", lambda name: name)
    with pytest.raises(SystemExit, match="^No Chromium to test with: .*CHROME=PATH$"):
        find_chrome.find()
    assert [command[-2:] for command in tried] == [("install", "chromium"), ("apt-get", "update")]


def test_the_first_browser_that_starts_is_taken(monkeypatch, tmp_path):
    for name, code in (("chromium", 1), ("google-chrome", 0)):
        (tmp_path / name).write_text(f"#!/bin/sh\nexit {code}\n")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find_chrome.installed() == str(tmp_path / "google-chrome")
