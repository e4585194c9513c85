"""Pages about the house name what exists, and their code runs."""

import re
import tomllib

import pytest

from tests.house.targets import called_targets, targets


@pytest.fixture(
    params=["README.md", "CONTRIBUTING.md", "SECURITY.md", "LICENSE-text.md", "data/mnist/NOTICE.md"]
)
def page(root, request):
    return root / request.param


def test_page_links_to_what_exists(page):
    prose = re.sub(r"^```.*?^```", "", page.read_text(), flags=re.MULTILINE | re.DOTALL)
    for link in re.findall(r"\]\(([^)#\s]+)", prose):
        file = link.replace("../../actions/workflows/", ".github/workflows/").removesuffix("/badge.svg")
        assert link.startswith("https://") or (page.parent / file).exists(), link


def test_page_names_targets_that_exist(root, page):
    assert set(called_targets(page.read_text())) <= targets(root)


def test_readme_names_rooms_that_exist(root):
    table = re.findall(r"^\| `([^`]+)`", (root / "README.md").read_text(), re.MULTILINE)
    assert {"docs/", "snippets/", "book/", "tests/"} <= set(table)
    assert all((root / name).exists() for name in table)


def test_project_names_its_licences(root):
    project = tomllib.loads((root / "pyproject.toml").read_text())["project"]
    assert all((root / name).exists() for name in project["license-files"])
    assert "Yann LeCun and Corinna Cortes" in (root / "data/mnist/NOTICE.md").read_text()
