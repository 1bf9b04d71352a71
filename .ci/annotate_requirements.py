"""Write, into the pinned requirement files, why each direct dependency is there."""

import re
import sys
from pathlib import Path

REASON = re.compile(r'^\s*"(?P<name>[A-Za-z0-9._-]+)[^"]*",\s*#\s*(?P<reason>.+)$')
PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)(\[[^\]]*\])?==")
HEADER = "# Made by `make lock` from pyproject.toml; do not edit. `why:` marks a direct dependency.\n"


def normalised(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def reasons(pyproject: str) -> dict[str, str]:
    """Each direct dependency's reason: the comment on its line."""
    found = (REASON.match(line) for line in pyproject.splitlines())
    return {normalised(match["name"]): match["reason"] for match in found if match}


def annotated(requirements: str, why: dict[str, str]) -> str:
    lines = [line for line in requirements.splitlines() if not line.startswith("# ")]
    written = []
    for line in lines:
        pin = PIN.match(line)
        if pin and normalised(pin["name"]) in why:
            written.append(f"# why: {why[normalised(pin['name'])]}")
        written.append(line)
    return HEADER + "\n".join(written) + "\n"


def main(paths: list[str]) -> None:
    why = reasons(Path("pyproject.toml").read_text(encoding="utf-8"))
    for path in map(Path, paths):
        path.write_text(annotated(path.read_text(encoding="utf-8"), why), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
