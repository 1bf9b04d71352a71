"""The only reader of the environment: names a missing variable instead of guessing."""

from pathlib import Path

import environ

ROOT = Path(__file__).resolve().parent.parent
VAR = ROOT / "var"

env = environ.Env()


def installation_secret(path: Path) -> str:
    """The secret kept in the file, made on first use and readable by its owner only."""
    from django.core.management.utils import get_random_secret_key  # noqa: PLC0415 - needs no settings, but Django

    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        # "x" lets exactly one of several starting processes write the secret.
        with path.open("x", encoding="utf-8") as file:
            path.chmod(0o600)
            file.write(get_random_secret_key())
    except FileExistsError:
        pass
    return path.read_text(encoding="utf-8")
