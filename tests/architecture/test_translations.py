"""Whoever reads Vietnamese reads only Vietnamese; whoever changes a text finds it in one catalogue."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from html import unescape
from pathlib import Path

import polib
import pytest

ROOT = Path(__file__).resolve().parents[2]
CATALOGUE = ROOT / "locale" / "vi" / "LC_MESSAGES" / "django.po"
VIETNAMESE = re.compile(
    "[ăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]", re.IGNORECASE
)
GETTEXT = {
    "_",
    "gettext",
    "gettext_lazy",
    "ngettext",
    "ngettext_lazy",
    "pgettext",
    "pgettext_lazy",
    "npgettext",
}
# Vietnamese that is data and not interface, by what it is.
DATA = {
    "awards/eligibility/": "the law and its reasons, as lawyers review them",
    "awards/papers.py": "the words of papers, which are not translated",
    "awards/services/award_types.py": "the names of titles, from the law",
    "awards/services/sample_": "sample data",
    "awards/services/submitting.py": "the title of a paper",
    "config/settings/base.py": "the name on certificates",
    "pacts/documents/": "the words of papers and certificates",
    "pacts/management/commands/sample_accounts.py": "the mark of the rehearsal",
    "pacts/exports/": "the words of comparisons, which are papers",
    "pacts/forms/draft.py": "how laws are cited, to be found in a text",
    "pacts/queries/comments.py": "how an article is numbered",
    "pacts/queries/consolidated.py": "how an article is numbered",
    "pacts/queries/completion.py": "the words of the sheet of completion",
    "pacts/queries/editor.py": "how an article is numbered",
    "pacts/queries/minutes.py": "the words of minutes",
    "pacts/queries/redlines.py": "how an article is numbered",
    "pacts/models/clause.py": "the words of a target in a paper",
    "pacts/models/pact.py": "the title and the articles of a paper",
    "pacts/panels.py": "a word that people type into the search",
    "pacts/papers.py": "the words of papers, which are not translated",
    "pacts/redline/articles.py": "the words of an amending paper",
    "pacts/services/commenting.py": "the words of an agreement in the table of comments",
    "pacts/services/minutes.py": "the title of a paper",
    "pacts/services/freezing.py": "the words of a witness on the paper",
    "pacts/services/sample_": "sample data",
    "pacts/services/starter_text.py": "the starter text of a pact",
    "pacts/views/scans.py": "the name of a file",
    "units/imports/": "headings of lists and the words in them",
    "units/queries/clusters.py": "word of a unit",
    "units/text/": "the alphabet, old encodings and how syllables are spelt",
}
# Names are the same in every language, and a page that shows a paper shows its words.
NAMES = {
    "Điều",
    "Căn cứ",
    "Các đơn vị thành viên tham gia các phong trào thi đua",
    "Thi đua Kiểm sát",
    "English",
    "Tiếng Việt",
    "VKS",
    "PDF",
    "SHA-256",
    "PIN",
}
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|%[sd]|\{\w*\}")


@pytest.fixture(scope="module")
def catalogue():
    assert CATALOGUE.exists(), "There is no Vietnamese catalogue: run `make messages` and translate it."
    return [entry for entry in polib.pofile(str(CATALOGUE)) if not entry.obsolete]


def sentences(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def test_every_text_is_translated(catalogue):
    missing = [entry.msgid for entry in catalogue if not all(text.strip() for text in sentences(entry))]

    assert missing == []


def test_no_translation_is_a_guess(catalogue):
    assert [entry.msgid for entry in catalogue if entry.fuzzy] == []


def test_a_translation_keeps_what_is_filled_in(catalogue):
    """A plural form may leave out the number, which its language may write as a word."""
    wrong = []
    for entry in catalogue:
        wanted = {match[0] for match in PLACEHOLDER.finditer(entry.msgid_plural or entry.msgid)}
        wrong += [
            entry.msgid
            for text in sentences(entry)
            if {match[0] for match in PLACEHOLDER.finditer(text)} != wanted
        ]

    assert wrong == []


def test_vietnamese_has_one_form_for_any_number(catalogue):
    assert [
        entry.msgid for entry in catalogue if entry.msgid_plural and sorted(entry.msgstr_plural) != [0]
    ] == []


def test_the_catalogue_is_that_of_the_sources():
    done = subprocess.run(
        [sys.executable, ".ci/translations.py", "check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stdout + done.stderr) == (0, done.stdout + done.stderr)


def vietnamese_in_code(path: Path) -> list[str]:
    """Texts that are neither marked for translation nor a docstring."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    passed = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if name in GETTEXT:
                passed |= {id(inner) for argument in node.args for inner in ast.walk(argument)}
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            passed.add(id(node.value))
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in passed
        and VIETNAMESE.search(node.value)
    ]


def modules() -> dict[str, Path]:
    return {
        path.relative_to(ROOT).as_posix(): path
        for app in ("units", "pacts", "awards", "config")
        for path in sorted((ROOT / app).rglob("*.py"))
        if "migrations" not in path.parts
    }


def test_no_interface_text_is_written_in_vietnamese_in_code():
    wrong = {
        name: found
        for name, path in modules().items()
        if not name.startswith(tuple(DATA)) and (found := vietnamese_in_code(path))
    }

    assert wrong == {}


def test_every_exception_is_still_needed():
    named = modules()
    idle = [
        start
        for start in DATA
        if not any(vietnamese_in_code(path) for name, path in named.items() if name.startswith(start))
    ]

    assert idle == []


def unmarked(path: Path) -> list[str]:
    """Words that a person would read and that no tag hands to the catalogue."""
    text = path.read_text(encoding="utf-8")
    text = re.sub(r"\{% (?:block)?comment %\}.*?\{% endcomment %\}|\{#.*?#\}", " ", text, flags=re.DOTALL)
    text = re.sub(r"\{% blocktrans(?:late)?\b.*?\{% endblocktrans(?:late)? %\}", " ", text, flags=re.DOTALL)
    text = re.sub(r"\{%.*?%\}|\{\{.*?\}\}", "\x00", text, flags=re.DOTALL)
    read_out = re.findall(r"\b(?:aria-label|title|alt|placeholder|data-label)=\"([^\"]*)\"", text)
    shown = re.split(
        r"<[^>]*>", re.sub(r"<!--.*?-->|<!doctype[^>]*>", " ", text, flags=re.DOTALL | re.IGNORECASE)
    )
    words = (unescape(part).strip() for whole in [*shown, *read_out] for part in whole.split("\x00"))
    cleaned = (part.strip(" \n–·:()…,.;/") for part in words)
    return [part for part in cleaned if re.search(r"[^\W\d_]{2,}", part) and part not in NAMES]


TEMPLATES = [
    path
    for path in sorted((ROOT / "templates").rglob("*.html"))
    if "print" not in path.relative_to(ROOT).parts
]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda it: it.relative_to(ROOT / "templates").as_posix())
def test_every_word_of_a_template_is_marked(path):
    assert unmarked(path) == []


def test_readers_are_addressed_as_comrades(catalogue):
    """One word for the reader on every page: đồng chí, as the sector's own documents say."""
    familiar = [
        entry.msgid
        for entry in catalogue
        if re.search(r"\bbạn\b", " ".join([entry.msgstr, *entry.msgstr_plural.values()]), re.IGNORECASE)
    ]
    assert not familiar
