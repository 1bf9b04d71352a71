"""Collect the interface texts into locale/ (`update`), or say what is not translated (`check`)."""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ("config", "units", "pacts", "awards", "templates", "locale", "manage.py")
CATALOGUE = Path("locale/vi/LC_MESSAGES/django.po")


def collect(root: Path) -> None:
    """Bring the catalogue under the folder to what the sources there say."""
    command = [sys.executable, "manage.py", "makemessages", "--locale", "vi", "--no-obsolete"]
    command += ["--add-location", "file", "--ignore", "var", "--ignore", "tests", "--ignore", ".venv"]
    subprocess.run(command, cwd=root, check=True, stdout=subprocess.DEVNULL)


def complaints() -> list[str]:
    """Messages that are missing, unfinished or out of use, found on a copy of the sources."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        for name in SOURCES:
            source, target = ROOT / name, copy / name
            if source.is_dir():
                shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__", "*.mo"))
            else:
                shutil.copy(source, target)
        collect(copy)
        wanted = polib.pofile(str(copy / CATALOGUE))
    have = {
        (entry.msgctxt, entry.msgid) for entry in polib.pofile(str(ROOT / CATALOGUE)) if not entry.obsolete
    }
    lines = []
    for entry in wanted:
        if (entry.msgctxt, entry.msgid) not in have:
            lines.append(f"not in the catalogue (make messages): {entry.msgid!r}")
        elif entry.fuzzy or not entry.translated():
            lines.append(f"fuzzy or empty: {entry.msgid!r}")
    unused = have - {(entry.msgctxt, entry.msgid) for entry in wanted}
    return lines + [
        f"no longer used (make messages): {msgid!r}" for _context, msgid in sorted(unused, key=str)
    ]


def main(action: str) -> int:
    if action == "update":
        collect(ROOT)
        return 0
    found = complaints()
    print("\n".join(found) or "Every message is translated.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
