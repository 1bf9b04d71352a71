"""The requirement files keep their promises: pinned, hashed, explained, not below the tested floors."""

import re
import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[2]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
RUNTIME = [Requirement(line) for line in PYPROJECT["project"]["dependencies"]]
DEV = [Requirement(line) for line in PYPROJECT["dependency-groups"]["dev"]]
FILES = ("requirements.txt", "requirements-dev.txt", ".ci/uv.txt")
# What the customer named, and below which releases the product was never tried.
FLOORS = {
    "django": "5.2.19",
    "django-crispy-forms": "2.7",
    "crispy-bootstrap5": "2026.9",
    "psycopg2-binary": "2.9.13",
    "weasyprint": "70",
    "pytest-django": "4.14",
    "pyhanko": "0.38",
    "cryptography": "50",
}


def pins(name: str) -> dict[str, str]:
    text = (ROOT / name).read_text(encoding="utf-8")
    return {
        canonicalize_name(match["name"]): match["version"]
        for match in re.finditer(
            r"^(?P<name>[A-Za-z0-9._-]+)(\[[^\]]*\])?==(?P<version>[^\s;\\]+)", text, re.MULTILINE
        )
    }


@pytest.mark.parametrize(("name", "floor"), FLOORS.items())
def test_a_dependency_that_matters_is_not_older_than_what_was_tested(name, floor):
    assert Version(pins("requirements.txt")[name]) >= Version(floor)


@pytest.mark.parametrize(
    ("requirement", "file"),
    [(requirement, "requirements.txt") for requirement in RUNTIME]
    + [(requirement, "requirements-dev.txt") for requirement in DEV],
    ids=lambda value: getattr(value, "name", value),
)
def test_a_direct_dependency_is_pinned_installed_and_explained(requirement, file):
    name = canonicalize_name(requirement.name)
    text = (ROOT / file).read_text(encoding="utf-8")

    assert requirement.specifier.contains(pins(file)[name])
    assert version(requirement.name) == pins(file)[name]
    assert re.search(rf"^# why: .+\n{re.escape(name)}(\[[^\]]*\])?==", text, re.MULTILINE)


@pytest.mark.parametrize("file", FILES)
def test_every_pin_has_a_hash_and_no_file_names_a_place_to_download_from(file):
    text = (ROOT / file).read_text(encoding="utf-8")
    entries = re.split(r"^(?=[A-Za-z0-9])", text, flags=re.MULTILINE)[1:]

    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []
    assert re.findall(r"https?://|^\s*--?(?:index|extra|find|f\b|i\b)\S*", text, re.MULTILINE) == []


def test_the_same_package_has_the_same_version_for_running_and_for_testing():
    running, testing = pins("requirements.txt"), pins("requirements-dev.txt")

    assert {name: testing[name] for name in testing if name in running} == {
        name: running[name] for name in testing if name in running
    }


def test_psycopg_3_is_absent_because_the_framework_would_prefer_it():
    assert "psycopg" not in pins("requirements.txt") | pins("requirements-dev.txt")
