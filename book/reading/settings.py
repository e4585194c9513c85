"""The settings of a book, its mkdocs.yml, and where it is published, which `repo_url` there tells."""

import os
import re
from contextlib import suppress
from functools import lru_cache
from urllib.parse import urlsplit

import yaml

from book.ground.faults import BookError, headline

HEAVY = "heavy_files"  # in `extra`
PLACE = re.compile(r"https?://[\w.-]+(:\d+)?(/[\w.~-]+)*/", re.ASCII)  # of which a policy can be made
ADDRESS = ("repo_url", "repo_name", "site_url")  # what follows from the first of them
REPOSITORY = re.compile(r"https://github\.com/([\w-]+)/([\w.-]+?)(?:\.git)?/?")


def read_settings(file):
    """The mkdocs.yml at `file` as a dict to read only; raises BookError with the line of what is wrong."""
    try:
        text = file.read_text(encoding="utf-8")
        config = _loaded(text, tuple(os.environ.items())) or {}
    except OSError:
        raise
    except UnicodeDecodeError:
        raise BookError("mkdocs.yml:1: not UTF-8: save the file as UTF-8") from None
    except Exception as error:  # PyYAML lets through what its constructors raise
        mark, why = getattr(error, "problem_mark", None), getattr(error, "problem", None)
        line = mark.line + 1 if mark else 1
        why = why or headline(str(error))
        raise BookError(f"mkdocs.yml:{line}: not YAML: {why}") from error
    if not isinstance(config, dict):
        raise BookError("mkdocs.yml:1: no settings: write `name: value` lines")
    config = config | published(config)
    if why := refused(config):
        rows = enumerate(text.split("\n"), start=1)
        line = next((number for number, row in rows if row.lstrip().startswith(f"{HEAVY}:")), 1)
        raise BookError(f"mkdocs.yml:{line}: `{HEAVY}` {why}")
    return config


def heavy_files(config):
    """The address below which the heavy files of the site lie, where that is not the site itself; else ""."""
    return (config.get("extra") or {}).get(HEAVY) or ""


def refused(config):
    """What is wrong with the address of the heavy files, and the mend; None where nothing is."""
    written, site = heavy_files(config), config.get("site_url")
    example = "write an address such as https://files.example.org/book/, or nothing"
    if not written:
        return None
    if not isinstance(written, str) or not PLACE.fullmatch(f"{written}".rstrip("/") + "/"):
        return f"is `{written}`, which is no address of a folder: {example}"
    parts = urlsplit(written)
    if parts.scheme == "http" and parts.hostname not in ("127.0.0.1", "localhost"):
        return f"is `{written}`, and a page fetches nothing over http: write `https://…`"
    if not written.endswith("/"):
        return f"is `{written}`, which does not end in a slash: write `{written}/`"
    if not site:
        return f"is `{written}`, but this site has no address at which that could hold: add a line `site_url`"
    if parts[:2] == urlsplit(site)[:2]:
        return f"is `{written}`, where the site itself lies: name another server, or nothing"
    return None


def published(config):
    """The settings that follow from `repo_url` in `config`: the name of the repository, and the address that
    GitHub Pages gives its site, unless `site_url` names another.

    A workflow of a fork runs in the fork's name, which GitHub tells: there, nothing needs to be set.
    """
    written = REPOSITORY.fullmatch(str(config.get("repo_url") or ""))
    if not written:
        return {}
    owner, name = os.environ.get("GITHUB_REPOSITORY", "/".join(written.groups())).split("/")
    domain = f"{owner.lower()}.github.io"
    folder = "" if name.lower() == domain else f"{name}/"
    found = f"https://github.com/{owner}/{name}", name, f"https://{domain}/{folder}"
    return dict(zip(ADDRESS, found)) | {key: config[key] for key in ADDRESS[1:] if config.get(key)}


# A command asks for the nav once a chapter. `!ENV` reads the environment, which is no argument but a key
@lru_cache(8)
def _loaded(text, _environment):
    return yaml.load(text, Loader=_LenientLoader)


class _LenientLoader(yaml.SafeLoader):
    """mkdocs.yml may name Python objects, which mean nothing here."""


_LenientLoader.add_multi_constructor("", lambda loader, suffix, node: None)
with suppress(ImportError):  # MkDocs brings it; a machine that only records has neither
    from yaml_env_tag import construct_env_tag

    _LenientLoader.add_constructor("!ENV", construct_env_tag)
