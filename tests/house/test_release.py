"""A release: what publishes may write and runs no code of ours; what it is called is said once."""

import re
import tomllib

import yaml

from book.reading.book import Book
from tests.house.test_workflows import parsed

# The keys of version 1.2.0 of the Citation File Format, and those that it asks for
KEYS = {
    *("abstract", "authors", "cff-version", "commit", "contact", "date-released", "doi", "identifiers"),
    *("keywords", "license", "license-url", "message", "preferred-citation", "references", "repository"),
    *("repository-artifact", "repository-code", "title", "type", "url", "version"),
}
NEEDED = {"authors", "cff-version", "message", "title"}


def release(root):
    return parsed(root / ".github/workflows/release.yml")


def project(root):
    return tomllib.loads((root / "pyproject.toml").read_text())["project"]


def test_a_tag_alone_makes_a_release(root):
    assert release(root)["on"] == {"push": {"tags": ["v*"]}}


def test_what_builds_may_read_and_what_publishes_may_write_contents(root):
    flow = release(root)
    assert flow["permissions"] == {"contents": "read"}
    rights = {name: job.get("permissions") for name, job in flow["jobs"].items()}
    assert rights == {"pack": None, "publish": {"contents": "write"}}
    assert flow["jobs"]["publish"]["needs"] == "pack"


def test_what_publishes_runs_no_code_of_the_book_and_alone_knows_a_token(root):
    flow = release(root)
    uses = [step.get("uses", "").split("@")[0] for step in flow["jobs"]["publish"]["steps"]]
    assert uses == ["actions/download-artifact", "", ""]
    programs = [step["run"].split()[0] for step in flow["jobs"]["publish"]["steps"] if "run" in step]
    assert programs == ["sha256sum", "gh"]
    assert not [step for step in flow["jobs"]["pack"]["steps"] if "github.token" in str(step)]


def test_the_citation_has_the_fields_of_its_format(root):
    cited = yaml.safe_load((root / "CITATION.cff").read_text())
    assert NEEDED <= cited.keys() <= KEYS
    assert cited["cff-version"] == "1.2.0" and cited["type"] == "software"
    assert all(author.keys() in ({"name"}, {"family-names", "given-names"}) for author in cited["authors"])
    assert all(isinstance(word, str) for word in cited["keywords"])


def test_the_citation_agrees_with_the_book(root, monkeypatch):
    monkeypatch.delenv("GITHUB_REPOSITORY", raising=False)  # a fork cites the book, too
    cited, config, ours = (
        yaml.safe_load((root / "CITATION.cff").read_text()),
        Book(root).config,
        project(root),
    )
    assert cited["title"] == config["site_name"]
    assert cited["abstract"] == config["site_description"]
    assert cited["url"] == config["site_url"] and cited["repository-code"] == config["repo_url"]
    assert cited["version"] == ours["version"]
    assert " AND ".join(cited["license"]) == ours["license"]
    assert (root / "LICENSE").read_text().startswith("MIT License")
    assert "[CC BY 4.0]" in (root / "LICENSE-text.md").read_text()


def test_the_badges_are_true(root):
    badges = re.findall(r"^\[!\[(.*?)\]\((.*?)\)\]\((.*?)\)$", (root / "README.md").read_text(), re.MULTILINE)
    assert [words for words, _, _ in badges] == [
        "Tests",
        "Python 3.11 or newer",
        "Code: MIT, text: CC BY 4.0",
    ]
    flow = badges[0][2].removeprefix(
        "../../actions/workflows/"
    )  # on GitHub: of this repository, or of a fork
    assert badges[0][1] == f"{badges[0][2]}/badge.svg"
    assert "make test-all" in (root / ".github/workflows" / flow).read_text()
    assert f">={badges[1][0].split()[1]}" == project(root)["requires-python"]
    assert all((root / target).is_file() for _, _, target in badges[1:])
