"""Writing files so that whoever reads them, or ends us meanwhile, finds the old or the new.

Text goes to a temporary file beside its place and is renamed. A process that is killed leaves
the temporary file behind; its name says whose it was, and `sweep` removes it later.
"""

import os
import re
from pathlib import Path

LEFT = re.compile(r"\..+\.(?P<owner>\d+)\.tmp")


def write_atomically(path, text):
    """Write `text`, or bytes, so that `path` is at any moment either old or new."""
    write_together({path: text})


def write_together(texts):
    """Write {path: text or bytes}: all that takes time comes before the first file changes.

    The renames follow each other in the order of `texts`: where the last file is new, all are.
    """
    waiting = {}
    try:
        for path, text in texts.items():
            path = Path(path)
            path.parent.mkdir(parents=True, exist_ok=True)
            temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
            waiting[temporary] = path
            temporary.write_bytes(text.encode() if isinstance(text, str) else text)
            temporary.chmod(0o644)
        for temporary, path in waiting.items():
            os.replace(temporary, path)
    except BaseException:
        for temporary in waiting:
            temporary.unlink(missing_ok=True)
        raise


def sweep(*folders):
    """Remove what killed processes left in the `folders` and below."""
    for home in folders:
        for folder, _, names in os.walk(home):
            for name in names:
                match = LEFT.fullmatch(name)
                if match and not lives(int(match["owner"])):
                    Path(folder, name).unlink(missing_ok=True)


def lives(process):
    """Whether the process of this number has not ended yet."""
    try:
        os.kill(process, 0)
    except PermissionError:
        return True  # somebody else's
    except (OSError, OverflowError):
        return False
    return True
