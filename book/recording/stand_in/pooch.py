"""What a recording needs of pooch where that is not installed: the checksum of a file that is here."""

import hashlib
from pathlib import Path


def file_hash(path):
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()


def retrieve(address, *_, **__):
    raise OSError(f"pooch is not installed here, and without it {address} is not fetched")
