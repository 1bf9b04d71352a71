"""Secrets of the installation: files beside the database, never in it."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def write_once(path: Path, content: bytes) -> bytes:
    """Write the file whole or not at all, owner-readable; what stands there after is the answer."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, name = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    try:
        os.link(name, path)
    except FileExistsError:
        pass  # another process was first: its content counts
    finally:
        Path(name).unlink()
    return path.read_bytes()
