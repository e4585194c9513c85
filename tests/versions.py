"""Other versions of what the book stands on: `python -m tests.versions oldest` installs them, and says which.

oldest: those that pyproject.toml names; newest: what is released today; locked: what `make` installed.
"""

import os
import subprocess
import sys
import tomllib
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[1]
TOLD = "import importlib.metadata as m, platform, sys; print('Python', platform.python_version(), 'on', " + (
    "platform.platform()); print(*(f'{name} {m.version(name)}' for name in sys.argv[1:]), sep='\\n')"
)


def chosen(root=ROOT):
    """{name: Requirement} of requirements.in, which newest releases must still fit; torch may be any."""
    lines = (line.partition("#")[0].strip() for line in (root / "requirements.in").read_text().splitlines())
    return {"torch": Requirement("torch")} | {
        each.name: each for each in map(Requirement, filter(None, lines))
    }


def oldest(root=ROOT):
    """{name: version} of the oldest that is supported."""
    return tomllib.loads((root / "pyproject.toml").read_text())["tool"]["nightly"]["oldest"]


def constraints(which, root=ROOT):
    """The lines of a constraints file: what `oldest`, `newest` or `locked` allows of each."""
    if which == "locked":
        return []
    if which == "oldest":
        return [f"{name}=={version}" for name, version in oldest(root).items()]
    return [str(chosen(root)[name]) for name in oldest(root)]


def installs(lines, file):
    """The commands that install what the lines of a constraints file say; torch has an index of its own,
    which TORCH_INDEX names as for `make`."""
    names = [Requirement(line).name for line in lines]
    pip = [sys.executable, "-m", "pip", "install", "--upgrade", "--constraint", str(file)]
    index = os.environ.get("TORCH_INDEX")
    others = [*pip, *(name for name in names if name != "torch")]
    return [others, [*pip, *(["--index-url", index] if index else []), "torch"]] if names else []


def main(arguments=None):
    [which] = sys.argv[1:] if arguments is None else arguments
    if which not in ("oldest", "newest", "locked"):
        return f"tests.versions: there is no `{which}`: write oldest, newest or locked"
    lines, file = constraints(which), ROOT / f".cache/{which}.txt"
    file.parent.mkdir(exist_ok=True)
    file.write_text("".join(f"{line}\n" for line in lines))
    for command in installs(lines, file):
        if status := subprocess.run(command).returncode:
            return f"tests.versions: pip ended with {status}, so nothing was tested with the {which} versions"
    return subprocess.run([sys.executable, "-c", TOLD, *oldest()]).returncode


if __name__ == "__main__":
    sys.exit(main())
